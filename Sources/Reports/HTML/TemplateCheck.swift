/// Looks up every tag of a template in the values it will be rendered with.
///
/// Mustache renders an unknown tag, and an unknown partial, as nothing: a column of money would vanish without a word.
struct TemplateCheck {
    let trees: [String: TemplateTree]

    /// - Parameter sample: A page's values with nothing empty in them, so that every section has something inside.
    func check(_ template: String, with sample: Any) throws(PublicationError) {
        guard let tree = trees[template] else { preconditionFailure("template '\(template)' was not loaded") }
        try check(tree.nodes, of: tree, stack: [sample])
    }

    private func check(_ nodes: [TemplateNode], of tree: TemplateTree, stack: [Any]) throws(PublicationError) {
        for node in nodes {
            switch node {
            case .variable(let tag):
                _ = try value(of: tag, in: tree, stack: stack)
            case .section(let tag, let children):
                let value = try value(of: tag, in: tree, stack: stack)
                try check(children, of: tree, stack: stack + inner(value))
            case .partial(let tag):
                try check(partial(tag, in: tree), stack: stack)
            }
        }
    }

    private func check(_ tree: TemplateTree, stack: [Any]) throws(PublicationError) {
        try check(tree.nodes, of: tree, stack: stack)
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
        let known = stack.flatMap { Mirror(reflecting: $0).children.compactMap(\.label) }
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
