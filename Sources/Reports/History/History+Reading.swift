public import Foundation
public import LiveShopping
public import Reconciliation

extension History {
    /// Compares a night with what earlier ones left in an output folder.
    ///
    /// Nothing there makes it fail: what is missing, damaged or altered is left out, with a note.
    ///
    /// - Parameter snapshot: Where the rows came from; only runs of the same database count.
    public init(of outcome: Outcome, _ snapshot: SnapshotFacts, in output: URL) {
        let database = DatabaseIdentity(snapshot.provenance.map { ($0.name, $0.value) })
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
            firstSeen: comparison?.firstSeen ?? [:], moved: earlier.runs.first?.movedFigures() ?? [],
            resolved: comparison?.resolved ?? [],
            nights: earlier.runs.reversed().map(\.night),
            skipped: earlier.skipped.sorted { ($0.run, $0.reason) < ($1.run, $1.reason) },
            lost: Self.lost(since: earlier.runs.first?.inputs ?? [], snapshot))
    }
}

private extension History {
    static func lost(since inputs: Set<String>, _ snapshot: SnapshotFacts) -> [SchemaPart] {
        let lost = Limitation.everyOptional.map(\.input).filter {
            inputs.contains($0.name) && !$0.isThere(in: snapshot.available)
                && !snapshot.isDeclaredNone($0.table, $0.column)
        }
        let tables = Set(lost.filter { $0.column == nil }.map(\.table))
        return lost.filter { $0.column == nil || !tables.contains($0.table) }
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
