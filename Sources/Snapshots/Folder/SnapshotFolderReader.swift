import LiveShopping

/// Reads tables from the files of a snapshot folder.
struct SnapshotFolderReader: DecodingReader {
    let files: [Table: TableFiles]
    let partKeys: PartKeys
    let meter: RowMeter?

    func read<Plain: DecodablePlainRow>(
        _ selection: RowSelection, taking plain: (Plain) throws -> Bool, _ body: (Plain.Row) throws -> Void
    ) throws {
        typealias Row = Plain.Row
        guard let table = files[Row.table] else { return }
        let layout = table.layout
        switch selection {
        case .everything:
            var keys: UniqueKeys?
            for file in table.files {
                let found = try read(file.opened(), RowStream<Row>(layout, checksKeys: true), in: nil, plain, body)
                try UniqueKeys.add(found, to: &keys, Row.key, layout)
            }
        case .matching(let name, let values):
            guard let column = layout.column(name) else { return }
            let wanted = RowStream<Row>.Wanted(field: column.field, values: values)
            for stretch in try table.stretches(column.field, of: values) {
                let rows = RowStream<Row>(layout, checksKeys: false, skipsHeader: true, wanted: wanted)
                _ = try read(stretch.file, rows, in: stretch.range, plain, body)
            }
        case .part(let index, let count):
            var keys: UniqueKeys?
            for stretch in try table.stretches(ofPart: index, of: count) {
                let rows = RowStream<Row>(layout, checksKeys: true, skipsHeader: true)
                let found = try read(stretch.file, rows, in: stretch.range, plain, body)
                try UniqueKeys.add(found, to: &keys, Row.key, layout)
            }
            try partKeys.check(keys, of: selection, key: Row.key, in: layout)
        }
    }

    /// Reads a file, or a range of whole rows in it; answers the keys of the rows.
    private func read<Plain: DecodablePlainRow>(
        _ file: TableFile, _ stream: consuming RowStream<Plain.Row>, in range: Range<Int>?,
        _ plain: (Plain) throws -> Bool, _ body: (Plain.Row) throws -> Void
    ) throws -> UniqueKeys? {
        var rows = stream
        var reading = rows.keys == nil ? nil : meter?.reading(Plain.Row.table)
        try file.forEachPiece(in: range) { piece in
            try rows.feed(piece, taking: plain, body)
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
