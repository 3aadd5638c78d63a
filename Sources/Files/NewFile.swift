internal import FoundationEssentials
internal import Glibc

/// A file that is not there yet: the one way in which anything is written.
///
/// What the system says against it is a ``FileFailure``, whatever happens and wherever: a disk that is full, a folder
/// that went away. Nothing is buffered here.
public struct NewFile: ~Copyable {
    public let path: String
    private let descriptor: Int32

    /// - Throws: ``FileFailure``, also when there is something of the name.
    public init(_ path: String) throws(FileFailure) {
        try self.init(path, O_CREAT | O_EXCL)
    }

    private init(_ path: String, _ flags: Int32) throws(FileFailure) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CLOEXEC | flags, 0o644)
        guard descriptor >= 0 else { throw FileFailure(path: path, code: errno) }
    }

    deinit { close(descriptor) }

    /// Hands all of the bytes to the system.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(FileFailure) {
        var written = 0
        while written < bytes.count {
            let count = Glibc.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw FileFailure(path: path, code: errno) }
            written += count
        }
    }

    /// Waits until everything is on the disk.
    public func synchronise() throws(FileFailure) {
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileFailure(path: path, code: errno) }
    }
}

extension NewFile {
    /// Leaves a text in a file that someone named, in one step: what was there is there until it is whole.
    ///
    /// What is no ordinary file, such as `/dev/null` or a pipe, is written to where it is.
    public static func replace(_ path: String, with text: String) throws(FileFailure) {
        try replace(path, with: Array(text.utf8))
    }

    /// Leaves bytes likewise.
    public static func replace(_ path: String, with bytes: [UInt8]) throws(FileFailure) {
        var status = stat()
        if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            let file = try NewFile(path, O_TRUNC)
            return try file.write(bytes)
        }
        let temporary = path + ".tieout-\(getpid())"
        // One of a dead process that had our number.
        unlink(temporary)
        do throws(FileFailure) {
            try NewFile(temporary).write(bytes)
            guard rename(temporary, path) == 0 else { throw FileFailure(path: path, code: errno) }
        } catch {
            unlink(temporary)
            throw FileFailure(path: path, code: error.code)
        }
    }

    private func write(_ bytes: [UInt8]) throws(FileFailure) {
        let result = bytes.withUnsafeBytes { bytes in Result { () throws(FileFailure) in try write(bytes) } }
        try result.get()
    }
}
