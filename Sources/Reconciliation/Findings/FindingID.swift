internal import Crypto

/// A finding's address, which it keeps from night to night.
public struct FindingID: Sendable, Hashable, CustomStringConvertible {
    public let description: String

    public init(rule: RuleID, key: FindingKey) {
        let digest = SHA256.hash(data: Array("\(rule)|\(key)".utf8))
        description = digest.prefix(8).map(Self.hex).joined()
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return byte < 16 ? "0" + digits : digits
    }
}
