import Digests
import Foundation
import Testing

@testable import Reports

@Suite struct ContentSecurityPolicyTests {
    private func page(_ head: String, _ body: String = "") -> String {
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n\(head)</head>\n<body>\(body)</body></html>\n"
    }

    private func hash(_ text: String) -> String {
        "'sha256-\(Data(SHA256.digest(of: text.utf8).bytes).base64EncodedString())'"
    }

    @Test func namesExactlyWhatStandsInThePage() throws {
        let made = try ContentSecurityPolicy.applied(
            to: page(
                "<style>\np { color: red }\n</style>\n<style media=\"print\">a > b {}</style>",
                "<script>let é = 1 > 0</script>"))
        let styles = hash("\np { color: red }\n") + " " + hash("a > b {}")
        #expect(
            made.contains(
                """
                <head>
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src \(styles); \
                script-src \(hash("let é = 1 > 0")); img-src data:; base-uri 'none'; form-action 'none'" />
                """))
    }

    @Test func allowsNothingWhereThereIsNothing() throws {
        let made = try ContentSecurityPolicy.applied(to: page(""))
        #expect(made.contains("default-src 'none'; style-src 'none'; script-src 'none';"))
    }

    /// The shared files of a report, and no others, at the page's own depth.
    @Test func letsSharedFilesInByWhereTheyAre() throws {
        let frame = PageFrame(at: "rules/index.html")
        let made = try ContentSecurityPolicy.applied(
            to: page("<link rel=\"stylesheet\" href=\"../style.css\" />", "<script src=\"../script.js\"></script>"),
            shared: frame)
        #expect(made.contains("default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src data:;"))
        let mixed = try ContentSecurityPolicy.applied(
            to: page("<link rel=\"stylesheet\" href=\"../style.css\" /><style>p {}</style>"), shared: frame)
        #expect(mixed.contains("style-src 'self' file: \(hash("p {}")); script-src 'none';"))
        for wrong in [
            "<link rel=\"stylesheet\" href=\"style.css\" />", "<link rel=\"prefetch\" href=\"../style.css\" />",
            "<link href=\"../style.css\" />", "<script src=\"script.js\"></script>", "<img src=\"../script.js\" />",
        ] {
            #expect(throws: PageFlaw.self) { try ContentSecurityPolicy.applied(to: page("", wrong), shared: frame) }
        }
        #expect(throws: PageFlaw.self) {
            try ContentSecurityPolicy.applied(to: page("<link rel=\"stylesheet\" href=\"../style.css\" />"))
        }
    }

    /// A browser makes line feeds of all ends of lines before it looks at an element's text.
    @Test func hashesWhatABrowserHashes() throws {
        let made = try ContentSecurityPolicy.applied(to: page("<style>\r\np {}\r\n</style>"))
        #expect(made.contains(hash("\np {}\n")))
    }

    @Test(arguments: [
        ("<p style=\"color: red\">", "</p>", "has an attribute style="),
        ("<p onclick=\"alert(1)\">", "</p>", "has an attribute onclick="),
        ("<a href=\"javascript:alert(1)\">", "</a>", "has a javascript: address"),
        ("<img src=\"logo.png\" alt=\"\">", "</img>", "asks for logo.png"),
        ("<script src=\"https://example.org/x.js\">", "</script>", "asks for https://example.org/x.js"),
        ("<img src=\"a.png?b&amp;c\" alt=\"\">", "</img>", "asks for a.png?b&c,"),
        ("<x:iframe xmlns:x=\"http://www.w3.org/1999/xhtml\">", "</x:iframe>", "has <iframe>"),
        ("<style>a {}<style>b {}</style>", "</style>", "has a <style> that a browser reads otherwise than XML does"),
        ("<style>a {}<!-- b {} -->", "</style>", "has a <style> that a browser reads otherwise than XML does"),
        ("<iframe>", "</iframe>", "has <iframe>"),
        ("<form action=\"x\">", "</form>", "has <form>"),
        ("<script>1 &gt; 0", "</script>", "has a <script> that a browser reads otherwise than XML does"),
        ("<script>1 &lt; 0", "</script>", "has a <script> that a browser reads otherwise than XML does"),
        ("<style><![CDATA[a {}]]>", "</style>", "has a <style> that a browser reads otherwise than XML does"),
        ("<p>", "</q>", "is not well-formed"),
    ])
    func refusesWhatItWouldBlock(open: String, close: String, problem: String) throws {
        let flaw = #expect(throws: PageFlaw.self) {
            try ContentSecurityPolicy.applied(to: page("", "\n" + open + close))
        }
        #expect(flaw?.problem.hasPrefix(problem) == true, "\(String(describing: flaw))")
    }

    @Test func wantsAHeadToStandIn() throws {
        for page in ["<html><body /></html>", "<html><!-- <head> --><head></head></html>"] {
            let flaw = #expect(throws: PageFlaw.self) { try ContentSecurityPolicy.applied(to: page) }
            #expect(flaw?.problem == "has no <head> before any comment")
        }
    }

    @Test func saysInWhichLineSomethingStands() throws {
        let flaw = #expect(throws: PageFlaw.self) {
            try ContentSecurityPolicy.applied(to: page("", "\n<p>\n\n<i\nstyle=\"\">…</i></p>"))
        }
        #expect(flaw?.line == 10)
    }

    /// However deep elements stand in one another, no room for calls is used up.
    @Test func looksIntoEveryDepth() throws {
        func deep(_ inside: String) -> String {
            page("", String(repeating: "<b>", count: 100_000) + inside + String(repeating: "</b>", count: 100_000))
        }
        _ = try ContentSecurityPolicy.applied(to: deep(""))
        #expect(throws: PageFlaw.self) { try ContentSecurityPolicy.applied(to: deep("<i style=\"\" />")) }
    }

    @Test func letsPicturesInThatComeAlong() throws {
        _ = try ContentSecurityPolicy.applied(to: page("", "<img src=\"data:image/png;base64,AA==\" alt=\"Logo\" />"))
    }
}
