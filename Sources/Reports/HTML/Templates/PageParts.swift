internal import Glibc
internal import CLibXML2

/// What a page has for the browser to apply and to run: the style sheets and scripts that stand in it, and the shared files.
///
/// Everything else of that kind is refused where it stands: the page's own Content-Security-Policy would keep a
/// browser from doing it, and the page would be another than the one that somebody wrote.
struct PageParts: Hashable {
    private(set) var styles: [String] = []
    private(set) var scripts: [String] = []
    private(set) var usesSharedStyle = false
    private(set) var usesSharedScript = false
    private let sharedStyle: String?
    private let sharedScripts: Set<String>

    /// - Parameter shared: The shared files as this page may name them.
    /// - Throws: What is no XML, and what the policy forbids.
    init(of page: String, shared: PageFrame) throws(PageFlaw) {
        var parts = Self(shared)
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

    private init(_ shared: PageFrame) {
        sharedStyle = shared.address(of: .stylesheet)
        sharedScripts = Set([SharedFile.script, .index, .explanations].compactMap(shared.address))
    }
}

private extension PageParts {
    static let forbidden: Set<String> = ["base", "embed", "form", "frame", "iframe", "object"]

    /// Takes what an element and those in it hold; answers with the first thing that may not be there.
    mutating func collect(_ node: xmlNodePtr) -> PageFlaw? {
        guard node.pointee.type == XML_ELEMENT_NODE else { return nil }
        let name = String(cString: node.pointee.name)
        if let flaw = flaw(node, name) { return flaw }
        switch name {
        case "style": styles.append(Self.content(node))
        case "link": usesSharedStyle = true
        case "script" where Self.attribute("src", of: node) != nil: usesSharedScript = true
        case "script": scripts.append(Self.content(node))
        default: break
        }
        var child = node.pointee.children
        while let current = child {
            if let flaw = collect(current) { return flaw }
            child = current.pointee.next
        }
        return nil
    }

    func flaw(_ node: xmlNodePtr, _ name: String) -> PageFlaw? {
        if Self.forbidden.contains(name) || name == "link" && !isSharedStyle(node) {
            return Self.blocked(node, "has <\(name)>")
        }
        var attribute = node.pointee.properties
        while let current = attribute {
            let attributeName = String(cString: current.pointee.name)
            let value = Self.value(current)
            if attributeName == "style" || attributeName.hasPrefix("on") {
                return Self.blocked(node, "has an attribute \(attributeName)=")
            }
            if attributeName == "src", !value.hasPrefix("data:"), name != "script" || !sharedScripts.contains(value) {
                return Self.blocked(node, "asks for \(value)")
            }
            if value.hasPrefix("javascript:") { return Self.blocked(node, "has a javascript: address") }
            attribute = current.pointee.next
        }
        return nil
    }

    func isSharedStyle(_ node: xmlNodePtr) -> Bool {
        Self.attribute("rel", of: node) == "stylesheet" && Self.attribute("href", of: node) == sharedStyle
            && sharedStyle != nil
    }

    static func attribute(_ name: String, of node: xmlNodePtr) -> String? {
        var attribute = node.pointee.properties
        while let current = attribute {
            if String(cString: current.pointee.name) == name { return value(current) }
            attribute = current.pointee.next
        }
        return nil
    }

    static func value(_ attribute: xmlAttrPtr) -> String {
        attribute.pointee.children.flatMap { $0.pointee.content }.map { String(cString: $0) } ?? ""
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

/// Looking for a long text in a longer one, byte by byte and fast.
enum ByteSearch {
    /// - Parameter text: Without a zero byte, as XML is.
    static func contains(_ needle: String, in text: String) -> Bool {
        text.withCString { text in needle.withCString { strstr(text, $0) != nil } }
    }

    /// The text with every end of a line a line feed, as XML and HTML take it.
    static func withLineFeeds(_ text: String) -> String {
        guard text.utf8.contains(0x0D) else { return text }
        return text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    }
}
