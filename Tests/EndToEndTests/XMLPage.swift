import CLibXML2
import Foundation

/// A page as an XML parser sees it that forgives nothing.
struct XMLPage {
    private(set) var elements: Set<String> = []
    private(set) var attributes: Set<String> = []
    private(set) var text = ""
    /// Every id, in the order of the page, and what refers to something: links, and what is labelled by something.
    private(set) var ids: [String] = []
    private(set) var links: [String] = []
    private(set) var references: [String] = []

    /// - Throws: ``Flaw`` when the page is not well-formed.
    init(_ path: String) throws {
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        xmlResetLastError()
        guard let document = xmlReadFile(path, nil, Int32(options)) else {
            let error = xmlGetLastError()?.pointee
            let message = error?.message.map { String(cString: $0) } ?? "no reason was given"
            throw Flaw(description: "\(path):\(error?.line ?? 0): \(message)")
        }
        defer { xmlFreeDoc(document) }
        if let root = xmlDocGetRootElement(document) { walk(root) }
    }

    struct Flaw: Error, CustomStringConvertible {
        let description: String
    }

    private mutating func walk(_ node: xmlNodePtr) {
        if node.pointee.type == XML_TEXT_NODE { text += node.pointee.content.map { String(cString: $0) } ?? "" }
        guard node.pointee.type == XML_ELEMENT_NODE else { return }
        elements.insert(String(cString: node.pointee.name))
        var attribute = node.pointee.properties
        while let current = attribute {
            let name = String(cString: current.pointee.name)
            attributes.insert(name)
            note(name, current.pointee.children.flatMap { $0.pointee.content }.map { String(cString: $0) } ?? "")
            attribute = current.pointee.next
        }
        var child = node.pointee.children
        while let current = child {
            walk(current)
            child = current.pointee.next
        }
    }

    private mutating func note(_ attribute: String, _ value: String) {
        switch attribute {
        case "id": ids.append(value)
        case "href": links.append(value)
        case "aria-labelledby", "aria-describedby", "for", "headers":
            references += value.split(separator: " ").map(String.init)
        default: return
        }
    }
}
