/// Makes of a template the steps of a page, and looks up every tag among those of the page while doing so.
///
/// Mustache says that an unknown tag is nothing, and an unknown partial too: a column of money would vanish without a word.
struct TemplateCompiler {
    let trees: [String: TemplateTree]
    private var tagCount = 0

    /// How many tags a page may have, those of its partials counted as often as they are used: thirty templates of which
    /// each uses the next twice would be rendered for days.
    private static let mostTags = 100_000

    init(trees: [String: TemplateTree]) {
        self.trees = trees
    }

    mutating func steps(of page: any TemplatePage.Type) throws(PublicationError) -> [TemplateStep] {
        try steps(of: page.template, stack: page.frames.map { .row($0.shapes) } + [.row(page.shapes)])
    }

    /// The steps of a template that shows no row.
    mutating func steps(of template: String) throws(PublicationError) -> [TemplateStep] {
        try steps(of: template, stack: [])
    }

    private mutating func steps(of template: String, stack: [Level]) throws(PublicationError) -> [TemplateStep] {
        guard let tree = trees[template] else { preconditionFailure("template '\(template)' was not loaded") }
        return try steps(tree.nodes, at: Place(tree: tree, partials: [template], depth: 0), stack: stack)
    }

    /// Where in the page the nodes are.
    private struct Place {
        let tree: TemplateTree
        /// The templates that use one another, the page's own first.
        let partials: [String]
        /// How many sections and partials are around.
        var depth: Int

        var inside: Place {
            var inside = self
            inside.depth += 1
            return inside
        }
    }

    /// What a page or a section has put around a tag.
    private enum Level {
        case text
        case row([TagShape])

        var shapes: [TagShape] {
            switch self {
            case .text: []
            case .row(let shapes): shapes
            }
        }
    }

    private mutating func steps(
        _ nodes: [TemplateNode], at place: Place, stack: [Level]
    ) throws(PublicationError) -> [TemplateStep] {
        var steps: [TemplateStep] = []
        for node in nodes {
            switch node {
            case .text(let text):
                steps.append(.text(text))
            case .variable(let tag):
                tagCount += 1
                steps.append(try value(of: tag, in: place.tree, stack: stack))
            case .section(let tag, let children):
                tagCount += 1
                try addSection(tag, children, to: &steps, at: place, stack: stack)
            case .partial(let tag):
                tagCount += 1
                let inside = try enter(tag, from: place)
                steps += try self.steps(inside.tree.nodes, at: inside, stack: stack)
            }
        }
        return steps
    }

    /// A section, or its inverted one, which joins the section where it follows it at once: the value is asked for once.
    private mutating func addSection(
        _ tag: TemplateTag, _ children: [TemplateNode], to steps: inout [TemplateStep], at place: Place, stack: [Level]
    ) throws(PublicationError) {
        let (value, content) = try find(tag, in: place.tree, stack: stack)
        guard place.depth < TemplateTree.deepest else { throw TemplateTree.tooDeep(tag, place.tree.file) }
        guard tag.kind == .invertedSection else {
            let inside = try self.steps(children, at: place.inside, stack: stack + Self.level(inside: content))
            steps.append(.section(value, inside: inside, otherwise: []))
            return
        }
        let otherwise = try self.steps(children, at: place.inside, stack: stack)
        if case .section(value, let inside, []) = steps.last {
            steps[steps.count - 1] = .section(value, inside: inside, otherwise: otherwise)
        } else {
            steps.append(.section(value, inside: [], otherwise: otherwise))
        }
    }

    private func enter(_ tag: TemplateTag, from place: Place) throws(PublicationError) -> Place {
        let tree = try partial(tag, in: place.tree)
        guard !place.partials.contains(tag.name) else {
            let around = place.partials.drop { $0 != tag.name } + [tag.name]
            throw TemplateTree.problem(
                tag, "the template includes itself: \(around.joined(separator: " > "))", "remove this tag",
                place.tree.file)
        }
        guard place.depth < TemplateTree.deepest else { throw TemplateTree.tooDeep(tag, place.tree.file) }
        guard tagCount <= Self.mostTags else {
            throw TemplateTree.problem(
                tag, "the page has more than \(Self.mostTags) tags with those of its partials", "use fewer partials",
                place.tree.file)
        }
        return Place(
            tree: try tree.indented(by: tag.indentation), partials: place.partials + [tag.name], depth: place.depth + 1)
    }

    private func partial(_ tag: TemplateTag, in tree: TemplateTree) throws(PublicationError) -> TemplateTree {
        if let partial = trees[tag.name] { return partial }
        throw TemplateTree.problem(
            tag, "there is no template '\(tag.name)'",
            "add \(tag.name).mustache, or use one of \(trees.keys.sorted().joined(separator: ", "))", tree.file)
    }

    /// Only a text can be put into a page.
    private func value(
        of tag: TemplateTag, in tree: TemplateTree, stack: [Level]
    ) throws(PublicationError) -> TemplateStep {
        if tag.name == "." {
            if case .text = stack.last { return .item }
            throw TemplateTree.problem(
                tag, "tag '.' stands in no list of texts", "use it within the section of such a list", tree.file)
        }
        let (value, content) = try find(tag, in: tree, stack: stack)
        guard case .text = content else {
            throw TemplateTree.problem(
                tag, "tag '\(tag.name)' is a list or a condition", "use {{#\(tag.name)}} … {{/\(tag.name)}}", tree.file)
        }
        return .value(value)
    }

    /// What a section has inside beside what is around it: a text or a row, or nothing for a condition.
    private static func level(inside content: TagShape.Content) -> [Level] {
        switch content {
        case .flag: []
        case .text, .texts: [.text]
        case .rows(let shapes): [.row(shapes())]
        }
    }

    /// Of several tags of a name, the innermost.
    private func find(
        _ tag: TemplateTag, in tree: TemplateTree, stack: [Level]
    ) throws(PublicationError) -> (place: TagPlace, content: TagShape.Content) {
        for (depth, level) in stack.enumerated().reversed() {
            if let place = level.shapes.firstIndex(where: { $0.name == tag.name }) {
                return (TagPlace(level: depth, tag: place), level.shapes[place].content)
            }
        }
        let known = stack.reversed().flatMap { $0.shapes.map(\.name) }
        throw TemplateTree.problem(
            tag, "tag '\(tag.name)' is unknown here",
            known.isEmpty ? "remove it" : "use one of \(known.joined(separator: ", "))", tree.file)
    }
}
