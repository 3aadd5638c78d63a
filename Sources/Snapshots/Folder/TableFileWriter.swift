import Digests
import Files
import FoundationEssentials

/// Writes one file in large pieces, and knows its length and SHA-256 at the end.
final class TableFileWriter {
    private let file: NewFile
    private let name: String
    private var buffer = CellWriter()
    private let hash = SHA256()
    private var byteCount = 0

    /// - Throws: ``SourceError`` of kind `unwritable`.
    init(_ url: URL) throws(SourceError) {
        name = url.lastPathComponent
        do {
            file = try NewFile(url.path)
        } catch {
            throw .unwritable(error)
        }
    }

    /// Lets a body append rows or bytes, and writes when there are enough of them.
    @inline(__always)
    func append(_ body: (inout CellWriter) -> Void) throws(SourceError) {
        body(&buffer)
        if buffer.bytes.count >= 1 << 18 { try flush() }
    }

    /// Writes what is left, down to the disk.
    func finish(rows: Int) throws(SourceError) -> SnapshotManifest.FileEntry {
        try flush()
        do {
            try file.synchronise()
        } catch {
            throw .unwritable(error)
        }
        return .init(name: name, rows: rows, bytes: byteCount, sha256: hash.finish().hexadecimal)
    }

    /// How long the file is by now.
    var length: Int { byteCount + buffer.bytes.count }

    private func flush() throws(SourceError) {
        buffer.bytes.withUnsafeBytes { hash.update($0) }
        byteCount += buffer.bytes.count
        do {
            try buffer.bytes.withUnsafeBytes { bytes in
                Result { () throws(FileFailure) in try file.write(bytes) }
            }.get()
        } catch {
            throw .unwritable(error)
        }
        buffer.removeAll()
    }
}

extension SourceError {
    static func unwritable(_ failure: FileFailure) -> SourceError {
        SourceError(
            .unwritable, place: failure.path, problem: "it cannot be written: \(failure.reason)",
            remedy: failure.remedy("name another folder"))
    }
}
