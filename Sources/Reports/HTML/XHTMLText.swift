internal import Mustache
internal import Reconciliation
internal import Synchronization

/// Text as a page may carry it: what would be markup is written as references, what XML cannot hold as U+FFFD.
///
/// Mustache's own escaping looks at whole characters, and `<` with an accent on it is another character than `<`: the
/// accent would carry the bracket through. This one looks at scalars, and knows the control characters that XML forbids.
enum XHTMLText {
    /// - Parameter style: How figures and moments are written in a text in which they are marked.
    static func escape(_ text: String, style: FigureStyle = .neutral) -> String {
        let text = LongText.cut(text)
        guard Prose.isMarked(text) else { return escapePlain(text) }
        return Prose.parts(of: text).map { part in
            switch part {
            case .text(let text): escapePlain(text)
            case .number(let number, let kind): style.written(number, kind, canBreak: true)
            case .moment(let moment):
                #"<time datetime="\#(moment)" title="\#(moment)">\#(style.written(moment))</time>"#
            }
        }.joined()
    }

    private static func escapePlain(_ text: String) -> String {
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

/// The escaping under the name by which a template asks for it, one for each way of writing figures.
struct XHTMLContentType: MustacheContentType {
    let style: FigureStyle

    private static let names = Mutex<[FigureStyle: String]>([:])

    /// Registers it, once for each style, and returns the tag that chooses it. A partial starts with the default escaping
    /// again, so the tag belongs at the start of every template.
    static func pragma(for style: FigureStyle) -> String {
        let name = names.withLock { names in
            if let name = names[style] { return name }
            let name = "XHTML\(names.count)"
            MustacheContentTypes.register(XHTMLContentType(style: style), named: name)
            names[style] = name
            return name
        }
        return "{{%CONTENT_TYPE:\(name)}}"
    }

    func escapeText(_ text: String) -> String { XHTMLText.escape(text, style: style) }
}
