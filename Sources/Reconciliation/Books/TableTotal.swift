public import FinancialMath
public import LiveShopping

/// What became of a row that was read; each row has one.
public enum Disposition: String, Sendable, CaseIterable {
    /// It took part.
    case used
    /// It is marked deleted.
    case deleted
    /// A cell of it is null, out of range, or no number.
    case unreadable
    /// It belongs to a row that does not exist or is deleted: an item to a session, a line to an order.
    case unattached
}

/// The proof that a table was read whole: what became of every row, and of every amount in it.
public struct TableTotal: Sendable, Hashable {
    public let table: Table
    private var counts: [Disposition: Int]
    /// The table's amounts, in the order of its columns.
    public internal(set) var amounts: [AmountTotal]

    /// One column's amounts; those that are no numbers, or beyond the range, are not in it.
    public struct AmountTotal: Sendable, Hashable {
        public let column: String
        public internal(set) var sums: [Disposition: Sum] = [:]
    }

    /// How many cells, and what they come to, exactly.
    public struct Sum: Sendable, Hashable {
        public internal(set) var cells = 0
        public internal(set) var amount = Amount.zero

        public init() {}
    }

    public init(table: Table, used: Int = 0, deleted: Int = 0, unreadable: Int = 0, unattached: Int = 0) {
        self.table = table
        counts = [.used: used, .deleted: deleted, .unreadable: unreadable, .unattached: unattached]
        amounts = []
    }

    /// Every row that was read.
    public var rows: Int { counts.values.reduce(0, +) }

    public func rows(_ disposition: Disposition) -> Int { counts[disposition] ?? 0 }
}

extension TableTotal.AmountTotal {
    /// All of it, whatever became of the rows.
    public var read: TableTotal.Sum {
        sums.values.reduce(into: TableTotal.Sum()) { total, sum in
            total.cells += sum.cells
            total.amount += sum.amount
        }
    }
}
