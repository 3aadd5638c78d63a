import LiveShopping

@testable import Snapshots

/// Rows as the bytes of a binary COPY.
func copyBytes<Row: TableRow>(_ rows: [Row], as layout: TableLayout? = nil) -> [UInt8] {
    let layout = layout ?? TableLayout(reference: Row.table)
    var writer = CellWriter(bytes: CopyFrame.header)
    for row in rows { writer.append(row, as: layout) }
    writer.append(CopyFrame.trailer)
    return writer.bytes
}

/// The rows in the bytes of a binary COPY, which arrive in pieces of a size.
func decode<Row: TableRow>(
    _: Row.Type = Row.self, _ bytes: [UInt8], as layout: TableLayout? = nil, pieceSize: Int = .max,
    checksKeys: Bool = false
) throws -> [Row] {
    var stream = RowStream<Row>(layout ?? TableLayout(reference: Row.table), checksKeys: checksKeys)
    var rows: [Row] = []
    var start = 0
    while start < bytes.count {
        let end = pieceSize < bytes.count - start ? start + pieceSize : bytes.count
        // A copy of its own, so that reading beyond the piece is reading beyond an allocation.
        try Array(bytes[start..<end]).withUnsafeBytes { piece in
            try stream.feed(piece, taking: { (_: NeverPlain<Row>) in false }, { rows.append($0) })
        }
        start = end
    }
    try stream.finish()
    return rows
}

extension TableLayout {
    /// The reference layout with other types for columns of a kind.
    func with(_ type: CellType, for kinds: Column.Kind...) -> TableLayout {
        TableLayout(
            table: table, name: name,
            present: present.map { column in
                kinds.contains(table.columns[column.field].kind)
                    ? ColumnLayout(field: column.field, name: column.name, type: type) : column
            })
    }
}
