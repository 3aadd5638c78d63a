internal import FinancialMath
internal import LiveShopping

/// What a session's live items come to, folded in one at a time in any order.
struct SessionTally: Sendable {
    private(set) var liveItems = 0
    private(set) var sampleItems = 0
    private(set) var cartValue = Money.zero
    private(set) var convertibleValue = Money.zero
    private(set) var lastActivity: Timestamp?
    /// Zero when the cart's convertible items and the kept order's lines are the same multiset.
    private var fingerprint = Fingerprint()
    /// A quantity with more than two places, which an order line cannot hold: equal multisets may still differ.
    private var hasFineQuantities = false
    /// Two of its items may be alike, and must be looked at to know.
    private(set) var mayRepeatItems = false

    /// - Parameter mayRepeat: An item like this one may have been added before.
    mutating func add(_ item: CartItem, isConvertible: Bool, mayRepeat: Bool) {
        liveItems += 1
        let activity = max(item.createdAt, item.updatedAt)
        lastActivity = max(lastActivity ?? activity, activity)
        mayRepeatItems = mayRepeatItems || mayRepeat
        if item.isSample { sampleItems += 1 }
        guard let quantity = item.quantity.value, let price = item.unitPrice.value else { return }
        addValue(of: item, isConvertible: isConvertible)
        guard isConvertible else { return }
        fingerprint.add(batch: item.batchID, isSample: item.isSample, quantity: quantity, price: price)
        if !quantity.hasAtMost(places: 2) { hasFineQuantities = true }
    }

    private mutating func addValue(of item: CartItem, isConvertible: Bool) {
        guard !item.isSample else { return }
        let value = item.value
        cartValue += value
        if isConvertible { convertibleValue += value }
    }

    /// Takes a line of the kept order off the fingerprint.
    mutating func subtract(_ line: OrderLine) {
        guard let quantity = line.quantity.value, let price = line.unitPrice.value, line.isReadable else { return }
        fingerprint.subtract(batch: line.batchID, isSample: line.isSample, quantity: quantity, price: price)
        if !quantity.hasAtMost(places: 2) { hasFineQuantities = true }
    }

    /// Cart and kept order may differ, and must be laid side by side to know.
    var mayDifferFromOrder: Bool { !fingerprint.isZero || hasFineQuantities }

    mutating func merge(_ other: SessionTally) {
        liveItems += other.liveItems
        sampleItems += other.sampleItems
        cartValue += other.cartValue
        convertibleValue += other.convertibleValue
        if let activity = other.lastActivity { lastActivity = max(lastActivity ?? activity, activity) }
        fingerprint.merge(other.fingerprint)
        hasFineQuantities = hasFineQuantities || other.hasFineQuantities
        mayRepeatItems = mayRepeatItems || other.mayRepeatItems
    }
}
