internal import CLibXML2

/// The first thing that keeps a text from being XML.
struct XMLFlaw: Hashable {
    let line: Int
    let message: String

    /// Nil for a text that an XML parser accepts.
    init?(in text: String) {
        var text = text
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_HUGE.rawValue
        let flaw: XMLFlaw? = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                xmlResetLastError()
                guard let count = Int32(exactly: characters.count) else {
                    return XMLFlaw(line: 1, message: "it is longer than 2 GB")
                }
                let document = xmlReadMemory(characters.baseAddress, count, nil, "UTF-8", Int32(options))
                guard let document else { return .last }
                xmlFreeDoc(document)
                return nil
            }
        }
        guard let flaw else { return nil }
        self = flaw
    }

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

    private static var last: XMLFlaw {
        xmlGetLastError().map { XMLFlaw($0.pointee) } ?? XMLFlaw(line: 1, message: "no reason was given")
    }
}
