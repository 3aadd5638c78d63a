import Snapshots
import TestSupport
import Testing

@Suite("A database is held against the schema that it should have")
struct SchemaCommandTests {
    @Test func whatIsWantingIsStatusTwo() throws {
        try PrivatePostgres.shared().withDatabase("schema") { database in
            try database.run(sql: ReferenceSchema.ddl)
            let whole = try Tieout.run(["schema", "--check", "--database", database.conninfo])
            #expect(whole.status == 0 && whole.stderr.isEmpty, "\(whole.stderr)")
            #expect(whole.stdout.hasPrefix("15 of 15 promises of the schema are kept by the database.\n"))

            try database.run(
                sql: #"ALTER TABLE "sessionPriceOverrides" DROP CONSTRAINT "sessionPriceOverrides_sessionId_fkey""#)
            let broken = try Tieout.run(["schema", "--check", "--database", database.conninfo])
            #expect(broken.status == 2)
            #expect(
                broken.stdout.contains(
                    """
                    missing  sessionPriceOverrides.sessionId references liveShoppingSessions, on delete cascade
                      otherwise a price can be set in no session
                      ALTER TABLE "public"."sessionPriceOverrides" ADD FOREIGN KEY ("sessionId") REFERENCES \
                    "public"."liveShoppingSessions" ("id") ON DELETE CASCADE NOT VALID;
                    """), "\(broken.stdout)")
        }
    }

    @Test func whatToCheckIsOnlyForACheck() throws {
        let run = try Tieout.run(["schema", "--database", "dbname=shop"])
        #expect(run.status == 64 && run.stderr.contains("add --check"))
    }
}
