/// A length of time, written as a number with one of `s`, `m`, `h`, `d` (a day is 24 hours), or `0`.
@frozen
public struct TimeSpan: Sendable, Hashable, Comparable {
    public let microseconds: Int64

    @inlinable
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// A number of seconds; beyond what fits, the longest span there is.
    public init(seconds: Int64) {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        microseconds = overflow ? (seconds < 0 ? -.max : .max) : product
    }

    public static func minutes(_ count: Int64) -> Self { TimeSpan(seconds: count * 60) }
    public static func hours(_ count: Int64) -> Self { TimeSpan(seconds: count * 3_600) }
    public static func days(_ count: Int64) -> Self { TimeSpan(seconds: count * 86_400) }
    public static let zero = TimeSpan(microseconds: 0)

    @inlinable
    public static func < (left: Self, right: Self) -> Bool {
        left.microseconds < right.microseconds
    }
}

extension TimeSpan: LosslessStringConvertible {
    /// Reads `90s`, `15m`, `36h`, `35d` or `0`; nil for anything else.
    public init?(_ text: String) {
        if text == "0" {
            self = .zero
            return
        }
        let scales: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let unit = text.last, let scale = scales[unit] else { return nil }
        let digits = text.dropLast()
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int64(digits) else {
            return nil
        }
        let (seconds, overflow) = count.multipliedReportingOverflow(by: scale)
        let (_, tooLong) = seconds.multipliedReportingOverflow(by: 1_000_000)
        guard !overflow, !tooLong else { return nil }
        self.init(seconds: seconds)
    }

    /// In the largest unit that divides it: `15m`, `2h`, `35d`.
    public var description: String {
        let seconds = microseconds / 1_000_000
        guard seconds != 0 else { return "0" }
        for (unit, scale): (String, Int64) in [("d", 86_400), ("h", 3_600), ("m", 60)] where seconds % scale == 0 {
            return "\(seconds / scale)\(unit)"
        }
        return "\(seconds)s"
    }
}
