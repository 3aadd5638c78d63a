internal import CLibXML2

/// The first thing that keeps a text from being XML.
struct XMLFlaw: Error, Hashable {
    let line: Int
    let message: String

    init(line: Int, message: String) {
        self.line = line
        self.message = message
    }

    /// What libxml2 says about an error.
    init(_ error: xmlError) {
        let message = error.message.map { String(cString: $0) } ?? "no reason was given"
        let words = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        self.init(line: Int(error.line), message: words)
    }

    /// Nil for a text that an XML parser accepts.
    init?(in text: String) {
        do {
            try Self.parse(text) { _ in }
            return nil
        } catch {
            self = error
        }
    }

    /// Lends the root of a text that an XML parser accepts.
    static func parse<Result>(
        _ text: String, _ body: (xmlNodePtr) -> Result
    ) throws(XMLFlaw) -> Result {
        guard let document = document(text) else { throw last }
        defer { xmlFreeDoc(document) }
        guard let root = xmlDocGetRootElement(document) else { throw last }
        return body(root)
    }

    private static func document(_ text: String) -> xmlDocPtr? {
        var text = text
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_HUGE.rawValue
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                xmlResetLastError()
                // What is longer than 2 GB is no page.
                guard let count = Int32(exactly: characters.count) else { return nil }
                return xmlReadMemory(characters.baseAddress, count, nil, "UTF-8", Int32(options))
            }
        }
    }

    private static var last: XMLFlaw {
        xmlGetLastError().map { XMLFlaw($0.pointee) } ?? XMLFlaw(line: 1, message: "no reason was given")
    }
}
