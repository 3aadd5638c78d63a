internal import Reconciliation

/// The cells of a script's tables, written and read: text between bars that a person reads and COPY loads.
///
/// Spaces around a value do not count; `null` is null, `not null` is any value there may be, `naming x` any text that names x;
/// what would be taken for one of these, or would lose its spaces, stands in single quotes, of which only the first and the last
/// count. A bar, a backslash and what does not show itself are escaped as COPY's text format has it.
enum DataCell {
    static let null = "null"
    static let notNull = "not null"

    /// Any text with these words in it.
    static func naming(_ words: String) -> String { escaped(namingPrefix + words) }

    private static let namingPrefix = "naming "

    /// A value of the site.
    static func value(_ value: String?) -> String {
        guard let value else { return null }
        return escaped(needsQuotes(value) ? "'\(value)'" : value)
    }

    /// Words of ours, in which the spaces at the ends do not matter.
    static func words(_ text: String) -> String { escaped(SQLText.plain(Sentence.plain(text))) }

    /// What a cell that was split off means; nil is null.
    static func meaning(_ cell: some Collection<UInt8>) -> String? {
        let text = trimmed(cell)
        guard text != null else { return nil }
        return text.utf8.count >= 2 && text.utf8.first == quote && text.utf8.last == quote
            ? String(decoding: text.utf8.dropFirst().dropLast(), as: UTF8.self) : text
    }

    /// A cell without the spaces around it and with its escapes resolved.
    static func trimmed(_ cell: some Collection<UInt8>) -> String {
        let bytes = unescaped(cell)
        let space = UInt8(ascii: " ")
        guard let first = bytes.firstIndex(where: { $0 != space }), let last = bytes.lastIndex(where: { $0 != space })
        else { return "" }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }

    private static let quote = UInt8(ascii: "'")

    private static func needsQuotes(_ value: String) -> Bool {
        let bytes = value.utf8
        let space = UInt8(ascii: " ")
        return bytes.isEmpty || bytes.first == space || bytes.last == space || bytes.first == quote || value == null
            || value == notNull || value.hasPrefix(namingPrefix)
    }
}

extension DataCell {
    /// Marks that turn the direction of what follows, as escapes that everybody sees.
    static func escapingDirections(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: turnsDirection) else { return text }
        return text.unicodeScalars.map { turnsDirection($0) ? hex(String($0).utf8) : String($0) }.joined()
    }

    private static func escaped(_ text: String) -> String {
        guard
            text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F || $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "|") }
            )
        else { return text }
        return text.unicodeScalars.map { scalar in
            switch scalar {
            case "\0": ""
            case "\\": "\\\\"
            case "|": "\\|"
            case "\n": "\\n"
            case "\r": "\\r"
            case "\t": "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F || turnsDirection(scalar): hex(String(scalar).utf8)
            default: String(scalar)
            }
        }
        .joined()
    }

    private static func turnsDirection(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func unescaped(_ cell: some Collection<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(cell.count)
        var rest = Array(cell)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let mark = rest.popFirst() else {
                bytes.append(byte)
                continue
            }
            guard mark == UInt8(ascii: "x"),
                let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            else {
                bytes.append(controls[mark] ?? mark)
                continue
            }
            bytes.append(code)
            rest = rest.dropFirst(2)
        }
        return bytes
    }

    private static let controls: [UInt8: UInt8] = [
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09, UInt8(ascii: "v"): 0x0B,
        UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
    ]
}
