import FinancialMath
import LiveShopping

extension ClientLife {
    /// Puts things into a cart between two moments, each priced as the shop prices it.
    mutating func fill(_ visit: inout Visit, from start: Timestamp, to end: Timestamp, sellableOnly: Bool) {
        let batches = distinctBatches(random.integer(1...16), sellableOnly: sellableOnly)
        let overridden = random.chance(12) ? batches.first : nil
        var overridePrice: Money?
        if let overridden {
            let price = bargain(overridden)
            overridePrice = price
            addOverride(to: &visit, overridden.productID, price, at: start)
        }
        for batch in batches {
            var item = makeItem(batch, in: visit.session, between: start, end)
            if item.isSample {
                item.unitPrice = .finite(.zero)
            } else if let overridePrice, batch.productID == overridden?.productID {
                item.unitPrice = .finite(overridePrice)
            } else if random.chance(8) {
                item.negotiationStatus = .known(.accepted)
                let price = bargain(batch)
                item.unitPrice = .finite(price)
                item.negotiation = Negotiation(finalPrice: price, acceptedAt: item.updatedAt)
            } else if item.updatedAt < world.asOf - .days(35), random.chance(30) {
                item.unitPrice = .finite(item.unitPrice.value.map { $0 + Money(unscaled: 35, places: 2) } ?? .zero)
            }
            visit.items.append(item)
            if random.chance(6) { visit.items.append(sampleBeside(item)) }
        }
    }

    private mutating func distinctBatches(_ count: Int, sellableOnly: Bool) -> [Batch] {
        let shop = world.shop
        var taken: Set<BatchID> = []
        var batches: [Batch] = []
        while batches.count < count {
            let batch = sellableOnly ? shop.batches[random.pick(shop.sellable)] : random.pick(shop.batches)
            if taken.insert(batch.id).inserted { batches.append(batch) }
        }
        return batches
    }

    private mutating func makeItem(
        _ batch: Batch, in session: Session, between start: Timestamp, _ end: Timestamp
    ) -> CartItem {
        let length = (end.microseconds - start.microseconds) / 1_000
        let createdAt = start + TimeSpan(microseconds: Int64(random.integer(0...Int(length))) * 1_000)
        let isSample = random.chance(8)
        let status: ItemStatus = random.pick(weighted: [(.toPurchase, 80), (.interested, 20)])
        return CartItem(
            id: ids.item(), sessionID: session.id, batchID: batch.id, productID: batch.productID,
            quantity: .finite(isSample ? Quantity(1) : quantity()), unitPrice: .finite(price(batch)),
            isSample: isSample,
            itemStatus: .known(isSample && random.chance(70) ? .sampleRequest : status),
            negotiationStatus: random.pick(weighted: [(nil, 90), (.known(.pending), 4), (.known(.rejected), 6)]),
            createdAt: createdAt, updatedAt: random.chance(70) ? createdAt : end, isDeleted: random.chance(5))
    }

    /// Mostly whole units, some halves, and weights that order lines round to two places.
    private mutating func quantity() -> Quantity {
        switch random.integer(0...9) {
        case 0: Quantity(unscaled: Int64(random.integer(2_500...90_000)), places: 4)
        case 1: Quantity(unscaled: Int64(random.integer(1...40)) * 5, places: 1)
        default: Quantity(random.integer(1...36))
        }
    }

    /// What is wanted as a sample besides being bought, or only looked at.
    private mutating func sampleBeside(_ item: CartItem) -> CartItem {
        var sample = item
        sample.id = ids.item()
        sample.isSample.toggle()
        sample.isDeleted = false
        sample.itemStatus = .known(.interested)
        if sample.isSample {
            sample.quantity = .finite(Quantity(1))
            sample.unitPrice = .finite(.zero)
            sample.itemStatus = .known(.sampleRequest)
        } else {
            sample.isDeleted = true
        }
        return sample
    }

    /// A price that host and client might settle on: never below what the batch may cost.
    private mutating func bargain(_ batch: Batch) -> Money {
        let top = batch.unitCostMaximum?.value ?? batch.unitCost?.value ?? world.shop.pricing.cost(of: batch) ?? .zero
        return (top * Quantity(unscaled: Int64(random.integer(118...150)), places: 2)).roundedToMoney
    }

    private mutating func addOverride(
        to visit: inout Visit, _ product: ProductID, _ price: Money, at moment: Timestamp
    ) {
        visit.overrides.append(
            PriceOverride(
                id: ids.override(), sessionID: visit.session.id, productID: product, price: .finite(price),
                createdAt: moment, updatedAt: moment))
    }
}
