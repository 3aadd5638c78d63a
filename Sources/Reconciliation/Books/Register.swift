internal import LiveShopping

/// Keeps count of every row that was read, and of what could not be read of it.
struct Register: Sendable {
    private(set) var unreadable: [UnreadableCell] = []
    private(set) var totals: [Table: TableTotal] = [:]

    /// Counts a row. False when it takes part in nothing because a cell is null or out of range.
    @discardableResult
    mutating func note<Row: TableRow>(_ row: Row, isDeleted: Bool = false) -> Bool {
        totals[Row.table, default: TableTotal(table: Row.table)].rows += 1
        if isDeleted { totals[Row.table]?.deleted += 1 }
        guard !row.defects.isEmpty else { return true }
        return noteDefects(of: row)
    }

    private mutating func noteDefects<Row: TableRow>(of row: Row) -> Bool {
        unreadable += row.defects.map { UnreadableCell(table: Row.table, rowID: row.rowID, defect: $0) }
        guard row.isExcluded else { return true }
        totals[Row.table]?.excluded += 1
        return false
    }

    mutating func merge(_ other: Register) {
        unreadable += other.unreadable
        for (table, total) in other.totals {
            totals[table, default: TableTotal(table: table)].rows += total.rows
            totals[table]?.deleted += total.deleted
            totals[table]?.excluded += total.excluded
        }
    }
}
