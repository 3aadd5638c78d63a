/// Names and values below each other, as a person reads them: aligned, amounts by their decimal points.
struct FieldList {
    let fields: [(name: String, value: String)]

    init(_ fields: [(name: String, value: String)]) {
        self.fields = fields
    }

    /// A row with its columns in plain words.
    init(_ record: Record) {
        fields = zip(record.names, record.values).map { name, value in
            (Self.words(name), name == "abandoned" ? (value == "1" ? "yes" : "no") : value)
        }
    }

    var text: String {
        let width = fields.map(\.name.count).max() ?? 0
        let whole = fields.compactMap { Self.wholeDigits($0.value) }.max() ?? 0
        return fields.map { name, value in
            let gap = String(repeating: " ", count: width - name.count)
            return "  \(name):\(gap)  \(Self.shown(value, whole))"
        }
        .joined(separator: "\n")
    }
}

private extension FieldList {
    /// What stands in the tables' heads, in words.
    static func words(_ column: String) -> String {
        let known = ["sample_qty": "sample quantity", "host_user_id": "host", "margin_percent": "margin in percent"]
        let name = column.hasSuffix("_id") ? String(column.dropLast(3)) : column
        return known[column] ?? name.replacing("_", with: " ")
    }

    static func shown(_ value: String, _ whole: Int) -> String {
        guard !value.isEmpty else { return "none" }
        guard let digits = wholeDigits(value) else { return Terminal.line(value) }
        return String(repeating: " ", count: whole - digits) + value
    }

    /// The digits before the decimal point, with the sign; nil for what is no amount.
    static func wholeDigits(_ value: String) -> Int? {
        value.wholeMatch(of: /(-?\d+)\.\d+/)?.1.count
    }
}

/// Text as a terminal may show it.
enum Terminal {
    /// One line: names and notes come from outside, and a terminal obeys control characters, also those that turn
    /// the direction of what follows.
    static func line(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar {
                    case "\u{0}"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}"..."\u{202E}", "\u{2066}"..."\u{2069}":
                        "\u{FFFD}"
                    default: scalar
                    }
                }))
    }

    /// One line in which a character that a terminal would obey, or that would turn the direction of what follows, is
    /// written out as `\u{1B}`.
    static func escaped(_ text: String) -> String {
        String(
            text.unicodeScalars.reduce(into: String.UnicodeScalarView()) { line, scalar in
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator:
                    line += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars
                default: line.append(scalar)
                }
            })
    }

    /// A paragraph of indented lines, none longer than a narrow window where words allow.
    static func paragraph(_ text: String, width: Int = 96) -> String {
        var lines = [""]
        for word in text.split(whereSeparator: \.isWhitespace).map({ line(String($0)) }) {
            if lines[lines.count - 1].isEmpty {
                lines[lines.count - 1] = word
            } else if lines[lines.count - 1].count + 1 + word.count > width {
                lines.append(word)
            } else {
                lines[lines.count - 1] += " " + word
            }
        }
        return lines.map { "  \($0)" }.joined(separator: "\n")
    }
}
