import FinancialMath
import Foundation
import LiveShopping
import TestSupport
import Testing

@testable import Reconciliation

@Suite("Parts that are merged say what the whole says")
struct MergeOfPartsTests {
    static let parameters = Parameters(fullPrices: true, jobs: 1)

    @Test("of a simulated shop", arguments: 2...5)
    func simulated(count: Int) throws {
        var random = SeededGenerator.printed()
        for _ in 1...(Thoroughness.isFull ? 3 : 1) {
            try expectLaws(of: try RandomNight(simulatedWith: &random), parts: count, &random)
        }
    }

    @Test("of nasty random data", arguments: [0.13, -0.5, 0.91])
    func chaotic(seed: Double) throws {
        var random = SeededGenerator.printed()
        let night = try PrivatePostgres.shared().withDatabase("chaos") { database in
            let oracle = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .appendingPathComponent("TestSupport/Oracle")
            for (script, variables) in [("schema-loose.sql", [:]), ("chaos.sql", ["seed": "\(seed)"])] {
                let run = try database.psql(file: oracle.appendingPathComponent(script).path, variables: variables)
                try #require(run.status == 0, "\(run.stderr)")
            }
            return try RandomNight(chaosIn: database)
        }
        let counts = Thoroughness.isFull ? Array(2...5) : [Int.random(in: 2...5, using: &random)]
        for count in counts { try expectLaws(of: night, parts: count, &random) }
    }

    private func expectLaws(of night: RandomNight, parts count: Int, _ random: inout SeededGenerator) throws {
        let whole = try Reconciler(source: night.source, parameters: Self.parameters).run()
        #expect(!whole.findings.isEmpty && !whole.proposals.isEmpty)
        expectSame(try merged(night.parts(count, &random), of: night.source), whole, "\(count) parts")

        let several = Parameters(fullPrices: true, jobs: count)
        expectSame(try Reconciler(source: night.source, parameters: several).run(), whole, "\(count) jobs")

        expectSame(try sharded(night, count, &random), whole, "\(count) shards")

        var permuted = night
        permuted.shuffle(&random)
        expectSame(try Reconciler(source: permuted.source, parameters: Self.parameters).run(), whole, "permuted")
    }

    /// Each part is tallied by itself, with a book of its own orders; then the tallies are merged and judged.
    private func merged(_ parts: [MemorySource], of whole: MemorySource) throws -> Outcome {
        var register = Register()
        let ledger = try Ledger.load(
            from: whole, jobs: 1, threads: 2, asOf: RandomNight.asOf, settings: Settings(), into: &register)
        let repeats = RepeatFilter(sessions: ledger.sessions.count)
        var orders = OrderTally(ledger: ledger)
        let tallied = try parts.map { part in
            var own = OrderTally(ledger: ledger)
            try part.orders(.everything) { own.add($0) }
            orders.merge(own)
            var tallies = Tallies(ledger: ledger, orders: own.seal(), repeats: repeats, fullPrices: true)
            try part.orderLines(.everything, taking: { tallies.take($0) }, { tallies.add($0) })
            try part.invoices(.everything) { tallies.add($0) }
            try part.cartItems(.everything, taking: { tallies.take($0) }, { tallies.add($0) })
            return tallies
        }
        var sum = tallied.reversed().reduce(
            into: Tallies(ledger: ledger, orders: orders.seal(), repeats: repeats, fullPrices: true)
        ) { $0.merge($1) }
        sum.seal()
        register.merge(orders.register)
        register.merge(sum.register)
        var judgement = Judgement(tallies: sum, source: whole)
        try judgement.run(streamed: orders.rulings + sum.rulings)
        return try judgement.outcome(register)
    }

    /// Each shard is read by a program of its own, whose bytes are all that is known of it.
    private func sharded(_ night: RandomNight, _ count: Int, _ random: inout SeededGenerator) throws -> Outcome {
        let facts = [Partial.Fact("moment", "\(random.next())")]
        let files = try (1...count).map { number in
            let parameters = Parameters(fullPrices: true, jobs: Int.random(in: 1...3, using: &random))
            let shard = try #require(Shard(number, of: count))
            return try Reconciler(source: night.source, parameters: parameters).partial(of: shard, facts: facts).bytes
        }
        let partials = try files.shuffled(using: &random).map { try Partial(bytes: $0) }
        #expect(partials.allSatisfy { $0.facts == facts })
        return try Reconciler(source: night.source, parameters: Self.parameters).run(merging: partials)
    }

    private func expectSame(_ one: Outcome, _ other: Outcome, _ words: String) {
        expectEqual(one.findings, other.findings, "findings of \(words)")
        expectEqual(one.proposals, other.proposals, "proposals of \(words)")
        expectEqual(one.sessions, other.sessions, "sessions of \(words)")
        expectEqual(one.prices, other.prices, "prices of \(words)")
        expectEqual(one.credit, other.credit, "credit of \(words)")
        expectEqual(one.holds, other.holds, "holds of \(words)")
        expectEqual(one.unreadable, other.unreadable, "unreadable cells of \(words)")
        expectEqual(one.totals, other.totals, "totals of \(words)")
    }

    /// Says where two lists begin to differ, and not all that is in them.
    private func expectEqual<Rows: Collection>(_ one: Rows, _ other: Rows, _ words: String)
    where Rows.Element: Equatable {
        if let (left, right) = zip(one, other).first(where: { $0 != $1 }) {
            Issue.record("\(words): \(left) where there should be \(right)")
        }
        #expect(one.count == other.count, "\(words)")
    }
}
