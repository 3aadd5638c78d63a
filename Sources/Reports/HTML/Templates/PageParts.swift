internal import Glibc

/// What a page has for the browser to apply and to run: the style sheets and scripts that stand in it, and the shared files.
///
/// Everything else of that kind is refused where it stands: the page's own Content-Security-Policy would keep a
/// browser from doing it, and the page would be another than the one that somebody wrote.
struct PageParts: Hashable {
    fileprivate(set) var styles: [String] = []
    fileprivate(set) var scripts: [String] = []
    fileprivate(set) var usesSharedStyle = false
    fileprivate(set) var usesSharedScript = false

    /// - Parameter shared: The shared files as this page may name them.
    /// - Throws: What is no XML, and what the policy forbids.
    init(of page: String, shared: PageFrame) throws(PageFlaw) {
        let reader = PartReader(shared)
        do {
            try XMLElements.parse(page, for: reader)
        } catch {
            throw PageFlaw(
                line: error.line, problem: "is not well-formed: \(error.message)",
                remedy: "close every element and quote every attribute")
        }
        if let flaw = reader.flaw ?? reader.parts.ambiguity(in: page) { throw flaw }
        self = reader.parts
    }

    fileprivate init() {}
}

/// Notes the parts of a page, and the first thing that may not be there.
private final class PartReader: XMLElementReader {
    private(set) var parts = PageParts()
    private(set) var flaw: PageFlaw?
    /// The text so far of the style sheet or script that is being read.
    private var text: [UInt8]?
    private let sharedStyle: String?
    private let sharedScripts: Set<String>

    init(_ shared: PageFrame) {
        sharedStyle = shared.address(of: .stylesheet)
        sharedScripts = Set([SharedFile.script, .index, .explanations].compactMap(shared.address))
    }

    func begin(_ name: XMLName, _ attributes: XMLAttributes, line: Int) {
        guard flaw == nil else { return }
        if let problem = problem(name, attributes) {
            flaw = PageFlaw(
                line: line, problem: "\(problem), which its Content-Security-Policy keeps from working",
                remedy: "use classes, <style> and <script> in the page itself, and pictures as data:")
        }
        switch name {
        case "link": parts.usesSharedStyle = true
        case "script" where attributes.contains { $0.name == "src" }: parts.usesSharedScript = true
        case "style", "script": text = text ?? []
        default: break
        }
    }

    func take(_ text: UnsafeBufferPointer<UInt8>) {
        self.text?.append(contentsOf: text)
    }

    func end(_ name: XMLName) {
        guard let text, name == "style" || name == "script" else { return }
        let part = String(decoding: text, as: UTF8.self)
        if name == "style" { parts.styles.append(part) } else { parts.scripts.append(part) }
        self.text = nil
    }

    private func problem(_ name: XMLName, _ attributes: XMLAttributes) -> String? {
        switch name {
        case "base", "embed", "form", "frame", "iframe", "object": return "has <\(name)>"
        case "link" where !isSharedStyle(attributes): return "has <\(name)>"
        default: break
        }
        for (attribute, value) in attributes {
            if attribute == "style" || attribute.hasPrefix("on") {
                return "has an attribute \(attribute)="
            }
            if attribute == "src", !value.starts(with: "data:".utf8) {
                let address = Self.text(value)
                guard name == "script", sharedScripts.contains(address) else { return "asks for \(address)" }
            }
            if value.starts(with: "javascript:".utf8) { return "has a javascript: address" }
        }
        return nil
    }

    private func isSharedStyle(_ attributes: XMLAttributes) -> Bool {
        guard let sharedStyle else { return false }
        func has(_ name: StaticString, _ value: String) -> Bool {
            attributes.contains { $0.name == name && Self.text($0.value) == value }
        }
        return has("rel", "stylesheet") && has("href", sharedStyle)
    }

    private static func text(_ value: UnsafeBufferPointer<UInt8>) -> String {
        let text = String(decoding: value, as: UTF8.self)
        return value.contains(UInt8(ascii: "&")) ? text.replacing("&#38;", with: "&") : text
    }
}

private extension PageParts {
    /// A browser takes the bytes between the tags as they are; XML resolves references and CDATA in them, so that the
    /// hash of the one is not the hash of the other.
    func ambiguity(in page: String) -> PageFlaw? {
        guard !(styles + scripts).isEmpty else { return nil }
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

    /// Where the first of such texts ends.
    static func end(of needle: String, in text: String) -> String.Index? {
        let offset = text.withCString { text in
            needle.withCString { needle in strstr(text, needle).map { UnsafePointer($0) - text } }
        }
        return offset.map { text.utf8.index(text.startIndex, offsetBy: $0 + needle.utf8.count) }
    }

    /// The text with every end of a line a line feed, as XML and HTML take it.
    static func withLineFeeds(_ text: String) -> String {
        guard text.utf8.contains(0x0D) else { return text }
        return text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    }
}
