/// Looks up every tag of a template in the values it will be rendered with.
///
/// Mustache renders an unknown tag, and an unknown partial, as nothing: a column of money would vanish without a word.
struct TemplateCheck {
    let trees: [String: TemplateTree]
    private var tagCount = 0

    /// How many tags a page may have, those of its partials counted as often as they are used: thirty templates of which
    /// each uses the next twice would be rendered for days.
    private static let mostTags = 100_000

    init(trees: [String: TemplateTree]) {
        self.trees = trees
    }

    /// - Parameter sample: A page's values with nothing empty in them, so that every section has something inside.
    mutating func check(_ template: String, with sample: Any) throws(PublicationError) {
        guard let tree = trees[template] else { preconditionFailure("template '\(template)' was not loaded") }
        try check(tree.nodes, at: Place(tree: tree, partials: [template], depth: 0), stack: [PageFrame.sample, sample])
    }

    /// Where in the page the nodes are.
    private struct Place {
        let tree: TemplateTree
        /// The templates that use one another, the page's own first.
        let partials: [String]
        /// How many sections and partials are around.
        var depth: Int
    }

    private mutating func check(_ nodes: [TemplateNode], at place: Place, stack: [Any]) throws(PublicationError) {
        let tree = place.tree
        for node in nodes {
            tagCount += 1
            switch node {
            case .variable(let tag):
                _ = try value(of: tag, in: tree, stack: stack)
            case .section(let tag, let children):
                let value = try value(of: tag, in: tree, stack: stack)
                var inside = place
                inside.depth += 1
                guard inside.depth <= TemplateTree.deepest else { throw TemplateTree.tooDeep(tag, tree.file) }
                try check(children, at: inside, stack: stack + inner(value))
            case .partial(let tag):
                let inside = try enter(tag, from: place)
                try check(inside.tree.nodes, at: inside, stack: stack)
            }
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
        return Place(tree: tree, partials: place.partials + [tag.name], depth: place.depth + 1)
    }

    private func partial(_ tag: TemplateTag, in tree: TemplateTree) throws(PublicationError) -> TemplateTree {
        if let partial = trees[tag.name] { return partial }
        throw .template(
            TemplateProblem(
                file: tree.file, line: tag.line, column: tag.column, problem: "there is no template '\(tag.name)'",
                remedy: "add \(tag.name).mustache, or use one of \(trees.keys.sorted().joined(separator: ", "))"))
    }

    private func value(of tag: TemplateTag, in tree: TemplateTree, stack: [Any]) throws(PublicationError) -> Any {
        if tag.name == ".", let top = stack.last { return top }
        for object in stack.reversed() {
            let fields = Mirror(reflecting: object).children
            if let field = fields.first(where: { $0.label == tag.name }) { return field.value }
        }
        let known = stack.reversed().flatMap { Mirror(reflecting: $0).children.compactMap(\.label) }
        throw .template(
            TemplateProblem(
                file: tree.file, line: tag.line, column: tag.column, problem: "tag '\(tag.name)' is unknown here",
                remedy: "use one of \(known.joined(separator: ", "))"))
    }

    /// What a section puts on the stack: an element of a list, a value, or nothing for a condition.
    private func inner(_ value: Any) -> [Any] {
        if value is Bool { return [] }
        let mirror = Mirror(reflecting: value)
        guard mirror.displayStyle == .collection || mirror.displayStyle == .optional else { return [value] }
        guard let element = mirror.children.first?.value else {
            preconditionFailure("the sample has an empty list where a template has a section")
        }
        return [element]
    }
}
