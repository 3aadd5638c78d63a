import LiveShopping

/// Turns the bytes of one table, as they come, into its rows.
struct RowStream<Row: TableRow>: ~Copyable {
    private let source: Source
    private var cells: RowCells
    private var stream: CopyStream
    /// The keys that have come; nil when they need not be unique, because only some of the rows are read.
    private(set) var keys: UniqueKeys?

    /// What stays the same for all rows, in one object: a server sends each row by itself, and a copy of the layout for each
    /// would cost more than its decoding.
    private final class Source {
        let layout: TableLayout
        let wanted: Wanted?

        init(_ layout: TableLayout, _ wanted: Wanted?) {
            self.layout = layout
            self.wanted = wanted
        }
    }

    /// Which rows are handed over: those whose value of a column is one of these.
    struct Wanted {
        let field: Int
        let values: Set<Int64>
    }

    init(_ layout: TableLayout, checksKeys: Bool, skipsHeader: Bool = false, wanted: Wanted? = nil) {
        source = Source(layout, wanted)
        cells = RowCells(layout)
        stream = CopyStream(skipsHeader: skipsHeader)
        keys = checksKeys ? UniqueKeys() : nil
    }

    var rowCount: Int { stream.rowCount }
    var byteCount: Int { stream.byteCount }

    /// Takes a piece of the table's bytes, and hands over each row that is complete.
    ///
    /// - Throws: ``SourceError`` of kind `unreadable` for what is no row, and what the body throws.
    mutating func feed(_ piece: UnsafeRawBufferPointer, _ body: (Row) throws -> Void) throws {
        let source = source
        var keys = self.keys.take()
        defer { self.keys = keys }
        do {
            try stream.feed(piece, cells: &cells) { cells in
                if let wanted = source.wanted, !cells.isWanted(wanted.field, wanted.values) { return }
                try body(Self.row(&cells, &keys, in: source))
            }
        } catch let damage as CopyDamage {
            throw damage.located(in: source.layout)
        }
    }

    /// Makes sure that the table's bytes have come to their end.
    consuming func finish() throws(SourceError) {
        let layout = source.layout
        do {
            try stream.finish()
        } catch {
            throw error.located(in: layout)
        }
    }

    @inline(__always)
    private static func row(
        _ cells: inout RowCells, _ keys: inout UniqueKeys?, in source: Source
    ) throws(SourceError) -> Row {
        do {
            let row = try Row(decoding: &cells)
            guard row.claimsKey, try !(keys?.insert(Row.key, of: cells) ?? true) else { return row }
            throw SourceError.duplicate(try cells.keyText(Row.key), of: Row.key.rawValue, in: source.layout)
        } catch let error as CellError {
            throw error.located(in: source.layout, row: cells.rowID(Row.key))
        } catch let error as SourceError {
            throw error
        } catch {
            preconditionFailure("a row fails for its cells or its key")
        }
    }
}
