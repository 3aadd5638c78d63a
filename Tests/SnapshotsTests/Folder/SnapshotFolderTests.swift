import FinancialMath
import Foundation
import LiveShopping
import Snapshots
import TestSupport
import Testing

@Suite("A snapshot folder")
struct SnapshotFolderTests {
    private let takenAt = Timestamp(microseconds: 848_462_400_123_456)

    private func withFolder(_ body: (URL, MemoryRows) throws -> Void) throws {
        var generator = RowGenerator(random: .printed())
        let rows = generator.rows(20)
        try withTemporaryFolder { directory in
            let writer = try SnapshotFolderWriter(
                directory: directory, takenAt: takenAt, provenance: [.init(name: "database", value: "shöp")])
            try writer.write(rows)
            try writer.finish()
            try body(directory, rows)
        }
    }

    @Test("says when and where its rows were taken")
    func facts() throws {
        try withFolder { directory, rows in
            let folder = try SnapshotFolder(directory)
            #expect(folder.snapshot.takenAt == takenAt)
            #expect(folder.snapshot.provenance == [.init(name: "database", value: "shöp")])
            #expect(folder.snapshot.available == .all)
            #expect(folder.names.name(of: .orders) == QualifiedName(name: "orders"))
            #expect(try allRows(of: folder) == allRows(of: MemorySource(takenAt: takenAt, rows: rows)))
        }
    }

    @Test("is the same bytes for the same rows")
    func deterministic() throws {
        try withFolder { first, rows in
            try withTemporaryFolder { second in
                let writer = try SnapshotFolderWriter(
                    directory: second, takenAt: takenAt, provenance: [.init(name: "database", value: "shöp")])
                try writer.write(rows)
                try writer.finish()
                for name in try FileManager.default.contentsOfDirectory(atPath: first.path) {
                    let files = [first, second].map { $0.appendingPathComponent(name) }
                    #expect(try Data(contentsOf: files[0]) == Data(contentsOf: files[1]), "\(name)")
                }
            }
        }
    }

    @Test("is refused, by file, when a byte of any table is altered")
    func altered() throws {
        try withFolder { directory, _ in
            for table in Table.allCases {
                let url = directory.appendingPathComponent("\(table.name).pgcopy")
                let whole = try Data(contentsOf: url)
                for place in [0, 12, whole.count / 2, whole.count - 1] {
                    var data = whole
                    data[place] ^= 1
                    try data.write(to: url)
                    expectRefused(directory, url, "SHA-256")
                }
                try whole.write(to: url)
            }
            _ = try SnapshotFolder(directory)
        }
    }

    @Test("is refused, by file, when a table is truncated, continued or gone")
    func truncated() throws {
        try withFolder { directory, _ in
            let url = directory.appendingPathComponent("orders.pgcopy")
            let whole = try Data(contentsOf: url)
            try whole.dropLast(10).write(to: url)
            expectRefused(directory, url, "it has \(whole.count - 10) bytes where the manifest says \(whole.count)")
            try (whole + [0]).write(to: url)
            expectRefused(directory, url, "bytes where the manifest says")
            try FileManager.default.removeItem(at: url)
            expectRefused(directory, url, "cannot be opened")
        }
    }

    /// Shops of a hundred items, in files of some thirty.
    private func withSplitFolder(_ body: (URL, [URL]) throws -> Void) throws {
        var generator = RowGenerator(random: .printed())
        let rows = generator.rows(20, cartItems: 2_000)
        try withTemporaryFolder { directory in
            let writer = try SnapshotFolderWriter(directory: directory, takenAt: takenAt, fileSize: 20_000)
            try writer.write(rows)
            try writer.finish()
            let files = (1...50).map { $0 == 1 ? "sessionCartItems.pgcopy" : "sessionCartItems-\($0).pgcopy" }
                .map(directory.appendingPathComponent).filter { FileManager.default.fileExists(atPath: $0.path) }
            #expect(files.count > 3)
            try body(directory, files)
        }
    }

    @Test("goes on in further files where a table is large, none of which may be altered, exchanged or gone")
    func split() throws {
        try withSplitFolder { directory, files in
            _ = try SnapshotFolder(directory)
            for file in files.prefix(3) {
                let whole = try Data(contentsOf: file)
                var altered = whole
                altered[whole.count / 2] ^= 1
                try altered.write(to: file)
                expectRefused(directory, file, "SHA-256")
                try FileManager.default.removeItem(at: file)
                expectRefused(directory, file, "cannot be opened")
                try whole.write(to: file)
            }
            let manifest = directory.appendingPathComponent("manifest.json")
            let text = try String(contentsOf: manifest, encoding: .utf8)
            for (old, new) in [
                ("sessionCartItems-2.pgcopy", "sessionCartItems-3.pgcopy"),
                ("sessionCartItems-2.pgcopy", "../x.pgcopy"),
                ("\"rows\" : 2000", "\"rows\" : 1999"),
            ] {
                #expect(text.contains(old))
                try text.replacing(old, with: new).write(to: manifest, atomically: true, encoding: .utf8)
                expectRefused(directory, manifest, "the files of sessionCartItems do not add up to the table")
            }
        }
    }

    @Test("says that a file was altered, and not what its rows then seem to be")
    func alteredRows() throws {
        try withSplitFolder { directory, files in
            for file in files.dropFirst() {
                // The first row of the second file is one of the first file's, or has another number of columns.
                let (first, whole) = try (Data(contentsOf: files[0]), Data(contentsOf: file))
                let begin = first.startIndex + 19
                for bytes in [first[begin..<begin + 40], Data(repeating: 1, count: 40)] {
                    var altered = whole
                    altered.replaceSubrange(begin..<begin + 40, with: bytes)
                    try altered.write(to: file)
                    expectRefused(directory, file, "SHA-256")
                }
                try whole.write(to: file)
            }
            let folder = try SnapshotFolder(directory, verification: .whileReading)
            #expect(try allRows(of: folder) == allRows(of: SnapshotFolder(directory)))
            // What was looked through is not read again to be fetched from, and stays what it was found to be.
            for file in files { try FileManager.default.removeItem(at: file) }
            try folder.requireUnaltered()
        }
    }

    @Test("of a shard is looked through where the shard reads, and nowhere else")
    func shard() throws {
        try withSplitFolder { directory, files in
            for file in files.dropFirst() { try FileManager.default.removeItem(at: file) }
            #expect(throws: SourceError.self) { _ = try SnapshotFolder(directory) }
            let folder = try SnapshotFolder(directory, verification: .ofShard)
            let part = RowSelection.part(index: 0, count: files.count)
            var count = 0
            try folder.withReader { try $0.cartItems(part) { _ in count += 1 } }
            #expect(count > 0)
            let last = sourceError {
                try folder.withReader {
                    try $0.cartItems(.part(index: files.count - 1, count: files.count)) { _ in }
                }
            }
            #expect(last?.place == files[files.count - 1].path && last?.problem.contains("cannot be opened") == true)
        }
    }

    @Test("is refused when its manifest is gone, no JSON, newer, or does not fit")
    func manifest() throws {
        try withFolder { directory, _ in
            let url = directory.appendingPathComponent("manifest.json")
            let text = try String(contentsOf: url, encoding: .utf8)
            let changes = [
                (text, "{}", "not the manifest of a snapshot"), ("\"version\" : 1", "\"version\" : 3", "has version 3"),
                ("\"rows\" : 20", "\"rows\" : 21", "20 rows where the manifest says 21"),
                ("\"table\" : \"orders\"", "\"table\" : \"order\"", "there is no table order"),
                ("\"type\" : \"numeric\"", "\"type\" : \"text\"", "cannot have a column"),
                ("\"type\" : \"numeric\"", "\"type\" : \"float8\"", "a field is missing or has a value"),
                ("\"column\" : \"total\"", "\"column\" : \"tax\"", "orders cannot have a column tax"),
                ("848", "-", nil), ("2026-", "x", "takenAt is not a time"),
            ]
            for (old, new, problem) in changes {
                guard let problem else { continue }
                try text.replacing(old, with: new).write(to: url, atomically: true, encoding: .utf8)
                let error = sourceError { _ = try SnapshotFolder(directory) }
                #expect(error?.kind == .unreadable)
                #expect(error?.problem.contains(problem) == true, "\(problem): \(String(describing: error))")
            }
            try FileManager.default.removeItem(at: url)
            expectRefused(directory, url, "missing")
        }
    }

    /// Whenever its files are looked through.
    private func expectRefused(_ directory: URL, _ file: URL, _ problem: String) {
        let errors = [
            sourceError { _ = try SnapshotFolder(directory) },
            sourceError { _ = try allRows(of: SnapshotFolder(directory, verification: .whileReading)) },
            sourceError { try SnapshotFolder(directory, verification: .whileReading).requireUnaltered() },
        ]
        for error in errors {
            #expect(error?.kind == .unreadable)
            #expect(error?.place == file.path)
            #expect(error?.problem.contains(problem) == true, "\(String(describing: error))")
        }
    }

    @Test("that is not there is unreachable")
    func absent() {
        let error = sourceError { _ = try SnapshotFolder(URL(fileURLWithPath: "/nonexistent/folder")) }
        #expect(error?.kind == .unreachable)
        #expect(error?.place == "/nonexistent/folder")
    }

    @Test("is not there before it is whole, and takes no other's place")
    func atomic() throws {
        try withTemporaryFolder { directory in
            let files = FileManager.default
            let parent = directory.deletingLastPathComponent().path
            do {
                let writer = try SnapshotFolderWriter(directory: directory, takenAt: takenAt)
                try writer.write(User(id: ID(1)))
                #expect(!files.fileExists(atPath: directory.path))
                #expect(try files.contentsOfDirectory(atPath: parent).count == 1)
            }
            #expect(try files.contentsOfDirectory(atPath: parent) == [])
            try files.createDirectory(at: directory, withIntermediateDirectories: true)
            try SnapshotFolderWriter(directory: directory, takenAt: takenAt).finish()
            #expect(throws: SourceError.self) { _ = try SnapshotFolderWriter(directory: directory, takenAt: takenAt) }
            #expect(try allRows(of: SnapshotFolder(directory))[.users] == [])
            #expect(try files.contentsOfDirectory(atPath: parent) == ["snapshot"])
        }
    }

    @Test("that a dead process left half-written is cleared away, and that of a live one is not")
    func leftovers() throws {
        try withTemporaryFolder { directory in
            let parent = directory.deletingLastPathComponent()
            let files = FileManager.default
            let dead = ".snapshot.\(UUID().uuidString).partial"
            let others = [".snapshot.notes.partial", ".other.\(UUID().uuidString).partial"]
            for name in [dead] + others {
                try files.createDirectory(at: parent.appendingPathComponent(name), withIntermediateDirectories: true)
            }
            let alive = try SnapshotFolderWriter(directory: directory, takenAt: takenAt)
            try SnapshotFolderWriter(directory: parent.appendingPathComponent("snapshot"), takenAt: takenAt).finish()
            try files.removeItem(at: directory)
            try alive.finish()
            #expect(try Set(files.contentsOfDirectory(atPath: parent.path)) == Set(others + ["snapshot"]))
            #expect(try SnapshotFolder(directory).snapshot.takenAt == takenAt)
        }
    }

    @Test("where nothing can be written is a mistake of its own kind")
    func unwritable() {
        let error = sourceError {
            _ = try SnapshotFolderWriter(directory: URL(fileURLWithPath: "/proc/none/snapshot"), takenAt: takenAt)
        }
        #expect(error?.kind == .unwritable)
    }

    @Test("leaves out columns that are said not to be available")
    func available() throws {
        var available = AvailableColumns.all
        available.remove(.cartItems, "itemStatus")
        available.remove(.invoices)
        try withTemporaryFolder { directory in
            let writer = try SnapshotFolderWriter(directory: directory, takenAt: takenAt, available: available)
            try writer.write(Invoice(id: ID(1), clientID: nil, amountDue: nil, status: nil))
            try writer.finish()
            let folder = try SnapshotFolder(directory)
            #expect(folder.snapshot.available == available)
            #expect(try allRows(of: folder)[.invoices] == [])
        }
    }
}

@Suite("What the configuration says that the site has none of", .timeLimit(.minutes(30)))
struct DeclaredNoneTests {
    @Test("is not read, neither from a database nor from a folder that has it")
    func none() throws {
        let mapping = try TableMapping([:], none: ["invoices", "orders.tax", "clients.pricing_profile_id"])
        let sql = "UPDATE orders SET tax = 5; UPDATE clients SET pricing_profile_id = 7"
        try withReferenceDatabase("none", changedBy: sql) { database in
            try withTemporaryFolder { directory in
                let whole = try PostgresSource(conninfo: database.conninfo)
                try SnapshotFolder.capture(from: whole, to: directory)
                let live = try PostgresSource(conninfo: database.conninfo, mapping: mapping)
                let folder = try SnapshotFolder(directory, none: mapping.none)
                #expect(try allRows(of: live) == allRows(of: folder))
                #expect(try allRows(of: live) != allRows(of: whole))
                for source in [live, folder] as [any RowSource] {
                    let orders: [Order] = try rows(source) { try $0.orders($1, $2) }
                    #expect(orders.allSatisfy { $0.tax == nil })
                    #expect(!source.snapshot.available.has(.invoices) && !source.snapshot.available.has(.orders, "tax"))
                    #expect(source.snapshot.isDeclaredNone(.orders, "tax"))
                    #expect(source.snapshot.isDeclaredNone(.invoices, "amountDue"))
                    #expect(!source.snapshot.isDeclaredNone(.orders, "discount"))
                }
                #expect(folder.names.name(of: "tax", in: .orders) == nil)
            }
        }
    }
}

@Suite("What is in a snapshot folder and is no file of it", .timeLimit(.minutes(30)))
struct StrangeFileTests {
    /// Puts something in the place of a file of a folder, and gives what is said of it.
    private func error(_ name: String, _ replace: (String) throws -> Void) throws -> SourceError? {
        var error: SourceError?
        try withReferenceDatabase("strange") { database in
            try withTemporaryFolder { directory in
                try SnapshotFolder.capture(from: PostgresSource(conninfo: database.conninfo), to: directory)
                let path = directory.appendingPathComponent(name).path
                try FileManager.default.moveItem(atPath: path, toPath: path + ".aside")
                try replace(path)
                error = sourceError { _ = try SnapshotFolder(directory) }
            }
        }
        return error
    }

    @Test(
        "FIFOs, devices, links, folders and sockets are refused by name", arguments: ["users.pgcopy", "manifest.json"])
    func strange(_ name: String) throws {
        let strange: [(String, (String) throws -> Void)] = [
            ("it is not an ordinary file", { mkfifo($0, 0o600) }),
            (
                "it is a link",
                { try FileManager.default.createSymbolicLink(atPath: $0, withDestinationPath: "/dev/zero") }
            ),
            (
                "it is a link",
                { try FileManager.default.createSymbolicLink(atPath: $0, withDestinationPath: $0 + ".aside") }
            ),
            (
                "it is not an ordinary file",
                { try FileManager.default.createDirectory(atPath: $0, withIntermediateDirectories: false) }
            ),
        ]
        for (problem, replace) in strange {
            let error = try error(name, replace)
            #expect(error?.kind == .unreadable, "\(String(describing: error))")
            #expect(error?.problem == problem)
            #expect(error?.place.hasSuffix(name) == true)
        }
    }

    @Test("A run's folder is told from a snapshot")
    func report() throws {
        let error = try error("manifest.json") {
            try Data(#"{"tool": {"name": "tieout", "version": "1.0"}, "runID": "x"}"#.utf8).write(
                to: URL(fileURLWithPath: $0))
        }
        #expect(error?.problem == "this is the folder of a run's report, not a snapshot")
    }
}
