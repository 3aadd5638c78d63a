import LiveShopping

/// A row that can be written as the cells of a binary COPY: the mirror of ``BinaryDecodable``.
protocol BinaryEncodable: TableRow {
    /// Puts the value of one column; what the row does not carry is something sensible.
    func encode(_ field: Field, into cell: inout CellWriter)
}

extension CellWriter {
    /// Appends a row in the form of binary COPY.
    mutating func append<Row: BinaryEncodable>(_ row: Row, as layout: TableLayout) {
        beginRow(columns: layout.columns.count)
        for column in layout.columns {
            guard let field = Row.Field(rawValue: column.field) else {
                preconditionFailure("\(layout.table.name) has no column of number \(column.field)")
            }
            cell(of: column.type) { cell in
                // A row with a null that is not allowed was read so, and is written so.
                let isNull = !row.defects.isEmpty && row.defects.contains(Defect(column: field.name, reason: .null))
                if !isNull { row.encode(field, into: &cell) }
            }
        }
    }
}

/// The bytes of a binary COPY before the first row and after the last.
enum CopyFrame {
    static let header: [UInt8] = CopyStream.signature + [UInt8](repeating: 0, count: 8)
    static let trailer: [UInt8] = [0xFF, 0xFF]
}
