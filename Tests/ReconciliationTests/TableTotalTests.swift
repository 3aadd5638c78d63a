import FinancialMath
import LiveShopping
import Reconciliation
import Simulation
import TestSupport
import Testing

/// Every row and every amount that was read is accounted for, whatever became of it.
@Suite struct TableTotalTests {
    static let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)

    @Test(arguments: [1, 2])
    func nothingIsLost(jobs: Int) throws {
        let sink = MemorySink()
        let simulation = try Simulation(
            sessions: 60, seed: 4, asOf: Self.asOf, faultsPerRule: 2, allowsOrphans: true)
        _ = try simulation.run(into: sink)
        let outcome = try Reconciler(
            source: MemorySource(takenAt: Self.asOf, rows: sink.rows), parameters: Parameters(jobs: jobs)
        ).run()
        let items = try #require(outcome.totals.first { $0.table == .cartItems })
        #expect(items.rows == sink.rows.cartItems.count)
        #expect(items.rows(.deleted) == sink.rows.cartItems.count { $0.isDeleted && $0.isReadable })
        let quantity = try #require(items.amounts.first { $0.column == "quantity" })
        let all = sink.rows.cartItems.compactMap(\.quantity.value)
        #expect(quantity.read.cells == all.count)
        #expect(quantity.read.amount == all.reduce(Amount.zero) { $0 + Amount(converting: $1) })
        #expect(
            outcome.totals.allSatisfy { total in
                total.rows == Disposition.allCases.reduce(0) { $0 + total.rows($1) }
            })
    }
}
