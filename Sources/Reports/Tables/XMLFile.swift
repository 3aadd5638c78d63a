internal import CLibXML2
internal import FoundationEssentials

/// A new XML file, written as a stream by libxml2: what has been written is not kept.
///
/// Elements are opened and closed in order; attributes belong to the element that was opened last. Texts are escaped,
/// and the characters that XML forbids replaced.
struct XMLFile: ~Copyable {
    private let sink: Sink
    private let writer: xmlTextWriterPtr
    private var value: [UInt8] = []

    init(creating url: URL) throws(PublicationError) {
        sink = Sink(try OutputFile(creating: url))
        guard let writer = sink.makeWriter() else { preconditionFailure("there is no memory for a small buffer") }
        self.writer = writer
        xmlTextWriterSetIndent(writer, 1)
        xmlTextWriterSetIndentString(writer, "  ")
        // The encoding is named, or everything beyond ASCII would be written as references.
        xmlTextWriterStartDocument(writer, "1.0", "UTF-8", nil)
    }

    deinit { xmlFreeTextWriter(writer) }

    /// Says where the document's schema is, in the way that leaves its content alone.
    mutating func schema(at path: String) {
        let type = "type=\"application/xml\" schematypens=\"http://www.w3.org/2001/XMLSchema\""
        check(xmlTextWriterWritePI(writer, "xml-model", "href=\"\(path)\" \(type)"))
    }

    mutating func open(_ element: String) { check(xmlTextWriterStartElement(writer, element)) }

    /// Closes the element that was opened last.
    mutating func close() throws(PublicationError) {
        check(xmlTextWriterEndElement(writer))
        try sink.requireWritten()
    }

    mutating func attribute(_ name: String, _ text: String) {
        take(Array(text.utf8))
        check(xmlTextWriterWriteAttribute(writer, name, value))
    }

    /// An attribute, unless the value is absent.
    mutating func attribute(_ name: String, _ cell: CellValue) {
        guard cell.kind != .absent else { return }
        take(cell.bytes)
        check(xmlTextWriterWriteAttribute(writer, name, value))
    }

    /// An element with nothing but a text, unless the value is absent.
    mutating func element(_ name: String, _ cell: CellValue) {
        guard cell.kind != .absent else { return }
        take(cell.bytes)
        check(xmlTextWriterWriteElement(writer, name, value))
    }

    /// Closes what is open, and hands what is left to the system. Without it, the end of the file is missing.
    consuming func finish() throws(PublicationError) {
        check(xmlTextWriterEndDocument(writer))
        check(xmlTextWriterFlush(writer))
        try sink.finish()
    }
}

private extension XMLFile {
    /// The text as libxml2 takes it: with nothing forbidden in it, and a zero at its end.
    mutating func take(_ utf8: [UInt8]) {
        value.removeAll(keepingCapacity: true)
        XMLText.append(utf8, to: &value)
        value.append(0)
    }

    /// What the disk says is remembered by the sink; libxml2 itself only fails on a call that makes no sense here.
    func check(_ result: Int32) {
        precondition(result >= 0, "an XML document was written in the wrong order, or there was no memory for it")
    }
}

/// Where libxml2's bytes go, and what went wrong on the way.
private final class Sink {
    private var file: OutputFile?
    private var failure: PublicationError?

    init(_ file: consuming OutputFile) { self.file = consume file }

    /// A writer into this sink, which must live as long.
    func makeWriter() -> xmlTextWriterPtr? {
        let write: xmlOutputWriteCallback = { context, bytes, count in
            guard let context, let bytes else { return -1 }
            Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue()
                .write(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
            // An error that libxml2 knew of, it would print.
            return count
        }
        return xmlOutputBufferCreateIO(write, { _ in 0 }, Unmanaged.passUnretained(self).toOpaque(), nil)
            .flatMap { xmlNewTextWriter($0) }
    }

    func requireWritten() throws(PublicationError) {
        if let failure { throw failure }
    }

    func finish() throws(PublicationError) {
        try requireWritten()
        guard let file = file.take() else { return }
        try file.finish()
    }

    private func write(_ bytes: UnsafeRawBufferPointer) {
        guard failure == nil, !bytes.isEmpty else { return }
        do throws(PublicationError) {
            try file?.write { $0.append(contentsOf: bytes) }
        } catch {
            failure = error
        }
    }
}

/// What an XML document may hold: everything but the control characters and the two that are no characters.
enum XMLText {
    /// What stands for a character that XML forbids, even as a reference.
    static let replacement: Unicode.Scalar = "\u{FFFD}"

    static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\t", "\n", "\r": false
        case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": true
        default: false
        }
    }

    /// Appends a text, every forbidden character replaced. What would be markup is the writer's business.
    static func append(_ utf8: [UInt8], to bytes: inout [UInt8]) {
        guard mayBeForbidden(utf8) else {
            bytes.append(contentsOf: utf8)
            return
        }
        for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
            bytes.append(contentsOf: String(isForbidden(scalar) ? replacement : scalar).utf8)
        }
    }

    /// Whether a byte may belong to a forbidden character: a control, or the first one of U+FFFE.
    private static func mayBeForbidden(_ utf8: [UInt8]) -> Bool {
        utf8.contains { byte in
            (byte < 0x20 && byte != 0x9 && byte != 0xA && byte != 0xD) || byte == 0xEF
        }
    }
}
