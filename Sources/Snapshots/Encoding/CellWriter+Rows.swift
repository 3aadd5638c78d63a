import FinancialMath
import LiveShopping

extension CellWriter {
    /// Appends a row in the form of binary COPY.
    mutating func append<Row: TableRow>(_ row: Row, as layout: TableLayout) {
        var row = row
        beginRow(layout, defects: row.defects)
        row.visitColumns(&self)
        precondition(isRowComplete, "a layout names the columns that a row has, in the row's order")
    }
}

/// Writes a row cell by cell: of its columns those that the layout has.
extension CellWriter: ColumnVisitor {
    @inline(__always)
    mutating func required<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value
    ) {
        guard beginColumn(field.rawValue) else { return }
        // A row with a null that is not allowed was read so, and is written so.
        let isNull = hasDefects && has(Defect(column: name, reason: .null))
        cell { cell in
            if !isNull { value.write(into: &cell) }
        }
    }

    @inline(__always)
    mutating func optional<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value?, isRequired: Bool, matters: Bool
    ) {
        guard beginColumn(field.rawValue) else { return }
        let isUnusable = hasDefects && has(Defect(column: name, reason: .unusable))
        cell { cell in
            value?.write(into: &cell)
            if isUnusable { cell.put(json: "\"\"") }
        }
    }

    /// The row knows that something has happened and not when: it was when the row was last heard of.
    mutating func deletion<Field: TableColumn>(_ field: Field, _ name: String, _ value: inout Bool) {
        guard beginColumn(field.rawValue) else { return }
        let hasHappened = value
        cell { cell in
            if hasHappened { cell.put(moment: cell.lastMoment) }
        }
    }

    /// A snapshot folder of an older version may have kept such a column; what is written now is nothing.
    mutating func presence<Field: TableColumn>(_ field: Field, _ name: String, _ kind: Column.Kind) {
        guard beginColumn(field.rawValue) else { return }
        cell { _ in }
    }
}

/// The bytes of a binary COPY before the first row and after the last.
enum CopyFrame {
    static let header: [UInt8] = CopyStream.signature + [UInt8](repeating: 0, count: 8)
    static let trailer: [UInt8] = [0xFF, 0xFF]
}
