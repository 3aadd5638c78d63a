/// The bytes of rows, after RFC 4180: cells joined by commas, quoted only where needed, each row ended by CRLF.
struct CSVLine {
    /// Its bytes are those of the rows: a value is written where it is to stand, and few are looked at again.
    private var cell = CellValue()
    private var isFirst = true

    var bytes: [UInt8] { cell.bytes }

    /// Appends the value that a column fills in.
    @inline(__always)
    mutating func append(_ fill: (inout CellValue) -> Void) {
        if !isFirst { cell.append(UInt8(ascii: ",")) }
        isFirst = false
        cell.beginBehind()
        fill(&cell)
        if cell.kind == .text { cell.replace(Self.guarded) }
    }

    /// A word, a name, a sentence: what a spreadsheet would take for a formula is made harmless.
    mutating func append(text: String) { append { $0.set(text: text) } }

    mutating func end() {
        cell.append(UInt8(ascii: "\r"))
        cell.append(UInt8(ascii: "\n"))
        isFirst = true
    }

    mutating func removeAll() { cell.clear() }

    /// A text as it must be written; nil where that is as it stands.
    private static func guarded(_ utf8: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        let (isFormula, needsQuotes) = (FormulaRule.wouldBeFormula(utf8), utf8.contains(where: Self.needsQuotes))
        guard isFormula || needsQuotes else { return nil }
        let mark = isFormula ? [FormulaRule.guardMark] : []
        guard needsQuotes else { return mark + utf8 }
        let quote = UInt8(ascii: "\"")
        return [quote] + mark + utf8.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\r")
            || byte == UInt8(ascii: "\n")
    }
}

/// Which text cells a spreadsheet would calculate instead of showing them.
///
/// Room codes, order notes and names are written by people outside; `=HYPERLINK(…)` in a client's name must not run on
/// the desk of whoever opens the file.
enum FormulaRule {
    /// What is put before such a cell.
    static let guardMark = UInt8(ascii: "'")

    /// It begins with `=`, `+`, `-`, `@`, tab or CR, and is no plain number.
    static func wouldBeFormula(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch text.first {
        case UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "\t"), UInt8(ascii: "\r"): true
        case UInt8(ascii: "+"), UInt8(ascii: "-"): !isDigitsWithPoint(text.dropFirst())
        default: false
        }
    }

    /// `digits` or `digits.digits`.
    private static func isDigitsWithPoint(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count <= 2
            && parts.allSatisfy { part in
                !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            }
    }
}
