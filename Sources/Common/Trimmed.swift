extension StringProtocol {
    /// Without the white space at both ends.
    package var trimmed: String {
        let start = drop(while: \.isWhitespace)
        let count = start.reversed().prefix(while: \.isWhitespace).count
        return String(start.dropLast(count))
    }
}
