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
        guard !rest.isEmpty else {
            let taken = try consume(piece, cells: &cells, body)
            if taken < piece.count { rest.append(contentsOf: piece[taken...]) }
            return
        }
        rest.append(contentsOf: piece)
        var pending: [UInt8] = []
        swap(&pending, &rest)
        let taken = try pending.withUnsafeBytes { try consume($0, cells: &cells, body) }
        pending.removeFirst(taken)
        swap(&pending, &rest)
    }

    /// Makes sure that the stream has come to its end.
    consuming func finish() throws(CopyDamage) {
        guard hasEnded else { throw .noEnd }
    }

    /// Takes the whole things that a piece begins with; answers how many bytes they are.
    @inline(__always)
    private mutating func consume(
        _ piece: UnsafeRawBufferPointer, cells: inout RowCells, _ body: (inout RowCells) throws -> Void
    ) throws -> Int {
        var offset = 0
        if state == .header {
            guard let end = try Self.headerEnd(piece) else { return 0 }
            offset = end
            byteCount += end
            state = .rows
        }
        while state == .rows {
            switch try cells.find(in: piece, at: offset) {
            case .row(let end):
                if rowCount % Self.rowsPerMark == 0 { marks.append(byteCount) }
                try body(&cells)
                rowCount += 1
                byteCount += end - offset
                offset = end
            case .end(let end):
                offset = end
                state = .ended
            case .incomplete:
                return offset
            }
        }
        guard offset == piece.count else { throw CopyDamage.bytesAfterEnd }
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
