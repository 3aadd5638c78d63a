/// A tag of a template and where it stands.
struct TemplateTag: Hashable {
    enum Kind: Hashable {
        case variable, section, invertedSection, end, partial, comment
        /// Tags of other Mustache dialects, and those that would let text through without escaping.
        case unsupported(Character)
    }

    let kind: Kind
    let name: String
    let line: Int
    let column: Int
}

/// Finds the tags of a template, each with its line and column.
struct TemplateScanner {
    private let file: String
    private var rest: Substring
    private var line = 1
    private var column = 1

    /// All tags in the order in which they stand.
    static func tags(of template: String, file: String) throws(PublicationError) -> [TemplateTag] {
        var scanner = TemplateScanner(file: file, rest: template[...])
        var tags: [TemplateTag] = []
        while let tag = try scanner.next() { tags.append(tag) }
        return tags
    }

    private mutating func next() throws(PublicationError) -> TemplateTag? {
        while !rest.isEmpty && !rest.hasPrefix("{{") { advance() }
        guard !rest.isEmpty else { return nil }
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
        let name = (isPlain ? content[...] : content.dropFirst()).filter { !$0.isWhitespace }
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
