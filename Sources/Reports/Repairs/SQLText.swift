/// The only ways by which names and values become part of a script.
///
/// Everything that comes from the database or the configuration passes through one of these functions; a row's values
/// pass through ``copyField(_:)`` alone. They look at bytes: a quote with an accent over it is one `Character`, and
/// still a quote.
enum SQLText {
    /// An identifier in double quotes, whatever is in it.
    ///
    /// A NUL, which PostgreSQL knows in no name, is left out.
    static func identifier(_ name: String) -> String {
        "\"" + mapped(name) { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] } + "\""
    }

    /// A string constant that means the same whether or not the server takes backslashes in plain constants literally.
    static func literal(_ text: String) -> String {
        let backslash = UInt8(ascii: "\\")
        let quoted = mapped(text) { $0 == UInt8(ascii: "'") || $0 == backslash ? [$0, $0] : [$0] }
        return text.utf8.contains(backslash) ? " E'\(quoted)'" : "'\(quoted)'"
    }

    /// A block of code between dollar quotes that nothing inside it can close.
    static func dollarQuoted(_ body: String) -> String {
        var tag = "$tieout$"
        while Array(body.utf8).firstRange(of: Array(tag.utf8)) != nil { tag = "$x" + tag.dropFirst() }
        return "\(tag)\n\(body)\n\(tag)"
    }

    /// A field of a `COPY … FROM stdin` block in text format; nil is null.
    static func copyField(_ value: String?) -> String {
        guard let value else { return "\\N" }
        guard value.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\\") }) else { return value }
        return mapped(value, escaped)
    }

    /// Words in a comment: one line, whatever they hold.
    static func comment(_ text: String) -> String {
        mapped(plain(text)) { $0 < 0x20 ? [UInt8(ascii: " ")] : [$0] }
    }

    /// Words of ours with a plain minus sign, which every database's encoding has.
    static func plain(_ words: String) -> String {
        words.replacing("\u{2212}", with: "-")
    }

    private static func mapped(_ text: String, _ map: (UInt8) -> [UInt8]) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 8)
        for byte in text.utf8 where byte != 0 { bytes += map(byte) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func escaped(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case UInt8(ascii: "\\"): Array("\\\\".utf8)
        case UInt8(ascii: "\n"): Array("\\n".utf8)
        case UInt8(ascii: "\r"): Array("\\r".utf8)
        case UInt8(ascii: "\t"): Array("\\t".utf8)
        case 0x0B: Array("\\v".utf8)
        default: [byte]
        }
    }
}
