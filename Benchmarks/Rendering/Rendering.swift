import Foundation
import LiveShopping
import Reconciliation
import Reports
import Simulation
import Snapshots

/// Writes the report of a bad night, and says what that takes of the processor beside findings.csv alone, and of memory.
///
///     swift run -c release rendering-benchmark [FINDINGS] [ROUNDS]
@main
struct Rendering {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let rounds = arguments.dropFirst().first ?? 3
        let work = FileManager.default.temporaryDirectory.appendingPathComponent("tieout-rendering-\(getpid())")
        defer { try? FileManager.default.removeItem(at: work) }
        let outcome = try badNight(findings: arguments.first ?? 100_000, in: work)
        let run = RunFacts(runID: "benchmark", toolVersion: "0", build: "0", provenance: [])
        let report = Report(outcome: outcome, catalogue: Catalogue.descriptions, run: run)
        let templates = try TemplateFolder.locate(explicit: nil, executable: Bundle.main.executableURL)
        print("\(outcome.findings.count) findings, \(outcome.proposals.count) proposed repairs")
        print("round  findings.csv  report  [processor's seconds]  memory beyond what the findings take [MiB]")
        var ratios: [Double] = []
        for round in 1...rounds {
            let folder = work.appendingPathComponent("report-\(round)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let alone = try seconds { try report.writeFindings(into: folder) }
            try FileManager.default.removeItem(at: folder.appendingPathComponent("findings.csv"))
            let before = Memory.restartPeak()
            let whole = try seconds { try report.write(into: folder, templates: templates) { _ in } }
            ratios.append(whole / alone)
            print(String(format: "%d      %12.2f  %6.2f            %d", round, alone, whole, Memory.peak - before))
            if round == rounds { describe(folder) }
            try FileManager.default.removeItem(at: folder)
        }
        let sorted = ratios.sorted()
        let figures = [sorted[0], sorted[sorted.count / 2], sorted[sorted.count - 1]].map { String(format: "%.1f", $0) }
        print("report / findings.csv", figures.joined(separator: " … "), "(least, median, most)")
    }

    /// A night in which every rule finds as much as every other, reconciled.
    private static func badNight(findings: Int, in work: URL) throws -> Outcome {
        let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)
        let each = max(1, findings / Catalogue.descriptions.count)
        let simulation = try Simulation(sessions: 1_000, seed: 1, asOf: asOf, faultsPerRule: each, allowsOrphans: true)
        let folder = work.appendingPathComponent("snapshot")
        let writer = try SnapshotFolderWriter(directory: folder, takenAt: asOf, provenance: [])
        _ = try simulation.run(into: writer)
        try writer.finish()
        return try Reconciler(source: SnapshotFolder(folder), parameters: Parameters(asOf: asOf, jobs: 2)).run()
    }

    private static func describe(_ folder: URL) {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        let pages = names.filter { $0.hasSuffix(".html") }
        let bytes = pages.compactMap { name in
            try? folder.appendingPathComponent(name).resourceValues(forKeys: [.fileSizeKey]).fileSize
        }
        print("\(pages.count) pages, \(bytes.reduce(0, +) >> 20) MiB, the largest \((bytes.max() ?? 0) >> 10) KiB")
    }

    /// The processor's time, which depends less than the clock's on what else the machine does.
    private static func seconds(_ work: () throws -> Void) rethrows -> Double {
        let start = clock()
        try work()
        return Double(clock() - start) / Double(CLOCKS_PER_SEC)
    }
}

/// The most memory that this process has had at once, as Linux counts it.
enum Memory {
    /// Starts counting anew; answers with what the process has now, in MiB.
    static func restartPeak() -> Int {
        giveBack()
        try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
        return peak
    }

    /// Gives the system back what is free, which would hide what is taken from it anew: glibc's `malloc_trim`.
    private static func giveBack() {
        guard let symbol = dlsym(nil, "malloc_trim") else { return }
        typealias Trim = @convention(c) (Int) -> Int32
        _ = unsafeBitCast(symbol, to: Trim.self)(0)
    }

    /// In MiB.
    static var peak: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
        return (Int(line.filter(\.isNumber)) ?? 0) / 1_024
    }
}
