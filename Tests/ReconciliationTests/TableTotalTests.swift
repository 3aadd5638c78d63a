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
        let lines = try #require(outcome.totals.first { $0.table == .orderLines })
        expect(items, "quantity", sink.rows.cartItems.map(\.quantity))
        expect(items, "unitPrice", sink.rows.cartItems.map(\.unitPrice))
        expect(lines, "quantity", sink.rows.orderLines.map(\.quantity))
        expect(lines, "unit_price", sink.rows.orderLines.map(\.unitPrice))
        expect(lines, "line_total", sink.rows.orderLines.map(\.lineTotal))
        #expect(
            outcome.totals.allSatisfy { total in
                total.rows == Disposition.allCases.reduce(0) { $0 + total.rows($1) }
            })
    }

    private func expect<D>(_ total: TableTotal, _ column: String, _ figures: [Figure<D>]) {
        let all = figures.compactMap(\.value)
        let found = total.amounts.first { $0.column == column }?.read
        #expect(found?.cells == all.count, "\(total.table) \(column)")
        #expect(found?.amount == all.reduce(Amount.zero) { $0 + Amount(converting: $1) }, "\(total.table) \(column)")
    }
}
