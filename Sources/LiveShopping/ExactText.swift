/// A text that is another's equal when its bytes are, as PostgreSQL compares what must be unique and what is shared.
///
/// A `String` equals whatever a reader takes for the same: `é` as one character is `e` with an accent behind it.
public struct ExactText: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringInterpolation {
    public let description: String

    public init(_ text: String) { description = text }
    public init(stringLiteral text: String) { description = text }

    public static func == (left: Self, right: Self) -> Bool { left.description.hasBytes(of: right.description) }

    public func hash(into hasher: inout Hasher) {
        for byte in description.utf8 { hasher.combine(byte) }
    }
}

extension ExactText: Comparable {
    /// By their bytes.
    public static func < (left: Self, right: Self) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }
}

extension String {
    /// Whether it is another text byte for byte.
    public func hasBytes(of other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
