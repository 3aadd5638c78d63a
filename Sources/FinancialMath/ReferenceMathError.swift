/// Why ``ReferenceMath`` gave no result; its description quotes the operand that was to blame.
public enum ReferenceMathError: Error, Hashable, Sendable {
    /// The text is not a decimal literal as decimal.js takes it.
    case notADecimal(String)

    /// The divisor is zero.
    case divisionByZero(dividend: String, divisor: String)

    /// The margin is 100 % or more, so that no price can leave it.
    case marginNotBelowHundred(String)

    /// A number of decimal places below zero was asked for.
    case negativePlaces(Int)

    /// The number, or the result of the expression, has more digits than can be read or written.
    case tooLarge(String)
}

extension ReferenceMathError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notADecimal(let text):
            "\(Self.quoted(text)) is not a decimal number; expected digits such as 12, -0.5, .5, 5. or 1.2e-7"
        case .divisionByZero(let dividend, let divisor):
            "cannot divide \(Self.quoted(dividend)) by \(Self.quoted(divisor)): the divisor is zero"
        case .marginNotBelowHundred(let margin):
            "no price leaves a margin of \(Self.quoted(margin)) per cent; a margin must be less than 100"
        case .negativePlaces(let places):
            "cannot write a number with \(places) decimal places; expected 0 or more"
        case .tooLarge(let expression):
            "\(Self.quoted(expression)) has too many digits to be computed and written out in full"
        }
    }

    /// The text in quotation marks, control characters escaped, the middle of a very long one left out.
    private static func quoted(_ text: String) -> String {
        let limit = 200
        guard text.unicodeScalars.count > limit else { return text.debugDescription }
        return "\(text.prefix(limit / 2))…\(text.suffix(limit / 4))".debugDescription
    }
}
