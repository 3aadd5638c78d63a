import Digests
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
                try UniqueKeys.add(read(file, layout, plain, body), to: &keys, Row.key, layout)
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
            for piece in try table.pieces(ofPart: index, of: count) {
                let found: UniqueKeys?
                switch piece {
                case .whole(let file): found = try read(file, layout, plain, body)
                case .stretch(let stretch):
                    let rows = RowStream<Row>(layout, checksKeys: true, skipsHeader: true)
                    found = try read(stretch.file, rows, in: stretch.range, plain, body)
                }
                try UniqueKeys.add(found, to: &keys, Row.key, layout)
            }
            try partKeys.check(keys, of: selection, key: Row.key, in: layout)
        }
    }

    /// Reads a whole file, and where nobody has yet looks it through meanwhile; answers the keys of the rows.
    private func read<Plain: DecodablePlainRow>(
        _ file: TableFiles.File, _ layout: TableLayout, _ plain: (Plain) throws -> Bool,
        _ body: (Plain.Row) throws -> Void
    ) throws -> UniqueKeys? {
        guard file.begin() else {
            return try read(file.opened(), RowStream(layout, checksKeys: true), in: nil, plain, body)
        }
        var rows = RowStream<Plain.Row>(layout, checksKeys: true, notesBlocks: true)
        var reading = meter?.reading(Plain.Row.table)
        var found = TableFile.Inspection(blocks: RowBlocks(layout))
        let hash = SHA256()
        var contents = try SnapshotFile(file.url)
        while let piece = try contents.piece() {
            found.bytes += piece.count
            hash.update(piece)
            try rows.feed(piece, taking: plain, body)
            reading?.note(rows.rowCount)
        }
        reading?.end(rows.rowCount)
        found.rows = rows.rowCount
        found.sha256 = hash.finish().hexadecimal
        found.blocks = rows.finishedBlocks() ?? found.blocks
        if !rows.hasEnded { found.damage = .noEnd }
        try file.settle(found)
        return rows.keys
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
