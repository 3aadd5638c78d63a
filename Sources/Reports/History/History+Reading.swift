public import FoundationEssentials
public import LiveShopping
public import Reconciliation

extension History {
    /// Compares a night with what earlier ones left in an output folder.
    ///
    /// Nothing there makes it fail: what is missing, damaged or altered is left out, with a note.
    ///
    /// - Parameters:
    ///   - snapshot: Where the rows came from; only runs of the same database count.
    ///   - repairs: Says of findings, by their ids, which run's repair settled them last, as far as that is known.
    public init(
        of outcome: Outcome, _ snapshot: SnapshotFacts, in output: URL,
        repairs: ([FindingID]) -> [FindingID: String] = { _ in [:] }
    ) {
        let database = DatabaseIdentity(snapshot.provenance.map { ($0.name, $0.value) })
        var earlier = EarlierRuns(before: outcome.asOf, of: database, in: output)
        let present = Set(outcome.findings.map { $0.id.number })
        var comparison: Comparison?
        while comparison == nil, let previous = earlier.runs.first {
            do throws(EarlierRun.Unfit) {
                comparison = try Comparison(previous, present: present, this: outcome.asOf)
            } catch {
                earlier.drop(previous, error)
            }
        }
        var comebacks = comparison?.comebacks ?? [:]
        let back = outcome.findings.map(\.id).filter {
            comebacks[$0.number] != nil && comparison?.firstSeen[$0.number] == nil
        }
        if !back.isEmpty {
            for (id, run) in repairs(back) where RunName(run) != nil { comebacks[id.number]?.repairedIn = run }
        }
        self.init(
            asOf: outcome.asOf,
            previous: earlier.runs.first.map { Previous(run: $0.name, asOf: $0.asOf) },
            firstSeen: comparison?.firstSeen ?? [:], comebacks: comebacks,
            moved: earlier.runs.first?.movedFigures() ?? [],
            settled: comparison?.settled ?? [], gone: comparison?.gone ?? [:],
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

/// What the previous run had: what is still there, what is not, and what has come back.
private struct Comparison {
    private(set) var firstSeen: [UInt64: Timestamp] = [:]
    private(set) var comebacks: [UInt64: History.Settlement] = [:]
    private(set) var settled: [History.Settled] = []
    private(set) var gone: [UInt64: History.Settlement]

    init(_ previous: EarlierRun, present: Set<UInt64>, this asOf: Timestamp) throws(EarlierRun.Unfit) {
        let ages = try previous.ages()
        gone = try previous.gone(since: asOf - SettledLine.memory)
        for id in gone.keys.filter(present.contains) { comebacks[id] = gone.removeValue(forKey: id) }
        try previous.forEachFinding { finding in
            let age = ages[finding.id]
            let first = age?.firstSeen ?? previous.asOf
            if present.contains(finding.id) {
                firstSeen[finding.id] = first
                comebacks[finding.id] = age?.comeback
            } else {
                settled.append(finding.settled(since: first))
                gone[finding.id] = History.Settlement(run: asOf.folderName)
            }
        }
    }
}
