import LiveShopping
import TestSupport
import Testing

@testable import Snapshots

@Suite("Times without zone, and columns that are only looked for")
struct LocalTimeTests {
    @Test("are in the zone of the settings, from the database and from a folder of it")
    func bothSources() throws {
        let zone = try #require(SiteTimeZone("Europe/Berlin"))
        let sql = """
            ALTER TABLE "liveShoppingSessions" ALTER "createdAt" TYPE timestamp USING '2026-10-25 02:30',
                ALTER "updatedAt" TYPE timestamp USING '2026-03-29 02:30', ALTER "endedAt" TYPE timestamp USING 'infinity'
            """
        try withReferenceDatabase("local", changedBy: sql) { database in
            try withTemporaryFolder { directory in
                let plain = try PostgresSource(conninfo: database.conninfo)
                try SnapshotFolder.capture(from: plain, to: directory)
                let sources: [any RowSource] = [
                    try PostgresSource(conninfo: database.conninfo, timeZone: zone),
                    try SnapshotFolder(directory, timeZone: zone),
                ]
                for source in sources {
                    let session = try #require(try rows(source) { try $0.sessions($1, $2) }.first)
                    #expect(session.createdAt.description == "2026-10-25T01:30:00Z")
                    #expect(session.updatedAt.description == "2026-03-29T01:30:00Z")
                    #expect(session.endedAt == .infinity)
                    let item = try #require(try rows(source) { try $0.cartItems($1, $2) }.first)
                    #expect(item.createdAt <= plain.snapshot.takenAt)
                }
                let utc = try #require(try rows(SnapshotFolder(directory)) { try $0.sessions($1, $2) }.first)
                #expect(utc.createdAt.description == "2026-10-25T02:30:00Z")
            }
        }
    }

    @Test("are written as local time, so that they are read as they were")
    func written() throws {
        let zone = try #require(SiteTimeZone("America/New_York"))
        var generator = RowGenerator(random: .printed())
        let items = generator.rows(100).cartItems.map { item in
            var item = item
            // An hour that comes twice is read as the later.
            item.createdAt = Timestamp(year: 2026, month: 7, day: 1, minute: Int(item.id.rawValue % 60))
            item.updatedAt = item.createdAt
            return item
        }
        let layout = TableLayout(reference: .cartItems).with(.timestamp, for: .timestamp).reading(in: zone)
        #expect(
            try decode(CartItem.self, copyBytes(items, as: layout), as: layout).map(\.createdAt)
                == items.map(\.createdAt))
    }

    @Test("are known to be there from the database and from the folder alike")
    func presence() throws {
        let sql = """
            ALTER TABLE "batches" DROP "version"; ALTER TABLE "users" DROP "role", ADD "role" integer;
            ALTER TABLE "orders" RENAME "version" TO "revision";
            """
        try withReferenceDatabase("present", changedBy: sql) { database in
            try withTemporaryFolder { directory in
                var mapping = TableMapping()
                try mapping.rename(table: "orders", column: "version", to: "revision")
                let live = try PostgresSource(conninfo: database.conninfo, mapping: mapping)
                try SnapshotFolder.capture(from: live, to: directory)
                let folder = try SnapshotFolder(directory)
                for (available, names) in [
                    (live.snapshot.available, live.names), (folder.snapshot.available, folder.names),
                ] {
                    #expect(available.has(Order.Field.items) && available.has(Order.Field.version))
                    #expect(!available.has(Batch.Field.version) && !available.has(User.Field.role))
                    #expect(names.name(of: "version", in: .orders) == "revision")
                }
                #expect(live.snapshot.available == folder.snapshot.available)
            }
        }
    }
}
