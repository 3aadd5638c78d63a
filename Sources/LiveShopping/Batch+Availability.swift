public import FinancialMath

extension Batch {
    /// All five quantities are numbers.
    public var hasReadableQuantities: Bool {
        onHand.isFinite && sample.isFinite && reserved.isFinite && quarantine.isFinite && hold.isFinite
    }

    /// onHandQty − reservedQty − quarantineQty − holdQty; nil when one of the five quantities is no number.
    public var available: Quantity? {
        guard hasReadableQuantities, let onHand = onHand.value, let reserved = reserved.value,
            let quarantine = quarantine.value, let hold = hold.value
        else { return nil }
        return onHand - reserved - quarantine - hold
    }
}
