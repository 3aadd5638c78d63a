internal import Common
internal import FinancialMath

/// What is promised of a batch by carts and orders. 48 bytes.
struct BatchTally: Sendable, Equatable {
    var softHold = Quantity.zero
    // Behind an amount are seven bytes that something small fits in.
    private var sessions: UInt32 = 0
    var sampleHold = Quantity.zero
    private var lines: UInt32 = 0
    var reserved = Quantity.zero
    /// A line is of a live order whose goods have left the house.
    var hasLeftLines = false
    /// A line is of an order whose status nobody knows.
    var hasUnknownLines = false

    /// Sessions with an item in either hold, which are counted once everything was read.
    var holdingSessions: Int { Int(sessions) }
    var reservedLines: Int { Int(lines) }

    mutating func addItem(_ quantity: Quantity, isSample: Bool) {
        if isSample { sampleHold += quantity } else { softHold += quantity }
    }

    mutating func addSession() { sessions &+= 1 }

    mutating func addLine(_ quantity: Quantity) {
        lines &+= 1
        reserved += quantity
    }

    mutating func merge(_ other: BatchTally) {
        softHold += other.softHold
        sampleHold += other.sampleHold
        reserved += other.reserved
        lines &+= other.lines
        hasLeftLines = hasLeftLines || other.hasLeftLines
        hasUnknownLines = hasUnknownLines || other.hasUnknownLines
    }
}

extension BatchTally {
    /// All but the sessions, which are counted when every part was read.
    mutating func visitFields(_ coder: inout some FieldCoder) throws(FieldDamage) {
        try coder.code(&softHold)
        try coder.code(&sampleHold)
        try coder.code(&lines)
        try coder.code(&reserved)
        try coder.code(&hasLeftLines)
        try coder.code(&hasUnknownLines)
    }
}

/// What the lines of a linked order come to. 16 bytes.
struct LinesTally: Sendable, Equatable {
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

extension LinesTally {
    mutating func visitFields(_ coder: inout some FieldCoder) throws(FieldDamage) {
        try coder.code(&lineTotals)
        try coder.code(&hasUnreadable)
        try coder.code(&isSuspicious)
    }
}
