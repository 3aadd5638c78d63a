internal import LiveShopping

/// Some columns of one table, by their fields.
struct ColumnSet: Sendable {
    private var bits: UInt64 = 0

    /// None.
    init() {}

    init<Field: TableColumn>(_ fields: [Field]) {
        for field in fields { bits |= 1 << UInt64(field.rawValue) }
    }

    @inline(__always)
    func contains(_ field: Int) -> Bool { bits >> UInt64(field) & 1 == 1 }
}

extension TableRow {
    /// The row with null in those of these columns that may be.
    func omitting(_ columns: ColumnSet) -> Self {
        var (row, omitter) = (self, ColumnOmitter(columns: columns))
        row.visitColumns(&omitter)
        return row
    }
}

private struct ColumnOmitter: ColumnVisitor {
    let columns: ColumnSet

    mutating func required<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value
    ) {}

    mutating func optional<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value?, isRequired: Bool, matters: Bool
    ) {
        if columns.contains(field.rawValue) { value = nil }
    }

    mutating func deletion<Field: TableColumn>(_ field: Field, _ name: String, _ value: inout Bool) {}
    mutating func presence<Field: TableColumn>(_ field: Field, _ name: String, _ kind: Column.Kind) {}
}
