import FinancialMath
import Foundation
import LiveShopping
import TestSupport
import Testing

@testable import Reconciliation
@testable import Reports

@Suite("A night is compared with the nights before it")
struct HistoryTests {
    private func history(_ night: Int, _ sessions: Set<Int64>, _ nights: SampleNights, _ run: RunFacts = .sample)
        -> History
    {
        var outcome = Outcome.sample(SampleNights.findings(sessions.sorted()))
        outcome.asOf = SampleNights.time(night)
        return History(
            of: outcome,
            SnapshotFacts(takenAt: outcome.asOf, available: outcome.available, provenance: run.provenance),
            in: nights.output)
    }

    private func settled(_ history: History) -> Set<String> { Set(history.settled.map(\.key)) }

    /// New, open and settled are differences of sets, an age is how long a set has had an element without a gap, and what
    /// has come back is what was in a set before the gap.
    @Test func `as sets are`() throws {
        var generator = SeededGenerator.printed()
        for _ in 0..<3 {
            try withNights { nights in
                var since: [Int64: Int] = [:]
                var gone: [Int64: Int] = [:]
                var back: [Int64: Int] = [:]
                for night in 1...9 {
                    let found = Set((Int64(1)...12).filter { _ in Bool.random(using: &generator) })
                    let before = Set(since.keys)
                    since = Dictionary(uniqueKeysWithValues: found.map { ($0, since[$0] ?? night) })
                    for session in before.subtracting(found) { gone[session] = night }
                    back = back.filter { found.contains($0.key) }
                    for session in found { back[session] = gone.removeValue(forKey: session) ?? back[session] }
                    let history = history(night, found, nights)
                    #expect(settled(history) == Set(before.subtracting(found).map { "session=\($0)" }))
                    for finding in SampleNights.findings(found.sorted()) {
                        let session = try #require(Int64(finding.impact.formattedExactly.filter(\.isNumber)))
                        let first = try #require(since[session])
                        let expected: History.Standing =
                            night == 1
                            ? .unknown : first == night ? .new : .open(since: SampleNights.time(first))
                        #expect(history.standing(of: finding) == expected, "\(finding.key) in night \(night)")
                        let run = back[session].map { SampleNights.time($0).folderName }
                        #expect(history.comebacks[finding.id.number]?.run == run, "\(finding.key) in night \(night)")
                    }
                    let sums = HistorySums(.sample(SampleNights.findings(found)), history)
                    #expect(sums.new.count == found.subtracting(before).count)
                    #expect(sums.open.count == found.intersection(before).count)
                    #expect(sums.settled.impact == Money(cents: before.subtracting(found).reduce(0, +)))
                    try nights.publish(night, SampleNights.findings(found.sorted()))
                }
            }
        }
    }

    @Test func `an age is counted in nights`() throws {
        try withNights { nights in
            for night in [1, 2, 5] { try nights.publish(night, SampleNights.findings([1])) }
            let history = history(13, [1, 2], nights)
            let findings = SampleNights.findings([1, 2])
            #expect(findings.map(history.sentence) == ["Open since 2026-11-02, 12 nights.", "New."])
            #expect(findings.map { history.age(of: $0).since } == ["2026-11-02", "new"])
        }
    }

    @Test func `an age outlives the runs that were pruned`() throws {
        try withNights { nights in
            let runs = try (1...4).map { try nights.publish($0, SampleNights.findings([1])) }
            for run in runs.prefix(3) { try FileManager.default.removeItem(at: run) }
            let history = history(5, [1], nights)
            #expect(history.standing(of: SampleNights.findings([1])[0]) == .open(since: SampleNights.time(1)))
            #expect(history.skipped == [.init(run: runs[2].lastPathComponent, reason: "is not there any more")])
        }
    }

    /// Whatever is wrong with a run, the one before it is compared with, and a note says why.
    @Test(arguments: Damage.allCases)
    func `a damaged run is left out`(damage: Damage) throws {
        try withNights { nights in
            try nights.publish(1, SampleNights.findings([1, 2]))
            let run = try nights.publish(2, SampleNights.findings([1, 3]))
            try damage.afflict(run)
            let history = history(3, [1, 4], nights)
            #expect(history.previous?.run == "2026-11-02T020000Z")
            #expect(settled(history) == ["session=2"])
            #expect(history.skipped.map(\.run) == [run.lastPathComponent])
            #expect(history.skipped.first?.reason == damage.reason)
            #expect(history.standing(of: SampleNights.findings([1])[0]) == .open(since: SampleNights.time(1)))
            let folder = try nights.publish(3, SampleNights.findings([1, 4]))
            let page = try text(folder, "index.html")
            #expect(page.contains("<bdi>\(run.lastPathComponent)</bdi> \(XHTMLText.escape(damage.reason))."))
            #expect(try text(folder, "manifest.json").contains(damage.reason))
        }
    }

    @Test func `a second run at one time takes the place of the first`() throws {
        try withNights { nights in
            try nights.publish(1, SampleNights.findings([1]))
            try nights.publish(1, SampleNights.findings([2]))
            try nights.publish(2, SampleNights.findings([2]))
            #expect(history(2, [2, 3], nights).previous?.run == "2026-11-02T020000Z-2")
            #expect(settled(history(2, [3], nights)) == ["session=2"])
            #expect(history(3, [2], nights).nights.map(\.run) == ["2026-11-02T020000Z-2", "2026-11-03T020000Z"])
        }
    }

    @Test func `a night in the past is not compared with later ones`() throws {
        try withNights { nights in
            try nights.publish(5, SampleNights.findings([1]))
            #expect(history(4, [2], nights).previous == nil)
            #expect(history(4, [2], nights).skipped.isEmpty)
        }
    }

    @Test func `another database has a history of its own`() throws {
        try withNights { nights in
            func run(_ database: String, _ moment: String) -> RunFacts {
                var run = RunFacts.sample
                run.provenance = [
                    .init(name: "database", value: database), .init(name: "user", value: moment),
                    .init(name: "server version", value: moment), .init(name: "snapshot time", value: moment),
                ]
                return run
            }
            try nights.publish(1, SampleNights.findings([1]), run: run("shop", "15.1"))
            try nights.publish(2, SampleNights.findings([2]), run: run("test", "15.1"))
            let history = history(3, [1], nights, run("shop", "17.0"))
            #expect(history.previous?.run == "2026-11-02T020000Z" && history.settled.isEmpty)
            #expect(self.history(3, [1], nights, run("third", "15.1")).previous == nil)
        }
    }

    @Test func `the trend has thirty runs at the most`() throws {
        try withNights { nights in
            for night in 1...32 { try nights.publish(night, SampleNights.findings([Int64(night), 100])) }
            let folder = try nights.publish(33, SampleNights.findings([7]))
            let history = history(34, [1], nights)
            #expect(history.nights.map(\.asOf) == (5...33).map(SampleNights.time))
            #expect(history.nights[0].sums[.error]?.impact == Money(cents: 105))
            let page = try text(folder, "index.html")
            #expect(
                page.contains("Findings in 30 runs from 2026-11-05 to 2026-12-04: 1 in the last one, 1 at the least, "))
            #expect(page.matches(of: /<title>2026-[^:]*: error/).count == 60)
            let news = "1 new</a> since yesterday (1 of them came back), 0.07 at risk; 0 as before; 2 settled."
            #expect(page.contains(news))
        }
    }
}

/// What can happen to a run's folder.
enum Damage: CaseIterable {
    case noManifest, alteredManifest, noManifestOfARun, noFindings, alteredFindings, otherColumns, brokenRow
    case alteredHistory

    var reason: String {
        switch self {
        case .noManifest: "has no manifest.json that can be read"
        case .alteredManifest, .noManifestOfARun: "has a manifest.json that is not as it was written"
        case .noFindings: "has no findings.csv that can be read"
        case .alteredFindings: "has a findings.csv that is not as it was written"
        case .otherColumns: "has a findings.csv with other columns"
        case .brokenRow: "has a findings.csv whose row 3 cannot be read"
        case .alteredHistory: "has a history.csv that is not as it was written"
        }
    }

    func afflict(_ run: URL) throws {
        let (manifest, findings) = (
            run.appendingPathComponent("manifest.json"), run.appendingPathComponent("findings.csv")
        )
        switch self {
        case .noManifest: try FileManager.default.removeItem(at: manifest)
        case .alteredManifest: try rewrite(manifest) { $0.replacing("\"findings\" : 2", with: "\"findings\" : 3") }
        case .noManifestOfARun: try rewrite(manifest) { _ in "{}" }
        case .noFindings: try FileManager.default.removeItem(at: findings)
        case .alteredFindings: try rewrite(findings) { $0.replacing("session=3", with: "session=9") }
        case .otherColumns: try forge(run) { $0.replacing("finding_id,rule", with: "rule,finding_id") }
        case .brokenRow: try forge(run) { $0.replacing("session=3", with: "a,session=3") }
        case .alteredHistory:
            try rewrite(run.appendingPathComponent("history.csv")) { $0.replacing("2026", with: "2025") }
        }
    }
}

@Suite("What comes back")
struct ComebackTests {
    private func history(_ night: Int, _ sessions: [Int64], _ nights: SampleNights, repaired: String? = nil) -> History
    {
        var outcome = Outcome.sample(SampleNights.findings(sessions))
        outcome.asOf = SampleNights.time(night)
        return History(
            of: outcome,
            SnapshotFacts(
                takenAt: outcome.asOf, available: outcome.available, provenance: RunFacts.sample.provenance),
            in: nights.output
        ) { ids in Dictionary(uniqueKeysWithValues: ids.compactMap { id in repaired.map { (id, $0) } }) }
    }

    @Test func `says which run had settled or repaired it, and no longer than it is remembered`() throws {
        try withNights { nights in
            try nights.publish(1, SampleNights.findings([1]))
            try nights.publish(2, SampleNights.findings([2]))
            try nights.publish(91, SampleNights.findings([2]))
            let finding = SampleNights.findings([1])[0]
            #expect(
                history(92, [1], nights).age(of: finding).notes == ["came back: settled in 2026-11-03T020000Z"])
            #expect(
                history(92, [1], nights, repaired: "2026-11-02T020000Z").sentence(on: finding)
                    == "New. Came back: repaired in 2026-11-02T020000Z.")
            // What a database says is no more than a run's name.
            #expect(
                history(92, [1], nights, repaired: "<b>").age(of: finding).notes
                    == ["came back: settled in 2026-11-03T020000Z"])
            #expect(history(93, [1], nights).comebacks.isEmpty)
        }
    }

    /// A run of an earlier version says nothing of what came back, and its ages count.
    @Test func `a history.csv without the later columns is read`() throws {
        try withNights { nights in
            try nights.publish(1, SampleNights.findings([1]))
            let run = try nights.publish(2, SampleNights.findings([1]))
            try forge(run, "history.csv") { text in
                text.split(separator: "\r\n").map { line in
                    line.split(separator: ",", omittingEmptySubsequences: false).prefix(7).joined(separator: ",")
                        + "\r\n"
                }.joined()
            }
            let history = history(3, [1], nights)
            #expect(history.skipped.isEmpty)
            #expect(history.age(of: SampleNights.findings([1])[0]).since == "2026-11-02")
        }
    }
}

private func rewrite(_ file: URL, _ change: (String) -> String) throws {
    let old = try String(contentsOf: file, encoding: .utf8)
    let new = change(old)
    #expect(old != new)
    try Data(new.utf8).write(to: file)
}

/// As if a program with a mistake had written it: the manifest vouches for it.
private func forge(_ run: URL, _ name: String = "findings.csv", _ change: (String) -> String) throws {
    let file = run.appendingPathComponent(name)
    let old = try FileDigest(of: file).sha256
    try rewrite(file, change)
    let new = try FileDigest(of: file).sha256
    try rewrite(run.appendingPathComponent("manifest.json")) { text in
        let blank = text.replacing(old, with: new)
            .replacing(/"seal" : "[0-9a-f]{64}"/, with: "\"seal\" : \"\(ManifestSeal.blank)\"")
        return String(decoding: ManifestSeal.sealed(Data(blank.utf8)), as: UTF8.self)
    }
}
