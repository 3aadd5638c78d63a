import Foundation
import Testing

extension BrowserTests {
    @Suite("Tables are sorted, filtered and copied") struct TableToolTests {
        let report: NightResult
        let page: BrowserPage

        init() throws {
            report = try BrowserReport.shared()
            page = try BrowserPage()
        }

        /// The rows that are shown, as the ids of their findings, from the top.
        private func shown() throws -> [String] {
            try page.evaluate("Array.from(document.querySelectorAll('#findings tbody:not([hidden])'), it => it.id)")
        }

        /// A column of the rows that are shown.
        private func column(_ number: Int) throws -> [String] {
            try page.evaluate(
                """
                Array.from(document.querySelectorAll('#findings tbody:not([hidden])'),
                  it => it.rows[0].cells[\(number)].textContent.trim())
                """)
        }

        /// The number in the key of an override: numbers in texts are sorted as numbers.
        private static func override(_ cell: String) -> Int? {
            cell.firstMatch(of: /override ([0-9]+)/).flatMap { Int($0.1) }
        }

        private static func amount(_ cell: String) -> Double? { Double(cell.replacing(",", with: "")) }

        private func heading(_ number: Int) -> String { "#findings thead th:nth-child(\(number + 1))" }

        @Test func aColumnIsSortedThreeWays() throws {
            try page.open(report.path("rules/integrity.orphan-override-2.html"))
            let made = try shown()
            #expect(made.count == 10)
            try page.click(heading(0) + " button")
            let keys = try column(0).compactMap(Self.override)
            #expect(keys.count == 10 && keys == keys.sorted())
            #expect(try page.evaluate("document.querySelector('\(heading(0))').ariaSort") == "ascending")
            try page.click(heading(0) + " button")
            #expect(try column(0).compactMap(Self.override) == keys.sorted(by: >))
            #expect(try page.evaluate("document.querySelectorAll('[aria-sort]').length") == 1)
            try page.click(heading(0) + " button")
            #expect(try shown() == made)
            #expect(try page.evaluate("document.querySelectorAll('[aria-sort]').length") == 0)
            #expect(try page.messages() == [])
        }

        /// A finding has two lines, and is one row, also where it is the only one.
        @Test func aFindingAloneIsOneRow() throws {
            try page.open(Tieout.packageRoot.appendingPathComponent("output/sample/rules/hold.negative.html").path)
            #expect(try page.evaluate("document.querySelectorAll('#findings tbody button.copy').length") == 1)
            #expect(try page.evaluate("document.querySelector('.tools .count').textContent") == "1 row")
        }

        @Test func findingsOfAllRulesAreFilteredByRule() throws {
            try page.open(report.path("rules/index.html"), hash: "#findings.rule=conversion.duplicate-orders")
            let rules: [String] = try page.evaluate(
                """
                Array.from(document.querySelectorAll('#findings tbody tr:not([hidden])'), it => it.cells[1].textContent)
                """)
            #expect(rules.count > 1 && Set(rules) == ["conversion.duplicate-orders"])
            #expect(try page.messages() == [])
        }

        /// Also those that are beyond the first thousand, of which the page itself has no row.
        @Test func everyFindingIsFoundFromTheList() throws {
            let all = try report.rows("findings.csv")
            try page.call(
                "Page.addScriptToEvaluateOnNewDocument",
                [
                    "source": """
                    window.cut = [];
                    const split = String.prototype.split;
                    String.prototype.split = function (by, most) {
                      const parts = split.call(this, by, most);
                      if (by === "\\n") window.cut.push(parts.length);
                      return parts;
                    };
                    """
                ])
            try page.open(report.path("rules/index.html"))
            // Of thirteen columns those are read whole of which a filter lists the values.
            let whole: Int = try page.evaluate("window.cut.filter(it => it > 200).length")
            #expect((1...5).contains(whole))
            #expect(try page.evaluate("findingsIndex.key.split('\\n').length") == all.count && all.count > 1_000)
            #expect(try page.evaluate("document.querySelectorAll('#findings tbody tr').length") == 200)
            try page.click(".more")
            #expect(try page.evaluate("document.querySelectorAll('#findings tbody tr').length") == 400)
            let last: String = try page.evaluate("findingsIndex.key.split('\\n').at(-1)")
            try page.type(last.uppercased(), into: ".tools input[type=search]")
            #expect(
                try page.becomes(
                    "Array.from(document.querySelectorAll('#findings tbody th a'), it => it.textContent).includes('\(last)')"
                ))
            let link: String = try page.evaluate("document.querySelector('#findings tbody th a').href")
            #expect(try report.has(link))
            try page.open(report.path("rules/index.html"), hash: "#findings.sort=-impact;findings.severity=critical")
            let impacts: [String] = try page.evaluate(
                "Array.from(document.querySelectorAll('td.impact'), it => it.textContent)")
            let amounts = impacts.compactMap(Self.amount)
            #expect(amounts.count == all.count { $0["severity"] == "critical" } && amounts == amounts.sorted(by: >))
            #expect(try page.messages() == [])
        }

        @Test func amountsAreSortedAsAmountsAndTheLargestFirst() throws {
            try page.open(report.path("rules/conversion.duplicate-orders.html"), hash: "#findings.sort=impact")
            let amounts = try column(6).compactMap(Self.amount)
            #expect(amounts.count >= 3 && amounts == amounts.sorted())
            try page.run("document.querySelector('\(heading(6)) button').focus()")
            try page.pressEnter()
            #expect(try shown().first != nil && page.evaluate("document.querySelector('[aria-sort]') === null"))
            try page.pressEnter()
            #expect(try column(6).compactMap(Self.amount) == amounts.reversed())
        }

        @Test func rowsAreFilteredAndTheAddressBringsTheViewBack() throws {
            try page.open(report.path("rules/price.margin.html"))
            let all = try shown()
            let client = try #require(try column(2).last)
            try page.choose(client, in: ".tools label:nth-of-type(3) :is(select, input)")
            #expect(try page.becomes("location.hash === '#findings.client=\(client)'"))
            let some = try shown()
            #expect(!some.isEmpty && some.count < all.count)
            #expect(try Set(column(2)) == [client])
            #expect(
                try page.evaluate("document.querySelector('.count').textContent")
                    == "\(some.count) of \(all.count) rows")
            try page.click(heading(6) + " button")
            let hash: String = try page.evaluate("location.hash")
            #expect(hash == "#findings.client=\(client);findings.sort=-impact")
            let view = try shown()
            try page.open(report.path("rules/price.margin.html"), hash: hash)
            #expect(try shown() == view)
            #expect(try page.evaluate("document.querySelector('.tools :is(select, input[list])').value === ''"))
            try page.click(".tools label ~ button")
            #expect(try shown() == all)
            #expect(try page.evaluate("location.hash") == "")
            #expect(try page.messages() == [])
        }

        @Test func aTextAndAnAmountFindRows() throws {
            try page.open(report.path("rules/integrity.orphan-override-2.html"))
            let words: String = try page.evaluate(
                "document.querySelector('#findings tbody:last-of-type .key-part').textContent")
            try page.type(words.uppercased(), into: ".tools input[type=search]")
            #expect(try page.becomes("document.querySelectorAll('#findings tbody:not([hidden])').length === 1"))
            try page.open(report.path("rules/conversion.duplicate-orders.html"))
            let amounts = try column(6)
            let largest = try #require(amounts.compactMap(Self.amount).max())
            try page.type(String(format: "%.2f", largest), into: ".tools .amount")
            #expect(
                try page.becomes("document.querySelectorAll('#findings tbody[hidden]').length === \(amounts.count - 1)")
            )
            try page.type("x", into: ".tools .amount")
            #expect(try page.becomes("document.querySelector('.tools .amount').ariaInvalid === 'true'"))
            #expect(try shown().count == amounts.count)
        }

        @Test func anAddressOfAFindingMarksItEvenWhenAFilterHidIt() throws {
            try page.open(report.path("rules/price.margin.html"))
            let last = try #require(try shown().last)
            try page.open(report.path("rules/price.margin.html"), hash: "#" + last)
            #expect(try page.evaluate("document.querySelector(':target').id") == last)
            let mark = "getComputedStyle(document.querySelector('#\(last) td')).backgroundColor"
            let other = "getComputedStyle(document.querySelector('#findings tbody td')).backgroundColor"
            #expect(try page.evaluate("\(mark) !== \(other)"))
            try page.open(report.path("rules/price.margin.html"), hash: "#findings.text=nothing-like-it")
            #expect(try shown().isEmpty)
            try page.run("location.hash = '#\(last)'")
            #expect(try page.becomes("document.getElementById('\(last)').hidden === false"))
        }

        @Test func aRowIsCopied() throws {
            try page.browser.call(
                "Browser.grantPermissions", ["permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]])
            try page.open(report.path("rules/price.margin.html"))
            let first = try #require(try shown().first)
            try page.click("#\(first) button.copy")
            #expect(try page.becomes("document.querySelector('.count').textContent === 'Row copied'"))
            let copied: String = try page.evaluate("navigator.clipboard.readText()")
            let cells = copied.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            #expect(cells.count == 10 && cells[0].contains(first.dropFirst(2)) && !copied.contains("\n"))
            #expect(try cells[6] == column(6).first)
            try page.click(".tools button:last-of-type")
            #expect(try page.becomes("document.querySelector('.count').textContent.endsWith('rows copied')"))
            let all: String = try page.evaluate("navigator.clipboard.readText()")
            #expect(all.split(whereSeparator: \.isNewline).count == (try shown().count) + 1)
            #expect(try page.messages() == [])
        }

        @Test func whatASpreadsheetWouldTakeForAFormulaIsQuoted() throws {
            let folder = try TemporaryFolder()
            let made = try String(contentsOfFile: report.path("rules/price.margin.html"), encoding: .utf8)
            let cell = try #require(made.firstMatch(of: /<td class="number impact">[0-9.,]+<\/td>/)).output
            let hostile = made.replacing(cell, with: "<td>=HYPERLINK(1)</td>").replacing(
                /<meta http-equiv[^>]*>/, with: ""
            ).replacing("../script.js", with: report.url("script.js"))
            try hostile.write(toFile: folder.path("page.html"), atomically: true, encoding: .utf8)
            try page.browser.call(
                "Browser.grantPermissions", ["permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]])
            try page.open(folder.path("page.html"))
            try page.click("button.copy")
            #expect(try page.becomes("document.querySelector('.count').textContent === 'Row copied'"))
            #expect(try page.evaluate("navigator.clipboard.readText()", as: String.self).contains("\t'=HYPERLINK(1)\t"))
        }

        @Test func aThousandFindingsAreNoBurden() throws {
            try page.open(report.path("rules/integrity.orphan-override.html"))
            // Sorting takes every row out once and puts it back once.
            let moved: Int = try page.evaluate(
                """
                (() => { const seen = new MutationObserver(() => {});
                  seen.observe(document.querySelector('tbody').parentElement, {childList: true, subtree: true});
                  document.querySelector('\(heading(3)) button').click();
                  return seen.takeRecords().reduce((sum, r) => sum + r.addedNodes.length + r.removedNodes.length, 0); })()
                """)
            let rows: Int = try page.evaluate("document.querySelectorAll('tbody tr').length")
            #expect(rows >= 1_000)
            #expect((1...2 * rows + 20).contains(moved), "\(moved) of \(rows) rows")
        }
    }
}
