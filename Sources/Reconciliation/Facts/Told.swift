/// A value of the data as a sentence tells it: short, and with nothing in it that acts on what stands around it.
///
/// Names, codes and words are written by people outside. What a terminal would obey, what breaks a line and what turns the
/// direction of the text that follows is written out, as `\u{202E}`; of a value of many characters the first two
/// hundred are told, and how many there are. The columns that hold the value alone have it as it is. What may be written
/// from right to left, or looks like a figure or a time, is isolated, for pages: ``Sentence/plain(_:)`` takes that off.
func told(_ value: String) -> String {
    let isQuoted = !value.utf8.allSatisfy { $0 < 0x80 } || looksLikeFigure(value)
    if !isQuoted, value.utf8.count <= longestTold, value.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) {
        return value
    }
    var text = String.UnicodeScalarView()
    for scalar in value.unicodeScalars.prefix(longestTold) {
        if acts(scalar) {
            text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars
        } else {
            text.append(scalar)
        }
    }
    let count = value.unicodeScalars.count
    let told = String(text) + (count > longestTold ? "… (\(count) characters)" : "")
    return isQuoted ? "\(Sentence.isolate)\(told)\(Sentence.end)" : told
}

/// It has a point or a colon and a digit: where figures and times are written as people read them, it is to stay as it is.
private func looksLikeFigure(_ value: String) -> Bool {
    value.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") }
        && value.utf8.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
}

/// What is said of rows, with values of the data in it.
public enum Sentence {
    /// What stands before and behind a value whose direction is its own: the characters that Unicode has for it. None is
    /// in the value, because those are written out there.
    public static let isolate: Unicode.Scalar = "\u{2068}"
    public static let end: Unicode.Scalar = "\u{2069}"

    /// A sentence without the marks around its values, for files, scripts and terminals.
    public static func plain(_ sentence: String) -> String {
        guard sentence.unicodeScalars.contains(isolate) else { return sentence }
        return String(String.UnicodeScalarView(sentence.unicodeScalars.filter { $0 != isolate && $0 != end }))
    }
}

private let longestTold = 200

private func acts(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\u{0}"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{61C}", "\u{200E}",
        "\u{200F}":
        true
    default: false
    }
}
