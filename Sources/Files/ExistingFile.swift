internal import Glibc

/// A file that is read in pieces.
///
/// What the system says against it is a ``FileFailure``; it can be a link, a FIFO or a device as well unless ``ordinary(_:)`` opens
/// it.
public struct ExistingFile: ~Copyable {
    public let path: String
    private let descriptor: Int32

    public init(_ path: String) throws(FileFailure) { try self.init(path, 0) }

    /// Opens an ordinary file and nothing else that a name can lead to: a FIFO would be waited for without end, a device like
    /// `/dev/zero` be read without end, and a link leads elsewhere.
    ///
    /// - Throws: ``FileFailure``: with `ELOOP` for a link, with `EINVAL` for what is no ordinary file.
    public static func ordinary(_ path: String) throws(FileFailure) -> ExistingFile {
        let file = try ExistingFile(path, O_NOFOLLOW | O_NONBLOCK)
        var status = stat()
        guard fstat(file.descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw FileFailure(path: path, code: EINVAL)
        }
        return file
    }

    private init(_ path: String, _ flags: Int32) throws(FileFailure) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | flags)
        // Before anything is stored: what has a descriptor closes it, and that would be what the system said last.
        guard descriptor >= 0 else { throw FileFailure(path: path, code: errno) }
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Reads what stands at an offset, as much of it as there is room for and the system gives at once.
    ///
    /// - Returns: How many bytes that is; 0 at the end.
    public func read(into room: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileFailure) -> Int {
        while true {
            let count = pread(descriptor, room.baseAddress, room.count, offset)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw FileFailure(path: path, code: errno) }
            return count
        }
    }
}
