import LiveShopping

/// Turns the bytes of one table, as they come, into its rows.
struct RowStream<Row: TableRow>: ~Copyable {
    private let layout: TableLayout
    private var cells: RowCells
    private var stream: CopyStream
    /// The keys that have come; nil when they need not be unique, because only some of the rows are read.
    private(set) var keys: UniqueKeys?
    private let wanted: Wanted?

    /// Which rows are handed over: those whose value of a column is one of these.
    struct Wanted {
        let field: Int
        let values: Set<Int64>
    }

    init(_ layout: TableLayout, checksKeys: Bool, skipsHeader: Bool = false, wanted: Wanted? = nil) {
        self.layout = layout
        cells = RowCells(layout)
        stream = CopyStream(skipsHeader: skipsHeader)
        keys = checksKeys ? UniqueKeys() : nil
        self.wanted = wanted
    }

    var rowCount: Int { stream.rowCount }
    var byteCount: Int { stream.byteCount }

    /// Takes a piece of the table's bytes, and hands over each row that is complete.
    ///
    /// - Throws: ``SourceError`` of kind `unreadable` for what is no row, and what the body throws.
    mutating func feed(_ piece: UnsafeRawBufferPointer, _ body: (Row) throws -> Void) throws {
        let (layout, wanted) = (layout, wanted)
        var keys = self.keys.take()
        defer { self.keys = keys }
        do {
            try stream.feed(piece, cells: &cells) { cells in
                if let wanted, !cells.isWanted(wanted.field, wanted.values) { return }
                try body(Self.row(&cells, &keys, in: layout))
            }
        } catch let damage as CopyDamage {
            throw damage.located(in: layout)
        }
    }

    /// Makes sure that the table's bytes have come to their end.
    consuming func finish() throws(SourceError) {
        let layout = layout
        do {
            try stream.finish()
        } catch {
            throw error.located(in: layout)
        }
    }

    @inline(__always)
    private static func row(
        _ cells: inout RowCells, _ keys: inout UniqueKeys?, in layout: TableLayout
    ) throws(SourceError) -> Row {
        do {
            let row = try Row(decoding: &cells)
            guard row.claimsKey, try !(keys?.insert(Row.key, of: cells) ?? true) else { return row }
            throw SourceError.duplicate(try cells.keyText(Row.key), of: Row.key.rawValue, in: layout)
        } catch let error as CellError {
            throw error.located(in: layout, row: cells.rowID(Row.key))
        } catch let error as SourceError {
            throw error
        } catch {
            preconditionFailure("a row fails for its cells or its key")
        }
    }
}
