internal import Files
internal import FoundationEssentials
internal import Glibc

/// The templates of one folder, read, checked and ready to render.
struct TemplateLibrary {
    private let folder: URL
    private let trees: [String: TemplateTree]
    /// The steps of each page, by the name of its template.
    private let pages: [String: [TemplateStep]]
    private let style: FigureStyle

    /// Reads every template of a folder, and looks up each of their tags among the pages' own.
    ///
    /// - Parameters:
    ///   - pages: Those that are rendered.
    ///   - style: How figures and times are written on the pages.
    init(
        _ folder: URL, pages: [any TemplatePage.Type], style: FigureStyle = .neutral
    ) throws(PublicationError) {
        var trees: [String: TemplateTree] = [:]
        for (name, text) in try Self.texts(in: folder).sorted(by: { $0.key < $1.key }) {
            trees[name] = try TemplateTree(text, file: Self.path(name, in: folder))
        }
        var steps: [String: [TemplateStep]] = [:]
        for page in pages.sorted(by: { $0.template < $1.template }) {
            guard trees[page.template] != nil else { throw Self.missing(page.template, in: folder) }
            var compiler = TemplateCompiler(trees: trees)
            steps[page.template] = try compiler.steps(of: page)
        }
        self.folder = folder
        self.trees = trees
        self.pages = steps
        self.style = style
    }

    /// A page as XHTML that an XML parser has accepted, with the policy that keeps it to itself.
    ///
    /// - Parameters:
    ///   - path: Where it will be, from the root of a report that has the shared files; nil for a page that stands alone and
    ///     brings everything along.
    ///   - head: What it says of its run; nil for a page that says nothing of it.
    func render(
        _ page: some TemplatePage, at path: String? = nil, head: RunHead? = nil
    ) throws(PublicationError) -> String {
        let (template, frame) = (type(of: page).template, PageFrame(at: path, style))
        let rows: [any TemplateRow] = [frame] + (head.map { [$0] } ?? []) + [page]
        guard let steps = pages[template], rows.count == type(of: page).frames.count + 1 else {
            preconditionFailure("template '\(template)' was not loaded for this page")
        }
        let page = TemplateRendering.page(steps, of: rows, style: style)
        do {
            return try ContentSecurityPolicy.applied(to: page, shared: frame)
        } catch {
            throw .template(
                TemplateProblem(
                    file: Self.path(template, in: folder),
                    problem: "line \(error.line) of the page it makes \(error.problem)", remedy: error.remedy))
        }
    }
}

extension TemplateLibrary {
    /// A file that pages share, by its template.
    func text(_ template: String) throws(PublicationError) -> String {
        guard trees[template] != nil else { throw Self.missing(template, in: folder) }
        var compiler = TemplateCompiler(trees: trees)
        return TemplateRendering.page(try compiler.steps(of: template), of: [], style: style)
    }

    private static func missing(_ template: String, in folder: URL) -> PublicationError {
        .template(
            TemplateProblem(
                file: path(template, in: folder), problem: "the template is missing",
                remedy: "put it back, or choose another folder with --templates"))
    }

    private static func path(_ name: String, in folder: URL) -> String {
        folder.appendingPathComponent(name + ".mustache").path
    }

    private static func texts(in folder: URL) throws(PublicationError) -> [String: String] {
        var texts: [String: String] = [:]
        // By its path: what lists a URL finds nothing behind a symbolic link.
        let names = try read(folder) { try FileManager.default.contentsOfDirectory(atPath: $0.path) }
        for name in names where name.hasSuffix(".mustache") {
            let file = folder.appendingPathComponent(name)
            try requireOrdinary(file)
            texts[file.deletingPathExtension().lastPathComponent] = try read(file) {
                try String(contentsOf: $0, encoding: .utf8)
            }
        }
        return texts
    }

    private static func read<Contents>(
        _ place: URL, _ body: (URL) throws -> Contents
    ) throws(PublicationError) -> Contents {
        do {
            return try body(place)
        } catch {
            throw .template(
                TemplateProblem(
                    file: place.path, problem: "cannot be read: \(FileFailure.reason(of: error))",
                    remedy: "give this user the right to read the templates, and save them as UTF-8"))
        }
    }

    /// A pipe would be waited for, and a device like `/dev/zero` read, without end.
    private static func requireOrdinary(_ file: URL) throws(PublicationError) {
        var status = stat()
        guard stat(file.path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG else {
            throw .template(
                TemplateProblem(
                    file: file.path, problem: "it is not an ordinary file", remedy: "put a template in its place"))
        }
    }
}
