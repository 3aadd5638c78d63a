internal import Common
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

    /// Counts a row that nothing is the matter with.
    @inline(__always)
    mutating func note<Plain: PlainRow>(_ row: Plain, as disposition: Disposition) {
        accounts[Plain.Row.table.place].add(plain: row, disposition)
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

    mutating func visitFields(_ coder: inout some FieldCoder) throws(FieldDamage) {
        for place in accounts.indices { try accounts[place].visitFields(&coder) }
        let none = UnreadableCell(table: .users, rowID: nil, defect: Defect(column: "", reason: .null))
        try coder.code(&unreadable, of: none) { (coder, cell) throws(FieldDamage) in try cell.visitFields(&coder) }
    }

    /// The tables that a source has, in reading order.
    func totals(_ available: AvailableColumns) -> [TableTotal] {
        Table.allCases.filter(available.has).map { table in
            accounts[table.place].total(of: table, available)
        }
    }
}

private extension UnreadableCell {
    mutating func visitFields(_ coder: inout some FieldCoder) throws(FieldDamage) {
        var (table, column, reason) = (table.name, defect.column, defect.reason.rawValue)
        try coder.code(&table)
        var hasID = rowID != nil
        try coder.code(&hasID)
        var id = rowID ?? 0
        if hasID { try coder.code(&id) }
        try coder.code(&column)
        try coder.code(&reason)
        guard let known = Table(rawValue: table), let why = Defect.Reason(rawValue: reason) else {
            throw FieldDamage("it names a table or a defect that there is not")
        }
        self = UnreadableCell(table: known, rowID: hasID ? id : nil, defect: Defect(column: column, reason: why))
    }
}
