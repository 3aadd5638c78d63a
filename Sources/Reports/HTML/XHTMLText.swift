internal import Mustache
internal import Reconciliation

/// Text as a page may carry it: what would be markup is written as references, what XML cannot hold as U+FFFD.
///
/// Mustache's own escaping looks at whole characters, and `<` with an accent on it is another character than `<`: the
/// accent would carry the bracket through. This one looks at scalars, and knows the control characters that XML forbids.
enum XHTMLText {
    static func escape(_ text: String) -> String {
        let text = LongText.cut(text)
        guard text.unicodeScalars.contains(where: { $0 == Sentence.isolate || replacement(for: $0) != nil }) else {
            return text
        }
        var escaped = String.UnicodeScalarView()
        /// Where the last mark before an isolated value stands in what was escaped.
        var opened: String.UnicodeScalarView.Index?
        for scalar in text.unicodeScalars {
            if scalar == Sentence.end, let place = opened {
                escaped.replaceSubrange(place...place, with: "<bdi>".unicodeScalars)
                escaped.append(contentsOf: "</bdi>".unicodeScalars)
                opened = nil
            } else if let replacement = replacement(for: scalar) {
                escaped.append(contentsOf: replacement.unicodeScalars)
            } else {
                escaped.append(scalar)
                if scalar == Sentence.isolate { opened = escaped.index(before: escaped.endIndex) }
            }
        }
        return String(escaped)
    }

    private static func replacement(for scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "<": "&lt;"
        case ">": "&gt;"
        case "&": "&amp;"
        case "\"": "&quot;"
        case "'": "&#39;"
        default: XMLText.isForbidden(scalar) ? String(XMLText.replacement) : nil
        }
    }
}

/// The escaping under the name by which a template asks for it.
struct XHTMLContentType: MustacheContentType {
    /// Registers it, once, and answers with the tag that chooses it. A partial starts with the default escaping again,
    /// so the tag belongs at the start of every template.
    static let pragma: String = {
        MustacheContentTypes.register(XHTMLContentType(), named: "XHTML")
        return "{{%CONTENT_TYPE:XHTML}}"
    }()

    func escapeText(_ text: String) -> String { XHTMLText.escape(text) }
}
