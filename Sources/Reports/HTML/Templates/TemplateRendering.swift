/// A step of making a page: what a template says, every tag already found among the rows that are around it.
enum TemplateStep: Hashable, Sendable {
    case text(String)
    case value(TagPlace)
    /// The text of the list that is around.
    case item
    /// What is shown for each of a list or where a condition holds, and what where there is nothing.
    case section(TagPlace, inside: [TemplateStep], otherwise: [TemplateStep])
}

/// Where a tag's value comes from.
struct TagPlace: Hashable, Sendable {
    /// Which of the rows around the tag has it, the outermost first.
    let level: Int
    /// Its place in the row's list.
    let tag: Int
}

/// A page while it is made.
///
/// Names are looked up when a template is read and not here: a page has some thousand values, and a run some thousand
/// pages.
struct TemplateRendering {
    private var page = ""
    private var stack: [Level]
    private let style: FigureStyle

    /// What sections have put around a step.
    private enum Level {
        case row(any TemplateRow)
        case text(String)
    }

    /// - Parameters:
    ///   - rows: What is around the page's own tags, outermost first, and the page.
    ///   - style: How figures and times are written.
    static func page(_ steps: [TemplateStep], of rows: [any TemplateRow], style: FigureStyle) -> String {
        var rendering = TemplateRendering(stack: rows.map { .row($0) }, style: style)
        rendering.take(steps)
        return rendering.page
    }

    private init(stack: [Level], style: FigureStyle) {
        self.stack = stack
        self.style = style
    }

    private mutating func take(_ steps: [TemplateStep]) {
        for step in steps {
            switch step {
            case .text(let text): page += text
            case .value(let place):
                if case .text(let text) = value(at: place) { put(text) }
            case .item:
                if case .text(let text) = stack.last { put(text) }
            case .section(let place, let inside, let otherwise):
                take(value(at: place), inside, otherwise)
            }
        }
    }

    private mutating func take(_ value: TagValue, _ inside: [TemplateStep], _ otherwise: [TemplateStep]) {
        switch value {
        case .flag(true): take(inside)
        case .flag(false), .texts([]): take(otherwise)
        case .rows(let rows) where rows.isEmpty: take(otherwise)
        case .text(let text): take(inside, within: .text(text))
        case .texts(let texts): for text in texts { take(inside, within: .text(text)) }
        case .rows(let rows): for row in rows { take(inside, within: .row(row)) }
        }
    }

    private mutating func take(_ steps: [TemplateStep], within level: Level) {
        stack.append(level)
        take(steps)
        stack.removeLast()
    }

    private func value(at place: TagPlace) -> TagValue {
        guard case .row(let row) = stack[place.level] else { preconditionFailure("a tag was found in a text") }
        return row.value(of: place.tag)
    }

    private mutating func put(_ text: String) {
        XHTMLText.append(text, to: &page, style: style)
    }
}
