/// What a template shows: a row, or a whole page. Its list of tags says each once, with where the value comes from.
///
/// Reading a template asks what tags there are; rendering asks for the values of those that the template has, by their places
/// in the list. So nothing has to be kept beside the list, and a new tag is one line.
protocol TemplateRow: Sendable {
    static var tags: [PageTag<Self>] { get }
}

extension TemplateRow {
    /// The value of a tag by its place in the list.
    func value(of tag: Int) -> TagValue { Self.tags[tag].value(self) }

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

/// What a tag comes to: texts that are formatted already, and lists of them and of rows, in the order in which they are shown.
enum TagValue {
    case text(String)
    /// A condition of sections.
    case flag(Bool)
    case texts([String])
    case rows([any TemplateRow])
}

/// A tag of a template: its name, and where its value comes from. What may be missing is a list of none or one.
struct PageTag<Row>: Sendable {
    let shape: TagShape
    let value: @Sendable (Row) -> TagValue

    private init(_ name: String, _ content: TagShape.Content, _ value: @escaping @Sendable (Row) -> TagValue) {
        shape = TagShape(name: name, content: content)
        self.value = value
    }

    static func text(_ name: String, _ value: @escaping @Sendable (Row) -> String) -> Self {
        Self(name, .text) { .text(value($0)) }
    }

    /// A condition of sections.
    static func flag(_ name: String, _ value: @escaping @Sendable (Row) -> Bool) -> Self {
        Self(name, .flag) { .flag(value($0)) }
    }

    static func texts(_ name: String, _ value: @escaping @Sendable (Row) -> [String]) -> Self {
        Self(name, .texts) { .texts(value($0)) }
    }

    /// A text, or none.
    static func maybe(_ name: String, _ value: @escaping @Sendable (Row) -> String?) -> Self {
        Self(name, .texts) { row in .texts(value(row).map { [$0] } ?? []) }
    }

    static func rows<Inner: TemplateRow>(_ name: String, _ value: @escaping @Sendable (Row) -> [Inner]) -> Self {
        Self(name, .rows { Inner.shapes }) { .rows(value($0)) }
    }

    /// A row, or none.
    static func row<Inner: TemplateRow>(_ name: String, _ value: @escaping @Sendable (Row) -> Inner?) -> Self {
        Self(name, .rows { Inner.shapes }) { row in .rows(value(row).map { [$0] } ?? []) }
    }
}

/// A tag as it is looked up when a template is read.
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
