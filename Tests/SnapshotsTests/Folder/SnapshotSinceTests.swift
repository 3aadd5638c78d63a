import Foundation
import LiveShopping
import Testing
import TestSupport

@testable import Snapshots

@Suite("A snapshot since another")
struct SnapshotSinceTests {
    @Test("has the bytes of one that reads everything, whatever happened to the tables in between")
    func law() throws {
        var random = SeededGenerator.printed()
        try withShop(random) { shop in
            var events = Self.events.shuffled(using: &random)
            events.insert((nil, "SELECT"), at: 0)
            for (number, (table, sql)) in events.enumerated() {
                let filled = sql.replacing("$", with: String(Int.random(in: 0..<7, using: &random)))
                for part in filled.components(separatedBy: "--\n") { try shop.database.run(sql: part) }
                let facts = table == nil ? try shop.bringUpToRest() : try shop.bringUp()
                #expect(facts.refusal == nil, "\(sql)")
                try shop.expectWhole("event \(number): \(sql)")
                // Which columns an enumeration is of is not looked for: all is read.
                #expect((facts.rowsTakenOver > 0) != sql.hasPrefix("ALTER TYPE"), "\(sql)")
            }
        }
    }

    /// What may happen to a shop's tables; those with no table change no row.
    private static let events: [(Table?, String)] = [
        (nil, "VACUUM (FREEZE)"),
        (nil, "ANALYZE"),
        (nil, "CREATE INDEX ON \"orders\" (\"notes\")"),
        (nil, "BEGIN; DELETE FROM \"orders\"; ROLLBACK"),
        (nil, "SELECT 1 FROM \"sessionCartItems\" FOR UPDATE"),
        (.cartItems, "UPDATE \"sessionCartItems\" SET \"quantity\" = 7 WHERE \"id\" % 97 = $"),
        (.cartItems, "DELETE FROM \"sessionCartItems\" WHERE \"id\" % 101 = $"),
        (.cartItems, "DELETE FROM \"sessionCartItems\" WHERE \"id\" % 101 = 8--\nVACUUM \"sessionCartItems\""),
        // In the place of one row another: as many as before.
        (
            .orders,
            """
            BEGIN; CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT * FROM "orders" ORDER BY "id" LIMIT 5;
            DELETE FROM "orders" WHERE "id" IN (SELECT "id" FROM kept);
            INSERT INTO "orders" SELECT * FROM kept; COMMIT
            --
            VACUUM "orders"
            """
        ),
        // A savepoint has a transaction of its own.
        (
            .invoices,
            """
            BEGIN; SAVEPOINT a; UPDATE "invoices" SET "status" = 'VOID' WHERE "id" % 10 = $; RELEASE a;
            SAVEPOINT b; DELETE FROM "invoices"; ROLLBACK TO b; COMMIT
            """
        ),
        (.orders, "ALTER TABLE \"orders\" ALTER COLUMN \"notes\" TYPE varchar(100000)"),
        // Without a row written anew, every row of the table has another value.
        (
            .batches,
            """
            ALTER TABLE "batches" RENAME COLUMN "onHandQty" TO kept; ALTER TABLE "batches" RENAME COLUMN "sampleQty" TO "onHandQty";
            ALTER TABLE "batches" RENAME COLUMN kept TO "sampleQty"
            """
        ),
        (
            .batches,
            """
            ALTER TABLE "batches" DROP COLUMN "quarantineQty";
            ALTER TABLE "batches" ADD COLUMN "quarantineQty" numeric(15,4) NOT NULL DEFAULT 3
            """
        ),
        (.orders, "ALTER TYPE state RENAME VALUE 'ONE' TO 'TWO'"),
        (.orderLines, "VACUUM FULL \"order_line_items\""),
        (.users, "TRUNCATE \"users\""),
        (.users, "INSERT INTO \"users\" (\"id\") SELECT 100000 + g FROM generate_series(1, 3000) g"),
        (.sessions, "ALTER TABLE \"liveShoppingSessions\" SET UNLOGGED"),
    ]

    @Test("misses nothing of a transaction that ran while the earlier one was taken")
    func running() throws {
        let random = SeededGenerator.printed()
        try withShop(random) { shop in
            let writer = try DatabaseSession(shop.database)
            try writer.execute(
                "BEGIN; UPDATE \"orders\" SET \"total\" = 1 WHERE \"id\" IN (SELECT min(\"id\") FROM \"orders\")")
            // Others come and end, so that its number is not the last.
            for _ in 0..<3 { try shop.database.run(sql: "UPDATE \"users\" SET \"name\" = 'x'") }
            _ = try shop.bringUp()
            try writer.execute("COMMIT")
            #expect(try shop.bringUp().rowsRead > 0)
            try shop.expectWhole("after the commit")
            // The oldest transaction was still this one, so its rows are looked at once more, and then no longer.
            _ = try shop.bringUpToRest()
        }
    }

    @Test("takes nothing over where it cannot know, and says why")
    func refusals() throws {
        let random = SeededGenerator.printed()
        try withShop(random) { shop in
            let folder = shop.folder
            func facts(
                since base: URL, size: Int = Shop.fileSize, readingAllAfter limit: TimeSpan? = nil
            ) throws -> CaptureFacts {
                let next = folder.appendingPathComponent(UUID().uuidString)
                let source = try PostgresSource(conninfo: shop.database.conninfo)
                return try SnapshotFolder.capture(
                    from: source, to: next, fileSize: size, since: base, readingAllAfter: limit)
            }
            let base = shop.current
            #expect(try facts(since: base).rowsTakenOver > 0)
            let missing = folder.appendingPathComponent("missing")
            #expect(try facts(since: missing).refusal == "\(missing.path): there is no such folder")
            #expect(try facts(since: base, size: 1 << 20).refusal == "its files are of another size")
            #expect(
                try facts(since: base, readingAllAfter: TimeSpan(microseconds: 1)).refusal?.hasPrefix("all was") == true
            )
            let manifest = base.appendingPathComponent("manifest.json")
            let text = try String(contentsOf: manifest, encoding: .utf8)
            let oldest = try #require(text.firstMatch(of: /"oldestRunning" : (\d+)/)?.1)
            let server = try #require(text.firstMatch(of: /"server" : "([^"]+)"/)?.1)
            for (old, new, reason) in [
                (
                    String(server), String(server) + "1",
                    "it is of another database, or of before the server was started"
                ),
                (
                    "\"oldestRunning\" : \(oldest)", "\"oldestRunning\" : 4000000000",
                    "its transactions are too far from today's"
                ),
                ("\"lastWhole\" : \"20", "\"lastWhole\" : \"30", "it is of a later time"),
                ("\"origin\"", "\"other\"", "it does not say what its rows' server was like"),
            ] {
                try text.replacing(old, with: new).write(to: manifest, atomically: true, encoding: .utf8)
                let found = try facts(since: base)
                #expect(found.refusal == reason)
                #expect(found.rowsTakenOver == 0 && found.rowsRead > 0)
            }
        }
    }

    @Test("reads tables whole whose transactions the role may not see, and views")
    func rights() throws {
        let random = SeededGenerator.printed()
        try withShop(random) { shop in
            try shop.database.run(
                sql: """
                    ALTER TABLE "clients" RENAME TO clients_of_all;
                    CREATE VIEW "clients" AS SELECT * FROM clients_of_all
                    """)
            let counts = try shop.database.query(sql: "SELECT count(*) FROM \"clients\"")[0][0]
            _ = try shop.bringUp()
            #expect(try shop.bringUp().rowsRead == Int(counts ?? ""))
            try shop.expectWhole("with a view")
        }
    }

    @Test("of a run that turns out to be damaged while it is read is made anew, once")
    func damagedWhileRead() throws {
        try withShop(.printed()) { shop in
            let folder = shop.folder.appendingPathComponent("rows")
            func carry() throws -> CarriedSource {
                let source = try PostgresSource(conninfo: shop.database.conninfo)
                return try CarriedSource(
                    source, carriedIn: folder, readingAllAfter: .days(7), fileSize: Shop.fileSize)
            }
            let whole = try allRows(of: carry())
            let file = folder.appendingPathComponent("sessionCartItems-2.pgcopy")
            var bytes = try Data(contentsOf: file)
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: file)
            let damaged = try carry()
            #expect(damaged.facts.rowsTakenOver > 0)
            let error = try #require(throws: SourceError.self) {
                _ = try allRows(of: damaged)
                try damaged.requireUnaltered()
            }
            #expect(error.place == file.path && error.problem.contains("SHA-256"))
            let again = try #require(try damaged.readingAll(after: error))
            #expect(again.facts.rowsTakenOver == 0 && again.facts.refusal?.hasPrefix(file.path) == true)
            #expect(try allRows(of: again) == whole)
            try again.requireUnaltered()
            #expect(try again.readingAll(after: error) == nil)
            let other = SourceError(.unreadable, place: "sessionCartItems", problem: "an id comes twice", remedy: "")
            #expect(try damaged.readingAll(after: other) == nil)
        }
    }

    @Test("of a run is brought up to the next one, and made anew where it is damaged")
    func carried() throws {
        let random = SeededGenerator.printed()
        try withShop(random) { shop in
            let folder = shop.folder.appendingPathComponent("rows")
            func carry() throws -> CarriedSource {
                let source = try PostgresSource(conninfo: shop.database.conninfo)
                return try CarriedSource(source, carriedIn: folder, readingAllAfter: .days(7))
            }
            func users(_ source: CarriedSource) throws -> Int {
                var count = 0
                try source.withReader { try $0.users(.everything) { _ in count += 1 } }
                return count
            }
            let first = try carry()
            #expect(first.facts.rowsTakenOver == 0 && first.facts.refusal == nil)
            try shop.database.run(sql: "INSERT INTO \"users\" (\"id\") VALUES (99999)")
            let second = try carry()
            #expect(second.facts.rowsTakenOver > 0 && second.facts.rowsRead < second.facts.rowsTakenOver)
            #expect(try users(second) == users(first) + 1 || users(second) == users(first))
            let file = folder.appendingPathComponent("orders.pgcopy")
            var bytes = try Data(contentsOf: file)
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: file)
            let third = try carry()
            #expect(third.facts.rowsTakenOver == 0)
            #expect(third.facts.refusal?.contains("orders.pgcopy: its SHA-256 is not the manifest's") == true)
            // A file that is gone, or shorter, is read again by itself.
            for damage in ["", "PGCOPY"] {
                try Data(damage.utf8).write(to: folder.appendingPathComponent("clients.pgcopy"))
                let again = try carry()
                #expect(again.facts.refusal == nil && again.facts.rowsRead > 0 && again.facts.rowsTakenOver > 0)
            }
            // A run that ended between two renames has left the folder under its other name.
            try FileManager.default.moveItem(at: folder, to: folder.appendingPathExtension("last"))
            try FileManager.default.createDirectory(
                at: folder.appendingPathExtension("next"), withIntermediateDirectories: true)
            #expect(try carry().facts.rowsTakenOver > 0)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: shop.folder.path).filter { $0.hasPrefix("rows") }
                    == ["rows"])
            // Somebody has given it another disk, and made a link of it.
            let elsewhere = shop.folder.appendingPathComponent("disk")
            try FileManager.default.createDirectory(at: elsewhere, withIntermediateDirectories: true)
            let there = elsewhere.appendingPathComponent("carried")
            for isThere in [false, true] {
                if isThere { try FileManager.default.moveItem(at: folder, to: there) }
                if !isThere { try FileManager.default.removeItem(at: folder) }
                try FileManager.default.createSymbolicLink(at: folder, withDestinationURL: there)
                _ = try carry()
                #expect(try carry().facts.rowsTakenOver > 0)
                #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.path) == ["carried"])
                try FileManager.default.removeItem(at: folder)
                if !isThere { try FileManager.default.moveItem(at: there, to: folder) }
            }
        }
    }
}

/// A database of a few blocks a table, and the snapshots that were taken of it.
private final class Shop {
    /// Two blocks a range.
    static let fileSize = 32_768

    let database: Database
    let folder: URL
    private(set) var current: URL
    private var number = 0

    init(_ database: Database, _ folder: URL) throws {
        (self.database, self.folder) = (database, folder)
        current = folder.appendingPathComponent("0")
        let source = try PostgresSource(conninfo: database.conninfo)
        try SnapshotFolder.capture(from: source, to: current, fileSize: Self.fileSize)
    }

    /// Takes the next snapshot since the last.
    func bringUp() throws -> CaptureFacts {
        number += 1
        let next = folder.appendingPathComponent(String(number))
        let source = try PostgresSource(conninfo: database.conninfo, connections: 2)
        let facts = try SnapshotFolder.capture(from: source, to: next, fileSize: Self.fileSize, since: current)
        current = next
        return facts
    }

    /// Takes snapshots until one reads nothing: of other databases' transactions, too, the oldest counts.
    func bringUpToRest() throws -> CaptureFacts {
        for _ in 0..<100 {
            let facts = try bringUp()
            guard facts.rowsRead > 0 else { return facts }
            usleep(50_000)
        }
        Issue.record("rows are read that nobody has changed")
        return CaptureFacts()
    }

    /// The last snapshot is what one is that reads everything.
    func expectWhole(_ comment: String) throws {
        let whole = folder.appendingPathComponent("whole")
        let source = try PostgresSource(conninfo: database.conninfo)
        try SnapshotFolder.capture(from: source, to: whole, fileSize: Self.fileSize)
        let (expected, found) = try (SnapshotFolder.manifest(of: whole).0, SnapshotFolder.manifest(of: current).0)
        #expect(found.tables == expected.tables, "\(comment)")
        // It opens, so its files are what the manifest says.
        _ = try SnapshotFolder(current)
        try FileManager.default.removeItem(at: whole)
    }
}

private func withShop(_ random: SeededGenerator, _ body: (Shop) throws -> Void) throws {
    var generator = RowGenerator(random: random, fitsColumns: true)
    let memory = MemorySource(
        takenAt: Timestamp(year: 2026, month: 11, day: 22, hour: 2), rows: generator.rows(120, cartItems: 2_000))
    try withTemporaryFolder { folder throws -> Void in
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // What was running meanwhile, in any database of the server, may have changed rows, and is read again.
        try PrivatePostgres.another().withDatabase("since") { database in
            try database.run(sql: ReferenceSchema.ddl)
            try DatabaseLoader(conninfo: database.conninfo).load(from: memory)
            try database.run(sql: shopChanges)
            try body(Shop(database, folder))
        }
    }
}

/// The schema without what would stand against random changes, and with an enumeration.
private let shopChanges = """
    DO $$DECLARE c record; BEGIN
        FOR c IN SELECT conrelid::regclass AS owner, conname FROM pg_constraint
            WHERE contype IN ('c', 'f') AND connamespace = 'public'::regnamespace
        LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.owner, c.conname); END LOOP;
    END$$;
    CREATE TYPE state AS ENUM ('ONE', 'THREE');
    ALTER TABLE "orders" ALTER COLUMN "fulfillmentStatus" DROP DEFAULT;
    ALTER TABLE "orders" ALTER COLUMN "fulfillmentStatus" TYPE state
        USING CASE WHEN "id" % 2 = 0 THEN 'ONE'::state ELSE 'THREE' END;
    """
