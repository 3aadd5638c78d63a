internal import LiveShopping

/// Packed rows by slot: the first that was added is at slot 0.
struct PackedTable<Row: TableRow>: Sendable, RandomAccessCollection {
    private var rows = PackedRows<Row>()
    /// Where the parts begin that were added whole: by their first slot, how much farther back its place is than that.
    private var seams: [(slot: Int, shift: Int)] = []

    /// Only to a table without parts, of which no place is empty.
    mutating func append(_ row: Row, omitting omitted: ColumnSet = ColumnSet()) {
        precondition(seams.isEmpty, "a row is added behind a part that was added whole")
        rows.append(row, omitting: omitted)
    }

    /// Adds the rows of another table behind those that are there.
    mutating func append(_ other: Self) {
        let count = rows.count
        let place = Int(rows.append(other.rows))
        if place > count { seams.append((count, place - count)) }
        seams += other.seams.map { ($0.slot + count, $0.shift + place - count) }
    }

    var startIndex: Int { 0 }
    var endIndex: Int { rows.count }

    subscript(slot: Int) -> Row {
        var place = slot
        for seam in seams where seam.slot <= slot { place = slot + seam.shift }
        return rows[Int32(place)]
    }
}
