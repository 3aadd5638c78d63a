import CLibXML2
import Foundation

/// Reads the lists of a document, through libxml2's tree, which the writer does not use.
enum XMLRows {
    struct Malformed: Error {}

    /// The elements of a list, each as its attributes and the texts of its elements by their names.
    static func read(_ text: String, list: String) throws -> [[String: String]] {
        guard let document = xmlReadMemory(text, Int32(text.utf8.count), nil, nil, 0) else { throw Malformed() }
        defer { xmlFreeDoc(document) }
        let lists = children(of: xmlDocGetRootElement(document))
        guard let list = lists.first(where: { name($0) == list }) else { throw Malformed() }
        return children(of: list).map { element in
            var row: [String: String] = [:]
            for child in children(of: element) { row[name(child)] = content(child) }
            var attribute = element.pointee.properties
            while let current = attribute {
                row[string(current.pointee.name)] = content(
                    UnsafeMutableRawPointer(current).assumingMemoryBound(
                        to: xmlNode.self))
                attribute = current.pointee.next
            }
            return row
        }
    }

    private static func children(of node: xmlNodePtr?) -> [xmlNodePtr] {
        var (children, child): ([xmlNodePtr], xmlNodePtr?) = ([], node?.pointee.children)
        while let current = child {
            if current.pointee.type == XML_ELEMENT_NODE { children.append(current) }
            child = current.pointee.next
        }
        return children
    }

    private static func name(_ node: xmlNodePtr) -> String { string(node.pointee.name) }

    private static func content(_ node: xmlNodePtr) -> String {
        guard let content = xmlNodeGetContent(node) else { return "" }
        defer { free(content) }
        return string(content)
    }

    private static func string(_ bytes: UnsafePointer<xmlChar>?) -> String {
        bytes.map { String(cString: $0) } ?? ""
    }
}
