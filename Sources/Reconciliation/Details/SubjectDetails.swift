/// The rows behind the figures of single sessions, clients and batches, of so many as have pages of their own.
///
/// They are looked up after everything is judged, and change nothing of what was found.
public struct SubjectDetails: Sendable {
    /// By id.
    public var sessions: [SessionDetail] = []
    public var clients: [ClientDetail] = []
    public var batches: [BatchDetail] = []

    /// More rows of one kind are counted and not kept: a page must open.
    public static let rowsPerList = 500

    public init() {}
}

/// The first rows of a list that may be longer.
public struct FirstRows<Row: Sendable>: Sendable {
    public let rows: [Row]
    /// How many the list has, those that are not kept too.
    public let count: Int

    /// How many are not kept.
    public var rest: Int { count - rows.count }

    /// - Parameter list: All rows, in their order.
    init(of list: some Collection<Row>, limit: Int = SubjectDetails.rowsPerList) {
        rows = Array(list.prefix(limit))
        count = list.count
    }

    init(rows: [Row], count: Int) {
        self.rows = rows
        self.count = count
    }

    func map<Other>(_ transform: (Row) throws -> Other) rethrows -> FirstRows<Other> {
        FirstRows<Other>(rows: try rows.map(transform), count: count)
    }
}

/// Keeps the first of many rows that come in any order, and memory for twice as many at most.
struct RowCollector<Row: Sendable> {
    private let limit: Int
    private let isBefore: (Row, Row) -> Bool
    private var rows: [Row] = []
    private var count = 0

    init(limit: Int = SubjectDetails.rowsPerList, by isBefore: @escaping (Row, Row) -> Bool) {
        self.limit = limit
        self.isBefore = isBefore
    }

    mutating func add(_ row: Row) {
        count += 1
        rows.append(row)
        if rows.count >= 2 * limit { cut() }
    }

    mutating func first() -> FirstRows<Row> {
        cut()
        return FirstRows(rows: rows, count: count)
    }

    private mutating func cut() {
        rows.sort(by: isBefore)
        rows.removeLast(max(0, rows.count - limit))
    }
}
