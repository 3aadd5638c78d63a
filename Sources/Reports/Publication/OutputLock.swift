internal import Foundation

/// The lock on an output folder: held as long as the value lives, and released by the system if the process dies.
struct OutputLock: ~Copyable {
    private let descriptor: Int32

    init(output: URL) throws(PublicationError) {
        let path = output.appendingPathComponent(".tieout.lock").path
        // No link is followed: the process id would be written over the file behind it.
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o644)
        guard descriptor >= 0 else { throw .system(path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .system(path, code: EEXIST)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw errno == EWOULDBLOCK ? .locked(path: path, holder: Self.holder(descriptor)) : .system(path)
        }
        writeHolder()
    }

    deinit { close(descriptor) }

    /// The process id is for whoever finds the folder locked; the lock does not rest on it.
    private func writeHolder() {
        let text = Array("\(getpid())\n".utf8)
        _ = ftruncate(descriptor, 0)
        _ = pwrite(descriptor, text, text.count, 0)
    }

    private static func holder(_ descriptor: Int32) -> String? {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        let digits = bytes.prefix(max(0, count)).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
    }
}
