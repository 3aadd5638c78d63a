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
                try database.run(sql: promise.remedy ?? "")
            }
            let done = try PostgresSource(conninfo: database.conninfo).promises()
            #expect(done.allSatisfy { $0.state == .kept && $0.remedy == nil })
            let count = { sql in Int(try database.query(sql: sql)[0][0] ?? "") }
            // Nothing stands twice: a foreign key of other deletion is replaced, and a unique index is an index too.
            let rooms = """
                SELECT count(*) FROM pg_indexes WHERE tablename = 'liveShoppingSessions' AND indexdef LIKE '%("roomCode")'
                """
            #expect(try count(rooms) == 1)
            let keys =
                "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace"
            let before = try count(keys)
            try database.run(
                sql: """
                    DO $$ DECLARE name text; BEGIN
                        SELECT conname INTO name FROM pg_constraint
                        WHERE conrelid = '"sessionCartItems"'::regclass AND confrelid = '"liveShoppingSessions"'::regclass;
                        EXECUTE format('ALTER TABLE "sessionCartItems" DROP CONSTRAINT %I', name);
                    END $$;
                    ALTER TABLE "sessionCartItems" ADD FOREIGN KEY ("sessionId") REFERENCES "liveShoppingSessions" ON DELETE SET NULL
                    """)
            let other = try PostgresSource(conninfo: database.conninfo).promises().filter { $0.state != .kept }
            #expect(other.map(\.state) == [.differs("it is on delete set null")])
            try database.run(sql: other[0].remedy ?? "")
            #expect(try count(keys) == before)
        }
    }

    @Test func whatForbidsAUniqueIndexIsNamedFirst() throws {
        let change = """
            ALTER TABLE "liveShoppingSessions" DROP CONSTRAINT IF EXISTS "liveShoppingSessions_roomCode_key";
            DROP INDEX IF EXISTS "liveShoppingSessions_roomCode_idx";
            INSERT INTO users (id, name) VALUES (1, 'H'); INSERT INTO clients (id, name) VALUES (1, 'C');
            INSERT INTO "liveShoppingSessions" (id, "hostUserId", "clientId", status, "roomCode", "createdAt", "updatedAt")
            SELECT n, 1, 1, 'ENDED', CASE WHEN n < 4 THEN E'TEA\n1' ELSE 'R' || n END, now(), now()
            FROM generate_series(1, 9) n
            """
        try check(change) { promises in
            let unique = try #require(promises.first { $0.promise.kind == .unique })
            let comment =
                "-- 1 values stand in several rows, and forbid it until that is mended: TEA?1 (3 rows)\nCREATE UNIQUE "
            #expect(unique.remedy?.hasPrefix(comment) == true, "\(unique)")
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
