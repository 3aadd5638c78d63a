internal import CLibXML2
internal import FoundationEssentials
internal import Glibc

/// Compares an XML file with a schema, reading it as a stream: a file of any length takes the same little memory.
enum SchemaValidator {
    /// Throws when a file is not what a schema says, with the first thing that is not.
    static func requireValid(_ document: URL, by schema: String) throws(PublicationError) {
        let flaws = try flaws(of: document, by: schema)
        guard let first = flaws.first else { return }
        throw .invalid(path: document.path, line: first.line, flaw: first.message, more: flaws.count - 1)
    }

    /// What is wrong with a file, a hundred things at the most.
    static func flaws(of document: URL, by schema: String) throws(PublicationError) -> [XMLFlaw] {
        let schema = Schema(schema)
        let descriptor = open(document.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(document.path) }
        defer { close(descriptor) }
        return schema.flaws(inFile: descriptor)
    }
}

/// A schema in libxml2's form.
private struct Schema: ~Copyable {
    /// The table of the built-in types is made once for all threads, and not by whichever comes first.
    private static let typesAreReady: Void = {
        xmlInitParser()
        xmlSchemaInitTypes()
    }()

    private let pointer: xmlSchemaPtr

    /// - Precondition: The text is a schema.
    init(_ text: String) {
        Self.typesAreReady
        var text = text
        let parsed: xmlSchemaPtr? = text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { characters in
                let parser = xmlSchemaNewMemParserCtxt(characters.baseAddress, Int32(characters.count))
                defer { xmlSchemaFreeParserCtxt(parser) }
                return xmlSchemaParse(parser)
            }
        }
        guard let parsed else { preconditionFailure("the text is no XML schema") }
        pointer = parsed
    }

    deinit { xmlSchemaFree(pointer) }

    func flaws(inFile descriptor: Int32) -> [XMLFlaw] {
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue
        guard let reader = xmlReaderForFd(descriptor, nil, nil, Int32(options)) else {
            preconditionFailure("there is no memory for a reader")
        }
        defer { xmlFreeTextReader(reader) }
        let flaws = Flaws()
        // Before the schema: the reader hands its handler on to the validation that begins then.
        xmlTextReaderSetStructuredErrorHandler(reader, Flaws.handler, Unmanaged.passUnretained(flaws).toOpaque())
        guard xmlTextReaderSetSchema(reader, pointer) == 0 else {
            preconditionFailure("the reader does not take the schema")
        }
        var status = xmlTextReaderRead(reader)
        while status == 1 { status = xmlTextReaderRead(reader) }
        // A document that was read to its end need not be valid, and what is not valid need not have been reported.
        if flaws.list.isEmpty, status != 0 || xmlTextReaderIsValid(reader) != 1 {
            return [XMLFlaw(line: Int(xmlTextReaderGetParserLineNumber(reader)), message: "no reason was given")]
        }
        return flaws.list
    }
}

/// The errors of one reading, as many as anyone would read.
private final class Flaws {
    private static let limit = 100
    private(set) var list: [XMLFlaw] = []

    static let handler: xmlStructuredErrorFunc = { context, error in
        guard let context, let error else { return }
        let flaws = Unmanaged<Flaws>.fromOpaque(context).takeUnretainedValue()
        if flaws.list.count < limit { flaws.list.append(XMLFlaw(error.pointee)) }
    }
}
