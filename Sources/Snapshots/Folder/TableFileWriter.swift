import Digests
import Foundation

/// Writes one file in large pieces, and knows its length and SHA-256 at the end.
final class TableFileWriter {
    private let handle: FileHandle
    private let path: String
    private var buffer = CellWriter()
    private let hash = SHA256()
    private var byteCount = 0

    /// What a file holds when it is whole.
    struct Written {
        let rows: Int
        let bytes: Int
        let sha256: String
    }

    /// - Throws: ``SourceError`` of kind `unwritable`.
    init(_ url: URL) throws(SourceError) {
        path = url.path
        do {
            try Data().write(to: url, options: .withoutOverwriting)
            handle = try FileHandle(forWritingTo: url)
        } catch {
            throw .unwritable(path, error)
        }
    }

    /// Lets a body append rows or bytes, and writes when there are enough of them.
    @inline(__always)
    func append(_ body: (inout CellWriter) -> Void) throws(SourceError) {
        body(&buffer)
        if buffer.bytes.count >= 1 << 18 { try flush() }
    }

    /// Writes what is left, down to the disk.
    func finish(rows: Int) throws(SourceError) -> Written {
        try flush()
        do {
            try handle.synchronize()
            try handle.close()
        } catch {
            throw .unwritable(path, error)
        }
        return Written(rows: rows, bytes: byteCount, sha256: hash.finish().hexadecimal)
    }

    private func flush() throws(SourceError) {
        buffer.bytes.withUnsafeBytes { hash.update($0) }
        byteCount += buffer.bytes.count
        do {
            try handle.write(contentsOf: buffer.bytes)
        } catch {
            throw .unwritable(path, error)
        }
        buffer.removeAll()
    }
}

extension SourceError {
    static func unwritable(_ path: String, _ error: any Error) -> SourceError {
        SourceError(
            .unwritable, place: path, problem: "it cannot be written: \(error.localizedDescription)",
            remedy: "check the folder's permissions and the space on its disk")
    }
}
