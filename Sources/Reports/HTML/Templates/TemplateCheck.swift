/// Looks up every tag of a template among those of the page that it makes.
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

    mutating func check(_ page: any TemplatePage.Type) throws(PublicationError) {
        guard let tree = trees[page.template] else { preconditionFailure("template '\(page.template)' was not loaded") }
        try check(
            tree.nodes, at: Place(tree: tree, partials: [page.template], depth: 0),
            stack: page.frames.map { .row($0.shapes) } + [.row(page.shapes)])
    }

    /// Where in the page the nodes are.
    private struct Place {
        let tree: TemplateTree
        /// The templates that use one another, the page's own first.
        let partials: [String]
        /// How many sections and partials are around.
        var depth: Int
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

    private mutating func check(_ nodes: [TemplateNode], at place: Place, stack: [Level]) throws(PublicationError) {
        for node in nodes {
            tagCount += 1
            switch node {
            case .variable(let tag):
                try requireText(tag, in: place.tree, stack: stack)
            case .section(let tag, let children):
                let level = try level(inside: tag, in: place.tree, stack: stack)
                var inside = place
                inside.depth += 1
                guard inside.depth <= TemplateTree.deepest else { throw TemplateTree.tooDeep(tag, place.tree.file) }
                try check(children, at: inside, stack: stack + level)
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
        throw TemplateTree.problem(
            tag, "there is no template '\(tag.name)'",
            "add \(tag.name).mustache, or use one of \(trees.keys.sorted().joined(separator: ", "))", tree.file)
    }

    /// Only a text can be put into a page.
    private func requireText(_ tag: TemplateTag, in tree: TemplateTree, stack: [Level]) throws(PublicationError) {
        if tag.name == "." {
            if case .text = stack.last { return }
            throw TemplateTree.problem(
                tag, "tag '.' stands in no list of texts", "use it within the section of such a list", tree.file)
        }
        guard case .text = try content(of: tag, in: tree, stack: stack) else {
            throw TemplateTree.problem(
                tag, "tag '\(tag.name)' is a list or a condition", "use {{#\(tag.name)}} … {{/\(tag.name)}}", tree.file)
        }
    }

    /// What a section has inside beside what is around it: a text or a row, or nothing for a condition.
    private func level(
        inside tag: TemplateTag, in tree: TemplateTree, stack: [Level]
    ) throws(PublicationError) -> [Level] {
        switch try content(of: tag, in: tree, stack: stack) {
        case .flag: []
        case .text, .texts: [.text]
        case .rows(let shapes): [.row(shapes())]
        }
    }

    private func content(
        of tag: TemplateTag, in tree: TemplateTree, stack: [Level]
    ) throws(PublicationError) -> TagShape.Content {
        for level in stack.reversed() {
            if let shape = level.shapes.first(where: { $0.name == tag.name }) { return shape.content }
        }
        let known = stack.reversed().flatMap { $0.shapes.map(\.name) }
        throw TemplateTree.problem(
            tag, "tag '\(tag.name)' is unknown here", "use one of \(known.joined(separator: ", "))", tree.file)
    }
}
