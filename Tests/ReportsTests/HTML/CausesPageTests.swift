import FinancialMath
import Foundation
import LiveShopping
import Testing

@testable import Reconciliation
@testable import Reports

/// Causes that several findings share are one card each, bounded in number and in length.
@Suite struct CausesPageTests {
    private func facts(_ sizes: [Int]) -> PageFacts {
        let findings = sizes.enumerated().flatMap { cause, size in
            (0..<size).map {
                Finding.sample(
                    "line.price", key: FindingKey(.session(ID(Int64(cause + 1))), .line(ID(Int64($0 + 1)))),
                    cents: Int64(1_000 - min(cause, 999)))
            }
        }
        var outcome = Outcome.sample(findings)
        var next = 0
        outcome.causes = sizes.map { size in
            defer { next += size }
            return Cause(
                origin: .session(ID(1)), title: "title", subject: "subject", story: "story",
                findings: Array(next..<(next + size)),
                impact: findings[next..<(next + size)].reduce(.zero) { $0 + $1.impact }, severity: .error)
        }
        .sorted { $0.impact > $1.impact }
        return PageFacts(outcome: outcome, catalogue: [], run: .sample)
    }

    @Test func showsWhatIsShared() {
        let page = CausesPage(facts([1, 3, 2, 1]))
        #expect(page.causes.map { Prose.unmarked($0.count) } == ["3", "2", "1"])
        #expect(
            Prose.unmarked(page.note)
                == "5 of 7 findings share 2 causes; the others have a cause of their own each. The 3 largest explain 86 % of the money."
        )
        #expect(page.causes[0].findings.map(\.key) == ["session 2, line 1", "session 2, line 2", "session 2, line 3"])
        #expect(page.causes.allSatisfy { $0.more == nil })
    }

    @Test func saysWhenNothingExplainsTheMoney() throws {
        let few = try #require(LeadingCauses(facts([40] + Array(repeating: 1, count: 10))))
        #expect(few.causes.count == 1 && few.note.hasSuffix("The largest explains 80 % of the money."))
        let many = try #require(LeadingCauses(facts(Array(repeating: 2, count: 60))))
        #expect(many.causes.count == LeadingCauses.limit)
        #expect(many.note.contains("No few causes explain most of the money: the 10 largest come to 17"))
    }

    /// A hundred thousand findings behind a thousand causes, and the page stays small.
    @Test func isBounded() throws {
        let facts = facts(Array(repeating: 100, count: 1_000))
        let page = CausesPage(facts)
        #expect(page.causes.count == CausesPage.limit)
        #expect(Prose.unmarked(page.note).hasSuffix("The 50 with the most money are here."))
        #expect(page.causes[0].findings.count == CausesPage.findingsLimit)
        let more = page.causes[0].more.map(Prose.unmarked)
        #expect(more == "And 95 more: they are on the pages of their rules and in findings.csv.")
        try withTemporaryFolder { folder in
            try TemplateLibrary(TestTemplates.folder, pages: Pages.all).render(page, head: facts.head)
                .write(to: folder.appendingPathComponent("causes.html"), atomically: true, encoding: .utf8)
            let size = try text(folder, "causes.html").utf8.count
            #expect(size < 300_000, "\(size) bytes")
        }
    }

    @Test func isLeftOutWhenNothingIsShared() throws {
        #expect(LeadingCauses(facts([1, 1])) == nil)
        #expect(LeadingCauses(facts([])) == nil)
    }
}
