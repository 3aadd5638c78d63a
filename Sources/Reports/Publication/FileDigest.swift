internal import Digests
internal import Files
public import FoundationEssentials

/// The length of a file and the SHA-256 of its bytes.
struct FileDigest {
    let bytes: Int
    /// In lower-case hex.
    let sha256: String

    init(of file: URL) throws(PublicationError) {
        let hash = SHA256()
        var total = 0
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 16)
        defer { room.deallocate() }
        do throws(FileFailure) {
            let file = try ExistingFile(file.path)
            while case let count = try file.read(into: room, at: total), count > 0 {
                hash.update(UnsafeRawBufferPointer(rebasing: room.prefix(count)))
                total += count
            }
        } catch {
            throw .system(error)
        }
        bytes = total
        sha256 = hash.finish().hexadecimal
    }

    /// The SHA-256 of bytes in memory.
    static func sha256(_ bytes: some Sequence<UInt8>) -> String { SHA256.digest(of: bytes).hexadecimal }
}

/// The SHA-256 by which a file is known.
public enum FileFingerprint {
    /// In lower-case hex.
    public static func sha256(_ bytes: Data) -> String { FileDigest.sha256(bytes) }
}
