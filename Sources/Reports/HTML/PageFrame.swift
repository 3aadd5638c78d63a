internal import LiveShopping

/// What every page has around its own tags, whatever page it is; a template finds it when the page has no such tag.
struct PageFrame: TemplateRow {
    /// Where the page is, from the report's root; nil for one that is sent away alone.
    let path: String?
    let style: FigureStyle

    init(at path: String?, _ style: FigureStyle = .neutral) {
        self.path = path
        self.style = style
    }

    static let tags: [PageTag<Self>] = [
        // The files beside the report's pages, as this page names them; none for a page that brings everything along.
        .maybe("stylesheet") { $0.address(of: .stylesheet) },
        .maybe("script") { $0.address(of: .script) },
        .maybe("index") { $0.address(of: .index) },
        .maybe("explanations") { $0.address(of: .explanations) },
        // The decimal sign, and what stands between thousands, by which the script reads numbers.
        .text("decimal") { String($0.style.locale.decimal) },
        .text("grouping") { $0.style.locale.grouping },
        // What its amounts are in, and its times of.
        .text("figures") { $0.style.sentence },
    ]

    func address(of file: SharedFile) -> String? { path.map(file.address) }
}

/// What every page of a report says of the run.
struct RunHead: TemplateRow {
    let asOf: Timestamp
    let run: RunFacts

    static let tags: [PageTag<Self>] = [
        .text("asOf") { $0.asOf.moment },
        .text("runID") { $0.run.runID },
        .text("toolVersion") { $0.run.toolVersion },
    ]
}

/// A file at the report's root that its pages share.
enum SharedFile: String, CaseIterable {
    case stylesheet = "style.css"
    case script = "script.js"
    case index = "findings.js"
    case explanations = "explanations.js"

    /// The template that makes it; nil for one that is made of findings.
    var template: String? {
        switch self {
        case .stylesheet: "style"
        case .script: "script"
        case .index, .explanations: nil
        }
    }

    /// As a page names it.
    func address(from page: String) -> String {
        String(repeating: "../", count: page.utf8.count { $0 == UInt8(ascii: "/") }) + rawValue
    }
}
