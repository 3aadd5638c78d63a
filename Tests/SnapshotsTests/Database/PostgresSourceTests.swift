import Foundation
import LiveShopping
import Snapshots
import TestSupport
import Testing

@Suite("A live database", .timeLimit(.minutes(30)))
struct PostgresSourceTests {
    @Test("All readers see one moment, whatever is written meanwhile")
    func oneMoment() throws {
        try withReferenceDatabase("moment") { database in
            let source = try PostgresSource(conninfo: database.conninfo, connections: 2)
            #expect(source.connectionCount == 2)
            try database.run(
                sql: "INSERT INTO users VALUES (2, 'Late'); UPDATE clients SET name = 'Changed'; DELETE FROM invoices")
            try source.withReader { first in
                try source.withReader { second in
                    for reader in [first, second] {
                        var names: [String] = []
                        try reader.clients(.everything) { names.append($0.name) }
                        #expect(names.sorted() == ["Client", "Other"])
                        var count = 0
                        try reader.users(.everything) { _ in count += 1 }
                        try reader.invoices(.everything) { _ in count += 1 }
                        #expect(count == 2)
                    }
                }
            }
        }
    }

    @Test("There is one reader where the snapshot cannot be shared, or no more connections are let in")
    func fewerReaders() throws {
        let sql = """
            CREATE ROLE reader LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;
            REVOKE EXECUTE ON FUNCTION pg_export_snapshot() FROM PUBLIC
            """
        try withReferenceDatabase("fewer", changedBy: sql) { database in
            defer { try? database.run(sql: "DROP OWNED BY reader; DROP ROLE reader") }
            let conninfo = database.conninfo.replacing("user=postgres", with: "user=reader")
            try expectOneReader(conninfo)
            try database.run(
                sql: "GRANT EXECUTE ON FUNCTION pg_export_snapshot() TO reader; ALTER ROLE reader CONNECTION LIMIT 1")
            try expectOneReader(conninfo)
        }
    }

    private func expectOneReader(_ conninfo: String) throws {
        // The server may still be ending the connection before this one.
        let source = try PostgresSource(
            conninfo: conninfo, connections: 3, retry: ConnectionRetry(limit: TimeSpan(seconds: 20)) { _, _ in })
        #expect(source.connectionCount == 1)
        let users: [User] = try rows(source) { try $0.users($1, $2) }
        #expect(users.count == 1)
    }

    @Test("The moment is the server's, to the microsecond")
    func takenAt() throws {
        try withReferenceDatabase("clock") { database in
            func now() throws -> Timestamp {
                let text = try database.query(
                    sql: "SELECT to_char(clock_timestamp(), 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")[0][0]
                return Timestamp(iso8601: try #require(text))!
            }
            let before = try now()
            let source = try PostgresSource(conninfo: database.conninfo)
            #expect(source.snapshot.takenAt >= before)
            #expect(try source.snapshot.takenAt <= now())
        }
    }

    @Test("The tables cannot be altered while they are read, and nothing can be written")
    func locked() throws {
        try withReferenceDatabase("locked") { database in
            let source = try PostgresSource(conninfo: database.conninfo)
            #expect(throws: PostgresFailure.self) {
                try database.run(sql: "SET lock_timeout = 100; ALTER TABLE orders ALTER total TYPE float8")
            }
            let settings = try database.query(
                sql: """
                    SELECT state FROM pg_stat_activity
                    WHERE datname = current_database() AND application_name = 'tieout'
                    """)
            // A connection of the test's own that was closed a moment ago may still be there.
            #expect(settings == [["idle in transaction"]])
            withExtendedLifetime(source) {}
        }
    }

    @Test("Where it came from is known: database, user, host, version, schema and time")
    func provenance() throws {
        try withReferenceDatabase("provenance") { database in
            let source = try PostgresSource(conninfo: database.conninfo)
            let facts = Dictionary(uniqueKeysWithValues: source.snapshot.provenance.map { ($0.name, $0.value) })
            #expect(facts["database"] == database.name)
            #expect(facts["user"] == "postgres")
            #expect(facts["schema"] == "public")
            #expect(facts["server version"]?.first?.isNumber == true)
            #expect(facts["snapshot time"] == source.snapshot.takenAt.exactDescription)
            #expect(facts["host"]?.hasPrefix("/") == true)
            #expect(
                source.queries.first?.sql
                    == #"COPY (SELECT "id", "name" FROM "public"."users") TO STDOUT (FORMAT binary)"#)
        }
    }

    @Test("Parts of a table are disjoint ranges of its blocks")
    func parts() throws {
        let sql = "INSERT INTO products SELECT n, repeat('x', 300), 'tea' FROM generate_series(2, 3000) n"
        try withReferenceDatabase("parts", changedBy: sql) { database in
            let source = try PostgresSource(conninfo: database.conninfo)
            let parts = try (0..<4).map { index in
                try rows(source, .part(index: index, count: 4)) { try $0.products($1, $2) }.map(\.id.rawValue)
            }
            #expect(parts.flatMap(\.self).sorted() == Array(1...3_000))
            for part in parts { #expect(part.count > 500) }
        }
    }

    @Test("Rows of any length come whole, cut or not, also when a reading was given up within one")
    func longRows() throws {
        let sizes: [Int] = [1 << 15, 1 << 16, 1 << 17]
        var lengths: [Int] = sizes.flatMap { $0 - 40...$0 + 40 }
        lengths += [300_000, 1, 2]
        let sql = """
            INSERT INTO products SELECT n + 1, repeat(chr(97 + n::integer % 26), length), 'tea'
            FROM unnest(ARRAY\(lengths)) WITH ORDINALITY l (length, n)
            """
        try withReferenceDatabase("long", changedBy: sql) { database in
            let source = try PostgresSource(conninfo: database.conninfo)
            let expected = lengths.enumerated().map { place, length in
                String(repeating: Character(UnicodeScalar(UInt8(97 + (place + 1) % 26))), count: length)
            }
            struct Enough: Error {}
            for given in [1, 4, 90, 200] {
                var seen = 0
                #expect(throws: Enough.self) {
                    try source.withReader { reader in
                        try reader.products(.everything) { _ in
                            seen += 1
                            if seen == given { throw Enough() }
                        }
                    }
                }
                let found = try rows(source, .everything) { try $0.products($1, $2) }.sorted { $0.id < $1.id }
                #expect(found.dropFirst().map(\.name) == expected)
            }
        }
    }

    @Test("Many ids are asked for in several statements, and those a column cannot hold are not asked for")
    func manyIDs() throws {
        let sql = "INSERT INTO products SELECT n, 'x', 'tea' FROM generate_series(2, 50000) n"
        try withReferenceDatabase("ids", changedBy: sql) { database in
            let source = try PostgresSource(conninfo: database.conninfo)
            let wanted = Array(stride(from: Int64(1), through: 49_999, by: 2))
            let ids = (wanted + [.max, .min, 3_000_000_000]).map { ProductID($0) }
            let found = try rows(source, .matching(Product.Field.id, ids)) { try $0.products($1, $2) }
            #expect(found.map(\.id.rawValue).sorted() == wanted)
        }
    }
}
