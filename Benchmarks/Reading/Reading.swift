import Foundation
import LiveShopping
import Reconciliation
import Snapshots
import TestSupport

/// Reads a table of cart items from a private PostgreSQL, and says how long that takes beside `psql`, which throws the
/// same bytes away; then reconciles, and says what that takes and how memory grows.
///
///     swift run -c release reading-benchmark [ITEMS] [ROUNDS]
@main
struct Reading {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let items = arguments.first ?? 1_000_000
        let rounds = arguments.dropFirst().first ?? 5
        let database = try PrivatePostgres.shared().makeDatabase("reading")
        try BenchmarkShop.make(in: database)

        print("round  psql COPY  one reader  two readers  reconcile (2)   [seconds]")
        try BenchmarkShop.addItems(items / 4, to: database)
        try reconcile(database, connections: 2)
        let small = peakMemory()
        try BenchmarkShop.addItems(items - items / 4, to: database)
        var ratios: [String: [Double]] = [:]
        for round in 1...rounds {
            let psql = try seconds { try copyWithPSQL(database) }
            let one = try seconds { try read(database, connections: 1) }
            let two = try seconds { try read(database, connections: 2) }
            let whole = try seconds { try reconcile(database, connections: 2) }
            ratios["one reader / psql", default: []].append(one / psql)
            ratios["two readers / psql", default: []].append(two / psql)
            ratios["reconciling everything / psql", default: []].append(whole / psql)
            let times = [psql, one, two, whole].map { String(format: "%9.2f", $0) }
            print("\(round)      ", times.joined(separator: "  "))
        }
        for (name, values) in ratios.sorted(by: { $0.key < $1.key }) {
            let sorted = values.sorted()
            let figures = [sorted[0], sorted[sorted.count / 2], sorted[sorted.count - 1]]
            print(name, figures.map { String(format: "%.2f", $0) }.joined(separator: " … "), "(least, median, most)")
        }
        print("peak memory: \(small) MiB with \(items / 4) items, \(peakMemory()) MiB with \(items), same sessions")
    }

    private static func copyWithPSQL(_ database: Database) throws {
        let columns = CartItem.Field.columns.filter(\.isRead).map { "\"\($0.name)\"" }.joined(separator: ",")
        let copy = "COPY (SELECT \(columns) FROM \"sessionCartItems\") TO STDOUT (FORMAT binary)"
        let run = try CommandRun.run(
            "/bin/sh", ["-c", "psql -X -d \"$1\" -c \"$2\" > /dev/null", "sh", database.conninfo, copy])
        precondition(run.status == 0, run.stderr)
    }

    private static func read(_ database: Database, connections: Int) throws {
        let source = try PostgresSource(conninfo: database.conninfo, connections: connections)
        let counts = Counter(parts: connections)
        DispatchQueue.concurrentPerform(iterations: connections) { part in
            try? source.withReader { reader in
                try reader.cartItems(.part(index: part, count: connections)) { counts.add($0, part) }
            }
        }
        precondition(counts.items > 0, "nothing was read")
    }

    private static func reconcile(_ database: Database, connections: Int) throws {
        let source = try PostgresSource(conninfo: database.conninfo, connections: connections)
        let parameters = Parameters(asOf: BenchmarkShop.asOf, jobs: connections)
        let outcome = try Reconciler(source: source, parameters: parameters).run()
        precondition(outcome.findings.isEmpty, "the benchmark's shop is meant to be healthy: \(outcome.findings[0])")
    }

    private static func seconds(_ work: () throws -> Void) rethrows -> Double {
        let duration = try ContinuousClock().measure(work).components
        return Double(duration.seconds) + Double(duration.attoseconds) / 1e18
    }

    private static func peakMemory() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss / 1_024
    }
}

/// Counts items by part: each part is one thread's.
private final class Counter: @unchecked Sendable {
    private let counts: UnsafeMutablePointer<Int>
    private let parts: Int

    init(parts: Int) {
        self.parts = parts
        counts = .allocate(capacity: parts)
        counts.initialize(repeating: 0, count: parts)
    }

    deinit { counts.deallocate() }

    func add(_ item: CartItem, _ part: Int) {
        counts[part] += item.isDeleted ? 0 : 1
    }

    var items: Int { (0..<parts).reduce(0) { $0 + counts[$1] } }
}
