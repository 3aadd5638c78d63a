import Foundation
import LiveShopping
import Testing

@testable import Reconciliation
@testable import Reports

@Suite struct PagesTests {
    private func page(_ path: String, _ outcome: Outcome) throws -> String {
        try withTemporaryFolder { folder in
            try writeAll(
                PageFacts(outcome: outcome, catalogue: RuleDescription.sampleCatalogue, run: .sample), into: folder)
            return try text(folder, path)
        }
    }

    private func writeAll(_ facts: PageFacts, into folder: URL) throws {
        let pages = try Pages(templates: TestTemplates.folder)
        try pages.writeParts(facts, into: folder)
        try pages.write(facts, into: folder)
    }

    @Test func isWellFormedWhateverTheTexts() throws {
        for path in ["index.html", "rules/conversion.open-session.html"] {
            let page = try page(path, .hostile())
            _ = try PageParts(of: page, shared: PageFrame(at: path))
            #expect(
                page.matches(of: /<script src="[.\/]*script.js"><\/script>/).count == 1
                    && page.matches(of: /<script/).count == 1 && !page.contains("<script>alert"))
            #expect(!page.contains("<\u{301}".unicodeScalars.map(String.init).joined()))
            #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
            #expect(page.contains("{{title}}"))
            #expect(!page.unicodeScalars.contains("\u{7}"))
        }
    }

    @Test(arguments: HostileText.all)
    func survivesOneHostileTextInEveryPlace(text: String) throws {
        var run = RunFacts.sample
        run.provenance = [SnapshotFacts.Provenance(name: text, value: text)]
        run.options = [RunFacts.Option(text, text)]
        run.runID = text
        run.toolVersion = text
        let rule = RuleDescription(
            id: "line.price", severity: .error, title: text, rationale: text, remedy: text, population: .lines)
        var outcome = Outcome.sample([.sample("line.price", key: FindingKey(.room(ExactText(text))), text: text)])
        outcome.unreadable = [UnreadableCell(table: .orders, rowID: nil, defect: Defect(column: text, reason: .null))]
        try withTemporaryFolder { folder in
            try writeAll(PageFacts(outcome: outcome, catalogue: [rule], run: run), into: folder)
            let parsed = try Reports.OutputFolder.files(in: folder)
            #expect(
                parsed == [
                    "explanations.js", "findings.js", "index.html", "rules/index.html", "rules/line.price.html",
                    "script.js", "style.css",
                ])
        }
    }

    @Test func allowsNothingFromOutside() throws {
        for (path, root) in [("index.html", ""), ("rules/line.price.html", "../")] {
            let page = try page(path, .sample([.sample("line.price")]))
            #expect(
                page.contains("default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src data:;"))
            #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("unsafe"))
            #expect(page.matches(of: /\ssrc="([^"]*)"/).map { String($0.1) } == ["\(root)script.js"])
            #expect(page.contains("<link rel=\"stylesheet\" href=\"\(root)style.css\" />") && !page.contains("<style"))
        }
    }

    @Test func saysItInOneSentence() throws {
        #expect(try page("index.html", .sample()).contains("Everything that could be checked ties out: nothing found."))
        let found = try page(
            "index.html", .sample([.sample("line.price", cents: 150), .sample("price.margin", .notice)]))
        #expect(found.contains("2 findings, 1 error. 1.50 at risk."))
        #expect(found.contains(#"<a href="rules/line.price.html">line.price</a>"#))
        #expect(found.contains("2 rules found nothing"))
        #expect(found.contains("<code>hold.unsellable</code> Item of a batch that cannot be sold"))
    }

    @Test func linksTheLargestToTheirRows() throws {
        let findings = (1...12).map {
            Finding.sample("line.price", key: FindingKey(.session(SessionID($0))), cents: 100 * $0)
        }
        let index = try page("index.html", .sample(findings))
        let rows = index.matches(of: /href="(rules\/line.price.html)#(f-f[0-9a-f]{16})"/).map { String($0.2) }
        #expect(rows == findings.reversed().prefix(10).map { "f-\($0.id)" })
        let rule = try page("rules/line.price.html", .sample(findings))
        for row in rows { #expect(rule.contains("id=\"\(row)\"")) }
    }

    @Test func pagesWhatIsTooMuchForOne() throws {
        let findings = (1...Int64(FindingAddresses.findingsPerPage + 5)).map {
            Finding.sample("line.price", key: FindingKey(.session(SessionID($0))), cents: $0)
        }
        let first = try page("rules/line.price.html", .sample(findings))
        #expect(first.matches(of: /<tbody class="finding"/).count == FindingAddresses.findingsPerPage)
        #expect(first.contains("1 to 1,000 of 1,005, largest impact first."))
        #expect(first.contains(#"<a rel="next" href="line.price-2.html">"#) && !first.contains("rel=\"prev\""))
        let second = try page("rules/line.price-2.html", .sample(findings))
        #expect(second.contains("1,001 to 1,005 of 1,005, largest impact first."))
        #expect(second.contains(#"<a rel="prev" href="line.price.html">"#) && !second.contains("rel=\"next\""))
        #expect(second.contains("id=\"f-\(findings[4].id)\"") && !second.contains("id=\"f-\(findings[5].id)\""))
    }

    @Test func saysWhatCouldNotBeChecked() throws {
        #expect(try page("index.html", .sample()).contains("every optional table and column is there"))
        var available = AvailableColumns.all
        available.remove(.batches, "batchStatus")
        available.remove(.batches, "deleted_at")
        var outcome = Outcome.sample(available: available)
        outcome.unreadable = (1...501).map {
            UnreadableCell(table: .orders, rowID: $0, defect: Defect(column: "total", reason: .notFinite))
        }
        let index = try page("index.html", outcome)
        #expect(index.contains("batches.batchStatus"))
        #expect(index.contains("Not checked at all: hold.unsellable.") && !index.contains("<code>hold.unsellable"))
        #expect(index.contains("501 cells") && index.contains("The first 500 are shown"))
        #expect(index.matches(of: /<td>not a finite number<\/td>/).count == 500)
    }
}
