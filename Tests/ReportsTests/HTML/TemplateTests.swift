import Foundation
import Testing

@testable import Reports

/// A page with a tag of each kind.
private struct SamplePage: TemplatePage {
    static let template = "rule"
    static let frames: [any TemplateRow.Type] = [PageFrame.self]

    var title = "Title"
    var findings = [Row()]

    static let tags: [PageTag<Self>] = [
        .text("title", \.title), .flag("isPaged") { _ in true }, .texts("words") { _ in ["one", "two"] },
        .maybe("script") { _ in nil }, .rows("findings", \.findings), .row("first", \.findings.first),
    ]

    struct Row: TemplateRow {
        var id = "1"
        var key = "2"

        static let tags: [PageTag<Self>] = [.text("id", \.id), .text("key", \.key)]
    }
}

@Suite struct TemplateTests {
    /// Puts templates into a folder of their own and reads them; the error's message without the folder.
    private func problem(_ templates: [String: String]) throws -> String? {
        try withTemporaryFolder { folder in
            for (name, text) in templates {
                try OutputFile.write(text, to: folder.appendingPathComponent(name + ".mustache"))
            }
            do {
                _ = try TemplateLibrary(folder, pages: [SamplePage.self]).render(SamplePage())
                return nil
            } catch let error as PublicationError {
                #expect(error.exitStatus == 78)
                return error.description.replacingOccurrences(of: folder.path + "/", with: "")
            }
        }
    }

    /// The templates that are shipped render every tag: checked here and before each run.
    @Test func knowsEveryTagOfEveryTemplate() throws {
        try TemplateFolder.check(TestTemplates.folder)
        try withTemporaryFolder { folder in
            let link = folder.appendingPathComponent("templates")
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: TestTemplates.folder)
            try TemplateFolder.check(link)
        }
    }

    @Test(arguments: [
        (
            "<p>{{titel}}</p>",
            "rule.mustache:1:4: tag 'titel' is unknown here; use one of title, isPaged, words, script"
        ),
        ("<p>\n  {{#findings}}{{key}}\n", "rule.mustache:2:3: section 'findings' is never closed; add {{/findings}}"),
        ("<p>{{/findings}}", "rule.mustache:1:4: section 'findings' is closed but was never opened; add {{#findings}}"),
        (
            "<p>\n{{#findings}}\n{{/words}}",
            "rule.mustache:3:1: section 'words' is closed where 'findings' of line 2 is open; write {{/findings}}"
        ),
        ("<p>{{title</p>\n", "rule.mustache:1:4: the tag is never closed; add }} on the same line"),
        ("<p>{{> row}}</p>", "rule.mustache:1:4: there is no template 'row'; add row.mustache, or use one of rule"),
        ("<p>{{{title}}}</p>", "rule.mustache:1:4: tags with '{' are not for these templates; use {{name}}"),
        ("<p>{{&title}}</p>", "rule.mustache:1:4: tags with '&' are not for these templates; use {{name}}"),
        (
            "<p>{{#findings}}{{nothing}}{{/findings}}</p>",
            "rule.mustache:1:17: tag 'nothing' is unknown here; use one of id, key, title"
        ),
        ("<p>{{findings}}</p>", "rule.mustache:1:4: tag 'findings' is a list or a condition; use {{#findings}} …"),
        ("<p>{{isPaged}}</p>", "rule.mustache:1:4: tag 'isPaged' is a list or a condition; use {{#isPaged}} …"),
        ("<p>{{#findings}}{{.}}{{/findings}}</p>", "rule.mustache:1:17: tag '.' stands in no list of texts; use it"),
        ("<p>{{ti tle}}</p>", "rule.mustache:1:4: tag 'ti tle' is unknown here; use one of title"),
        ("<p>{{title}}<br></p>", "rule.mustache: line 1 of the page it makes is not well-formed:"),
    ])
    func saysWhereATemplateIsBroken(template: String, message: String) throws {
        let problem = try #require(try problem(["rule": template]))
        #expect(problem.hasPrefix(message), "\(problem)")
    }

    @Test func looksIntoPartialsWhereTheyAreUsed() throws {
        #expect(
            try problem(["rule": "<p><head>{{#findings}}{{> row}}{{/findings}}</head></p>", "row": "{{key}} {{title}}"])
                == nil)
        let problem = try #require(try problem(["rule": "<p>{{> row}}</p>", "row": "a\n b {{key}}"]))
        #expect(problem.hasPrefix("row.mustache:2:4: tag 'key' is unknown here"))
    }

    @Test(arguments: [
        (
            ["rule": "<p>{{> rule}}</p>"],
            "rule.mustache:1:4: the template includes itself: rule > rule; remove this tag"
        ),
        (
            ["rule": "{{> row}}", "row": "{{> cell}}", "cell": "\n {{> row}}"],
            "cell.mustache:2:2: the template includes itself: row > cell > row; remove this tag"
        ),
    ])
    func letsNoTemplateIncludeItself(templates: [String: String], message: String) throws {
        let problem = try #require(try problem(templates))
        #expect(problem.hasPrefix(message), "\(problem)")
    }

    @Test(arguments: [51, 3_000])
    func bindsHowDeepSectionsStand(depth: Int) throws {
        let nested = String(repeating: "{{#findings}}", count: depth) + String(repeating: "{{/findings}}", count: depth)
        let problem = try #require(try problem(["rule": nested]))
        #expect(problem.hasPrefix("rule.mustache:1:651: 'findings' stands in more than 50 sections and partials; let"))
    }

    @Test func bindsHowDeepPartialsStand() throws {
        func templates(_ depth: Int) -> [String: String] {
            let names = ["rule"] + (1..<depth).map { "a\($0)" }
            let uses = Dictionary(uniqueKeysWithValues: zip(names, names.dropFirst().map { "{{> \($0)}}" }))
            return uses.merging([names[depth - 1]: "<p><head></head></p>"]) { $1 }
        }
        #expect(try problem(templates(51)) == nil)
        let problem = try #require(try problem(templates(52)))
        #expect(problem.hasPrefix("a50.mustache:1:1: 'a51' stands in more than 50 sections and partials; let them"))
    }

    /// Each template uses the next one twice: a page of some million million tags.
    @Test func rendersNoPageWithoutEnd() throws {
        var templates = ["rule": "{{> a0}}", "a40": "{{title}}"]
        for number in 0..<40 { templates["a\(number)"] = "{{> a\(number + 1)}}{{> a\(number + 1)}}" }
        let problem = try #require(try problem(templates))
        #expect(problem.contains(": the page has more than 100000 tags with those of its partials; use fewer"))
    }

    @Test func readsOrdinaryFilesAlone() throws {
        try withTemporaryFolder { folder in
            let pipe = folder.appendingPathComponent("rule.mustache").path
            #expect(mkfifo(pipe, 0o600) == 0)
            let error = #expect(throws: PublicationError.self) {
                _ = try TemplateLibrary(folder, pages: [SamplePage.self])
            }
            #expect(error?.description == "\(pipe): it is not an ordinary file; put a template in its place")
        }
    }

    @Test func saysWhichFileIsNotUTF8() throws {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("rule.mustache")
            try Data([0xE9, 0x20]).write(to: file)
            let error = #expect(throws: PublicationError.self) {
                _ = try TemplateLibrary(folder, pages: [SamplePage.self])
            }
            #expect(
                error?.description
                    == "\(file.path): cannot be read: it is not UTF-8; give this user the right to read "
                    + "the templates, and save them as UTF-8")
        }
    }

    @Test func saysWhichTemplateIsMissing() throws {
        #expect(
            try problem(["index": ""]) == "rule.mustache: the template is missing; put it back, or choose another "
                + "folder with --templates")
    }

    @Test func escapesInPartialsToo() throws {
        let page = SamplePage(findings: [SamplePage.Row(id: "<\u{301}&'\"", key: "\u{0}")])
        try withTemporaryFolder { folder in
            try OutputFile.write(
                "<p>{{#findings}}{{> cell}}{{/findings}}<head></head></p>",
                to: folder.appendingPathComponent("rule.mustache"))
            try OutputFile.write("{{id}}{{key}}", to: folder.appendingPathComponent("cell.mustache"))
            let text = try TemplateLibrary(folder, pages: [SamplePage.self]).render(page)
            #expect(text.utf8.starts(with: "<p>&lt;\u{301}&amp;&#39;&quot;\u{FFFD}<head>".utf8))
        }
    }

    /// What the check lets through is rendered as it says: nothing climbs out of a list that is empty.
    @Test func rendersEveryKindOfTag() throws {
        let template = """
            <p><head></head>{{title}}{{#isPaged}}, paged{{/isPaged}}{{#words}} {{.}}{{/words}}{{^script}} none{{/script}}\
            {{#script}} {{.}}{{/script}}{{#findings}} {{title}} {{key}}{{/findings}}{{#first}} {{id}}{{/first}}</p>
            """
        try withTemporaryFolder { folder in
            try OutputFile.write(template, to: folder.appendingPathComponent("rule.mustache"))
            let library = try TemplateLibrary(folder, pages: [SamplePage.self])
            #expect(try library.render(SamplePage()).hasSuffix("Title, paged one two none Title 2 1</p>"))
            #expect(try library.render(SamplePage(findings: [])).hasSuffix("Title, paged one two none</p>"))
        }
    }
}

/// What a template becomes, by the rules of Mustache.
@Suite struct TemplateRenderingTests {
    /// The page that templates make, without what is put into its head.
    private func page(_ templates: [String: String], _ page: SamplePage = SamplePage()) throws -> String {
        let trees = try templates.map { ($0.key, try TemplateTree($0.value, file: $0.key)) }
        var compiler = TemplateCompiler(trees: Dictionary(uniqueKeysWithValues: trees))
        return TemplateRendering.page(
            try compiler.steps(of: SamplePage.self), of: [PageFrame(at: nil), page], style: .neutral)
    }

    /// A tag that stands alone on its line takes the line with it, unless it is a value.
    @Test(arguments: [
        ("|\n{{#isPaged}}\n|\n{{/isPaged}}\n|", "|\n|\n|"),
        ("|\n  {{#isPaged}}\n|\n\t{{/isPaged}} \n|", "|\n|\n|"),
        ("|\r\n{{#isPaged}}\r\n{{/isPaged}}\r\n|", "|\r\n|"),
        ("  {{#isPaged}}\n#{{/isPaged}}\n/", "#\n/"),
        ("#{{#isPaged}}\n/\n  {{/isPaged}}", "#\n/\n"),
        ("  {{^isPaged}}\nno\n{{/isPaged}}\nyes", "yes"),
        (" | {{#isPaged}}\t|\t{{/isPaged}} | \n", " | \t|\t | \n"),
        (" {{#isPaged}}YES{{/isPaged}}\n {{#isPaged}}GOOD{{/isPaged}}\n", " YES\n GOOD\n"),
        (" {{#isPaged}} {{/isPaged}}\n", "  \n"),
        ("a\n  {{! said }}\nb {{! not said }}\n", "a\nb \n"),
        ("  {{title}}\n", "  Title\n"),
        ("{{ title }}{{#words}}\n{{.}}\n{{/words}}\n", "Title\none\n\ntwo\n"),
        ("", ""), ("\n\n", "\n\n"), ("{ {title} }", "{ {title} }"),
    ])
    func takesLinesAwayWithTheirTags(template: String, expected: String) throws {
        #expect(try page(["rule": template]).utf8.elementsEqual(expected.utf8))
    }

    /// A partial that stands alone on its line has what stands before it before each of its lines.
    @Test(arguments: [
        ("\\\n {{> row}}\n/\n", "|\n{{title}}\n\n|\n", "\\\n |\n Title\n \n |\n/\n"),
        ("  {{> row}}\n>", ">\n>", "  >\n  >>"),
        ("|\r\n{{> row}}\r\n|", ">", "|\r\n>|"),
        ("  {{title}}  {{> row}}\n", "a\nb", "  Title  a\nb\n"),
        (" {{> row}}", "{{#words}}\n- {{.}}\n{{/words}}\n", " - one\n - two\n"),
        (" {{> row}}", "\t{{> cell}}\n", " \tin\n \tin\n"),
        ("{{#isPaged}}\n  {{> row}}\n{{/isPaged}}\n", "a\n", "  a\n"),
    ])
    func indentsPartials(template: String, partial: String, expected: String) throws {
        let made = try page(["rule": template, "row": partial, "cell": "in\nin\n"])
        #expect(made.utf8.elementsEqual(expected.utf8), "\(made)")
    }

    /// A file that pages share is of no page.
    @Test func refusesTagsWhereThereAreNoRows() throws {
        try withTemporaryFolder { folder in
            for (name, text) in [("style", "a {}\n{{> row}}\n"), ("script", "{{> row}}{{title}}"), ("row", "b {}\n")] {
                try OutputFile.write(text, to: folder.appendingPathComponent(name + ".mustache"))
            }
            let library = try TemplateLibrary(folder, pages: [])
            #expect(try library.text("style") == "a {}\nb {}\n")
            let error = #expect(throws: PublicationError.self) { try library.text("script") }
            #expect(
                error?.description.hasSuffix("script.mustache:1:10: tag 'title' is unknown here; remove it") == true)
        }
    }

    /// A section that is not shown asks for no name of what it would be about: it says what is around it.
    @Test func looksForTagsWhereTheyAre() throws {
        let template = "{{#first}}{{key}}{{/first}}{{^first}}{{title}}{{/first}}"
        #expect(try page(["rule": template]) == "2")
        #expect(try page(["rule": template], SamplePage(findings: [])) == "Title")
        let error = #expect(throws: PublicationError.self) { try page(["rule": "{{^first}}{{key}}{{/first}}"]) }
        #expect(error?.description.hasPrefix("rule:1:11: tag 'key' is unknown here; use one of title, ") == true)
        #expect(
            try page(["rule": "{{#words}}{{#findings}}{{title}}{{/findings}}{{.}}{{/words}}"]) == "TitleoneTitletwo")
    }
}

/// Laws of the lists of tags of every page.
@Suite struct TagTests {
    /// Every list of tags that a page leads to, by the way to it.
    private func lists(_ way: String, _ shapes: [TagShape]) -> [(way: String, shapes: [TagShape])] {
        let inner = shapes.flatMap { shape -> [(way: String, shapes: [TagShape])] in
            guard case .rows(let inner) = shape.content else { return [] }
            return lists("\(way).\(shape.name)", inner())
        }
        return [(way, shapes)] + inner
    }

    private var everyList: [(way: String, shapes: [TagShape])] {
        Pages.all.flatMap { page in
            lists(page.template, page.shapes) + page.frames.flatMap { lists("frame", $0.shapes) }
        }
    }

    @Test func namesEachTagOnce() {
        for (way, shapes) in everyList {
            let names = shapes.map(\.name)
            #expect(Set(names).count == names.count, "\(way): \(names)")
        }
    }

    /// What no template shows is not kept.
    @Test func hasNoTagThatNoTemplateShows() throws {
        let files = try FileManager.default.contentsOfDirectory(
            at: TestTemplates.folder, includingPropertiesForKeys: nil)
        let shown = try Set(
            files.filter { $0.pathExtension == "mustache" }.flatMap { file in
                let text = try String(contentsOf: file, encoding: .utf8)
                return try TemplateScanner.pieces(of: text, file: file.path).compactMap { piece in
                    if case .tag(let tag) = piece { tag.name } else { nil }
                }
            })
        let unknown = everyList.flatMap { way, shapes in
            shapes.filter { !shown.contains($0.name) }.map { "\(way).\($0.name)" }
        }
        #expect(unknown == [])
    }
}

@Suite struct TemplateFolderTests {
    @Test func takesTheFolderThatWasAskedFor() throws {
        let found = try TemplateFolder.locate(explicit: TestTemplates.folder, executable: nil, environment: [:])
        #expect(found == TestTemplates.folder)
        let fromEnvironment = try TemplateFolder.locate(
            explicit: nil, executable: nil, environment: ["TIEOUT_TEMPLATES": TestTemplates.folder.path])
        #expect(fromEnvironment.path == TestTemplates.folder.path)
    }

    @Test func refusesAFolderWithoutTemplates() throws {
        try withTemporaryFolder { folder in
            let error = #expect(throws: PublicationError.self) {
                _ = try TemplateFolder.locate(explicit: folder, executable: nil, environment: [:])
            }
            #expect(
                error?.description == "\(folder.path)/index.mustache: there is no such template, and it was asked for "
                    + "with --templates; name a folder that holds index.mustache")
        }
    }

    @Test(arguments: ["bin/templates", "templates", "share/tieout/templates"])
    func looksBesideTheExecutable(place: String) throws {
        try withTemporaryFolder { root in
            let folder = root.resolvingSymlinksInPath().appendingPathComponent(place)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try OutputFile.write("", to: folder.appendingPathComponent("index.mustache"))
            let found = TemplateFolder.found(beside: root.appendingPathComponent("bin/tieout"))
            #expect(found?.path == folder.path)
        }
    }

    @Test func looksInThePackageThatItWasBuiltIn() throws {
        try withTemporaryFolder { root in
            let folder = root.resolvingSymlinksInPath().appendingPathComponent("templates")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try OutputFile.write("", to: folder.appendingPathComponent("index.mustache"))
            let executable = root.appendingPathComponent(".build/x86_64-unknown-linux-gnu/debug/tieout")
            #expect(TemplateFolder.found(beside: executable)?.path == folder.path)
        }
    }
}
