import Foundation
import LiveShopping
import Testing

@testable import Reconciliation
@testable import Reports

@Suite struct PagesTests {
    private func page(_ path: String, _ outcome: Outcome) throws -> String {
        try withTemporaryFolder { folder in
            try Pages(templates: TestTemplates.folder)
                .write(outcome, catalogue: RuleDescription.sampleCatalogue, run: .sample, into: folder)
            return try text(folder, path)
        }
    }

    @Test func isWellFormedWhateverTheTexts() throws {
        for path in ["index.html", "rules/conversion.open-session.html"] {
            let page = try page(path, .hostile())
            #expect(XMLFlaw(in: page) == nil)
            #expect(!page.contains("<script"))
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
        let rule = RuleDescription(id: "line.price", severity: .error, title: text, rationale: text, remedy: text)
        var outcome = Outcome.sample([.sample("line.price", key: FindingKey(.room(text)), text: text)])
        outcome.unreadable = [UnreadableCell(table: .orders, rowID: nil, defect: Defect(column: text, reason: .null))]
        try withTemporaryFolder { folder in
            try Pages(templates: TestTemplates.folder).write(outcome, catalogue: [rule], run: run, into: folder)
            let parsed = try Reports.OutputFolder.files(in: folder)
            #expect(parsed == ["index.html", "rules/line.price.html"])
        }
    }

    @Test func allowsNothingFromOutside() throws {
        let page = try page("index.html", .sample())
        #expect(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\""))
        #expect(!page.contains("http://") && !page.contains("https://") && !page.contains(" src="))
    }

    @Test func saysItInOneSentence() throws {
        #expect(try page("index.html", .sample()).contains("Everything that could be checked ties out: nothing found."))
        let found = try page(
            "index.html", .sample([.sample("line.price", cents: 150), .sample("price.margin", .notice)]))
        #expect(found.contains("2 findings, the worst of them error; 2.50 at risk."))
        #expect(found.contains(#"<a href="rules/line.price.html">line.price</a>"#))
        #expect(found.contains("<th scope=\"row\" class=\"name\">hold.unsellable</th>"))
    }

    @Test func linksTheLargestToTheirRows() throws {
        let findings = (1...12).map {
            Finding.sample("line.price", key: FindingKey(.session(SessionID($0))), cents: 100 * $0)
        }
        let index = try page("index.html", .sample(findings))
        let rows = index.matches(of: /href="(rules\/line.price.html)#(f-[0-9a-f]{16})"/).map { String($0.2) }
        #expect(rows == findings.reversed().prefix(10).map { "f-\($0.id)" })
        let rule = try page("rules/line.price.html", .sample(findings))
        for row in rows { #expect(rule.contains("id=\"\(row)\"")) }
    }

    @Test func showsTheLargestWhenThereAreTooMany() throws {
        let findings = (1...Int64(RulePage.limit + 5)).map {
            Finding.sample("line.price", key: FindingKey(.session(SessionID($0))), cents: $0)
        }
        let page = try page("rules/line.price.html", .sample(findings))
        #expect(page.matches(of: /<tbody class="finding"/).count == RulePage.limit)
        #expect(page.contains("The 2000 with the largest impact of 2005, largest first."))
        #expect(page.contains("href=\"../findings.csv\""))
        #expect(!page.contains("id=\"f-\(findings[4].id)\"") && page.contains("id=\"f-\(findings[5].id)\""))
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
        #expect(index.contains("not checked: columns missing"))
        #expect(index.contains("501 cells") && index.contains("The first 500 are shown"))
        #expect(index.matches(of: /<td>not a finite number<\/td>/).count == 500)
    }
}
