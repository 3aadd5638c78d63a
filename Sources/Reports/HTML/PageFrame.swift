internal import Mustache

/// What every page has around its own values, whatever page it is; a template finds it when the page has no such value.
struct PageFrame {
    /// The style sheet beside the report's pages, as this page names it; none for a page that brings it along.
    let stylesheet: [String]
    /// The script beside them; none, or one.
    let script: [String]
    /// The file with every finding; none, or one.
    let index: [String]
    /// The decimal sign, by which the script reads numbers.
    let decimal: String
    /// What stands between thousands.
    let grouping: String
    /// What its amounts are in, and its times of.
    let figures: String

    static let sample = PageFrame(stylesheet: [""], script: [""], index: [""], decimal: "", grouping: "", figures: "")

    /// - Parameter path: Where the page is, from the report's root; nil for one that is sent away alone.
    init(at path: String?, _ style: FigureStyle = .neutral) {
        self.init(
            stylesheet: path.map { [SharedFile.stylesheet.address(from: $0)] } ?? [],
            script: path.map { [SharedFile.script.address(from: $0)] } ?? [],
            index: path.map { [SharedFile.index.address(from: $0)] } ?? [],
            decimal: String(style.locale.decimal), grouping: style.locale.grouping, figures: style.sentence)
    }

    private init(
        stylesheet: [String], script: [String], index: [String], decimal: String, grouping: String, figures: String
    ) {
        self.stylesheet = stylesheet
        self.script = script
        self.index = index
        self.decimal = decimal
        self.grouping = grouping
        self.figures = figures
    }
}

/// A page's values within their frame.
struct FramedPage: MustacheParent {
    private let page: (any MustacheParent)?
    private let frame: (any MustacheParent)?

    init(_ page: Any, in frame: PageFrame) {
        self.page = ListedValues.listing(page) as? any MustacheParent
        self.frame = ListedValues.listing(frame) as? any MustacheParent
    }

    func child(named name: String) -> Any? { page?.child(named: name) ?? frame?.child(named: name) }
}

/// A file at the report's root that its pages share.
enum SharedFile: String, CaseIterable {
    case stylesheet = "style.css"
    case script = "script.js"
    case index = "findings.js"

    /// The template that makes it; nil for one that is made of findings.
    var template: String? {
        switch self {
        case .stylesheet: "style"
        case .script: "script"
        case .index: nil
        }
    }

    /// As a page names it.
    func address(from page: String) -> String {
        String(repeating: "../", count: page.utf8.count { $0 == UInt8(ascii: "/") }) + rawValue
    }
}
