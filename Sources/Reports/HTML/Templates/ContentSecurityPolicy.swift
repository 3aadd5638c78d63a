internal import Digests
internal import FoundationEssentials

/// What a page allows a browser to do: apply and run exactly what stands in it and the report's shared files, and nothing
/// from anywhere else.
///
/// Made from the page as it was rendered, so that a template may say what it likes, and no hash can be a wrong one. The
/// shared files are named by where they are and not by hash: a browser compares no hash of a file that it reads from a
/// disk. Which files a page may name, ``PageParts`` knows; what is in them, the manifest.
struct ContentSecurityPolicy: Hashable, CustomStringConvertible {
    let parts: PageParts

    var description: String {
        [
            "default-src 'none'", "style-src \(Self.sources(parts.styles, parts.usesSharedStyle))",
            "script-src \(Self.sources(parts.scripts, parts.usesSharedScript))",
            "img-src data:", "base-uri 'none'", "form-action 'none'",
        ]
        .joined(separator: "; ")
    }

    /// The page with its policy as the first thing in its head, before anything that the policy is about.
    ///
    /// - Parameter shared: The shared files as this page may name them.
    static func applied(to page: String, shared: PageFrame = PageFrame(at: nil)) throws(PageFlaw) -> String {
        let policy = ContentSecurityPolicy(parts: try PageParts(of: page, shared: shared))
        guard let head = ByteSearch.end(of: "<head>", in: page), !page[..<head].contains("<!--") else {
            throw PageFlaw(
                line: 1, problem: "has no <head> before any comment", remedy: "begin it with <html> and <head>")
        }
        let meta = "\n<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\" />"
        return page[..<head] + meta + page[head...]
    }

    /// `file:` is what 'self' is for a page on a disk; a page from a server can ask for nothing by it.
    private static func sources(_ parts: [String], _ usesShared: Bool) -> String {
        let sources = (usesShared ? ["'self' file:"] : []) + (parts.isEmpty ? [] : [hashes(parts)])
        return sources.isEmpty ? "'none'" : sources.joined(separator: " ")
    }

    private static func hashes(_ parts: [String]) -> String {
        var seen: Set<String> = []
        return parts.map { "'sha256-\(Data(SHA256.digest(of: $0.utf8).bytes).base64EncodedString())'" }
            .filter { seen.insert($0).inserted }.joined(separator: " ")
    }
}

/// Why a page that a template made may not be published: where in the page, what, and what to do about it.
struct PageFlaw: Error, Hashable {
    let line: Int
    /// As the end of a sentence: `has an attribute style=`.
    let problem: String
    let remedy: String
}
