import Foundation
import Testing

extension BrowserTests {
    @Suite("Pages keep to themselves, without scripts and on paper too") struct PageBehaviourTests {
        let report: NightResult
        let page: BrowserPage

        init() throws {
            report = try BrowserReport.shared()
            page = try BrowserPage()
        }

        @Test func noPageSaysAnythingOrAsksForAnything() throws {
            for path in try report.pages() {
                try page.open(report.path(path))
                #expect(try page.messages() == [], "\(path)")
                let index =
                    path == "rules/index.html" ? [report.url("findings.js"), report.url("explanations.js")] : []
                let shared = index + [report.url("script.js"), report.url("style.css")]
                #expect(try page.requests().filter { $0 != report.url(path) }.sorted() == shared, "\(path)")
            }
        }

        @Test func theBrowserSaysWhenAPageAsksOrSaysSomething() throws {
            let folder = try TemporaryFolder()
            let bad = """
                <!DOCTYPE html><html lang="en"><head><title>x</title>
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'" />
                </head><body><p style="color: red">x</p><script>console.log("x")</script>
                <img alt="" src="file:///nowhere.png" /></body></html>
                """
            try bad.write(toFile: folder.path("bad.html"), atomically: true, encoding: .utf8)
            try page.open(folder.path("bad.html"))
            let messages = try page.messages()
            #expect(messages.contains { $0.hasPrefix("console: ") })
            #expect(messages.filter { $0.contains("violates the following Content Security Policy") }.count == 2)
            let allowed = bad.replacing("default-src 'none'; ", with: "")
            try allowed.write(toFile: folder.path("bad.html"), atomically: true, encoding: .utf8)
            try page.open(folder.path("bad.html"))
            #expect(try page.requests().contains("file:///nowhere.png"))
        }

        /// A script that got into a page is not run, and the browser says so.
        @Test func thePolicyIsInForce() throws {
            let folder = try TemporaryFolder()
            let made = try String(contentsOfFile: report.path("rules/price.margin.html"), encoding: .utf8)
            let changed = made.replacing("</main>", with: "<script>document.title = 'taken'</script></main>")
            try #require(changed != made)
            try changed.write(toFile: folder.path("changed.html"), atomically: true, encoding: .utf8)
            try page.open(folder.path("changed.html"))
            #expect(try page.messages().contains { $0.contains("Content Security Policy") })
            #expect(try page.evaluate("document.title !== 'taken'"))
        }

        @Test func withoutScriptsEverythingIsThereAndNothingIsDead() throws {
            try page.switchScriptsOff()
            try page.open(report.path("rules/integrity.orphan-override.html"))
            #expect(try page.evaluate("document.querySelectorAll('#findings tbody:not([hidden])').length") == 1_000)
            #expect(try page.evaluate("document.querySelectorAll('button, input, select').length") == 0)
            try page.open(report.path("rules/integrity.orphan-override-2.html"))
            #expect(try page.evaluate("document.querySelectorAll('#findings tbody').length") == 10)
        }

        /// Small telephone, tablet, desk: a word stays in one piece, rows are cards on the first alone, and the money of each is
        /// in sight.
        @Test func wordsStayWholeAndMoneyInSight() throws {
            for width in [390, 768, 1_440] {
                for path in try report.pages(ofAKind: 1) where path != "evidence.html" {
                    try page.resize(width, 900)
                    try page.open(report.path(path))
                    #expect(try page.evaluate(Self.brokenWords, as: [String].self) == [], "\(path) at \(width)")
                    let out: Int = try page.evaluate(
                        """
                        Array.from(document.querySelectorAll('td.impact')).filter(it => it.checkVisibility() &&
                          it.getBoundingClientRect().right > innerWidth).length
                        """)
                    #expect(out == 0, "\(path) at \(width)")
                }
                try page.open(report.path("rules/price.margin.html"))
                let display: String = try page.evaluate("getComputedStyle(document.querySelector('#findings')).display")
                #expect(display == (width < 600 ? "block" : "table"))
            }
            try page.resize(390, 900)
            try page.open(report.path("rules/price.margin.html"))
            #expect(try page.evaluate("document.querySelector('td.impact').dataset.label") == "Impact")
            #expect(try page.evaluate("document.querySelector('#findings').getAttribute('role')") == "table")
            try page.choose("impact", in: ".tools .sorting select")
            #expect(try page.evaluate("location.hash") == "#findings.sort=impact")
        }

        /// Words of ordinary length that stand on two lines, but not for a hyphen or the like in them.
        private static let brokenWords = """
            (() => { const broken = []; const range = document.createRange();
              const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) { const node = walker.currentNode;
                if (!node.parentElement.checkVisibility()) continue;
                for (const word of node.data.matchAll(/(?<![A-Za-z0-9])[A-Za-z0-9]{2,20}(?![A-Za-z0-9])/g)) {
                  range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
                  const lines = new Set(Array.from(range.getClientRects(), it => Math.round(it.top)));
                  if (lines.size > 1) broken.push(word[0]); } }
              return [...new Set(broken)]; })()
            """

        @Test func everyLinkLeadsSomewhere() throws {
            for path in try report.pages() {
                try page.open(report.path(path))
                let links: [String] = try page.evaluate(
                    "[...new Set(Array.from(document.querySelectorAll('a[href]'), it => it.href))]")
                for link in links { #expect(try report.has(link), "\(path): \(link)") }
                let lost: [String] = try page.evaluate(
                    """
                    Array.from(document.querySelectorAll('a[href^="#"]'), it => it.getAttribute('href').slice(1))
                      .filter(id => !document.getElementById(id))
                    """)
                #expect(lost == [], "\(path)")
            }
        }

        /// A sheet, in inches, and what of its width is printed on, in pixels.
        private static let papers = [("A4", 8.27, 11.69, 703), ("Letter", 8.5, 11.0, 725)]

        @Test func printsWhole() throws {
            for path in try report.pages(ofAKind: 1) {
                let page = try BrowserPage()
                try page.open(report.path(path))
                for (paper, width, height, printable) in Self.papers {
                    try page.prefer(dark: false)
                    try Self.expectSheets(of: page, path, paper, width, height)
                    try page.layOutForPrint(width: printable)
                    try Self.expectEverything(on: page, "\(path) on \(paper)", printable)
                }
            }
        }

        private static func expectSheets(
            of page: BrowserPage, _ path: String, _ paper: String, _ width: Double, _ height: Double
        ) throws {
            let sheets = try page.pdf(width: width, height: height)
            let text = String(decoding: sheets, as: UTF8.self)
            #expect(text.hasPrefix("%PDF-"))
            if path == "index.html" { #expect(text.matches(of: /\/Type ?\/Page\b/).count <= 2, "\(paper)") }
            let box = try #require(text.firstMatch(of: /\/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]/))
            #expect(abs((Double(box.1) ?? 0) - width * 72) < 1 && abs((Double(box.2) ?? 0) - height * 72) < 1)
        }

        /// Nothing is wider than the sheet, folded away or a menu, and a table's heads are on each sheet.
        private static func expectEverything(on page: BrowserPage, _ what: String, _ printable: Int) throws {
            #expect(
                try page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
                "\(what)")
            let cut: [String] = try page.evaluate(
                """
                Array.from(document.querySelectorAll('table')).filter(it => it.offsetWidth > \(printable))
                  .map(it => it.id || it.caption.textContent)
                """)
            #expect(cut == [], "\(what)")
            let repeated: Bool = try page.evaluate(
                """
                Array.from(document.querySelectorAll('thead'), it => getComputedStyle(it).display)
                  .every(it => it === 'table-header-group')
                """)
            #expect(repeated, "\(what)")
            #expect(try page.evaluate("getComputedStyle(document.querySelector('nav')).display") == "none")
            let folded: Int = try page.evaluate(
                """
                Array.from(document.querySelectorAll(':not(.front) > details > :last-child'))
                  .filter(it => !it.checkVisibility() || it.getBoundingClientRect().height === 0).length
                """)
            #expect(folded == 0, "\(what)")
        }
    }
}

extension NightResult {
    /// The pages, from the report's root: those beside the index, and so many of each folder, the smallest.
    func pages(ofAKind limit: Int = 4) throws -> [String] {
        let all = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".html") }
            .sorted { (try? (size($0), $0) < (size($1), $1)) ?? false }
        var seen: [String: Int] = [:]
        return all.filter { path in
            let kind = path.split(separator: "/").dropLast().joined()
            seen[kind, default: 0] += 1
            return kind.isEmpty || seen[kind, default: 0] <= limit
        }
    }

    private func size(_ path: String) throws -> Int {
        try URL(fileURLWithPath: self.path(path)).resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
    }

    func url(_ path: String) -> String { folder.appendingPathComponent(path).absoluteString }

    /// Whether a link leads to a file of the report, and to a place on its page.
    func has(_ link: String) throws -> Bool {
        guard let url = URL(string: link), url.isFileURL, url.path.hasPrefix(folder.path) else { return false }
        guard FileManager.default.fileExists(atPath: url.path) else { return false }
        guard let place = url.fragment else { return true }
        return try String(contentsOf: url, encoding: .utf8).contains("id=\"\(place)\"")
    }
}
