internal import LiveShopping

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

    mutating func set(moment: Timestamp) {
        kind = .text
        moment.appendDescription(to: &bytes)
    }

    mutating func set(integer: Int64) {
        kind = .number
        if integer < 0 { bytes.append(UInt8(ascii: "-")) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.mostDigits) { digits in
            var (rest, first) = (integer.magnitude, Self.mostDigits)
            repeat {
                first -= 1
                digits[first] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[first...]))
        }
    }

    /// Those of 2^63.
    private static let mostDigits = 19

    /// A number, by what appends its digits.
    mutating func setNumber(_ appendDigits: (inout [UInt8]) -> Void) {
        kind = .number
        appendDigits(&bytes)
    }
}
