internal import Files
package import Foundation

/// A new file, written through a buffer.
///
/// It must not exist before: a run writes into a folder of its own, so an existing file is a mistake. Nothing is
/// synchronised here; a publication does that once for all of its files.
package struct OutputFile: ~Copyable {
    private static let capacity = 256 * 1024

    private let file: NewFile
    private var buffer: [UInt8] = []

    package init(creating url: URL) throws(PublicationError) {
        do {
            file = try NewFile(url.path)
        } catch {
            throw .system(error)
        }
        buffer.reserveCapacity(Self.capacity)
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
        var file = try OutputFile(creating: url)
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
