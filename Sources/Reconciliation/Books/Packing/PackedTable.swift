internal import LiveShopping

/// Packed rows by slot: the first that was added is at slot 0.
struct PackedTable<Row: TableRow>: Sendable, RandomAccessCollection {
    private var rows = PackedRows<Row>()

    init() {}

    init(_ rows: some Sequence<Row>) {
        self.rows = PackedRows(rows)
    }

    mutating func append(_ row: Row, omitting omitted: ColumnSet = ColumnSet()) { rows.append(row, omitting: omitted) }

    var startIndex: Int { 0 }
    var endIndex: Int { rows.count }
    subscript(slot: Int) -> Row { rows[Int32(slot)] }
}
