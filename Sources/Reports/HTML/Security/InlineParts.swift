internal import CLibXML2

/// What a page brings along for the browser to apply and to run: its style sheets and its scripts.
///
/// Everything else of that kind is refused where it stands: the page's own Content-Security-Policy would keep a
/// browser from doing it, and the page would be another than the one that somebody wrote.
struct InlineParts: Hashable {
    private(set) var styles: [String] = []
    private(set) var scripts: [String] = []

    /// - Throws: What is no XML, and what the policy forbids.
    init(of page: String) throws(PageFlaw) {
        var parts = Self()
        var forbidden: PageFlaw?
        do {
            try XMLFlaw.parse(page) { root in forbidden = parts.collect(root) }
        } catch {
            throw PageFlaw(
                line: error.line, problem: "is not well-formed: \(error.message)",
                remedy: "close every element and quote every attribute")
        }
        if let flaw = forbidden ?? parts.ambiguity(in: page) { throw flaw }
        self = parts
    }

    private init() {}
}

private extension InlineParts {
    static let forbidden: Set<String> = ["base", "embed", "form", "frame", "iframe", "link", "object"]

    /// Takes what an element and those in it hold; answers with the first thing that may not be there.
    mutating func collect(_ node: xmlNodePtr) -> PageFlaw? {
        guard node.pointee.type == XML_ELEMENT_NODE else { return nil }
        let name = String(cString: node.pointee.name)
        if let flaw = Self.flaw(node, name) { return flaw }
        if name == "style" { styles.append(Self.content(node)) }
        if name == "script" { scripts.append(Self.content(node)) }
        var child = node.pointee.children
        while let current = child {
            if let flaw = collect(current) { return flaw }
            child = current.pointee.next
        }
        return nil
    }

    static func flaw(_ node: xmlNodePtr, _ name: String) -> PageFlaw? {
        if forbidden.contains(name) { return blocked(node, "has <\(name)>") }
        var attribute = node.pointee.properties
        while let current = attribute {
            let name = String(cString: current.pointee.name)
            let value = current.pointee.children.flatMap { $0.pointee.content }.map { String(cString: $0) } ?? ""
            if name == "style" || name.hasPrefix("on") { return blocked(node, "has an attribute \(name)=") }
            if name == "src" && !value.hasPrefix("data:") { return blocked(node, "asks for \(value)") }
            if value.hasPrefix("javascript:") { return blocked(node, "has a javascript: address") }
            attribute = current.pointee.next
        }
        return nil
    }

    static func blocked(_ node: xmlNodePtr, _ what: String) -> PageFlaw {
        PageFlaw(
            line: xmlGetLineNo(node), problem: "\(what), which its Content-Security-Policy keeps from working",
            remedy: "use classes, <style> and <script> in the page itself, and pictures as data:")
    }

    static func content(_ node: xmlNodePtr) -> String {
        var content = ""
        var child = node.pointee.children
        while let current = child {
            content += current.pointee.content.map { String(cString: $0) } ?? ""
            child = current.pointee.next
        }
        return content
    }

    /// A browser takes the bytes between the tags as they are; XML resolves references and CDATA in them, so that the
    /// hash of the one is not the hash of the other.
    func ambiguity(in page: String) -> PageFlaw? {
        let page = ByteSearch.withLineFeeds(page)
        for (element, parts) in [("style", styles), ("script", scripts)] {
            for part in parts where !part.isEmpty && !ByteSearch.contains(">\(part)</\(element)", in: page) {
                return PageFlaw(
                    line: 1, problem: "has a <\(element)> that a browser reads otherwise than XML does",
                    remedy: "write it without & and <")
            }
        }
        return nil
    }
}
