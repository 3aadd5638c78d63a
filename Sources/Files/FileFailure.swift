internal import FoundationEssentials
public import Glibc

/// What the system said against writing a file or folder.
public struct FileFailure: Error, Hashable, Sendable {
    public let path: String
    /// The number that the system call left.
    public let code: Int32

    public init(path: String, code: Int32 = errno) {
        self.path = path
        self.code = code
    }

    /// In the system's own words: `No space left on device`.
    public var reason: String { String(cString: strerror(code)) }

    /// What can be done about it.
    ///
    /// - Parameter other: How to choose another place: `choose another folder with --output`.
    public func remedy(_ other: String) -> String {
        switch code {
        case ENOSPC, EDQUOT, EFBIG: "free space on that disk, or \(other)"
        case EACCES, EPERM: "give this user the right to write there, or \(other)"
        case EROFS: "that disk is mounted read-only; \(other)"
        case ENOTDIR, EEXIST, EISDIR, ELOOP, ENXIO, ENOTEMPTY: "move what is in the way, or \(other)"
        case ENOENT: "nothing can be made there, or something removed the folder meanwhile; \(other), or run again"
        case EMFILE, ENFILE: "raise the limit of open files"
        case ENAMETOOLONG: "the path is too long; \(other)"
        default: "look at the disk and the path, then run again"
        }
    }
}

extension FileFailure {
    /// Why something with files went wrong that is not done by calls of ours: in the system's own words where it has said any.
    public static func reason(of error: any Error) -> String {
        guard let error = error as? CocoaError else { return "\(error)" }
        if let system = error.underlying as? POSIXError { return String(cString: strerror(system.code.rawValue)) }
        let isText = [.fileReadInapplicableStringEncoding, .fileReadCorruptFile].contains(error.code)
        return isText ? "it is not UTF-8" : "error \(error.code.rawValue)"
    }
}

extension FileFailure {
    /// Why a file could not be read: in the system's own words, or that it is a folder.
    public static func reasonNotToRead(_ path: String) -> String {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return "it is a folder" }
        do {
            _ = try ExistingFile(path)
            return "what is in it cannot be read"
        } catch {
            return error.reason
        }
    }
}

extension FileFailure: CustomStringConvertible {
    public var description: String { "\(path): cannot be written: \(reason); \(remedy("choose another place"))" }
}
