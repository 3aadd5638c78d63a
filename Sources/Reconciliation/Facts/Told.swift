/// A value of the data as a sentence tells it: short, and with nothing in it that acts on what stands around it.
///
/// Names, codes and words are written by people outside. What a terminal would obey, what breaks a line and what turns the
/// direction of the text that follows is written out, as `\u{202E}`; of a value of many characters the first two
/// hundred are told, and how many there are. The columns that hold the value alone have it as it is.
func told(_ value: String) -> String {
    if value.utf8.count <= longestTold, value.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return value }
    var text = String.UnicodeScalarView()
    for scalar in value.unicodeScalars.prefix(longestTold) {
        if acts(scalar) {
            text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars
        } else {
            text.append(scalar)
        }
    }
    let count = value.unicodeScalars.count
    return String(text) + (count > longestTold ? "… (\(count) characters)" : "")
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
