internal import FinancialMath

/// What is promised of a batch by carts and orders. 64 bytes.
struct BatchTally: Sendable {
    var softHold = Quantity.zero
    /// A line is of a live order whose goods have left the house.
    var hasLeftLines = false
    /// A line is of an order whose status nobody knows.
    var hasUnknownLines = false
    var sampleHold = Quantity.zero
    /// Items in either hold; sessions that hold more than one are settled when their items are laid out.
    var holdingItems = 0
    var reserved = Quantity.zero
    var reservedLines = 0

    mutating func merge(_ other: BatchTally) {
        softHold += other.softHold
        sampleHold += other.sampleHold
        holdingItems += other.holdingItems
        reserved += other.reserved
        reservedLines += other.reservedLines
        hasLeftLines = hasLeftLines || other.hasLeftLines
        hasUnknownLines = hasUnknownLines || other.hasUnknownLines
    }
}

/// What the lines of a linked order come to. 16 bytes.
struct LinesTally: Sendable {
    var lineTotals = Money.zero
    /// A line has a figure that cannot be counted with: the order is not amendable.
    var hasUnreadable = false
    /// A line of it does not say quantity × price, or bills a sample: its lines must be looked at. Those of a kept order are
    /// held against the cart.
    var isSuspicious = false

    mutating func merge(_ other: LinesTally) {
        lineTotals += other.lineTotals
        hasUnreadable = hasUnreadable || other.hasUnreadable
        isSuspicious = isSuspicious || other.isSuspicious
    }
}
