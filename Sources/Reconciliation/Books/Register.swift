internal import FinancialMath
internal import LiveShopping

/// Keeps count of every row that was read, of its amounts, and of what could not be read of it.
struct Register: Sendable {
    private(set) var unreadable: [UnreadableCell] = []
    private var accounts: [Table: Account] = [:]

    /// Counts a row. False when it takes part in nothing because a cell is null or out of range.
    @discardableResult
    mutating func note<Row: Accounted>(_ row: Row, as disposition: Disposition = .used) -> Bool {
        let isSound = row.defects.isEmpty
        accounts[Row.table, default: Account(Row.amountFields.count)].add(row, isSound ? disposition : .unreadable)
        guard !isSound else { return true }
        unreadable += row.defects.map { UnreadableCell(table: Row.table, rowID: row.rowID, defect: $0) }
        return !row.isExcluded
    }

    mutating func merge(_ other: Register) {
        unreadable += other.unreadable
        accounts.merge(other.accounts) { $0.merged(with: $1) }
    }

    /// The tables that a source has, in reading order.
    func totals(_ available: AvailableColumns) -> [TableTotal] {
        Table.allCases.filter(available.has).map { table in
            accounts[table]?.total(of: table, available) ?? TableTotal(table: table)
        }
    }
}

/// The rows and amounts of one table by what became of them.
private struct Account: Sendable {
    private static let dispositions = Disposition.allCases.count
    private var rows = [Int](repeating: 0, count: dispositions)
    private var sums: [TableTotal.Sum]

    init(_ amounts: Int) {
        sums = Array(repeating: TableTotal.Sum(), count: amounts * Self.dispositions)
    }

    mutating func add<Row: Accounted>(_ row: Row, _ disposition: Disposition) {
        rows[disposition.place] += 1
        var place = disposition.place
        for number in Row.amountFields.indices {
            if let amount = row.amount(number) {
                sums[place].cells += 1
                sums[place].amount += amount
            }
            place += Self.dispositions
        }
    }

    func merged(with other: Account) -> Account {
        var merged = self
        for place in rows.indices { merged.rows[place] += other.rows[place] }
        for place in sums.indices {
            merged.sums[place].cells += other.sums[place].cells
            merged.sums[place].amount += other.sums[place].amount
        }
        return merged
    }

    func total(of table: Table, _ available: AvailableColumns) -> TableTotal {
        var total = TableTotal(
            table: table, used: rows[0], deleted: rows[1], unreadable: rows[2], unattached: rows[3])
        for (number, column) in table.amountColumns.enumerated() where available.has(table, column) {
            var amount = TableTotal.AmountTotal(column: column)
            for disposition in Disposition.allCases {
                amount.sums[disposition] = sums[number * Self.dispositions + disposition.place]
            }
            total.amounts.append(amount)
        }
        return total
    }
}

private extension Disposition {
    /// Its place in ``allCases``.
    var place: Int {
        switch self {
        case .used: 0
        case .deleted: 1
        case .unreadable: 2
        case .unattached: 3
        }
    }
}
