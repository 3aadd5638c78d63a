import Foundation
import LiveShopping
import Reconciliation
import TestSupport
import Testing

@testable import Repairs

@Suite("Repair scripts: what they refuse before anything is touched")
struct ScriptRefusesTests {
    /// A log that is not ours, each made by somebody who may create in the schema and nothing else.
    private static let logs = [
        "CREATE TABLE %@; ALTER TABLE tieout_repair_log OWNER TO \"%role\"",
        "CREATE VIEW tieout_repair_log AS SELECT 1 AS log_id",
        """
        CREATE TABLE %@;
        CREATE FUNCTION spring() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''sprung''; END';
        CREATE TRIGGER spring BEFORE INSERT ON tieout_repair_log FOR EACH ROW EXECUTE FUNCTION spring()
        """,
        "CREATE TABLE %@; CREATE RULE nothing AS ON INSERT TO tieout_repair_log DO INSTEAD NOTHING",
        "CREATE TABLE %@; ALTER TABLE tieout_repair_log ENABLE ROW LEVEL SECURITY",
    ]

    @Test(arguments: logs)
    func `The log is ours or nothing`(_ log: String) throws {
        try Shop.open { shop in
            try shop.scripts([Proposals.reserved]) { scripts in
                let readme = try scripts.text("README.txt")
                let table = try #require(readme.firstMatch(of: /CREATE TABLE ([^;]+);/)).1
                let mallory = "mallory_\(shop.database.name)"
                try shop.database.run(sql: "CREATE ROLE \"\(mallory)\"")
                let sql = log.replacing("%@", with: table).replacing("%role", with: mallory)
                try shop.database.run(sql: sql)
                let before = try shop.digest()
                let run = Counts(
                    try shop.database.psql(file: scripts.path("hold.reserved.sql"), variables: ["apply": "1"]))
                #expect(run.status == 3 && run.output.contains("is not a log that can be trusted"), "\(run)")
                #expect(try shop.digest() == before)
                try shop.database.run(sql: "DROP OWNED BY \"\(mallory)\"; DROP ROLE \"\(mallory)\"")
            }
        }
    }

    /// psql would go on, and take what the site's people have written for statements.
    @Test(arguments: ["conversion.open-session.sql", "undo/conversion.open-session.sql", "apply-all.sql"])
    func `A script without what all have in common stops at its first line`(_ file: String) throws {
        try Shop.open { shop in
            try shop.scripts([Proposals.openSession]) { scripts in
                let before = try shop.digest()
                try FileManager.default.removeItem(atPath: scripts.path("tieout.sql"))
                let run = try scripts.dryRun(file)
                #expect(run.status == 3 && run.stderr.contains("tieout.sql: No such file"), "\(run)")
                #expect(!run.stderr.contains("ERROR"), "\(run)")
                #expect(try shop.digest() == before)
            }
        }
    }

    /// Who may not ask for the cluster's identifier has the database's oid to go by.
    @Test func `Without the right to the system identifier the database alone decides`() throws {
        try Shop.open { shop in
            try shop.database.run(sql: "REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC")
            let oid = try #require(
                try shop.value("SELECT oid::text FROM pg_database WHERE datname = current_database()"))
            for (database, isHere) in [(oid, true), ("1", false)] {
                let source = RunIdentity.Source(place: "database \"shop\"", system: "7", database: database)
                let run = RunIdentity(id: "elsewhere \(database)", asOf: Shop.asOf, source: source)
                try shop.scripts([Proposals.exposure], run: run) { scripts in
                    let counts = try scripts.apply("credit.exposure.sql")
                    #expect(counts.says(1, 1, 0) == isHere, "\(counts)")
                    #expect(counts.output.contains("not the database that the run read") == !isHere, "\(counts)")
                    if isHere { #expect(try scripts.apply("undo/credit.exposure.sql").says(1, 1, 0)) }
                }
            }
        }
    }

    @Test func `The log that a script makes is its owner's alone`() throws {
        try Shop.open { shop in
            try shop.database.run(sql: "ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC")
            try shop.scripts([Proposals.reserved]) { scripts in
                let run = try shop.database.psql(file: scripts.path("hold.reserved.sql"), variables: ["apply": "1"])
                #expect(run.status == 0, "\(run)")
                let others = try shop.value(
                    """
                    SELECT count(*) FROM pg_class c, aclexplode(c.relacl) a
                    WHERE c.relname = 'tieout_repair_log' AND a.grantee <> c.relowner
                    """)
                #expect(others == "0")
            }
        }
    }

    @Test(arguments: [false, true])
    func `A foreign table, or a view over one, is not repaired, not even dry`(_ isView: Bool) throws {
        try Shop.open { shop in
            let hasWrapper =
                try shop.value(
                    "SELECT count(*) FROM pg_available_extensions WHERE name = 'postgres_fdw'") == "1"
            guard hasWrapper else { return }
            let place = try shop.value("SELECT current_setting('unix_socket_directories')") ?? ""
            try shop.database.run(
                sql: """
                    CREATE EXTENSION postgres_fdw;
                    ALTER TABLE client_credit_limits RENAME TO credit_base;
                    CREATE SERVER away FOREIGN DATA WRAPPER postgres_fdw
                        OPTIONS (host '\(place)', dbname '\(shop.database.name)');
                    CREATE USER MAPPING FOR postgres SERVER away OPTIONS (user 'postgres');
                    CREATE FOREIGN TABLE \(isView ? "credit_away" : "client_credit_limits") (client_id integer,
                        credit_limit numeric(15,2), current_exposure numeric(15,2))
                        SERVER away OPTIONS (schema_name 'public', table_name 'credit_base');
                    \(isView ? "CREATE VIEW middle AS SELECT * FROM credit_away; CREATE VIEW client_credit_limits AS TABLE middle" : "")
                    """)
            let before = try shop.value("SELECT string_agg(c::text, ' ' ORDER BY client_id) FROM credit_base c")
            try shop.scripts([Proposals.exposure]) { scripts in
                for variables in [[:], ["apply": "1"]] {
                    let run = try shop.database.psql(file: scripts.path("credit.exposure.sql"), variables: variables)
                    #expect(run.status == 3 && run.stderr.contains("is a foreign table, or rests on one"), "\(run)")
                }
            }
            #expect(try shop.value("SELECT string_agg(c::text, ' ' ORDER BY client_id) FROM credit_base c") == before)
        }
    }

    /// Whoever may create in a schema of the search path puts a trap under every name that scripts use.
    @Test func `No trap under a function, an operator or a table's name is sprung`() throws {
        try Shop.open { shop in
            try shop.database.run(sql: Self.traps)
            let before = try shop.digest()
            try shop.scripts(Proposals.all + [Proposals.amendment, Proposals.missingLine]) { scripts in
                try scripts.pick(Proposals.missingLine.findings[0].id, "A", in: "line.missing.sql")
                let path = "ALTER DATABASE \"\(shop.database.name)\""
                try shop.database.run(sql: path + " SET search_path = public, pg_catalog")
                for file in ["apply-all.sql", "line.missing.sql", "undo/line.missing.sql", "undo/apply-all.sql"] {
                    let run = try shop.database.psql(file: scripts.path(file), variables: ["apply": "1"])
                    #expect(run.status == 0 && run.stderr.isEmpty, "\(file): \(run.stderr)")
                }
                try shop.database.run(sql: path + " RESET search_path")
                #expect(try shop.digest() == before)
            }
        }
    }

    /// A function in `public` for every name of a function of pg_catalog that stands in tieout.sql, with the argument types
    /// that would capture a call, and the comparisons of every two plain types.
    private static var traps: String {
        let text = SharedScript.text
        let names = Set(text.matches(of: /\b([a-z_]+)\(/).map { String($0.1) }).sorted()
        let list = names.map { "'\($0)'" }.joined(separator: ", ")
        return """
            CREATE FUNCTION trap(name text) RETURNS void LANGUAGE plpgsql AS
                'BEGIN RAISE EXCEPTION ''sprung: %'', name; END';
            DO $$ DECLARE f record; BEGIN
                FOR f IN SELECT p.proname, pg_get_function_identity_arguments(p.oid) AS arguments,
                        pg_get_function_result(p.oid) AS result
                    FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind = 'f'
                        AND p.proname IN (\(list)) AND NOT p.proretset AND p.provariadic = 0
                        AND p.prorettype <> 'internal'::regtype AND p.prorettype <> 'trigger'::regtype LOOP
                    BEGIN
                        EXECUTE format('CREATE FUNCTION public.%I(%s) RETURNS %s LANGUAGE plpgsql AS %L', f.proname,
                            f.arguments, f.result, 'BEGIN PERFORM public.trap(''' || f.proname || '''); END');
                    EXCEPTION WHEN OTHERS THEN NULL;
                    END;
                END LOOP;
                FOR f IN SELECT o.oprname, o.oprleft::regtype AS one, o.oprright::regtype AS other, o.oprresult::regtype AS result
                    FROM pg_operator o WHERE o.oprnamespace = 'pg_catalog'::regnamespace AND o.oprleft <> 0
                        AND o.oprname IN ('=', '<>', '<', '>', '<=', '>=', '+', '-', '||', '~', '!~', '~~', '&', '|', '#', '->>')
                        AND o.oprleft IN (SELECT unnest(ARRAY['text', 'integer', 'bigint', 'numeric', 'boolean', 'timestamptz', 'oid', 'name',
                            'smallint', 'interval', '"char"', 'integer[]', 'text[]']::regtype[])) LOOP
                    BEGIN
                        EXECUTE format('CREATE OR REPLACE FUNCTION public.trap_op(%s, %s) RETURNS %s LANGUAGE plpgsql AS %L', f.one, f.other,
                            f.result, 'BEGIN PERFORM public.trap(''operator ' || f.oprname || '''); END');
                        EXECUTE format('CREATE OPERATOR public.%s (FUNCTION = public.trap_op, LEFTARG = %s, RIGHTARG = %s)', f.oprname,
                            f.one, f.other);
                    EXCEPTION WHEN OTHERS THEN NULL;
                    END;
                END LOOP;
            END $$;
            CREATE VIEW public.pg_class AS SELECT 1 AS oid; CREATE VIEW public.pg_attribute AS SELECT 1 AS attrelid;
            """
    }
}
