public import Foundation
public import LiveShopping
public import Reconciliation

extension History {
    /// Compares a night with what earlier ones left in an output folder.
    ///
    /// Nothing there makes it fail: what is missing, damaged or altered is left out, with a note.
    ///
    /// - Parameter provenance: Where the night's rows came from; only runs of the same database count.
    public init(of outcome: Outcome, provenance: [SnapshotFacts.Provenance], in output: URL) {
        let database = DatabaseIdentity(provenance.map { ($0.name, $0.value) })
        var earlier = EarlierRuns(before: outcome.asOf, of: database, in: output)
        let present = Set(outcome.findings.map { $0.id.number })
        var comparison: Comparison?
        while comparison == nil, let previous = earlier.runs.first {
            do throws(EarlierRun.Unfit) {
                comparison = try Comparison(previous, present: present)
            } catch {
                earlier.drop(previous, error)
            }
        }
        self.init(
            asOf: outcome.asOf,
            previous: earlier.runs.first.map { Previous(run: $0.name, asOf: $0.asOf) },
            firstSeen: comparison?.firstSeen ?? [:], resolved: comparison?.resolved ?? [],
            nights: earlier.runs.reversed().map(\.night),
            skipped: earlier.skipped.sorted { ($0.run, $0.reason) < ($1.run, $1.reason) })
    }
}

/// What the previous run had: what is still there, and what is not.
private struct Comparison {
    private(set) var firstSeen: [UInt64: Timestamp] = [:]
    private(set) var resolved: [History.Resolved] = []

    init(_ previous: EarlierRun, present: Set<UInt64>) throws(EarlierRun.Unfit) {
        let times = try previous.firstSeen()
        try previous.forEachFinding { finding in
            let first = times[finding.id] ?? previous.asOf
            if present.contains(finding.id) {
                firstSeen[finding.id] = first
            } else {
                resolved.append(finding.resolved(since: first))
            }
        }
    }
}
