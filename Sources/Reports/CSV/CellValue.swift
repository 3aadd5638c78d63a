/// One value on its way into a file, in the bytes that every file shows; used again for the next one.
///
/// The same columns fill the CSV files and the XML, so that they cannot differ; each guards and quotes in its own way.
struct CellValue {
    enum Kind {
        /// It does not apply, or is not known.
        case absent
        /// A word, a name, a sentence, in UTF-8.
        case text
        /// Digits, which need no care.
        case number
    }

    private(set) var kind = Kind.absent
    private(set) var bytes: [UInt8] = []

    mutating func clear() {
        kind = .absent
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func set(text: String) {
        kind = .text
        bytes.append(contentsOf: LongText.cut(text).utf8)
    }

    /// A number, by what appends its digits.
    mutating func setNumber(_ appendDigits: (inout [UInt8]) -> Void) {
        kind = .number
        appendDigits(&bytes)
    }
}
