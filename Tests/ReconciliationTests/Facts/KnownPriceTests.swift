import FinancialMath
import LiveShopping
import TestSupport
import Testing

@testable import Reconciliation

/// What is passed by without unpacking a row is what the hierarchy would have passed by.
@Suite struct KnownPriceTests {
    @Test("A known price is the one that the hierarchy derives, and one cent beside it is not known")
    func isDerived() throws {
        var random = SeededGenerator.printed()
        var (known, derived) = (0, 0)
        for _ in 1...6 {
            let night = try RandomNight(simulatedWith: &random)
            var register = Register()
            let ledger = try Ledger.load(
                from: night.source, jobs: 1, threads: 2, asOf: RandomNight.asOf, settings: Settings(), into: &register)
            var tally = OrderTally(ledger: ledger)
            night.rows.orders.forEach { tally.add($0) }
            let orders = tally.seal()
            for item in night.rows.cartItems where !item.isDeleted && !item.isExcluded {
                let facts = ItemFacts(item: item, ledger: ledger, orders: orders)
                guard facts.standing.isPriced, !facts.standing.isRemarkable(item, ledger) else { continue }
                derived += facts.isPricedAsDerived ? 1 : 0
                known += facts.standing.hasKnownPrice(item, ledger) ? 1 : 0
                for cents: Int64 in [-1, 0, 1] { expectAgreement(of: item, dearerBy: cents, ledger, orders) }
            }
        }
        #expect(known > 100 && known * 10 >= derived * 9, "\(known) of \(derived)")
    }

    private func expectAgreement(of item: CartItem, dearerBy cents: Int64, _ ledger: Ledger, _ orders: OrderBook) {
        var other = item
        other.unitPrice = .finite((item.unitPrice.value ?? .zero) + Money(unscaled: cents, places: 2))
        let facts = ItemFacts(item: other, ledger: ledger, orders: orders)
        guard facts.standing.hasKnownPrice(other, ledger) else { return }
        #expect(facts.isPricedAsDerived, "item \(item.id), \(cents) cents more")
    }

    @Test("A price of up to 64 bits is known, one beyond them is not")
    func farPrices() {
        func standing(_ price: Money?) -> BatchBook.Standing {
            BatchBook.Standing(productID: ProductID(1), usualPrice: price, baseCost: price, isForSale: true)
        }
        for millionths: Int64 in [.min + 1, -1, 0, 1, 12_500_000, .max - 1, .max] {
            let price = Money(unscaled: millionths, places: 6)
            #expect(standing(price).usualPrice == price && standing(price).baseCost == price, "\(millionths)")
        }
        for price in [Money(unscaled: .min, places: 6), Money(.max), Money(.min), nil] {
            #expect(
                standing(price).usualPrice == nil && standing(price).baseCost == nil, "\(String(describing: price))")
        }
        let fine = Money(unscaled: 1, places: 7)
        #expect(standing(fine).usualPrice == nil, "a price that is no whole number of millionths")
    }
}
