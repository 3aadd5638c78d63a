import Foundation
import LiveShopping
import Testing

@testable import Reconciliation
@testable import Reports

@Suite("An auditor is shown what a report rests on")
struct EvidencePageTests {
    @Test func `every file with its hash, and the manifest before`() throws {
        try withNights { nights in
            let first = try nights.publish(1)
            let second = try nights.publish(2)
            let page = try text(second, "evidence.html")
            let files = try OutputFolder.files(in: second).filter { !["evidence.html", "manifest.json"].contains($0) }
            for path in files {
                let file = try Manifest.File.one(path, in: second)
                let row = ">\(path)</th><td class=\"number\">\(file.bytes)</td><td class=\"hash\">\(file.sha256)</td>"
                #expect(page.contains(row), "\(path)")
            }
            #expect(page.contains("\(files.count) files of this run, without this page and manifest.json"))
            let previous = try FileDigest(of: first.appendingPathComponent("manifest.json")).sha256
            #expect(
                page.contains("<bdi>2026-11-02T020000Z</bdi>, whose SHA-256 is <span class=\"hash\">\(previous)</span>")
            )
            #expect(try text(first, "evidence.html").contains("the chain of manifests begins here"))
            #expect(try text(second, "manifest.json").contains("\"path\" : \"evidence.html\""))
            #expect(try text(second, "index.html").contains("<a href=\"evidence.html\">"))
        }
    }

    @Test(arguments: HostileText.all)
    func `whatever a statement has in it`(hostile: String) throws {
        try withNights { nights in
            var run = RunFacts.sample
            run.statements = [.init(table: .orders, sql: "COPY (SELECT \"\(hostile)\") TO STDOUT")]
            run.provenance = [.init(name: "user", value: hostile)]
            let page = try text(nights.publish(1, [], run: run), "evidence.html")
            #expect(page.contains("<pre class=\"sql\"><code>COPY (SELECT &quot;\(XHTMLText.escape(hostile))&quot;)"))
            #expect(!page.contains("The rows came from a snapshot folder that says of no statement"))
        }
    }

    @Test func `the totals of every table and amount, and every rule`() throws {
        try withNights { nights in
            let page = try text(nights.publish(1), "evidence.html")
            #expect(
                page.contains("<strong>orders</strong></th><td class=\"number\">10</td><td class=\"number\">7</td>"))
            for rule in RuleDescription.sampleCatalogue {
                #expect(page.contains("<th scope=\"row\" class=\"name\">\(rule.id)</th>"))
            }
            #expect(page.contains("4 of 4 rules were checked."))
            #expect(page.contains("<dt>price-window</dt><dd><bdi>35d</bdi></dd>"))
            #expect(page.contains("tieout 1.2.3 (Swift 6)"))
        }
    }
}
