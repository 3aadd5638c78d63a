import FinancialMath
import LiveShopping
import TestSupport
import Testing

@testable import Reconciliation

/// What pages of sessions, clients and batches show adds up to what the tables say.
@Suite struct SubjectDetailsTests {
    private static let seeds: [UInt64] = [1, 7, 20_261_122]

    private func outcome(seed: UInt64, pages: Int, jobs: Int = 1) throws -> Outcome {
        var random = SeededGenerator(seed: seed)
        let night = try RandomNight(simulatedWith: &random)
        return try Reconciler(
            source: night.source, parameters: Parameters(fullPrices: true, jobs: jobs, pages: pages, fullPages: true)
        )
        .run()
    }

    @Test("The rows of each client come to its line in credit.csv", arguments: seeds)
    func clients(seed: UInt64) throws {
        let outcome = try outcome(seed: seed, pages: 10_000)
        #expect(outcome.details.clients.map(\.credit) == Array(outcome.credit), "seed \(seed)")
        for detail in outcome.details.clients {
            let credit = detail.credit
            let owed = detail.invoices.rows.reduce(Money.zero) { $0 + ($1.amountOwed ?? .zero) }
            let open = detail.orders.rows.reduce(Money.zero) { $0 + ($1.order.openAmount ?? .zero) }
            let draft = detail.sessions.rows.filter(\.isCounted).reduce(Money.zero) { $0 + $1.cartValue }
            #expect((owed, open, draft) == (credit.receivables, credit.openOrders, credit.draft), "seed \(seed)")
            #expect(detail.invoices.rest + detail.orders.rest + detail.sessions.rest == 0)
        }
    }

    @Test("The rows of each batch come to its line in holds.csv", arguments: seeds)
    func batches(seed: UInt64) throws {
        let outcome = try outcome(seed: seed, pages: 10_000)
        #expect(outcome.details.batches.map(\.hold) == Array(outcome.holds), "seed \(seed)")
        for detail in outcome.details.batches {
            let hold = detail.hold
            let held = detail.holders.rows.last?.runningTotal ?? .zero
            let samples = detail.sampleHolders.rows.last?.runningTotal ?? .zero
            let reserved = detail.reservations.rows.last?.runningTotal ?? .zero
            #expect(
                (held, samples, reserved) == (hold.softHold, hold.sampleHold, hold.reservedExpected), "seed \(seed)")
            let sessions = Set((detail.holders.rows + detail.sampleHolders.rows).map(\.session))
            #expect(sessions.count == hold.sessionsHolding, "seed \(seed), batch \(hold.batch)")
            let times = detail.holders.rows.map(\.createdAt)
            #expect(times == times.sorted())
            #expect(detail.reservations.rows.allSatisfy { !$0.orderNumber.isEmpty })
        }
    }

    @Test("Each price is that of prices.csv, and none is left out", arguments: seeds)
    func prices(seed: UInt64) throws {
        let outcome = try outcome(seed: seed, pages: 10_000)
        var derived: [PriceResult] = []
        for case .derived(let steps) in outcome.details.sessions.flatMap(\.prices.values) {
            derived.append(steps.result)
        }
        let sessions = Set(outcome.details.sessions.map(\.session.id))
        #expect(
            derived.sorted { $0.item < $1.item } == outcome.prices.filter { sessions.contains($0.session) },
            "seed \(seed)")
        #expect(!derived.isEmpty)
    }

    @Test("Cart and order stand side by side whole", arguments: seeds)
    func carts(seed: UInt64) throws {
        for detail in try outcome(seed: seed, pages: 10_000).details.sessions where !detail.session.isDeleted {
            let billable = detail.items.rows.filter {
                if case .undecided = $0.standing { return true }
                return $0.standing == .convertible
            }
            #expect(billable.reduce(.zero) { $0 + $1.item.value } == detail.cartValue, "session \(detail.session.id)")
            guard let kept = detail.keptOrder else {
                #expect(detail.groups.count == 0)
                continue
            }
            let bought = detail.groups.rows.filter { !$0.isSample }.reduce(Money.zero) { $0 + $1.cartAmount }
            #expect(bought == detail.convertibleValue, "session \(detail.session.id)")
            let lines = kept.lines?.rows.filter(\.isReadable).map(\.id) ?? []
            #expect(detail.groups.rows.flatMap(\.lines).sorted() == lines)
        }
    }

    @Test("Every session with a finding that exists has its details, and only those", arguments: seeds)
    func sessions(seed: UInt64) throws {
        let outcome = try outcome(seed: seed, pages: 10_000)
        let found = Set(outcome.findings.compactMap(\.subject.session))
        let shown = outcome.details.sessions.map(\.session.id)
        #expect(shown == shown.sorted() && Set(shown).isSubset(of: found))
        #expect(shown.count >= outcome.sessions.count { $0.findings > 0 })
    }

    @Test("They change nothing of what was found, and are the same however many read", arguments: seeds)
    func harmless(seed: UInt64) throws {
        let without = try outcome(seed: seed, pages: 0)
        let with = try outcome(seed: seed, pages: 10_000)
        let parallel = try outcome(seed: seed, pages: 10_000, jobs: 3)
        #expect(without.details.sessions.isEmpty && without.details.clients.isEmpty && without.details.batches.isEmpty)
        for other in [with, parallel] {
            #expect(other.findings == without.findings && other.proposals == without.proposals)
            #expect(other.credit == without.credit && other.holds == without.holds && other.prices == without.prices)
        }
        #expect("\(with.details.batches)" == "\(parallel.details.batches)")
        #expect("\(with.details.clients)" == "\(parallel.details.clients)")
        #expect(
            with.details.sessions.map { "\($0.items)\($0.orders)\($0.groups)" }
                == parallel.details.sessions.map { "\($0.items)\($0.orders)\($0.groups)" })
    }

    @Test("A limit keeps the worst", arguments: seeds)
    func limit(seed: UInt64) throws {
        let outcome = try outcome(seed: seed, pages: 3)
        let details = outcome.details
        #expect(details.sessions.count == 3 && details.clients.count == 3 && details.batches.count == 3)
        let shown = Set(details.sessions.map(\.session.id))
        let critical = outcome.findings.filter { $0.severity == .critical }.compactMap(\.subject.session)
        #expect(shown.isSubset(of: critical) && Set(critical).count > 3)
        let sums = Dictionary(grouping: outcome.findings.filter { $0.subject.session != nil }) { $0.subject.session! }
            .mapValues { $0.reduce(Money.zero) { $0 + $1.impact } }
        let others = Set(critical).subtracting(shown).compactMap { sums[$0] }.max() ?? .zero
        #expect(shown.allSatisfy { sums[$0]! >= others }, "seed \(seed)")
    }
}

@Suite struct RowCollectorTests {
    @Test("It keeps the first rows in whatever order they come", arguments: [1, 2, 3] as [UInt64])
    func first(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for count in [0, 1, 4, 5, 9, 10, 11, 60] {
            var collector = RowCollector<Int>(limit: 5, by: <)
            for number in (0..<count).shuffled(using: &random) { collector.add(number) }
            let first = collector.first()
            #expect(first.rows == Array((0..<count).prefix(5)), "seed \(seed)")
            #expect(first.count == count && first.rest == max(0, count - 5))
        }
    }
}
