internal import Common
internal import FinancialMath
internal import LiveShopping

/// What a session's live items come to, folded in one at a time in any order. 56 bytes.
struct SessionTally: Sendable, Equatable {
    private(set) var cartValue = Money.zero
    // Behind an amount are seven bytes that something small fits in.
    private var items: UInt32 = 0
    private(set) var convertibleValue = Money.zero
    /// Twice the number of samples, and one when items may be alike.
    private var samplesAndRepeat: UInt32 = 0
    private var latest = Timestamp.negativeInfinity
    /// Zero when the kept order's lines are the cart's convertible items with their quantities rounded to the two places
    /// that a line holds, each billed for what so much comes to.
    private var roundedBilling = Fingerprint()
    /// … each billed for what the whole quantity comes to, as the live system does.
    private var wholeBilling = Fingerprint()

    /// Items, samples among them.
    var liveItems: Int { Int(items) }
    var sampleItems: Int { Int(samplesAndRepeat >> 1) }

    /// Two of its items may be alike, and must be looked at to know.
    var mayRepeatItems: Bool { samplesAndRepeat & 1 == 1 }

    /// When an item was last added or changed; nil without any.
    var lastActivity: Timestamp? { items == 0 ? nil : latest }

    /// Counts wrap around at four thousand million items in one session, which no table that a night can read has.
    ///
    /// - Parameter mayRepeat: An item like this one may have been added before.
    mutating func add(_ item: some CartItemCells, isConvertible: Bool, mayRepeat: Bool, _ key: Fingerprint.Key) {
        items &+= 1
        latest = max(latest, item.createdAt, item.updatedAt)
        if mayRepeat { samplesAndRepeat |= 1 }
        if item.isSample { samplesAndRepeat &+= 2 }
        guard let quantity = item.quantity.value, let price = item.unitPrice.value else { return }
        let value = item.isSample ? .zero : (price * quantity).roundedToMoney
        cartValue += value
        guard isConvertible else { return }
        convertibleValue += value
        addToFingerprints(item, quantity, price, value, key)
    }

    @inline(__always)
    private mutating func addToFingerprints(
        _ item: some CartItemCells, _ quantity: Quantity, _ price: Money, _ value: Money, _ key: Fingerprint.Key
    ) {
        let isFine = !quantity.hasAtMost(places: 2)
        let rounded = isFine ? quantity.rounded(places: 2) : quantity
        // A line of nothing is not missed.
        guard !rounded.isZero else { return }
        let hash = Fingerprint.hash(
            key, batch: item.batchID, isSample: item.isSample, quantity: rounded, price: price)
        let whole = Fingerprint.hash(hash, amount: value)
        wholeBilling.add(whole)
        let amount = isFine && !item.isSample ? (price * rounded).roundedToMoney : value
        roundedBilling.add(amount == value ? whole : Fingerprint.hash(hash, amount: amount))
    }

    /// Takes a line of the kept order off the fingerprints.
    mutating func subtract(_ line: some OrderLineCells, _ key: Fingerprint.Key) {
        guard let quantity = line.quantity.value, let price = line.unitPrice.value, let amount = line.lineTotal.value,
            line.isReadable
        else { return }
        let hash = Fingerprint.hash(
            Fingerprint.hash(key, batch: line.batchID, isSample: line.isSample, quantity: quantity, price: price),
            amount: amount)
        roundedBilling.subtract(hash)
        wholeBilling.subtract(hash)
    }

    /// Cart and kept order may differ, in what was bought or in what was billed for it, and must be laid side by side to
    /// know. Where no two items are alike, each is a line of its own, and what agrees to the line agrees.
    var mayDifferFromOrder: Bool { !roundedBilling.isZero && !wholeBilling.isZero }

    /// Adds what items came to that were read elsewhere: no filter has seen whether they are like those that were read here.
    mutating func merge(ofOtherShard other: SessionTally) {
        if items > 0, other.items > 0 { samplesAndRepeat |= 1 }
        merge(other)
    }

    mutating func merge(_ other: SessionTally) {
        items &+= other.items
        samplesAndRepeat = (samplesAndRepeat &+ (other.samplesAndRepeat & ~1)) | other.samplesAndRepeat & 1
        cartValue += other.cartValue
        convertibleValue += other.convertibleValue
        latest = max(latest, other.latest)
        roundedBilling.merge(other.roundedBilling)
        wholeBilling.merge(other.wholeBilling)
    }
}

extension SessionTally {
    mutating func visitFields(_ coder: inout some FieldCoder) throws(FieldDamage) {
        try coder.code(&cartValue)
        try coder.code(&items)
        try coder.code(&convertibleValue)
        try coder.code(&samplesAndRepeat)
        try coder.code(&latest)
        try roundedBilling.visitFields(&coder)
        try wholeBilling.visitFields(&coder)
    }
}
