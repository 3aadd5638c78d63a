internal import Digests
internal import Foundation

/// What a page allows a browser to do: apply and run exactly what stands in it, and nothing from anywhere else.
///
/// Made from the page as it was rendered, so that a template may say what it likes, and no hash can be a wrong one.
struct ContentSecurityPolicy: Hashable, CustomStringConvertible {
    let parts: InlineParts

    var description: String {
        [
            "default-src 'none'", "style-src \(Self.hashes(parts.styles))", "script-src \(Self.hashes(parts.scripts))",
            "img-src data:", "base-uri 'none'", "form-action 'none'",
        ]
        .joined(separator: "; ")
    }

    /// The page with its policy as the first thing in its head, before anything that the policy is about.
    static func applied(to page: String) throws(PageFlaw) -> String {
        let policy = ContentSecurityPolicy(parts: try InlineParts(of: page))
        guard let head = page.firstRange(of: "<head>"), !page[..<head.lowerBound].contains("<!--") else {
            throw PageFlaw(
                line: 1, problem: "has no <head> before any comment", remedy: "begin it with <html> and <head>")
        }
        let meta = "\n<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\" />"
        return page[..<head.upperBound] + meta + page[head.upperBound...]
    }

    private static func hashes(_ parts: [String]) -> String {
        guard !parts.isEmpty else { return "'none'" }
        var seen: Set<String> = []
        return parts.map { "'sha256-\(Data(SHA256.digest(of: $0.utf8).bytes).base64EncodedString())'" }
            .filter { seen.insert($0).inserted }.joined(separator: " ")
    }
}
