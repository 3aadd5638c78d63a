import LiveShopping

/// Reads tables from the files of a snapshot folder.
struct SnapshotFolderReader: DecodingReader {
    let files: [Table: TableFile]
    let partKeys: PartKeys
    let meter: RowMeter?

    func read<Row: TableRow>(_ selection: RowSelection, _ body: (Row) throws -> Void) throws {
        guard let file = files[Row.table] else { return }
        switch selection {
        case .everything:
            _ = try read(file, RowStream<Row>(file.layout, checksKeys: true), in: nil, body)
        case .matching(let name, let values):
            guard let column = file.layout.column(name) else { return }
            let wanted = RowStream<Row>.Wanted(field: column.field, values: values)
            for range in file.ranges(column.field, of: values) {
                let rows = RowStream<Row>(file.layout, checksKeys: false, skipsHeader: true, wanted: wanted)
                _ = try read(file, rows, in: range, body)
            }
        case .part(let index, let count):
            var keys: UniqueKeys?
            if let range = file.range(ofPart: index, of: count) {
                let rows = RowStream<Row>(file.layout, checksKeys: true, skipsHeader: true)
                keys = try read(file, rows, in: range, body)
            }
            try partKeys.check(keys, of: selection, key: Row.key, in: file.layout)
        }
    }

    /// Reads a file, or a range of whole rows in it; answers the keys of the rows.
    private func read<Row: TableRow>(
        _ file: TableFile, _ stream: consuming RowStream<Row>, in range: Range<Int>?, _ body: (Row) throws -> Void
    ) throws -> UniqueKeys? {
        var rows = stream
        var reading = rows.keys == nil ? nil : meter?.reading(Row.table)
        try file.forEachPiece(in: range) { piece in
            try rows.feed(piece, body)
            reading?.note(rows.rowCount)
        }
        reading?.end(rows.rowCount)
        let keys = rows.keys
        guard let range, range.upperBound < file.byteCount else {
            try rows.finish()
            return keys
        }
        guard rows.byteCount == range.count else { throw CopyDamage.noEnd.located(in: file.layout) }
        return keys
    }
}
