/// A statement as far as it has been read.
struct StatementBuilder {
    private(set) var line = 0
    /// How many parentheses are open: a semicolon inside them closes nothing.
    private(set) var depth = 0
    private var done: [ScriptPiece] = []
    private var text: [UInt8] = []

    var isEmpty: Bool { done.isEmpty && text.isEmpty }

    var pieces: [ScriptPiece] {
        text.isEmpty ? done : done + [.text(String(decoding: text, as: UTF8.self))]
    }

    /// Nothing is kept of what stands before a statement.
    mutating func append(_ byte: UInt8, line now: Int, isQuoted: Bool) {
        guard !isEmpty || byte > UInt8(ascii: " ") else { return }
        if isEmpty { line = now }
        switch byte {
        case _ where isQuoted: break
        case UInt8(ascii: "("): depth += 1
        case UInt8(ascii: ")"): depth = max(0, depth - 1)
        default: break
        }
        text.append(byte)
    }

    mutating func append(_ piece: ScriptPiece, line now: Int) {
        if isEmpty { line = now }
        if !text.isEmpty { done.append(.text(String(decoding: text, as: UTF8.self))) }
        text = []
        done.append(piece)
    }

    /// A dollar sign here belongs to a name.
    var endsInName: Bool { text.last.map(Self.isName) ?? false }

    /// The quote that follows opens a text with backslashes that mean something.
    var endsInEscapeMark: Bool {
        guard let mark = text.last, mark | 0x20 == UInt8(ascii: "e") else { return false }
        return !(text.dropLast().last.map(Self.isName) ?? false)
    }

    /// The statement, when it is a COPY whose rows follow.
    var copyFromInput: String? {
        guard let sql = pieces.plain, sql.uppercased().hasPrefix("COPY "),
            sql.uppercased().hasSuffix(" FROM STDIN")
        else { return nil }
        return sql
    }

    private static func isName(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte >= 0x80
            || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }
}
