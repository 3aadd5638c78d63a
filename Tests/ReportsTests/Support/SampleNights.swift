import Foundation
import LiveShopping

@testable import Reconciliation
@testable import Reports

/// Nights that are published one after the other into an output folder.
struct SampleNights {
    let output: URL

    /// T of the night with a number, which counts days.
    static func time(_ night: Int) -> Timestamp {
        Timestamp(year: 2026, month: 11, day: 1, hour: 2) + .days(Int64(night))
    }

    /// Findings of one rule about sessions with these numbers.
    static func findings(_ sessions: some Sequence<Int64>) -> [Finding] {
        sessions.map { .sample("line.price", key: FindingKey(.session(SessionID($0))), cents: $0) }
    }

    /// - Returns: The folder that was published.
    @discardableResult
    func publish(_ night: Int, _ findings: [Finding] = [.sample("line.price")], run: RunFacts = .sample) throws -> URL {
        var outcome = Outcome.sample(findings)
        outcome.asOf = Self.time(night)
        var run = run
        run.runID = outcome.asOf.folderName
        let publication = try Publication.open(output: output)
        run.history = History(
            of: outcome,
            SnapshotFacts(takenAt: outcome.asOf, available: outcome.available, provenance: run.provenance), in: output)
        run.previousManifest = publication.previousManifest
        return try publication.publish(outcome.asOf.folderName) { folder in
            try Report(outcome: outcome, catalogue: RuleDescription.sampleCatalogue, run: run)
                .write(into: folder, templates: TestTemplates.folder) { repairs in
                    try OutputFile.write("how", to: repairs.appendingPathComponent("README.txt"))
                }
        }
    }
}

func withNights<Result>(_ body: (SampleNights) throws -> Result) throws -> Result {
    try withTemporaryFolder { try body(SampleNights(output: $0)) }
}
