import Foundation
import TestSupport
import Testing

@Suite("The log of repairs is read where nothing of somebody else is run")
struct TrustedLogTests {
    private static let columns = """
        1::bigint AS log_id, public.trap() AS run_id, 'f' AS finding_id, 'line.price' AS rule, 'orders' AS table_name, \
        1::bigint AS row_id, 'total' AS column_name, 'a' AS old_value, 'b' AS new_value, 'set' AS action, \
        NULL::bigint AS undoes, NULL::text AS alternative, NULL::text AS remark, now() AS applied_at, 'me' AS applied_by
        """

    /// Whoever may create something in the schema makes what looks like the log.
    @Test(arguments: [
        "CREATE VIEW tieout_repair_log AS SELECT \(columns)",
        "CREATE TABLE tieout_repair_log AS SELECT \(columns); TRUNCATE sprung; CREATE INDEX ON tieout_repair_log ((run_id || trap()))",
    ])
    func aTrapIsNotSprung(_ log: String) throws {
        try PrivatePostgres.shared().withDatabase("trap") { database in
            try database.run(sql: Tieout.run("schema").stdout)
            try database.run(
                sql: """
                    CREATE TABLE sprung (who text);
                    CREATE FUNCTION spring() RETURNS void LANGUAGE sql AS
                        'INSERT INTO public.sprung VALUES (current_user)';
                    CREATE FUNCTION trap() RETURNS text LANGUAGE plpgsql IMMUTABLE AS
                        $$ BEGIN PERFORM public.spring(); RETURN 'x'; END $$;
                    """)
            try database.run(sql: log + "; TRUNCATE sprung")
            for command in [["log"], ["undo", "x", "--dry-run"]] {
                let run = try Tieout.run(["repair"] + command + ["--database", database.conninfo])
                #expect(run.stderr.contains("is not a log that can be trusted"), "\(run)")
                #expect(try database.query(sql: "SELECT count(*) FROM sprung") == [["0"]])
            }
        }
    }
}
