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
                    cents: Int64(1_000 - cause))
            }
        }
        var outcome = Outcome.sample(findings)
        var next = 0
        outcome.causes = sizes.map { size in
            defer { next += size }
            return Cause(
                origin: .session(ID(1)), title: "title", subject: "subject", story: "story",
                findings: Array(next..<(next + size)), impact: Money(cents: 7), severity: .error)
        }
        return PageFacts(outcome: outcome, catalogue: [], run: .sample)
    }

    @Test func showsWhatIsShared() {
        let page = CausesPage(facts([1, 3, 2, 1]))
        #expect(page.causes.map(\.count) == ["3", "2"])
        #expect(page.note == "5 of 7 findings share 2 causes; each of the others is one of its own.")
        #expect(page.causes[0].findings.map(\.key) == ["session=2,line=1", "session=2,line=2", "session=2,line=3"])
        #expect(page.causes.allSatisfy { $0.more.isEmpty })
    }

    @Test func isBounded() {
        let most = CausesPage.findingsLimit
        let page = CausesPage(facts([most, most + 1] + Array(repeating: 2, count: CausesPage.limit)))
        #expect(page.causes.count == CausesPage.limit)
        #expect(page.note.hasSuffix("share 1002 causes. The 1000 with the most money are here."))
        #expect(page.causes[0].more.isEmpty)
        #expect(page.causes[1].findings.count == most)
        #expect(page.causes[1].more == ["And 1 more: they are on the pages of their rules and in findings.csv."])
    }

    @Test func isLeftOutWhenNothingIsShared() throws {
        #expect(LeadingCauses(facts([1, 1])) == nil)
        #expect(LeadingCauses(facts([])) == nil)
        let leading = try #require(LeadingCauses(facts(Array(repeating: 2, count: LeadingCauses.limit + 1))))
        #expect(leading.causes.count == LeadingCauses.limit)
    }
}
