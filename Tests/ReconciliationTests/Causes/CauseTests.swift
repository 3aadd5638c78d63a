import FinancialMath
import LiveShopping
import Simulation
import TestSupport
import Testing

@testable import Reconciliation

/// Causes part the findings: each is in one, and their money is the findings' money.
@Suite struct CauseTests {
    static let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)

    @Test(arguments: [3, 11] as [UInt64])
    func partTheFindings(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let outcome = try Reconciler(source: try RandomNight(simulatedWith: &random).source).run()
        #expect(outcome.findings.count > 100)
        #expect(outcome.causes.flatMap(\.findings).sorted() == Array(outcome.findings.indices))
        for cause in outcome.causes {
            let findings = cause.findings.map { outcome.findings[$0] }
            #expect(cause.impact == findings.reduce(.zero) { $0 + $1.impact })
            #expect(cause.severity == findings.map(\.severity).min())
            #expect(!cause.title.isEmpty && (cause.story.isEmpty == (findings.count == 1)))
        }
        #expect(Set(outcome.causes.map(\.origin)).count == outcome.causes.count)
        #expect(zip(outcome.causes, outcome.causes.dropFirst()).allSatisfy { $0.impact >= $1.impact })
    }

    private func outcome(_ build: (inout ExampleWorld) -> Void) throws -> Outcome {
        let rows = ExampleWorld(build).rows
        return try Reconciler(source: MemorySource(takenAt: RuleExample.asOf, rows: rows)).run()
    }

    @Test func anOrderOnAnOpenSessionComesBeforeItsLines() throws {
        let outcome = try outcome {
            $0.session(.active)
            $0.item()
            $0.order { $0.createdAt = .ago(minutes: 60) }
            $0.line { $0.unitPrice = .number("13") }
        }
        let cause = try #require(outcome.causes.first)
        #expect(cause.origin == .session(SessionID(1)))
        #expect(outcome.findings[cause.findings[0]].rule == OpenSession.id)
        #expect(cause.findings.count > 1)
        #expect(cause.story.hasPrefix("1 conversion.open-session, 1 line.price"))
    }

    @Test func pricesOfAnOlderMarginAreOneCause() throws {
        let outcome = try outcome {
            $0.margin("20", updatedAt: .ago(minutes: 30))
            for price in ["14.29", "14.29", "14.29", "19.00"] {
                $0.session(.ended)
                $0.item { $0.unitPrice = .number(price) }
            }
        }
        let drift = outcome.causes.filter { outcome.findings[$0.findings[0]].rule == PriceMargin.id }
        #expect(drift.map(\.findings.count) == [1, 3])
        let cause = try #require(drift.last)
        #expect(cause.origin == .margin(.pricingDefault("TEA"), nil, implied: Percentage(30)...Percentage(30)))
        #expect(cause.title == "Priced with a margin of 30.00 %, where 20.00 % applies")
        #expect(cause.subject == "category TEA")
        #expect(
            cause.story == """
                3 price.margin. In 3 sessions of 1 client. In all of them the cost or the margin was changed after the \
                item was priced.
                """)
        #expect(cause.impact == Money(unscaled: 3 * 2 * 179, places: 2))
    }

    @Test func whatOneHostSetIsOneCause() throws {
        let outcome = try outcome {
            for host in [7, 7, 8] as [Int64] {
                $0.session(.ended) { $0.hostID = UserID(host) }
                $0.override()
                $0.item()
            }
        }
        let origins = outcome.causes.filter { outcome.findings[$0.findings[0]].rule == PriceOverrideRule.id }
        #expect(origins.map(\.origin) == [.host(UserID(7)), .host(UserID(8))])
        #expect(origins.map(\.subject) == ["host 7", "host 8"])
    }

    @Test func rowsThatNameOneMissingRowAreOneCause() throws {
        let outcome = try outcome {
            $0.session(.active)
            $0.item { $0.batchID = ID(99) }
            $0.item { $0.batchID = ID(99) }
            $0.item { $0.batchID = ID(98) }
        }
        let missing = outcome.causes.filter { outcome.findings[$0.findings[0]].rule == IntegrityOrphanItem.id }
        #expect(
            missing.map(\.title).sorted() == [
                "There is no batch 98, and other rows name it", "There is no batch 99, and other rows name it",
            ])
        #expect(missing.map(\.findings.count).sorted() == [1, 2])
    }

    /// Prices that were rounded to ten cents have margins of their own, close together.
    @Test func marginsThatDifferByRoundingAreOne() throws {
        let outcome = try outcome {
            $0.margin("32.5", updatedAt: .ago(minutes: 30))
            for price in ["15.00", "15.00", "15.00", "14.95", "14.95", "14.95", "14.98"] {
                $0.session(.ended)
                $0.item { $0.unitPrice = .number(price) }
            }
        }
        let cause = try #require(outcome.causes.first { outcome.findings[$0.findings[0]].rule == PriceMargin.id })
        #expect(cause.findings.count == 7)
        #expect(cause.title == "Priced with a margin of 33.10–33.32 %, where 32.50 % applies")
    }

    /// Twelve sessions of many that one host left open, beside two of others.
    @Test func whatHappensInMassIsOneCause() throws {
        func outcome(_ hosts: [Int64]) throws -> Outcome {
            try self.outcome {
                for host in hosts {
                    $0.session(.active) { $0.hostID = UserID(host) }
                    $0.item()
                    $0.order { $0.createdAt = .ago(minutes: 60) }
                    $0.line()
                }
                for host in 10..<50 as Range<Int64> { $0.session(.ended) { $0.hostID = UserID(host) } }
            }
        }
        let one = try outcome(Array(repeating: 7, count: 12) + [8])
        let cause = try #require(one.causes.first)
        #expect(cause.origin == .mass([.rule(OpenSession.id), .host(UserID(7))], mostly: nil), "\(cause)")
        #expect(cause.subject == "host 7" && cause.title == Catalogue.title(of: OpenSession.id))
        #expect(cause.findings.count(where: { one.findings[$0].rule == OpenSession.id }) == 12)

        let many = try #require(outcome(Array(10..<22)).causes.first)
        #expect(many.origin == .mass([.rule(OpenSession.id)], mostly: nil), "\(many)")
        #expect(many.subject == "in many places")
    }

    @Test func countsWhatCounts() throws {
        let outcome = try outcome {
            $0.session(.active)
            $0.item()
            $0.order { $0.createdAt = .ago(minutes: 60) }
            $0.line { $0.unitPrice = .number("13") }
        }
        let cause = try #require(outcome.causes.first)
        #expect(cause.counting(outcome.findings) { _ in true } == cause)
        #expect(cause.counting(outcome.findings) { _ in false } == nil)
        let rest = try #require(cause.counting(outcome.findings) { $0.rule != LinePrice.id })
        #expect(rest.findings.count == cause.findings.count - 1)
        let price = try #require(outcome.findings.first { $0.rule == LinePrice.id })
        #expect(rest.impact + price.impact == cause.impact)
        #expect(!rest.story.contains("line.price"))
    }
}
