internal import Mustache

/// What a template shows: a row, or a whole page. Its list of tags says each once, with where the value comes from.
///
/// Rendering asks for the values of the tags that a template has; the check of the templates asks what tags there are. So
/// nothing has to be kept beside the list, and a new tag is one line.
protocol TemplateRow: MustacheParent, Sendable {
    static var tags: [PageTag<Self>] { get }
}

extension TemplateRow {
    func child(named name: String) -> Any? { Self.tags.first { $0.shape.name == name }?.value(self) }

    static var shapes: [TagShape] { tags.map(\.shape) }
}

/// A page that has a template of its own.
protocol TemplatePage: TemplateRow {
    /// The template's name.
    static var template: String { get }
    /// What every page of its kind has around its own tags, outermost first.
    static var frames: [any TemplateRow.Type] { get }
}

extension TemplatePage {
    static var frames: [any TemplateRow.Type] { [PageFrame.self, RunHead.self] }
}

/// A tag of a template: its name, and where its value comes from.
///
/// Values are texts that are formatted already, and lists of them and of rows, in the order in which they are shown. What may
/// be missing is a list of none or one, because Mustache would look for nothing further outside.
struct PageTag<Row>: Sendable {
    let shape: TagShape
    let value: @Sendable (Row) -> Any

    static func text(_ name: String, _ value: @escaping @Sendable (Row) -> String) -> Self {
        Self(shape: TagShape(name: name, content: .text), value: value)
    }

    /// A condition of sections.
    static func flag(_ name: String, _ value: @escaping @Sendable (Row) -> Bool) -> Self {
        Self(shape: TagShape(name: name, content: .flag), value: value)
    }

    static func texts(_ name: String, _ value: @escaping @Sendable (Row) -> [String]) -> Self {
        Self(shape: TagShape(name: name, content: .texts), value: value)
    }

    /// A text, or none.
    static func maybe(_ name: String, _ value: @escaping @Sendable (Row) -> String?) -> Self {
        Self(shape: TagShape(name: name, content: .texts)) { row in value(row).map { [$0] } ?? [] }
    }

    static func rows<Inner: TemplateRow>(_ name: String, _ value: @escaping @Sendable (Row) -> [Inner]) -> Self {
        Self(shape: TagShape(name: name, content: .rows { Inner.shapes }), value: value)
    }

    /// A row, or none.
    static func row<Inner: TemplateRow>(_ name: String, _ value: @escaping @Sendable (Row) -> Inner?) -> Self {
        Self(shape: TagShape(name: name, content: .rows { Inner.shapes })) { row in value(row).map { [$0] } ?? [] }
    }
}

/// A tag as the check of the templates sees it.
struct TagShape: Sendable {
    let name: String
    let content: Content

    enum Content: Sendable {
        case text
        case flag
        case texts
        /// Rows that have these tags.
        case rows(@Sendable () -> [TagShape])
    }
}
