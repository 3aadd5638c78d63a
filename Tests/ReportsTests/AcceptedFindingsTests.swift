import FinancialMath
import Foundation
import LiveShopping
import TestSupport
import Testing

@testable import Reconciliation
@testable import Reports

extension Acceptance {
    static func sample(
        _ scope: Scope = .rule("line.price", key: KeyPattern("*")), until day: String = "2026-11-22",
        cents: Int64 = 100, place: String = "accepted.yaml:1"
    ) -> Acceptance {
        Acceptance(
            scope: scope, reason: "agreed", by: "Ann", until: Timestamp(iso8601: day + "T00:00Z")!,
            limit: Money(cents: cents), place: place)
    }
}

@Suite("A known difference is taken out of the verdict and not out of the report")
struct AcceptedFindingsTests {
    private let finding = Finding.sample("line.price", cents: 100)

    private func accepts(_ acceptance: Acceptance, at time: String = "2026-11-22T02:00:00Z") throws -> Bool {
        let asOf = try #require(Timestamp(iso8601: time))
        let accepted = AcceptedFindings([acceptance], findings: [finding], asOf: asOf)
        #expect(accepted.open([finding]).isEmpty == (accepted.acceptance(of: finding) != nil))
        return accepted.acceptance(of: finding) != nil
    }

    private func notices(_ acceptances: [Acceptance], _ findings: [Finding]) -> [String?] {
        AcceptedFindings(acceptances, findings: findings, asOf: Outcome.sampleTime).entries.map(\.sentence)
    }

    @Test func `up to the amount, to the cent`() throws {
        #expect(try accepts(.sample(cents: 100)))
        #expect(try !accepts(.sample(cents: 99)))
    }

    @Test func `until the day is over`() throws {
        #expect(try accepts(.sample(until: "2026-11-22"), at: "2026-11-22T23:59:59.999999Z"))
        #expect(try !accepts(.sample(until: "2026-11-22"), at: "2026-11-23T00:00:00Z"))
        #expect(try accepts(.sample(until: "2026-11-22"), at: "2026-11-22T00:00:00Z"))
        #expect(try !accepts(.sample(until: "2026-11-21")))
    }

    @Test func `by its id, or by its rule and key`() throws {
        #expect(try accepts(.sample(.finding(finding.id.description))))
        #expect(try !accepts(.sample(.finding("0123456789abcdef"))))
        #expect(try accepts(.sample(.rule("line.price", key: KeyPattern("session=1")))))
        #expect(try !accepts(.sample(.rule("line.total", key: KeyPattern("session=1")))))
        #expect(try !accepts(.sample(.rule("line.price", key: KeyPattern("session=")))))
        #expect(try !accepts(.sample(.rule("line.price", key: KeyPattern("ession=1")))))
    }

    /// A star is any text, everything else is itself, as a slow matcher has it that tries all ways.
    @Test func `a pattern means what it says`() {
        func slowly(_ pattern: Substring, _ text: Substring) -> Bool {
            guard let first = pattern.first else { return text.isEmpty }
            if first == "*" {
                return slowly(pattern.dropFirst(), text) || (!text.isEmpty && slowly(pattern, text.dropFirst()))
            }
            return text.first == first && slowly(pattern.dropFirst(), text.dropFirst())
        }
        var generator = SeededGenerator.printed()
        for _ in 0..<20_000 {
            let pattern = String(
                (0..<Int.random(in: 0...6, using: &generator)).map { _ in "ab*".randomElement(using: &generator)! })
            let text = String(
                (0..<Int.random(in: 0...8, using: &generator)).map { _ in "ab".randomElement(using: &generator)! })
            #expect(KeyPattern(pattern).matches(text) == slowly(pattern[...], text[...]), "\(pattern) \(text)")
        }
        #expect(
            KeyPattern("session=4*").matches("session=42,item=7") && !KeyPattern("session=4*").matches("session=24"))
        #expect(KeyPattern("room=a.c").matches("room=a.c") && !KeyPattern("room=a.c").matches("room=abc"))
    }

    @Test func `what should be looked at again is said`() {
        let dear = Finding.sample("line.price", key: FindingKey(.session(SessionID(2))), cents: 150)
        #expect(notices([.sample(cents: 150)], [finding, dear]) == [nil])
        #expect(
            notices([.sample()], [finding, dear])
                == ["accepted.yaml:1: 1 finding with more than 1.00 behind it: the largest has 1.50."])
        #expect(
            notices([.sample(until: "2026-11-21")], [finding, dear])
                == ["accepted.yaml:1: expired on 2026-11-21; 2 findings count again."])
        #expect(
            notices([.sample(until: "2026-11-21")], [])
                == ["accepted.yaml:1: expired on 2026-11-21; nothing counts again by that."])
        #expect(
            notices([.sample()], [])
                == ["accepted.yaml:1: names nothing that was found; remove it when it is settled."])
    }

    @Test func `another entry may accept what one does not`() {
        let entries: [Acceptance] = [
            .sample(cents: 1, place: "a:1"), .sample(until: "2026-11-01", place: "a:2"), .sample(place: "a:3"),
            .sample(place: "a:4"),
        ]
        let accepted = AcceptedFindings(entries, findings: [finding], asOf: Outcome.sampleTime)
        #expect(accepted.acceptance(of: finding)?.place == "a:3" && accepted.total.count == 1)
        #expect(accepted.entries.map(\.accepted.count) == [0, 0, 1, 0])
        #expect(accepted.entries.map { $0.notice == nil } == [false, false, true, false])
    }

    @Test func `a repair is left out when all that it settles is accepted`() {
        let other = Finding.sample("line.total", cents: 100)
        func proposal(_ findings: Finding...) -> Proposal {
            Proposal(findings: findings.map(Proposal.Settled.init), repair: .automatic, alternatives: [], evidence: [])
        }
        let accepted = AcceptedFindings([.sample()], findings: [finding, other], asOf: Outcome.sampleTime)
        let proposals = [proposal(finding), proposal(finding, other), proposal(other)]
        #expect(accepted.repairs(proposals) == Array(proposals.dropFirst()))
        #expect(AcceptedFindings.none.repairs(proposals) == proposals)
    }

    @Test func `it is in the report, marked`() throws {
        try withNights { nights in
            var run = RunFacts.sample
            let findings: [Finding] = [.sample("conversion.open-session", .critical, cents: 200), finding]
            run.accepted = AcceptedFindings(
                [.sample(.rule("conversion.open-session", key: KeyPattern("*")), until: "2026-11-30", cents: 200)],
                findings: findings, asOf: SampleNights.time(1))
            let folder = try nights.publish(1, findings, run: run)
            let index = try text(folder, "index.html")
            #expect(
                index.contains("1 finding, error. 1.00 at risk. Accepted besides: 1 finding, 2.00."))
            #expect(index.contains("<p class=\"verdict error\">"))
            #expect(index.contains("rules/conversion.open-session.html"))
            let page = try text(folder, "rules/conversion.open-session.html")
            #expect(page.contains("1 finding, 1 of them accepted, 2.00 at risk."))
            #expect(page.contains("accepted by Ann until 2026-11-30: agreed"))
            #expect(try !text(folder, "rules/line.price.html").contains("accepted by"))
            #expect(try text(folder, "findings.csv").split(separator: "\r\n").count == 3)
            #expect(
                try text(folder, "reconciliation.xml").contains(
                    "accepted_by=\"Ann\" accepted_until=\"2026-11-30\" accepted_reason=\"agreed\""))
            let manifest = try RecordedManifest(Data(contentsOf: folder.appendingPathComponent("manifest.json")))
            #expect(manifest.findings.total.findings == 2 && manifest.accepted?.total.findings == 1)
            #expect(manifest.accepted?.findings.first?.findingID == findings[0].id.description)
            let next = History(
                of: {
                    var outcome = Outcome.sample(); outcome.asOf = SampleNights.time(2); return outcome
                }(),
                SnapshotFacts(takenAt: .infinity, available: .all, provenance: run.provenance), in: nights.output)
            #expect(next.nights.first?.sums[.critical]?.count == 0 && next.nights.first?.sums[.error]?.count == 1)
        }
    }

    @Test func `a night with nothing else is clean, unless an entry should be looked at`() {
        func summary(_ acceptances: [Acceptance]) -> Summary {
            Summary(
                outcome: .sample([finding]), catalogue: RuleDescription.sampleCatalogue,
                accepted: AcceptedFindings(acceptances, findings: [finding], asOf: Outcome.sampleTime),
                report: URL(fileURLWithPath: "/output/run"))
        }
        #expect(summary([.sample()]).isClean)
        #expect(summary([.sample()]).text.contains("Nothing was found except what is accepted: 1 finding, 1.00."))
        let nagging = summary([.sample(), .sample(.finding("0123456789abcdef"), place: "accepted.yaml:9")])
        #expect(!nagging.isClean && nagging.text.contains("accepted.yaml:9: names nothing that was found;"))
    }
}
