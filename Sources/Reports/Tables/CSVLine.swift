/// The bytes of one row, after RFC 4180: cells joined by commas, quoted only where needed, ended by CRLF.
struct CSVLine {
    private(set) var bytes: [UInt8] = []
    private var isFirst = true

    mutating func append(_ cell: CellValue) {
        switch cell.kind {
        case .absent: separate()
        case .text: cell.bytes.withUnsafeBufferPointer { append(text: $0) }
        case .number:
            separate()
            bytes.append(contentsOf: cell.bytes)
        }
    }

    /// A word, a name, a sentence: what a spreadsheet would take for a formula is made harmless.
    mutating func append(text: String) {
        var text = text
        text.withUTF8 { append(text: $0) }
    }

    private mutating func append(text utf8: UnsafeBufferPointer<UInt8>) {
        separate()
        let isGuarded = FormulaRule.wouldBeFormula(utf8)
        guard utf8.contains(where: Self.needsQuotes) else {
            if isGuarded { bytes.append(FormulaRule.guardMark) }
            bytes.append(contentsOf: utf8)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        if isGuarded { bytes.append(FormulaRule.guardMark) }
        for byte in utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func end() {
        bytes.append(UInt8(ascii: "\r"))
        bytes.append(UInt8(ascii: "\n"))
        isFirst = true
    }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    private mutating func separate() {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
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
