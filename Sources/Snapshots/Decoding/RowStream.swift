import LiveShopping

/// Turns the bytes of one table, as they come, into its rows.
struct RowStream<Row: TableRow>: ~Copyable {
    private let layout: TableLayout
    private let wanted: Wanted?
    private var cells: RowCells
    private var stream: CopyStream
    /// The keys that have come; nil when they need not be unique, because only some of the rows are read.
    private(set) var keys: UniqueKeys?

    /// Which rows are handed over: those whose value of a column is one of these.
    struct Wanted {
        let field: Int
        let values: Set<Int64>
    }

    init(_ layout: TableLayout, checksKeys: Bool, skipsHeader: Bool = false, wanted: Wanted? = nil) {
        self.layout = layout
        self.wanted = wanted
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
        do {
            guard !stream.hasRest else {
                let pending = stream.takeRest(before: piece)
                let taken = try pending.withUnsafeBytes { try consume($0, body) }
                return stream.keep(Array(pending[taken...]))
            }
            let taken = try consume(piece, body)
            if taken < piece.count { stream.keep(Array(piece[taken...])) }
        } catch let damage as CopyDamage {
            throw damage.located(in: layout)
        }
    }

    /// Hands over the rows that are whole; answers how many bytes they are. A server sends each row by itself: what is done
    /// once a piece is done once a row, and nothing of it may be copied or counted.
    @inline(__always)
    private mutating func consume(_ piece: UnsafeRawBufferPointer, _ body: (Row) throws -> Void) throws -> Int {
        var offset = 0
        while try stream.findRow(in: piece, at: &offset, cells: &cells) {
            if let wanted, !cells.isWanted(wanted.field, wanted.values) { continue }
            try body(row())
        }
        return offset
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
    private mutating func row() throws(SourceError) -> Row {
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
