/// A cell that is not what its column is meant to hold: which column, and what is the matter with it.
public struct Defect: Sendable, Hashable {
    public enum Reason: String, Sendable, CaseIterable {
        /// NaN or an infinity in a numeric column.
        case notFinite = "not a finite number"
        /// A null where the schema allows none.
        case null = "null"
        /// A value beyond the range of the fixed-point types.
        case outOfRange = "out of range"
        /// A client's pricing rules that give no margin though they say something; the row takes part like others.
        case unusable = "not usable as a margin"

        /// The row takes part in nothing but existing.
        @inlinable
        public var excludesRow: Bool { self == .null || self == .outOfRange }
    }

    public let column: String
    public let reason: Reason

    public init(column: String, reason: Reason) {
        self.column = column
        self.reason = reason
    }
}
