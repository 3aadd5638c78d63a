internal import Files
package import FoundationEssentials

/// A new file, written through a buffer.
///
/// It must not exist before: a run writes into a folder of its own, so an existing file is a mistake. Nothing is
/// synchronised here; a publication does that once for all of its files.
package struct OutputFile: ~Copyable {
    private static let capacity = 256 * 1024

    private let file: NewFile
    private var buffer: [UInt8] = []

    package init(creating url: URL) throws(PublicationError) {
        try self.init(creating: url, capacity: Self.capacity)
    }

    private init(creating url: URL, capacity: Int) throws(PublicationError) {
        do {
            file = try NewFile(url.path)
        } catch {
            throw .system(error)
        }
        buffer.reserveCapacity(capacity)
    }

    /// Appends what the closure appends to the buffer.
    package mutating func write(_ append: (inout [UInt8]) -> Void) throws(PublicationError) {
        append(&buffer)
        if buffer.count >= Self.capacity { try flush() }
    }

    mutating func write(_ text: String) throws(PublicationError) {
        try write { $0.append(contentsOf: text.utf8) }
    }

    /// Hands what is left to the system. Without it, the end of the file is missing.
    package consuming func finish() throws(PublicationError) {
        try flush()
    }

    /// A file with this text and nothing else.
    package static func write(_ text: String, to url: URL) throws(PublicationError) {
        var file = try OutputFile(creating: url, capacity: text.utf8.count)
        try file.write(text)
        try file.finish()
    }
}

private extension OutputFile {
    mutating func flush() throws(PublicationError) {
        let result = buffer.withUnsafeBytes { bytes in Result { () throws(FileFailure) in try file.write(bytes) } }
        do {
            try result.get()
        } catch {
            throw .system(error)
        }
        buffer.removeAll(keepingCapacity: true)
    }
}

/// Texts of the data as a cell of a spreadsheet or a page can hold them.
package enum LongText {
    /// What a cell holds, in UTF-16 code units: a spreadsheet cuts the rest off without a word.
    static let longest = 32_767

    private static let sign = "… (cut)"

    /// The text itself, or its beginning with a sign that there was more.
    package static func cut(_ text: String) -> String {
        // An apostrophe may come before it.
        guard text.utf8.count >= longest, text.utf16.count >= longest else { return text }
        var room = longest - 1 - sign.utf16.count
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            room -= UTF16.width(scalar)
            guard room >= 0 else { break }
            kept.append(scalar)
        }
        return String(kept) + sign
    }
}

/// A value as JSON for people and programs: the same text for the same value.
package enum JSONText {
    package static func of(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else {
            preconditionFailure("what is written down holds nothing that JSON cannot")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
