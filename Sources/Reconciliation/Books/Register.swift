internal import FinancialMath
internal import LiveShopping

/// Keeps count of every row that was read, of its amounts, and of what could not be read of it.
struct Register: Sendable {
    private(set) var unreadable: [UnreadableCell] = []
    /// By the table's place.
    private var accounts: [Account] = Table.allCases.map(Account.init)

    /// Counts a row. False when it takes part in nothing because a cell is null or out of range.
    @discardableResult
    mutating func note<Row: TableRow>(_ row: Row, as disposition: Disposition = .used) -> Bool {
        accounts[Row.table.place].add(row, row.isSound ? disposition : .unreadable)
        guard !row.defects.isEmpty else { return true }
        unreadable += row.defects.map { UnreadableCell(table: Row.table, rowID: row.rowID, defect: $0) }
        return !row.isExcluded
    }

    /// Lists a cell that is null, and may be, where a rule would have compared or summed it; the row counts all the same.
    mutating func note<Row: TableRow>(_ row: Row, withoutAmount field: Row.Field) {
        guard !row.defects.contains(where: { $0.column == field.name }) else { return }
        let defect = Defect(column: field.name, reason: .null)
        unreadable.append(UnreadableCell(table: Row.table, rowID: row.rowID, defect: defect))
    }

    mutating func merge(_ other: Register) {
        unreadable += other.unreadable
        accounts = zip(accounts, other.accounts).map { $0.merged(with: $1) }
    }

    /// The tables that a source has, in reading order.
    func totals(_ available: AvailableColumns) -> [TableTotal] {
        Table.allCases.filter(available.has).map { table in
            accounts[table.place].total(of: table, available)
        }
    }
}
