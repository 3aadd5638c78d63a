package import Foundation

/// A new file, written through a buffer.
///
/// It must not exist before: a run writes into a folder of its own, so an existing file is a mistake. Nothing is
/// synchronised here; a publication does that once for all of its files.
package struct OutputFile: ~Copyable {
    private static let capacity = 256 * 1024

    package let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []

    package init(creating url: URL) throws(PublicationError) {
        path = url.path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system(path) }
        buffer.reserveCapacity(Self.capacity)
    }

    deinit { close(descriptor) }

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
        var written = 0
        while written < buffer.count {
            let count = buffer.withUnsafeBytes { bytes in
                Foundation.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .system(path) }
            written += count
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
