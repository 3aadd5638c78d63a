internal import Reconciliation
internal import Reports

/// The only ways by which names and words become part of a script, but for its rows of data.
///
/// They look at bytes: a quote with an accent over it is one `Character`, and still a quote.
enum SQLText {
    /// An identifier in double quotes, whatever is in it.
    ///
    /// A NUL, which PostgreSQL knows in no name, is left out.
    static func identifier(_ name: String) -> String {
        let quote = UInt8(ascii: "\"")
        return "\"" + mapped(name) { $0 == quote ? [$0, $0] : [$0] } + "\""
    }

    /// A string constant that means the same whether or not the server takes backslashes in plain constants literally.
    static func literal(_ text: String) -> String {
        let backslash = UInt8(ascii: "\\")
        let quoted = mapped(text) { $0 == UInt8(ascii: "'") || $0 == backslash ? [$0, $0] : [$0] }
        return text.utf8.contains(backslash) ? " E'\(quoted)'" : "'\(quoted)'"
    }

    /// Words in a comment: one line, whatever they hold, and in the order in which they are stored.
    static func comment(_ text: String) -> String {
        let words = plain(Sentence.plain(LongText.cut(text)))
        return DataCell.escapingDirections(mapped(words) { $0 < 0x20 ? [UInt8(ascii: " ")] : [$0] })
    }

    /// Several lines of words as comments.
    static func comments(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "--\n" : "-- \(comment(String($0)))\n" }.joined()
    }

    /// Words of ours with plain signs, which every database's encoding has.
    static func plain(_ words: String) -> String {
        guard words.utf8.contains(where: { $0 >= 0x80 }) else { return words }
        return signs.reduce(words) { $0.replacing($1.0, with: $1.1) }
    }

    private static let signs = [
        ("\u{2212}", "-"), ("\u{2013}", "-"), ("\u{2026}", "..."), ("\u{D7}", "x"), ("\u{F7}", "/"), ("\u{2192}", "->"),
    ]

    private static func mapped(_ text: String, _ map: (UInt8) -> [UInt8]) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 8)
        for byte in text.utf8 where byte != 0 { bytes += map(byte) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
