internal import CLibXML2

/// Is told of the elements of an XML text in the order in which they stand, while it is parsed.
protocol XMLElementReader: AnyObject {
    /// An element begins.
    ///
    /// - Parameters:
    ///   - attributes: To be looked at while the call lasts.
    ///   - line: Where its tag ends, from 1.
    func begin(_ name: XMLName, _ attributes: XMLAttributes, line: Int)
    func end(_ name: XMLName)
    /// A piece of an element's text, its references resolved.
    func take(_ text: UnsafeBufferPointer<UInt8>)
}

/// The name of an element or an attribute, as libxml2 lends it, without its prefix.
struct XMLName: CustomStringConvertible {
    fileprivate let characters: UnsafePointer<xmlChar>

    var description: String { String(cString: characters) }

    static func == (name: Self, text: StaticString) -> Bool {
        xmlStrcmp(name.characters, text.utf8Start) == 0
    }

    static func ~= (text: StaticString, name: Self) -> Bool { name == text }

    func hasPrefix(_ text: StaticString) -> Bool {
        xmlStrncmp(characters, text.utf8Start, Int32(text.utf8CodeUnitCount)) == 0
    }
}

/// The attributes of an element that begins, as libxml2 lends them.
struct XMLAttributes: Sequence, IteratorProtocol {
    /// Five pointers each: name, prefix, namespace, where the value begins and where it ends.
    fileprivate var rest: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    fileprivate var count: Int

    /// An attribute's name, and its value as UTF-8, in which `&` is written as `&#38;`.
    mutating func next() -> (name: XMLName, value: UnsafeBufferPointer<UInt8>)? {
        guard count > 0, let place = rest, let name = place[0], let start = place[3], let end = place[4] else {
            return nil
        }
        rest = place + 5
        count -= 1
        return (XMLName(characters: name), UnsafeBufferPointer(start: start, count: end - start))
    }
}

/// Parses XML without making a tree of it.
enum XMLElements {
    /// - Throws: What keeps the text from being XML; the reader has been told what stands before it.
    static func parse(_ text: String, for reader: any XMLElementReader) throws(XMLFlaw) {
        xmlResetLastError()
        guard let context = xmlNewParserCtxt() else { throw last }
        defer { xmlFreeParserCtxt(context) }
        var reader = reader
        let isWhole = withUnsafeMutablePointer(to: &reader) { reader in
            context.pointee._private = UnsafeMutableRawPointer(reader)
            context.tellReader()
            return context.read(text)
        }
        guard isWhole else { throw last }
    }

    private static var last: XMLFlaw {
        xmlGetLastError().map { XMLFlaw($0.pointee) } ?? XMLFlaw(line: 1, message: "no reason was given")
    }
}

private extension xmlParserCtxtPtr {
    /// Has elements and texts told to the reader, in the place of what would make a tree of them.
    func tellReader() {
        guard let handler = pointee.sax else { return }
        handler.pointee.startElementNs = { context, name, _, _, _, _, count, _, attributes in
            guard let name, let context else { return }
            xmlParserCtxtPtr.reader(context)?.begin(
                XMLName(characters: name), XMLAttributes(rest: attributes, count: Int(count)),
                line: Int(xmlSAX2GetLineNumber(context)))
        }
        handler.pointee.endElementNs = { context, name, _, _ in
            guard let name, let context else { return }
            xmlParserCtxtPtr.reader(context)?.end(XMLName(characters: name))
        }
        let take: charactersSAXFunc = { context, text, count in
            guard let context, let text else { return }
            xmlParserCtxtPtr.reader(context)?.take(UnsafeBufferPointer(start: text, count: Int(count)))
        }
        handler.pointee.characters = take
        handler.pointee.ignorableWhitespace = take
        handler.pointee.cdataBlock = take
        handler.pointee.comment = { _, _ in }
        handler.pointee.processingInstruction = { _, _, _ in }
        handler.pointee.reference = { _, _ in }
    }

    /// Whether the text was XML to its end.
    func read(_ text: String) -> Bool {
        var text = text
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_HUGE.rawValue
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                // What is longer than 2 GB is no page.
                guard let count = Int32(exactly: characters.count) else { return false }
                // What it answers with has no element, but what was declared before the first.
                guard
                    let document = xmlCtxtReadMemory(
                        self, characters.baseAddress, count, nil, "UTF-8", Int32(options))
                else { return false }
                xmlFreeDoc(document)
                return true
            }
        }
    }

    /// Of the parser that a call comes from.
    static func reader(_ context: UnsafeMutableRawPointer) -> (any XMLElementReader)? {
        context.assumingMemoryBound(to: xmlParserCtxt.self).pointee._private?
            .assumingMemoryBound(to: (any XMLElementReader).self).pointee
    }
}
