internal import Digests
public import Foundation

/// The length of a file and the SHA-256 of its bytes.
struct FileDigest {
    let bytes: Int
    /// In lower-case hex.
    let sha256: String

    init(of file: URL) throws(PublicationError) {
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(file.path) }
        defer { close(descriptor) }
        let hash = SHA256()
        var total = 0
        var buffer = [UInt8](repeating: 0, count: 256 * 1024)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .system(file.path) }
            guard count > 0 else { break }
            buffer.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            total += count
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
