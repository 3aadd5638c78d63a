internal import Reconciliation

/// Text as a page may carry it: what would be markup is written as references, what XML cannot hold as U+FFFD.
///
/// Whoever looks at whole characters finds that `<` with an accent on it is another character than `<`: the accent would
/// carry the bracket through. This looks at scalars, and knows the control characters that XML forbids.
enum XHTMLText {
    /// - Parameter style: How figures and moments are written in a text in which they are marked.
    static func escape(_ text: String, style: FigureStyle = .neutral) -> String {
        var page = ""
        append(text, to: &page, style: style)
        return page
    }

    /// Appends a text to a page.
    static func append(_ text: String, to page: inout String, style: FigureStyle) {
        let text = LongText.cut(text)
        guard !isPlain(text) else { return page += text }
        guard Prose.isMarked(text) else { return appendPlain(text, to: &page) }
        for part in Prose.parts(of: text) {
            switch part {
            case .text(let text): appendPlain(text, to: &page)
            case .number(let number, let kind): page += style.written(number, kind, canBreak: true)
            case .moment(let moment):
                let utc = "\(moment)"
                page += #"<time datetime="\#(utc)" title="\#(utc)">\#(style.written(moment))</time>"#
            }
        }
    }

    /// Whether a text consists of printable ASCII characters that are no markup, as most do.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
            default: byte >= 0x20 && byte < 0x7F
            }
        }
    }

    /// Appends a text without marks.
    private static func appendPlain(_ text: String, to page: inout String) {
        let scalars = text.unicodeScalars
        /// Where the rest begins that is not on the page.
        var (rest, place) = (scalars.startIndex, scalars.startIndex)
        /// An isolated value has begun, of which the end is there.
        var isIsolated = false
        while place < scalars.endIndex {
            let (scalar, next) = (scalars[place], scalars.index(after: place))
            if let reference = replacement(for: scalar)
                ?? isolation(of: scalar, isIsolated: &isIsolated, before: text[next...])
            {
                page += text[rest..<place]
                page += reference
                rest = next
            }
            place = next
        }
        page += text[rest...]
    }

    /// What stands on a page for a mark around an isolated value; nil for one without the other, and for all else.
    private static func isolation(
        of scalar: Unicode.Scalar, isIsolated: inout Bool, before text: Substring
    ) -> String? {
        if scalar == Sentence.isolate {
            let next = text.unicodeScalars.first { $0 == Sentence.isolate || $0 == Sentence.end }
            isIsolated = next == Sentence.end
            return isIsolated ? "<bdi>" : nil
        }
        guard scalar == Sentence.end, isIsolated else { return nil }
        isIsolated = false
        return "</bdi>"
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
