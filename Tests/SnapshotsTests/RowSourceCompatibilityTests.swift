import FinancialMath
import Foundation
import LiveShopping
import Snapshots
import TestSupport
import Testing

/// What every source must do alike: the same rows from memory, from a folder that was written, from a database, and
/// from a folder that was captured from that database.
@Suite("Every source", .timeLimit(.minutes(30)))
struct RowSourceCompatibilityTests {
    @Test("hands over the same rows, whole, in parts and by id")
    func sameRows() throws {
        try withSources { memory, others in
            let expected = try allRows(of: memory)
            for (name, source) in others {
                #expect(source.snapshot.available == memory.snapshot.available, "\(name)")
                let before = source.meter?.rows ?? [:]
                try expectSame(expected, of: source, name)
                // Five times whole, in parts or not; it may have been captured before.
                let read = source.meter?.rows.map { ($0, $1 - before[$0, default: 0]) } ?? []
                #expect(Dictionary(uniqueKeysWithValues: read) == expected.mapValues { $0.count * 5 }, "\(name)")
            }
        }
    }

    private func expectSame(_ expected: [Table: [String]], of source: any RowSource, _ name: String) throws {
        for count in [0, 1, 2, 3, 7] {
            var found: [Table: [String]] = [:]
            if count == 0 {
                found = try allRows(of: source)
            } else {
                for index in 0..<count {
                    let part = try allRows(of: source, .part(index: index, count: count))
                    found.merge(part) { $0 + $1 }
                }
            }
            for table in Table.allCases {
                #expect(found[table]?.sorted() == expected[table], "\(name): \(table.name) in \(count) parts")
            }
        }
    }

    @Test("deals out a part as the parts of that part")
    func partsOfParts() throws {
        try withSources { memory, others in
            for (name, source) in others + [("memory", memory)] {
                func items(_ index: Int, of count: Int) throws -> [Int64] {
                    try rows(source, .part(index: index, count: count)) { try $0.cartItems($1, $2) }.map(\.id.rawValue)
                }
                for (index, count, times) in [(0, 1, 3), (1, 3, 2), (2, 3, 5), (4, 7, 2)] {
                    let found = try (index * times..<(index + 1) * times).flatMap { try items($0, of: count * times) }
                    #expect(try found.sorted() == items(index, of: count).sorted(), "\(name): \(index) of \(count)")
                }
            }
        }
    }

    @Test("finds rows by the id of what they refer to")
    func matching() throws {
        try withSources { memory, others in
            let ids = (1...80).map { Int64($0) } + [Int64.max, Int64.min, 0]
            for (name, source) in others {
                for (column, table, read) in Self.lookups {
                    let selection = RowSelection.matching(column: column, values: Set(ids))
                    let found = try read(source, selection).sorted()
                    #expect(try found == read(memory, selection).sorted(), "\(name): \(table.name).\(column)")
                    #expect(!found.isEmpty)
                    #expect(try read(source, .matching(column: column, values: [])) == [])
                }
            }
        }
    }

    private typealias Lookup = (String, Table, @Sendable (any RowSource, RowSelection) throws -> [String])

    private static let lookups: [Lookup] = [
        ("sessionId", .cartItems, { try texts($0, $1) { try $0.cartItems($1, $2) } }),
        ("batchId", .cartItems, { try texts($0, $1) { try $0.cartItems($1, $2) } }),
        ("id", .cartItems, { try texts($0, $1) { try $0.cartItems($1, $2) } }),
        ("order_id", .orderLines, { try texts($0, $1) { try $0.orderLines($1, $2) } }),
        ("liveSessionId", .orders, { try texts($0, $1) { try $0.orders($1, $2) } }),
        ("customerId", .invoices, { try texts($0, $1) { try $0.invoices($1, $2) } }),
        ("id", .sessions, { try texts($0, $1) { try $0.sessions($1, $2) } }),
    ]

    private static func texts<Row: TableRow>(
        _ source: any RowSource, _ selection: RowSelection,
        _ read: (any RowReader, RowSelection, (Row) throws -> Void) throws -> Void
    ) throws -> [String] {
        try rows(source, selection, read).map { rowText($0) }
    }

    @Test("lends readers to several threads at once")
    func threads() throws {
        try withSources { memory, others in
            let expected = memory.rows.cartItems.count
            for (name, source) in others {
                let counts = try concurrently(4) { index in
                    try rows(source, .part(index: index, count: 4)) { try $0.cartItems($1, $2) }.count
                }
                #expect(counts.reduce(0, +) == expected, "\(name)")
            }
        }
    }

    @Test("ends a read when the body throws, and reads on afterwards")
    func bodyThrows() throws {
        struct Enough: Error {}
        try withSources { memory, others in
            for (name, source) in others {
                try source.withReader { reader in
                    #expect(throws: Enough.self, "\(name)") {
                        try reader.cartItems(.everything) { _ in throw Enough() }
                    }
                    var count = 0
                    try reader.orders(.everything) { _ in count += 1 }
                    #expect(count == memory.rows.orders.count, "\(name)")
                }
            }
        }
    }
}

extension RowSourceCompatibilityTests {
    /// More rows than a folder reads in one piece of a part.
    private func withSources(_ body: (MemorySource, [(String, any RowSource)]) throws -> Void) throws {
        var generator = RowGenerator(random: .printed(), fitsColumns: true)
        let takenAt = Timestamp(year: 2026, month: 11, day: 22, hour: 2)
        let memory = MemorySource(takenAt: takenAt, rows: generator.rows(200, cartItems: 9_000))
        try withTemporaryFolder { folder in
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let (written, captured) = (folder.appendingPathComponent("w"), folder.appendingPathComponent("c"))
            let (splitWritten, split) = (folder.appendingPathComponent("sw"), folder.appendingPathComponent("sc"))
            for (place, size) in [(written, nil), (splitWritten, 50_000)] {
                let writer = try SnapshotFolderWriter(directory: place, takenAt: takenAt, fileSize: size)
                try writer.write(memory.rows)
                try writer.finish()
            }
            try PrivatePostgres.shared().withDatabase("sources") { database in
                try database.run(sql: ReferenceSchema.ddl)
                try DatabaseLoader(conninfo: database.conninfo).load(from: memory)
                let live = try PostgresSource(conninfo: database.conninfo, connections: 2)
                try SnapshotFolder.capture(from: live, to: captured)
                try SnapshotFolder.capture(from: live, to: split, fileSize: 50_000)
                for place in [splitWritten, split] {
                    let files = try FileManager.default.contentsOfDirectory(atPath: place.path)
                    #expect(files.count { $0.hasPrefix("sessionCartItems") } > 5, "\(files)")
                }
                try body(
                    memory,
                    [
                        ("written folder", SnapshotFolder(written)), ("database", live),
                        (
                            "database of several",
                            PostgresSource(conninfo: database.conninfo, connections: 2, sharing: .export)
                        ),
                        ("captured folder", SnapshotFolder(captured)),
                        ("folder of split tables", SnapshotFolder(splitWritten)),
                        ("captured folder of split tables", SnapshotFolder(split)),
                        ("folder of a shard", SnapshotFolder(split, verification: .ofShard)),
                        ("folder looked through while it is read", SnapshotFolder(split, verification: .whileReading)),
                    ])
            }
        }
    }
}

/// Runs a body so many times at once on threads of their own.
func concurrently<Result: Sendable>(_ count: Int, _ body: @Sendable (Int) throws -> Result) throws -> [Result] {
    let results = Results<Result>(count)
    DispatchQueue.concurrentPerform(iterations: count) { index in
        results.set(index, Swift.Result { try body(index) })
    }
    return try results.all()
}

private final class Results<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var values: [Swift.Result<Value, any Error>?]

    init(_ count: Int) { values = Array(repeating: nil, count: count) }

    func set(_ index: Int, _ value: Swift.Result<Value, any Error>) {
        lock.withLock { values[index] = value }
    }

    func all() throws -> [Value] {
        try lock.withLock { try values.compactMap { try $0?.get() } }
    }
}
