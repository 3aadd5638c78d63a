import FinancialMath
import LiveShopping
import Reconciliation
import Snapshots

/// Compares what was read with what PostgreSQL adds up by itself, in the same snapshot.
enum CrossCheck {
    /// - Throws: ``SourceError`` of kind `unreadable` that names every difference.
    static func verify(_ totals: [TableTotal], against source: PostgresSource) throws {
        var differences: [String] = []
        for total in totals where !total.amounts.isEmpty {
            for sum in try source.controlSums(of: total.table, columns: total.amounts.map(\.column)) {
                differences += difference(of: total, from: sum)
            }
        }
        guard differences.isEmpty else {
            throw SourceError(
                .unreadable, place: "the cross-check", problem: differences.joined(separator: "; "),
                remedy: "nothing was published; what was read is not what the database holds: please report it")
        }
    }

    private static func difference(of total: TableTotal, from sum: ControlSum) -> [String] {
        guard let own = total.amounts.first(where: { $0.column == sum.column })?.read else { return [] }
        let isSame =
            total.rows == sum.rows && own.cells == sum.cells && own.amount == Amount(literal: sum.sum)
        return isSame
            ? []
            : [
                """
                \(sum.table.name).\(sum.column): read \(total.rows) rows, \(own.cells) cells, \(own.amount); \
                PostgreSQL says \(sum.rows), \(sum.cells), \(sum.sum)
                """
            ]
    }
}
