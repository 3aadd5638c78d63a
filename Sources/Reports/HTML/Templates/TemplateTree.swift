/// A template's texts and tags as they contain one another.
enum TemplateNode: Hashable, Sendable {
    case text(String)
    case variable(TemplateTag)
    /// What is shown for each of a list, or where a condition holds; of an inverted section, where there is nothing.
    case section(TemplateTag, [TemplateNode])
    case partial(TemplateTag)
}

/// Reads a template into a tree, and says where its tags do not make one.
struct TemplateTree: Sendable {
    /// How deep sections and partials may stand in one another. Reading and rendering go down with them, and a thread has
    /// room for some thousand.
    static let deepest = 50

    let file: String
    let nodes: [TemplateNode]
    private let template: String

    /// - Parameter indentation: What comes before each of its lines.
    init(_ template: String, file: String, indentation: String = "") throws(PublicationError) {
        self.file = file
        self.template = template
        var pieces = try TemplateScanner.pieces(of: template, file: file, indentation: indentation)[...]
        nodes = try Self.nodes(&pieces, inside: [], file: file)
    }

    func indented(by indentation: String) throws(PublicationError) -> Self {
        indentation.isEmpty ? self : try Self(template, file: file, indentation: indentation)
    }

    private static func nodes(
        _ pieces: inout ArraySlice<TemplatePiece>, inside sections: [TemplateTag], file: String
    ) throws(PublicationError) -> [TemplateNode] {
        var nodes: [TemplateNode] = []
        while !pieces.isEmpty {
            let text = takeText(&pieces)
            if !text.isEmpty { nodes.append(.text(text)) }
            guard case .tag(let tag) = pieces.popFirst() else { break }
            switch tag.kind {
            case .comment: continue
            case .variable: nodes.append(.variable(tag))
            case .partial: nodes.append(.partial(tag))
            case .section, .invertedSection:
                guard sections.count < deepest else { throw tooDeep(tag, file) }
                nodes.append(.section(tag, try Self.nodes(&pieces, inside: sections + [tag], file: file)))
            case .end:
                try requireEnd(tag, of: sections.last, file: file)
                return nodes
            case .unsupported(let sigil):
                throw problem(
                    tag, "tags with '\(sigil)' are not for these templates",
                    "use {{name}}, {{#section}}, {{^section}} and {{> partial}}", file)
            }
        }
        if let section = sections.last {
            throw problem(section, "section '\(section.name)' is never closed", "add {{/\(section.name)}}", file)
        }
        return nodes
    }

    private static func takeText(_ pieces: inout ArraySlice<TemplatePiece>) -> String {
        var text = ""
        while case .text(let more) = pieces.first {
            text += more
            pieces.removeFirst()
        }
        return text
    }

    private static func requireEnd(
        _ end: TemplateTag, of section: TemplateTag?, file: String
    ) throws(PublicationError) {
        guard let section else {
            throw problem(
                end, "section '\(end.name)' is closed but was never opened",
                "add {{#\(end.name)}} before it, or remove it", file)
        }
        guard section.name == end.name else {
            throw problem(
                end, "section '\(end.name)' is closed where '\(section.name)' of line \(section.line) is open",
                "write {{/\(section.name)}}", file)
        }
    }

    /// For a tag that stands in too many others.
    static func tooDeep(_ tag: TemplateTag, _ file: String) -> PublicationError {
        problem(
            tag, "'\(tag.name)' stands in more than \(deepest) sections and partials",
            "let them contain one another less",
            file)
    }

    static func problem(
        _ tag: TemplateTag, _ problem: String, _ remedy: String, _ file: String
    ) -> PublicationError {
        .template(TemplateProblem(file: file, line: tag.line, column: tag.column, problem: problem, remedy: remedy))
    }
}

/// What is wrong with a template, where, and what to do about it.
public struct TemplateProblem: Hashable, Sendable {
    public let file: String
    /// Counted from 1; nil where the whole file is meant.
    public let line: Int?
    public let column: Int?
    public let problem: String
    public let remedy: String

    init(file: String, line: Int? = nil, column: Int? = nil, problem: String, remedy: String) {
        self.file = file
        self.line = line
        self.column = column
        self.problem = problem
        self.remedy = remedy
    }
}

extension TemplateProblem: CustomStringConvertible {
    /// One line: `templates/rule.mustache:14:7: section 'rows' is never closed; add {{/rows}}`.
    public var description: String {
        let place = [file, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(separator: ":")
        return "\(place): \(problem); \(remedy)"
    }
}
