import LiveShopping

/// A row that can be written as the cells of a binary COPY: the mirror of ``BinaryDecodable``.
protocol BinaryEncodable: TableRow {
    /// Puts the value of one column; what the row does not carry is something sensible.
    func encode(_ field: Field, into cell: inout CellWriter)
}

extension BinaryEncodable {
    /// Appends the row in the form of binary COPY.
    func append(to bytes: inout [UInt8], as layout: TableLayout) {
        bytes.appendBigEndian(Int16(layout.columns.count))
        for column in layout.columns {
            guard let field = Field(rawValue: column.field) else {
                preconditionFailure("\(layout.table.name) has no column of number \(column.field)")
            }
            var cell = CellWriter(type: column.type)
            // A row with a null that is not allowed was read so, and is written so.
            if defects.isEmpty || !defects.contains(Defect(column: field.name, reason: .null)) {
                encode(field, into: &cell)
            }
            cell.append(to: &bytes)
        }
    }
}

/// The bytes of a binary COPY before the first row and after the last.
enum CopyFrame {
    static let header: [UInt8] = CopyStream.signature + [UInt8](repeating: 0, count: 8)
    static let trailer: [UInt8] = [0xFF, 0xFF]
}

extension [UInt8] {
    mutating func appendBigEndian(_ integer: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: integer.bigEndian) { append(contentsOf: $0) }
    }
}
