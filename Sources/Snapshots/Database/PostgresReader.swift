import LiveShopping

/// Reads tables over one connection, in the source's transaction.
struct PostgresReader: DecodingReader {
    let connection: Connection
    let layouts: [Table: TableLayout]
    let blocks: [Table: Int]
    /// Other programs read other parts of the tables.
    let isShared: Bool
    let partKeys: PartKeys
    let meter: RowMeter?

    func read<Plain: DecodablePlainRow>(
        _ selection: RowSelection, taking plain: (Plain) throws -> Bool, _ body: (Plain.Row) throws -> Void
    ) throws {
        typealias Row = Plain.Row
        guard let layout = layouts[Row.table] else { return }
        var keys: UniqueKeys?
        for statement in layout.statements(selection, blocks: blocks[Row.table], isShared: isShared) {
            var rows = RowStream<Row>(layout, checksKeys: selection.isWhole)
            var reading = selection.isWhole ? meter?.reading(Row.table) : nil
            let sent = try copy(statement, layout) { piece in
                try rows.feed(piece, taking: plain, body)
                reading?.note(rows.rowCount)
            }
            reading?.end(rows.rowCount)
            try requireAll(rows.rowCount, of: sent, layout)
            try UniqueKeys.add(rows.keys, to: &keys, Row.key, layout)
            try rows.finish()
        }
        try partKeys.check(keys, of: selection, key: Row.key, in: layout)
    }

    /// Streams the bytes of a table; afterwards the transaction goes on, whatever happened.
    ///
    /// - Returns: How many rows the server says that it sent.
    @discardableResult
    func copy(
        _ statement: String, _ layout: TableLayout, isByRow: Bool = false,
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Int? {
        do {
            return try connection.copyOut(
                statement, isByRow: isByRow, doing: "reading \"\(layout.table.name)\"", body)
        } catch {
            try? connection.execute("ROLLBACK TO SAVEPOINT tieout", doing: "going back")
            throw error
        }
    }

    /// Every row that the server sent was decoded.
    private func requireAll(_ decoded: Int, of sent: Int?, _ layout: TableLayout) throws(SourceError) {
        guard let sent, sent != decoded else { return }
        throw SourceError(
            .unreadable, place: "table \(layout.name)",
            problem: "the server says that it sent \(sent) rows, and \(decoded) arrived",
            remedy: "run again; if it stays so, something between tieout and the server changes what passes")
    }
}

extension RowSelection {
    /// Everything, or a part of it; not some rows by their ids.
    var isWhole: Bool {
        if case .matching = self { return false }
        return true
    }
}

extension UniqueKeys {
    /// Adds the keys of more rows of a table, each of which may come once in all of them; nil where they need not.
    static func add(
        _ found: UniqueKeys?, to keys: inout UniqueKeys?, _ key: some TableColumn, _ layout: TableLayout
    ) throws(SourceError) {
        guard let found else { return }
        guard var all = keys.take() else { return keys = found }
        if let common = all.formUnion(found) { throw SourceError.duplicate(common, of: key.rawValue, in: layout) }
        keys = all
    }
}

extension PartKeys {
    /// Makes sure that no key is in two of several programs' ``unfinished``.
    static func requireDistinct(_ unfinished: [[UInt8]], _ layouts: (Table) -> TableLayout?) throws {
        guard let (name, key) = try common(unfinished), let layout = Table(rawValue: name).flatMap(layouts) else {
            return
        }
        throw SourceError.duplicate(key, of: layout.column("id")?.field ?? 0, in: layout)
    }

    /// Makes sure that no key of a part that has been read comes in another.
    func check(
        _ keys: UniqueKeys?, of selection: RowSelection, key: some TableColumn, in layout: TableLayout
    ) throws(SourceError) {
        guard case .part(let index, let count) = selection, count > 1 else { return }
        if let common = add(keys ?? UniqueKeys(), ofPart: index, of: count, table: layout.table) {
            throw SourceError.duplicate(common, of: key.rawValue, in: layout)
        }
    }
}
