import Foundation
import Testing

extension BrowserTests {
    @Suite("Pages can be read by everybody") struct PageAuditTests {
        @Test func everyKindOfPage() throws {
            let report = try BrowserReport.shared()
            let page = try BrowserPage()
            for path in try report.pages(ofAKind: 1) {
                try page.prefer(dark: false)
                try page.open(report.path(path))
                let problems = try PageAudit(page: page).problems()
                #expect(problems == [], "\(path)")
                try page.prefer(dark: true)
                let inTheDark = try PageAudit(page: page).problemsWithColours()
                #expect(inTheDark == [], "\(path)")
            }
        }

        @Test func aClientsStatement() throws {
            let statement = try BrowserReport.statement()
            let page = try BrowserPage()
            try page.prefer(dark: false)
            try page.open(statement)
            let problems = try PageAudit(page: page).problems()
            #expect(problems == [])
            #expect(try page.messages() == [])
            #expect(try page.requests() == [URL(fileURLWithPath: statement).absoluteString])
            try page.prefer(dark: true)
            let inTheDark = try PageAudit(page: page).problemsWithColours()
            #expect(inTheDark == [])
        }

        @Test func aSortedAndFilteredTable() throws {
            let report = try BrowserReport.shared()
            let page = try BrowserPage()
            try page.open(report.path("rules/price.margin.html"), hash: "#findings.sort=-impact;findings.text=e")
            try page.click("button.copy")
            let problems = try PageAudit(page: page).problems()
            #expect(problems == [])
        }

        private static let good = """
            <!DOCTYPE html><html lang="en"><head><title>x</title><style>:focus { outline: 2px solid #17508f }</style>
            </head><body><main><h1>x</h1><p>x</p><a href="#a">first place</a> <p><a href="#b">second place</a></p>
            <table><caption>x</caption><tr><th scope="col">x</th></tr><tr><td>x</td></tr></table></main></body></html>
            """

        /// Each check finds the fault that it is for, and nothing in the page without it.
        @Test(arguments: [
            ("axe color-contrast", "<p>x</p>", "<p style=\"color: #aaa\">pale words</p>"),
            ("axe html-has-lang", " lang=\"en\"", ""),
            ("axe document-title", "<title>x</title>", ""),
            ("axe heading-order", "<p>x</p>", "<h3>x</h3>"),
            ("axe label", "<p>x</p>", "<input type=\"text\" />"),
            ("axe button-name", "<p>x</p>", "<button></button>"),
            ("axe link-name", "first place", ""),
            ("axe image-alt", "<p>x</p>", "<img src=\"data:,\" />"),
            ("axe svg-img-alt", "<p>x</p>", "<svg role=\"img\"><rect width=\"9\" height=\"9\" /></svg>"),
            ("axe region", "</main>", "</main><p>outside</p>"),
            ("axe landmark-one-main", "main>", "div>"),
            (
                "axe target-size", "<p>x</p>",
                "<div><button style=\"height: 9px\">x</button><br /><button style=\"height: 9px\">y</button></div>"
            ),
            ("duplicate-id", "<p>x</p>", "<p id=\"q\">x</p><p id=\"q\">x</p>"),
            (
                "axe scrollable-region-focusable", "<p>x</p>",
                "<div style=\"overflow: auto; height: 30px\"><p style=\"height: 300px\">x</p></div>"
            ),
            ("table-caption", "<caption>x</caption>", ""),
            ("th-scope", " scope=\"col\"", ""),
            ("table-row", "<tr><td>", "<tr style=\"display: inline-block\"><td>"),
            ("name", "<p>x</p>", "<div tabindex=\"0\" role=\"button\"></div>"),
            ("reflow", "<p>x</p>", "<p style=\"width: 500px\">x</p>"),
            ("focus-visible", "2px solid #17508f", "none"),
            ("tab-order", "<a href=\"#b\">", "<a href=\"#b\" tabindex=\"-1\">"),
            ("tab-order", "<a href=\"#b\">", "<a href=\"#b\" tabindex=\"3\">"),
        ])
        func aFaultIsFound(check: String, healthy: String, faulty: String) throws {
            try #require(Self.good.contains(healthy))
            let folder = try TemporaryFolder()
            let page = try BrowserPage()
            try Self.good.replacing(healthy, with: faulty)
                .write(toFile: folder.path("faulty.html"), atomically: true, encoding: .utf8)
            try page.open(folder.path("faulty.html"))
            let problems = try PageAudit(page: page).problems()
            #expect(problems.contains { $0.hasPrefix(check + ": ") }, "\(problems)")
        }

        @Test func aHealthyPageHasNoFault() throws {
            let folder = try TemporaryFolder()
            let page = try BrowserPage()
            try Self.good.write(toFile: folder.path("good.html"), atomically: true, encoding: .utf8)
            try page.open(folder.path("good.html"))
            #expect(try PageAudit(page: page).problems() == [])
        }

        /// A colour that can be read on white and not on black is found in the scheme where it cannot.
        @Test func aFaultOfOneColourSchemeIsFound() throws {
            let folder = try TemporaryFolder()
            let page = try BrowserPage()
            let style =
                "@media (prefers-color-scheme: dark) { html { background: #111; color: #fff } p { color: #333 } }"
            try Self.good.replacing(":focus {", with: style + " :focus {")
                .write(toFile: folder.path("dark.html"), atomically: true, encoding: .utf8)
            try page.prefer(dark: false)
            try page.open(folder.path("dark.html"))
            #expect(try PageAudit(page: page).problemsWithColours() == [])
            try page.prefer(dark: true)
            #expect(try PageAudit(page: page).problemsWithColours().contains { $0.hasPrefix("axe color-contrast: ") })
        }
    }
}
