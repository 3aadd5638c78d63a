internal import Common

/// A tag of a template and where it stands.
struct TemplateTag: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case variable, section, invertedSection, end, partial, comment
        /// Tags of other Mustache dialects, and those that would let text through without escaping.
        case unsupported(Character)

        /// Whether such a tag, when nothing else stands on its line, takes the line with it.
        fileprivate var canTakeLine: Bool {
            switch self {
            case .variable, .unsupported: false
            case .section, .invertedSection, .end, .partial, .comment: true
            }
        }
    }

    let kind: Kind
    let name: String
    let line: Int
    let column: Int
    /// What stands before a tag that took its line, and comes before each line of a partial.
    fileprivate(set) var indentation = ""
}

/// What a template consists of.
enum TemplatePiece: Hashable {
    case text(String)
    case tag(TemplateTag)
}

/// Takes a template apart into texts and tags, each tag with its line and column.
struct TemplateScanner {
    private let file: String
    private let indentation: String
    private var rest: Substring
    private var line = 1
    private var column = 1

    /// All pieces in the order in which they stand.
    ///
    /// - Parameter indentation: What comes before each line that is not taken away.
    static func pieces(
        of template: String, file: String, indentation: String = ""
    ) throws(PublicationError) -> [TemplatePiece] {
        var scanner = TemplateScanner(file: file, indentation: indentation, rest: template[...])
        var pieces: [TemplatePiece] = []
        while !scanner.rest.isEmpty { pieces += try scanner.nextLine() }
        return pieces
    }

    private mutating func nextLine() throws(PublicationError) -> [TemplatePiece] {
        var pieces: [TemplatePiece] = indentation.isEmpty ? [] : [.text(indentation)]
        var text = ""
        while let character = rest.first {
            if rest.hasPrefix("{{") {
                if !text.isEmpty { pieces.append(.text(text)) }
                text = ""
                pieces.append(.tag(try nextTag()))
            } else {
                text.append(character)
                advance()
                if character.isNewline { break }
            }
        }
        if !text.isEmpty { pieces.append(.text(text)) }
        return Self.loneTag(pieces).map { [.tag($0)] } ?? pieces
    }

    /// The tag that takes the line of these pieces.
    private static func loneTag(_ pieces: [TemplatePiece]) -> TemplateTag? {
        var lone: TemplateTag?
        var before = ""
        for piece in pieces {
            switch piece {
            case .text(let text):
                guard text.allSatisfy({ $0 == " " || $0 == "\t" || $0.isNewline }) else { return nil }
                if lone == nil { before += text }
            case .tag(let tag):
                guard lone == nil, tag.kind.canTakeLine else { return nil }
                lone = tag
            }
        }
        lone?.indentation = before
        return lone
    }

    /// The tag that begins here.
    private mutating func nextTag() throws(PublicationError) -> TemplateTag {
        let (startLine, startColumn) = (line, column)
        var content = ""
        advance(2)
        while !rest.hasPrefix("}}") {
            guard let character = rest.first, !character.isNewline else {
                throw .template(
                    TemplateProblem(
                        file: file, line: startLine, column: startColumn, problem: "the tag is never closed",
                        remedy: "add }} on the same line"))
            }
            content.append(character)
            advance()
        }
        advance(2)
        return tag(content, line: startLine, column: startColumn)
    }

    private func tag(_ content: String, line: Int, column: Int) -> TemplateTag {
        let sigils: [Character: TemplateTag.Kind] = [
            "#": .section, "^": .invertedSection, "/": .end, ">": .partial, "!": .comment,
        ]
        let first = content.first ?? " "
        let isPlain = first.isLetter || first.isWhitespace || first == "."
        let kind = sigils[first] ?? (isPlain ? .variable : .unsupported(first))
        let name = (isPlain ? content[...] : content.dropFirst()).trimmed
        return TemplateTag(kind: kind, name: name, line: line, column: column)
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count {
            guard let character = rest.popFirst() else { return }
            column = character.isNewline ? 1 : column + 1
            line += character.isNewline ? 1 : 0
        }
    }
}
