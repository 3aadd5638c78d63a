internal import Digests

/// A finding's address, which it keeps from night to night: `f` and 16 hexadecimal digits.
///
/// The letter keeps spreadsheets from taking an id for a number.
public struct FindingID: Sendable, Hashable, CustomStringConvertible {
    /// The first 64 bits of the SHA-256 of `rule|key`.
    public let number: UInt64

    public init(rule: RuleID, key: FindingKey) {
        let digest = SHA256.digest(of: "\(rule)|\(key)".utf8)
        number = digest.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The id with a number that another had.
    public init(number: UInt64) {
        self.number = number
    }

    /// An id as it is written, or as it was in reports before ids began with a letter: 16 digits without it.
    public init?(_ text: some StringProtocol) {
        let digits = text.utf8.count == 17 && text.first == "f" ? text.dropFirst() : text[...]
        guard digits.utf8.count == 16, digits.allSatisfy(\.isHexDigit), let number = UInt64(digits, radix: 16) else {
            return nil
        }
        self.number = number
    }

    public var description: String {
        let digits = String(number, radix: 16)
        return "f" + String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    /// What is said of a text that is no id and no beginning of one.
    public static let form = "f and 16 hexadecimal digits; six are enough when no other begins so"

    /// The beginning of ids that somebody typed, with its letter; nil when it is too short or is none.
    public static func beginning(_ text: String) -> String? {
        let text = text.lowercased()
        let digits = text.hasPrefix("f") && text.utf8.count <= 17 ? text.dropFirst() : text[...]
        guard (5...16).contains(digits.utf8.count), text.utf8.count >= 6, digits.allSatisfy(\.isHexDigit) else {
            return nil
        }
        return "f\(digits)"
    }
}
