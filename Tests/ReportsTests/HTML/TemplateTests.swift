import FinancialMath
import Foundation
import Mustache
import Testing

@testable import Reports

@Suite struct TemplateTests {
    /// Puts templates into a folder of their own and reads them; the error's message without the folder.
    private func problem(_ templates: [String: String]) throws -> String? {
        try withTemporaryFolder { folder in
            for (name, text) in templates {
                try OutputFile.write(text, to: folder.appendingPathComponent(name + ".mustache"))
            }
            do {
                let library = try TemplateLibrary(folder, pages: ["rule": PageSamples.rule])
                _ = try library.render("rule", with: PageSamples.rule)
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
        ("<p>{{titel}}</p>", "rule.mustache:1:4: tag 'titel' is unknown here; use one of title, rule, severity"),
        ("<p>\n  {{#findings}}{{count}}\n", "rule.mustache:2:3: section 'findings' is never closed; add {{/findings}}"),
        ("<p>{{/findings}}", "rule.mustache:1:4: section 'findings' is closed but was never opened; add {{#findings}}"),
        (
            "<p>\n{{#findings}}\n{{/scripts}}",
            "rule.mustache:3:1: section 'scripts' is closed where 'findings' of line 2 is open; write {{/findings}}"
        ),
        ("<p>{{title</p>\n", "rule.mustache:1:4: the tag is never closed; add }} on the same line"),
        ("<p>{{> row}}</p>", "rule.mustache:1:4: there is no template 'row'; add row.mustache, or use one of rule"),
        ("<p>{{{title}}}</p>", "rule.mustache:1:4: tags with '{' are not for these templates; use {{name}}"),
        ("<p>{{&title}}</p>", "rule.mustache:1:4: tags with '&' are not for these templates; use {{name}}"),
        (
            "<p>{{#findings}}{{nothing}}{{/findings}}</p>",
            "rule.mustache:1:17: tag 'nothing' is unknown here; use one of"
        ),
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
                _ = try TemplateLibrary(folder, pages: ["rule": PageSamples.rule])
            }
            #expect(error?.description == "\(pipe): it is not an ordinary file; put a template in its place")
        }
    }

    @Test func saysWhichTemplateIsMissing() throws {
        #expect(
            try problem(["index": ""]) == "rule.mustache: the template is missing; put it back, or choose another "
                + "folder with --templates")
    }

    @Test func escapesInPartialsToo() throws {
        let values = FindingRow(
            id: "<\u{301}&'\"", severity: "\u{0}", key: "", keyParts: [], client: [], about: [], room: [], expected: "",
            actual: "",
            impact: "",
            repair: "", explanation: "", since: "", notes: [], accepted: [])
        try withTemporaryFolder { folder in
            try OutputFile.write("<p>{{> cell}}<head></head></p>", to: folder.appendingPathComponent("row.mustache"))
            try OutputFile.write("{{id}}{{severity}}", to: folder.appendingPathComponent("cell.mustache"))
            let page = try TemplateLibrary(folder, pages: ["row": values]).render("row", with: values)
            #expect(page.utf8.starts(with: "<p>&lt;\u{301}&amp;&#39;&quot;\u{FFFD}<head>".utf8))
        }
    }

    /// Objects in objects and lists, what is there and what is not, values that say themselves how they are written.
    @Test func looksUpEachKindOfValue() throws {
        struct Inner: Sendable {
            let name: String
            let note: String?
        }
        struct Outer: Sendable {
            let title = "T"
            let inner = Inner(name: "I", note: "n")
            let rows = [Inner(name: "A", note: nil), Inner(name: "B", note: "b")]
            let words = ["x", "y"]
            let none: [Inner] = []
            let some: Inner? = Inner(name: "S", note: nil)
            let nobody: Inner? = nil
            let flag = true
            let number = 7
            let price = Money(5)
        }
        let template = """
            <p>{{title}} {{#inner}}{{name}}{{note}}{{title}}{{/inner}} {{inner.name}} \
            {{#rows}}{{name}}{{#note}}+{{.}}{{/note}}{{^note}}-{{/note}};{{/rows}} {{#words}}{{.}},{{/words}} \
            {{#none}}one{{/none}}{{^none}}none{{/none}} {{#some}}{{name}}{{/some}} {{^nobody}}nobody{{/nobody}} \
            {{#flag}}yes{{/flag}} {{number}} {{price}}<head></head></p>
            """
        try withTemporaryFolder { folder in
            try OutputFile.write(template, to: folder.appendingPathComponent("page.mustache"))
            let page = try TemplateLibrary(folder, pages: [:]).render("page", with: Outer())
            #expect(page.hasPrefix("<p>T InT I A-;B+b; x,y, none S nobody yes 7 5.00<head>"), "\(page)")
        }
    }

    @Test func answersForEveryFieldOfARow() {
        let rows: [any MustacheParent] = [PageSamples.finding, PageSamples.link]
        for row in rows {
            for field in Mirror(reflecting: row).children {
                #expect(row.child(named: field.label ?? "") != nil, "\(field.label ?? "")")
            }
            #expect(row.child(named: "nothing") == nil)
        }
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
