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
        guard !hasRest else {
            let pending = takeRest(before: piece)
            let taken = try pending.withUnsafeBytes { try consume($0, cells: &cells, body) }
            return keep(Array(pending[taken...]))
        }
        let taken = try consume(piece, cells: &cells, body)
        if taken < piece.count { keep(Array(piece[taken...])) }
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
    /// Bytes of something that is not whole wait for the next piece.
    var hasRest: Bool { !rest.isEmpty }

    /// What waited, with what follows it.
    mutating func takeRest(before piece: UnsafeRawBufferPointer) -> [UInt8] {
        var pending: [UInt8] = []
        swap(&pending, &rest)
        pending.append(contentsOf: piece)
        return pending
    }

    /// Keeps what is left of a piece until the next.
    mutating func keep(_ bytes: [UInt8]) { rest = bytes }

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
