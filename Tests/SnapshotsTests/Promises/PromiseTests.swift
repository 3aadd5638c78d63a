import LiveShopping
import TestSupport
import Testing

@testable import Snapshots

/// A database is held against what the schema promises, promise by promise.
@Suite struct PromiseTests {
    private func check(
        _ change: String = "", mapping: TableMapping = TableMapping(), _ body: ([KeptPromise]) throws -> Void
    ) throws {
        try PrivatePostgres.shared().withDatabase("promises") { database in
            try database.run(sql: ReferenceSchema.ddl)
            if !change.isEmpty { try database.run(sql: change) }
            try body(try PostgresSource(conninfo: database.conninfo, mapping: mapping).promises())
        }
    }

    private func wanting(_ promises: [KeptPromise]) -> [String: KeptPromise.State] {
        Dictionary(uniqueKeysWithValues: promises.filter { $0.state != .kept }.map { ($0.name, $0.state) })
    }

    @Test func ourOwnSchemaKeepsThemAll() throws {
        try check { promises in
            #expect(promises.count == 15)
            #expect(promises.allSatisfy { $0.state == .kept && $0.remedy == nil })
        }
    }

    /// Every promise that is broken is seen, and mended by the statement that is given for it.
    @Test func theRemedyMendsWhatIsMissing() throws {
        try PrivatePostgres.shared().withDatabase("promises") { database in
            try database.run(sql: ReferenceSchema.ddl)
            try database.run(sql: Self.dropEverything)
            let broken = try PostgresSource(conninfo: database.conninfo).promises()
            #expect(broken.allSatisfy { $0.state == .missing })
            for remedy in broken.compactMap(\.remedy) { try database.run(sql: remedy) }
            let mended = try PostgresSource(conninfo: database.conninfo).promises()
            for promise in mended {
                guard case .reference = promise.promise.kind else {
                    #expect(promise.state == .kept, "\(promise.name)")
                    continue
                }
                #expect(promise.state == .differs("it is not validated: older rows may break it"), "\(promise.name)")
            }
        }
    }

    private static let dropEverything = """
        DO $$
        DECLARE
            statement text;
        BEGIN
            FOR statement IN
                SELECT format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', conrelid::regclass, conname)
                FROM pg_constraint WHERE contype IN ('f', 'u') AND connamespace = 'public'::regnamespace
                UNION ALL
                SELECT format('DROP INDEX %s', indexrelid::regclass) FROM pg_index i
                JOIN pg_class c ON c.oid = i.indrelid AND c.relnamespace = 'public'::regnamespace
                WHERE NOT indisprimary AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
            LOOP
                EXECUTE statement;
            END LOOP;
        END
        $$
        """

    @Test func seesWhatIsAlmostIt() throws {
        try check(
            """
            ALTER TABLE "sessionCartItems" DROP CONSTRAINT "sessionCartItems_sessionId_fkey";
            ALTER TABLE "sessionCartItems" ADD FOREIGN KEY ("sessionId") REFERENCES "liveShoppingSessions" ("id");
            ALTER TABLE "sessionCartItems" DROP CONSTRAINT "sessionCartItems_batchId_fkey";
            ALTER TABLE "sessionCartItems" ADD FOREIGN KEY ("batchId") REFERENCES "batches" ("id") ON DELETE NO ACTION;
            ALTER TABLE "liveShoppingSessions" DROP CONSTRAINT "liveShoppingSessions_roomCode_key";
            CREATE UNIQUE INDEX ON "liveShoppingSessions" ("roomCode") WHERE "deleted_at" IS NULL;
            CREATE INDEX ON "liveShoppingSessions" (lower("roomCode"));
            """
        ) { promises in
            #expect(
                wanting(promises) == [
                    "sessionCartItems.sessionId references liveShoppingSessions, on delete cascade":
                        .differs("it is on delete no action"),
                    "liveShoppingSessions.roomCode is unique": .missing,
                    "index on liveShoppingSessions (roomCode)": .missing,
                ])
        }
    }

    @Test func knowsTheSitesNamesAndItsViews() throws {
        let mapping = try TableMapping([
            "liveShoppingSessions": "rooms", "liveShoppingSessions.clientId": "buyer\"s id",
            "sessionPriceOverrides": "prices",
        ])
        try check(
            """
            ALTER TABLE "liveShoppingSessions" RENAME TO rooms;
            ALTER TABLE rooms RENAME "clientId" TO "buyer""s id";
            ALTER TABLE rooms DROP CONSTRAINT "liveShoppingSessions_clientId_fkey";
            CREATE VIEW prices AS SELECT * FROM "sessionPriceOverrides"
            """, mapping: mapping
        ) { promises in
            let missing = promises.filter { $0.state == .missing }
            #expect(missing.map(\.name) == ["rooms.buyer\"s id references clients, on delete restrict"])
            #expect(
                missing.first?.remedy == """
                    ALTER TABLE "public"."rooms" ADD FOREIGN KEY ("buyer""s id") REFERENCES "public"."clients" ("id") \
                    ON DELETE RESTRICT NOT VALID;
                    """)
            #expect(promises.count { $0.state == .unbound("a view") } == 3)
        }
    }
}
