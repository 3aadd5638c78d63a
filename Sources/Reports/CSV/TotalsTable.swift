internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// A line of totals.csv: so many rows of a table, or cells of a column and what they come to, and what became of them.
struct TotalLine {
    let table: Table
    /// Nil for a line about rows.
    let column: String?
    /// `read`, or what became of them.
    let what: String
    let count: Int
    /// Nil for a line about rows.
    let sum: String?

    /// For each table how many rows were read and what became of them, and for each of its amounts the same.
    static func lines(_ totals: [TableTotal]) -> [TotalLine] {
        totals.flatMap { total in
            let rows = Disposition.allCases.map { ($0.rawValue, total.rows($0)) }
            return ([("read", total.rows)] + rows).map { what, count in
                TotalLine(table: total.table, column: nil, what: what, count: count, sum: nil)
            } + total.amounts.flatMap { lines($0, of: total.table) }
        }
    }

    private static func lines(_ amounts: TableTotal.AmountTotal, of table: Table) -> [TotalLine] {
        let isQuantity = table.columns.contains { $0.name == amounts.column && $0.kind == .quantity }
        let parts = Disposition.allCases.map { ($0.rawValue, amounts.sums[$0] ?? TableTotal.Sum()) }
        return ([("read", amounts.read)] + parts).map { what, sum in
            let amount = sum.amount
            return TotalLine(
                table: table, column: amounts.column, what: what, count: sum.cells,
                sum: isQuantity ? Quantity(converting: amount).formattedExactly : amount.formattedExactly)
        }
    }
}

extension CSVTable<TotalLine> {
    /// totals.csv: that every row and every amount that was read is accounted for.
    static let totals = CSVTable(
        fileName: "totals.csv",
        columns: [
            .text("table") { $0.table.name },
            .text("column") { $0.column },
            .text("what") { $0.what },
            .count("count") { $0.count },
            .text("sum") { $0.sum },
        ])
}
