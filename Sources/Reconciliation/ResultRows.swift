/// Rows of a table of output, in order, each made when it is asked for.
///
/// A shop has a million sessions, and what each of them came to is in the tallies: a second copy would be the
/// largest thing in memory.
public struct ResultRows<Row: Sendable>: Sendable {
    public let count: Int
    private let row: @Sendable (Int) -> Row

    /// - Parameter row: Makes the row at a place from 0 on; the same row each time.
    init(count: Int, row: @escaping @Sendable (Int) -> Row) {
        self.count = count
        self.row = row
    }

    /// Rows that are there already.
    public init(_ rows: [Row]) {
        self.init(count: rows.count) { rows[$0] }
    }
}

extension ResultRows: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { count }
    public subscript(place: Int) -> Row { row(place) }
}

extension ResultRows: ExpressibleByArrayLiteral {
    public init(arrayLiteral rows: Row...) { self.init(rows) }
}

extension ResultRows: Equatable where Row: Equatable {
    public static func == (left: Self, right: Self) -> Bool { left.elementsEqual(right) }
}
