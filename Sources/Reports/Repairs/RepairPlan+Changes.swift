internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// One cell that an alternative changes, as a row of the script's list of changes.
struct ChangedCell {
    enum Action: String { case set, add, delete, insert }

    /// Stands in the column's place where a whole row is meant.
    static let wholeRow = "*"

    let number: Int
    let way: String
    let action: Action
    let table: Table
    /// The primary key; of a row that is yet to be inserted, a negative number that is its own in the script.
    let id: Int64
    /// By its name in the reference schema.
    let column: String
    let old: String?
    var new: String?
}

/// Gathers the changes of a script's alternatives and what they do to each table.
struct CellCollector {
    let names: SQLNames
    let asOf: Timestamp
    private(set) var cells: [ChangedCell] = []
    private(set) var uses: [Table: TableUse] = [:]
    private var inserted: Int64 = 0

    init(names: SQLNames, asOf: Timestamp) {
        self.names = names
        self.asOf = asOf
    }

    mutating func add(_ changes: [Change], number: Int, way: String) {
        for change in Self.summed(changes) { add(change, number: number, way: way) }
    }

    /// Several additions to one cell are one.
    private static func summed(_ changes: [Change]) -> [Change] {
        var result: [Change] = []
        var places: [AddedCell: Int] = [:]
        for change in changes {
            guard case .add(let row, let column, let difference) = change else {
                result.append(change)
                continue
            }
            let cell = AddedCell(row: row, column: column)
            if let place = places[cell], case .add(_, _, let before) = result[place] {
                result[place] = .add(row, column: column, difference: before + difference)
            } else {
                places[cell] = result.count
                result.append(change)
            }
        }
        return result
    }

    private struct AddedCell: Hashable {
        let row: RowReference
        let column: String
    }
}

private extension CellCollector {
    mutating func add(_ change: Change, number: Int, way: String) {
        switch change {
        case .set(let row, let column, let from, let to):
            note(row.table) { $0.set.appendIfNew(column) }
            append(row, .set, column, old: text(from), new: text(to), number, way)
        case .add(let row, let column, let difference):
            note(row.table) { $0.added.appendIfNew(column) }
            append(row, .add, column, old: nil, new: difference.formattedExactly, number, way)
        case .delete(let row):
            note(row.table) { $0.deletes = true }
            append(row, .delete, ChangedCell.wholeRow, old: nil, new: nil, number, way)
        case .insertLine(let order, let batch, let quantity, let unitPrice, let lineTotal, let isSample):
            note(.orderLines) { $0.inserts = true }
            inserted -= 1
            let values: [(OrderLine.Field, String)] = [
                (.orderID, "\(order)"), (.batchID, "\(batch)"), (.quantity, quantity.formattedExactly),
                (.unitPrice, unitPrice.formattedExactly), (.lineTotal, lineTotal.formattedExactly),
                (.isSample, isSample ? "1" : "0"),
            ]
            for (field, value) in values {
                append(RowReference(.orderLines, inserted), .insert, field.name, old: nil, new: value, number, way)
            }
        }
    }

    mutating func append(
        _ row: RowReference, _ action: ChangedCell.Action, _ column: String, old: String?, new: String?,
        _ number: Int, _ way: String
    ) {
        cells.append(
            ChangedCell(
                number: number, way: way, action: action, table: row.table, id: row.id, column: column, old: old,
                new: new))
    }

    mutating func note(_ table: Table, _ edit: (inout TableUse) -> Void) {
        edit(&uses[table, default: TableUse(table: table)])
    }

    func text(_ cell: Cell) -> String? { cell.text(asOf: asOf) }
}

private extension [String] {
    mutating func appendIfNew(_ name: String) {
        if !contains(name) { append(name) }
    }
}
