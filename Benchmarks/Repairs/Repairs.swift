import Foundation
import LiveShopping
import Reconciliation
import Repairs
import TestSupport

/// Repairs many sessions of a private PostgreSQL, and says how long that takes beside one UPDATE of the same rows.
///
///     swift run -c release repairs-benchmark [REPAIRS] [ROUNDS]
@main
struct Repairs {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let count = arguments.first ?? 100_000
        let rounds = arguments.dropFirst().first ?? 3
        PrivatePostgres.useInstalledSizes()
        let database = try PrivatePostgres.shared().makeDatabase("repairs")
        try ManySessions.make(count, in: database)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("repairs-\(getpid())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let repairs = try Repairs(database: database, folder: folder, count: count)

        print("round  one UPDATE  dry run  apply  apply, one refused  undo   [seconds]")
        var ratios: [String: [Double]] = [:]
        for round in 1...rounds {
            let times = try repairs.round()
            for (name, time) in times.dropFirst() { ratios[name, default: []].append(time / times[0].1) }
            print("\(round)    ", times.map { String(format: "%9.2f", $0.1) }.joined(separator: " "))
        }
        for (name, values) in ratios.sorted(by: { $0.key < $1.key }) {
            let sorted = values.sorted()
            let figures = [sorted[0], sorted[sorted.count / 2], sorted[sorted.count - 1]]
            print(name, "/ one UPDATE", figures.map { String(format: "%.1f", $0) }.joined(separator: " … "))
        }
        let size = try FileManager.default.attributesOfItem(atPath: repairs.script)[.size] as? Int ?? 0
        print(
            "scripts of \(count) repairs: written in \(String(format: "%.1f", repairs.writing)) s, peak", memory(),
            "MiB;")
        print("the largest has \(size / 1_048_576) MiB")
    }

    private let database: Database
    private let folder: URL
    private let count: Int
    private let writing: Double

    private init(database: Database, folder: URL, count: Int) throws {
        self.database = database
        self.folder = folder
        self.count = count
        let run = RunIdentity(id: "benchmark", asOf: ManySessions.asOf)
        writing = try Self.seconds {
            try RepairScripts(proposals: ManySessions.proposals(count), run: run).write(into: folder)
        }
        try ManySessions.plainUpdate.write(to: plain, atomically: true, encoding: .utf8)
    }

    private var plain: URL { folder.appendingPathComponent("plain.txt") }
    private var script: String { folder.appendingPathComponent("lifecycle.abandoned.sql").path }
    private var undo: String { folder.appendingPathComponent("undo/lifecycle.abandoned.sql").path }

    /// Everything once, each from rows as they were at first.
    private func round() throws -> [(String, Double)] {
        let update = try time(plain.path, [:])
        try database.run(sql: ManySessions.reset)
        let dry = try time(script, [:], says: "\(count) |")
        let apply = try time(script, ["apply": "1"], says: "\(count) |")
        let back = try time(undo, ["apply": "1"], says: "\(count) |")
        try database.run(sql: "DROP TABLE tieout_repair_log")
        try database.run(
            sql: """
                ALTER TABLE "liveShoppingSessions" ADD CONSTRAINT odd CHECK (id <> \(count / 3) OR status <> 'ENDED')
                """)
        let refused = try time(script, ["apply": "1"], says: "\(count - 1) |       1 |")
        try database.run(sql: "ALTER TABLE \"liveShoppingSessions\" DROP CONSTRAINT odd; DROP TABLE tieout_repair_log")
        try database.run(sql: ManySessions.reset)
        return [
            ("one UPDATE", update), ("dry run", dry), ("apply", apply), ("apply, one refused", refused), ("undo", back),
        ]
    }

    private func time(_ file: String, _ variables: [String: String], says: String = "") throws -> Double {
        try ManySessions.clean(database)
        var run: CommandRun?
        let seconds = try Self.seconds { run = try database.psql(file: file, variables: variables) }
        precondition(run?.status == 0 && run?.stdout.contains(says) != false || says.isEmpty, run?.stderr ?? "")
        return seconds
    }

    private static func seconds(_ work: () throws -> Void) rethrows -> Double {
        let duration = try ContinuousClock().measure(work).components
        return Double(duration.seconds) + Double(duration.attoseconds) / 1e18
    }

    private static func memory() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss / 1_024
    }
}
