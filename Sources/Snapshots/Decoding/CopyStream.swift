import LiveShopping

/// Cuts a stream of binary COPY into rows, whatever pieces it arrives in.
///
/// The stream is a signature, flags and an extension; then rows; then a mark. Pieces need not end where rows do: what
/// is left of one is kept until the next.
struct CopyStream: ~Copyable {
    /// How many rows have come.
    private(set) var rowCount = 0
    /// How many bytes of header and whole rows have come.
    private(set) var byteCount = 0
    /// Where, in bytes of the stream, every few hundredth row begins, the first among them.
    private(set) var marks: [Int] = []
    private var rest: [UInt8] = []
    private var state = State.header

    private enum State {
        case header, rows, ended
    }

    /// Rows between two marks.
    static let rowsPerMark = 512

    /// The mark behind the last row has come.
    var hasEnded: Bool { state == .ended }

    /// - Parameter skipsHeader: The stream begins with a row, because it is read from the middle.
    init(skipsHeader: Bool = false) {
        if skipsHeader { state = .rows }
    }

    /// `PGCOPY`, and bytes that a careless transfer would change.
    static let signature: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF] + Array("\r\n\0".utf8)

    /// Takes a piece of the stream, and hands over each row that is complete.
    mutating func feed(
        _ piece: UnsafeRawBufferPointer, cells: inout RowCells, _ body: (inout RowCells) throws -> Void
    ) throws {
        var rest = takeRest()
        defer { keep(rest) }
        try Self.cut(piece, after: &rest) { try consume($0, cells: &cells, body) }
    }

    /// Makes sure that the stream has come to its end.
    consuming func finish() throws(CopyDamage) {
        guard hasEnded else { throw .noEnd }
    }

    /// Takes the whole things that a piece begins with; answers how many bytes they are.
    private mutating func consume(
        _ piece: UnsafeRawBufferPointer, cells: inout RowCells, _ body: (inout RowCells) throws -> Void
    ) throws -> Int {
        var offset = 0
        while try findRow(in: piece, at: &offset, cells: &cells) { try body(&cells) }
        return offset
    }

    /// Where the header ends; nil when it is not whole yet.
    private static func headerEnd(_ piece: UnsafeRawBufferPointer) throws(CopyDamage) -> Int? {
        guard signature.starts(with: piece.prefix(signature.count)) else { throw .noSignature }
        guard piece.count >= signature.count + 8 else { return nil }
        guard piece.bigEndian(UInt32.self, at: signature.count) == 0 else { throw .unknownFlags }
        let extensionLength = Int(piece.bigEndian(UInt32.self, at: signature.count + 4))
        let end = signature.count + 8 + extensionLength
        return end <= piece.count ? end : nil
    }
}

extension CopyStream {
    /// What is left of the pieces before: bytes of something that is not whole.
    mutating func takeRest() -> [UInt8] {
        var taken: [UInt8] = []
        swap(&taken, &rest)
        return taken
    }

    /// Keeps what is left until the next piece.
    mutating func keep(_ bytes: [UInt8]) { rest = bytes }

    /// Hands over a piece behind what was left, in stretches that begin where something does: of the piece only so much is copied
    /// as completes that.
    ///
    /// - Parameter consume: Takes the whole things that a stretch begins with; answers how many bytes they are.
    @inline(__always)
    static func cut(
        _ piece: UnsafeRawBufferPointer, after rest: inout [UInt8], _ consume: (UnsafeRawBufferPointer) throws -> Int
    ) rethrows {
        var offset = 0
        if !rest.isEmpty { offset = try complete(&rest, with: piece, consume) }
        guard offset < piece.count else { return }
        let stretch = UnsafeRawBufferPointer(rebasing: piece[offset...])
        let taken = try consume(stretch)
        if taken < stretch.count { rest = Array(stretch[taken...]) }
    }

    /// Answers how much of the piece was needed; all of it where something is left still.
    @inline(never)
    private static func complete(
        _ rest: inout [UInt8], with piece: UnsafeRawBufferPointer, _ consume: (UnsafeRawBufferPointer) throws -> Int
    ) rethrows -> Int {
        var offset = 0
        while offset < piece.count {
            let head = piece[offset..<min(piece.count, offset + max(rest.count, leastCopied))]
            let waited = rest.count
            rest.append(contentsOf: head)
            let taken = try rest.withUnsafeBytes(consume)
            guard taken < waited else {
                rest = []
                return offset + taken - waited
            }
            rest.removeFirst(taken)
            offset += head.count
        }
        return offset
    }

    private static var leastCopied: Int { 512 }

    /// Finds the next row that is whole, from an offset in a piece, which then is behind it; false when there is none any more.
    @inline(__always)
    mutating func findRow(
        in piece: UnsafeRawBufferPointer, at offset: inout Int, cells: inout RowCells
    ) throws(CopyDamage) -> Bool {
        if state == .header {
            guard let end = try Self.headerEnd(piece) else { return false }
            offset = end
            byteCount += end
            state = .rows
        }
        guard state == .rows else {
            guard offset == piece.count else { throw .bytesAfterEnd }
            return false
        }
        switch try cells.find(in: piece, at: offset) {
        case .row(let end):
            if rowCount % Self.rowsPerMark == 0 { marks.append(byteCount) }
            rowCount += 1
            byteCount += end - offset
            offset = end
            return true
        case .end(let end):
            offset = end
            state = .ended
            guard offset == piece.count else { throw .bytesAfterEnd }
            return false
        case .incomplete:
            return false
        }
    }
}
