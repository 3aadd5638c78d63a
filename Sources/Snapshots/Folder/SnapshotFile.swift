import Foundation

/// The files that a snapshot folder has: ordinary ones, and nothing else that a name can lead to.
///
/// A FIFO would be waited for without end, a device like `/dev/zero` be read without end, and a link leads out of the folder
/// that was sealed.
enum SnapshotFile {
    /// - Throws: ``SourceError`` of kind `unreadable` for what is no ordinary file, or cannot be opened.
    static func open(_ url: URL) throws(SourceError) -> FileHandle {
        let descriptor = Foundation.open(url.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            let reason = errno == ELOOP ? "it is a link" : "it cannot be opened: \(String(cString: strerror(errno)))"
            throw TableFile.damaged(url, reason)
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw TableFile.damaged(url, "it is not an ordinary file")
        }
        return handle
    }

    /// The whole of a small file.
    static func contents(_ url: URL) throws(SourceError) -> Data {
        let handle = try open(url)
        do {
            return try handle.read(upToCount: largestManifest) ?? Data()
        } catch {
            throw TableFile.damaged(url, "it cannot be read: \(error.localizedDescription)")
        }
    }

    /// A manifest has a few kilobytes; what is longer is none, and is found out to be when it is parsed.
    private static let largestManifest = 1 << 24
}
