internal import Common
internal import FinancialMath
internal import LiveShopping

/// The rows and amounts of one table by what became of them.
///
/// It goes through a row's columns itself: each of money or of quantities is an amount.
struct Account: Sendable {
    private static let dispositions = Disposition.allCases.count
    private var rows = [Int](repeating: 0, count: dispositions)
    private var sums: [TableTotal.Sum]
    /// Where the next amount of the row belongs.
    private var place = 0
    /// What is the matter with the row.
    private var defects: [Defect] = []

    init(_ table: Table) {
        sums = Array(repeating: TableTotal.Sum(), count: table.amountColumns.count * Self.dispositions)
    }

    mutating func add<Row: TableRow>(_ row: Row, _ disposition: Disposition) {
        rows[disposition.place] += 1
        place = disposition.place
        if !row.defects.isEmpty || !defects.isEmpty { defects = row.defects }
        row.showColumns(to: &self)
    }

    @inline(__always)
    mutating func add(plain row: some PlainRow, _ disposition: Disposition) {
        rows[disposition.place] += 1
        place = disposition.place
        row.forEachAmount { count($0) }
    }

    func merged(with other: Account) -> Account {
        var merged = self
        for place in rows.indices { merged.rows[place] &+= other.rows[place] }
        for place in sums.indices {
            merged.sums[place].cells &+= other.sums[place].cells
            merged.sums[place].amount += other.sums[place].amount
        }
        return merged
    }

    mutating func visitFields(_ coder: inout some FieldCoder) throws(FieldDamage) {
        for place in rows.indices { try coder.code(&rows[place]) }
        for place in sums.indices {
            try coder.code(&sums[place].cells)
            try coder.code(&sums[place].amount)
        }
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

extension Account: ColumnVisitor {
    @inline(__always)
    mutating func required<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value
    ) {
        guard Value.kind.isAmount else { return }
        count(value, name)
    }

    @inline(__always)
    mutating func optional<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value?, isRequired: Bool, matters: Bool
    ) {
        guard Value.kind.isAmount else { return }
        count(value, name)
    }

    @inline(__always)
    mutating func deletion<Field: TableColumn>(_ field: Field, _ name: String, _ value: inout Bool) {}

    @inline(__always)
    mutating func presence<Field: TableColumn>(_ field: Field, _ name: String, _ kind: Column.Kind) {}

    /// Adds an amount where it belongs, unless it is null, no number, or stands in for what could not be read.
    @inline(__always)
    private mutating func count<Value: ColumnContent>(_ value: Value?, _ name: String) {
        var amount = FoundAmount()
        if let value, defects.isEmpty || !defects.contains(where: { $0.column == name }) { value.write(into: &amount) }
        count(amount.value)
    }

    @inline(__always)
    private mutating func count(_ amount: Amount?) {
        if let amount {
            sums[place].cells += 1
            sums[place].amount += amount
        }
        place += Self.dispositions
    }
}

/// Takes the number of a cell.
private struct FoundAmount: CellSink {
    var value: Amount?

    @inline(__always)
    mutating func put<Measure: Dimension>(figure: Figure<Measure>) {
        if let number = figure.value { value = Amount(converting: number) }
    }

    mutating func put(integer: Int64) {}
    mutating func put(flag: Bool) {}
    mutating func put(text: String) {}
    mutating func put(moment: Timestamp) {}
    mutating func put(json: String) {}
}

private extension Column.Kind {
    /// Values of it are added up; costs and margins are not.
    @inline(__always)
    var isAmount: Bool { self == .money || self == .quantity }
}

extension Table {
    /// The names of the columns that are summed, in their order.
    var amountColumns: [String] { columns.filter(\.kind.isAmount).map(\.name) }
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
