import LiveShopping

/// Turns the bytes of one table, as they come, into its rows.
struct RowStream<Row: TableRow>: ~Copyable {
    private let layout: TableLayout
    private let wanted: Wanted?
    private var cells: RowCells
    private var stream: CopyStream
    /// The keys that have come; nil when they need not be unique, because only some of the rows are read.
    private(set) var keys: UniqueKeys?
    /// Between which ids the rows lie that have come; nil where nobody asks.
    private var blocks: RowBlocks?

    /// Which rows are handed over: those whose value of a column is one of these.
    struct Wanted {
        let field: Int
        let values: Set<Int64>
    }

    init(
        _ layout: TableLayout, checksKeys: Bool, skipsHeader: Bool = false, wanted: Wanted? = nil,
        notesBlocks: Bool = false
    ) {
        self.layout = layout
        self.wanted = wanted
        cells = RowCells(layout)
        stream = CopyStream(skipsHeader: skipsHeader)
        keys = checksKeys ? UniqueKeys() : nil
        blocks = notesBlocks ? RowBlocks(layout) : nil
    }

    var rowCount: Int { stream.rowCount }
    var byteCount: Int { stream.byteCount }
    var hasEnded: Bool { stream.hasEnded }

    /// The blocks of the rows that have come; nil where they were not noted.
    func finishedBlocks() -> RowBlocks? {
        var finished = blocks
        finished?.finish(starts: stream.marks)
        return finished
    }

    /// Takes a piece of the table's bytes, and hands over each row that is complete.
    ///
    /// - Parameter plain: Shown each row that is plain before; true when that is done with.
    /// - Throws: ``SourceError`` of kind `unreadable` for what is no row, and what the bodies throw.
    mutating func feed<Plain: DecodablePlainRow>(
        _ piece: UnsafeRawBufferPointer, taking plain: (Plain) throws -> Bool, _ body: (Row) throws -> Void
    ) throws where Plain.Row == Row {
        do {
            var rest = stream.takeRest()
            defer { stream.keep(rest) }
            try CopyStream.cut(piece, after: &rest) { try consume($0, plain, body) }
        } catch let damage as CopyDamage {
            throw damage.located(in: layout)
        }
    }

    /// Hands over the rows that are whole; answers how many bytes they are.
    @inline(__always)
    private mutating func consume<Plain: DecodablePlainRow>(
        _ piece: UnsafeRawBufferPointer, _ plain: (Plain) throws -> Bool, _ body: (Row) throws -> Void
    ) throws -> Int where Plain.Row == Row {
        var offset = 0
        while try stream.findRow(in: piece, at: &offset, cells: &cells) {
            blocks?.add(cells)
            if let wanted, !cells.isWanted(wanted.field, wanted.values) { continue }
            var hasClaimed = false
            if let found = Plain(decoding: cells) {
                try claimKey()
                hasClaimed = true
                if try plain(found) { continue }
            }
            var row = Row()
            try decode(&row)
            if !hasClaimed, row.claimsKey { try claimKey() }
            try body(row)
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
    private mutating func decode(_ row: inout Row) throws(SourceError) {
        do throws(CellError) {
            try row.decode(&cells)
        } catch {
            throw error.located(in: layout, row: cells.rowID(Row.key))
        }
    }

    /// Makes sure that the row's key has not come before.
    @inline(__always)
    private mutating func claimKey() throws(SourceError) {
        let isNew: Bool
        do throws(CellError) {
            isNew = try keys?.insert(Row.key, of: cells) ?? true
        } catch {
            throw error.located(in: layout, row: nil)
        }
        guard isNew else {
            throw SourceError.duplicate(cells.keyText(Row.key), of: Row.key.rawValue, in: layout)
        }
    }
}
