import Benchmark
import Foundation
import LiveShopping
import Reconciliation
import Reports
import Snapshots

/// One step of a run each, over the same night; `Benchmarks/README.md` says how to run them and what they gave.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.cpuTotal, .wallClock, .throughput, .peakMemoryResident], warmupIterations: 1,
        maxDuration: .seconds(10), maxIterations: 50)
    Benchmark.shutdownHook = { Night.remove() }

    Benchmark("decode: the cart items of a snapshot folder") { benchmark in
        let night = try Night.made.get()
        let source = try SnapshotFolder(night.folder.appendingPathComponent("snapshot"))
        benchmark.startMeasurement()
        try source.withReader { reader in try reader.cartItems(.everything) { blackHole($0) } }
        benchmark.stopMeasurement()
    }

    Benchmark("fold: rows in memory to findings") { benchmark in
        let night = try Night.made.get()
        benchmark.startMeasurement()
        blackHole(try Reconciler(source: night.source, parameters: Night.parameters).run())
    }

    Benchmark("merge: what two shards came to, to findings") { benchmark in
        let night = try Night.made.get()
        benchmark.startMeasurement()
        blackHole(try Reconciler(source: night.source, parameters: Night.parameters).run(merging: night.partials))
    }

    Benchmark("CSV: findings.csv") { benchmark in
        let (night, folder) = try freshFolder()
        benchmark.startMeasurement()
        try report(night).writeFindings(into: folder)
        benchmark.stopMeasurement()
        try FileManager.default.removeItem(at: folder)
    }

    Benchmark("page: the whole report, of which most is pages") { benchmark in
        let (night, folder) = try freshFolder()
        benchmark.startMeasurement()
        try report(night).write(into: folder, templates: templates) { _ in }
        benchmark.stopMeasurement()
        try FileManager.default.removeItem(at: folder)
    }
}

private func freshFolder() throws -> (Night, URL) {
    let night = try Night.made.get()
    let folder = night.fresh()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return (night, folder)
}

private func report(_ night: Night) -> Report {
    let run = RunFacts(runID: "micro", toolVersion: "0", build: "0", provenance: [])
    return Report(outcome: night.outcome, catalogue: Catalogue.descriptions, run: run)
}

/// The project's own, two folders up.
private let templates = (0..<3).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
    .appendingPathComponent("templates")
