public import FoundationEssentials
internal import Glibc

/// The one run that may write to an output folder, from taking the lock until the report is in place.
///
/// A report is written under another name and renamed when it is whole, so that nobody ever opens half of one:
/// `latest` always leads to a report that is complete and on the disk.
public struct Publication: ~Copyable {
    /// The folder with a folder a run, and `latest`.
    public let output: URL
    private let lock: OutputLock

    private init(output: URL, lock: consuming OutputLock) {
        self.output = output
        self.lock = lock
    }

    /// Takes the lock on an output folder, which is made where it is missing, and removes what dead runs left in it.
    ///
    /// The lock goes with the value, or with the process.
    public static func open(output: URL) throws(PublicationError) -> Publication {
        try OutputFolder.create(output)
        let lock = try OutputLock(output: output)
        let publication = Publication(output: output, lock: lock)
        try publication.requireReplaceableLatest()
        publication.removeLeftovers()
        return publication
    }

    /// Where the run before this one left its manifest; the file may be missing.
    public var previousManifest: URL {
        output.appendingPathComponent("latest/manifest.json")
    }

    /// Publishes what the closure writes into the folder it is given, and answers with where that folder came to stand.
    ///
    /// When the closure throws, or the disk does, nothing is left and `latest` is what it was.
    ///
    /// - Parameter runFolderName: `2026-11-22T020000Z`; where there is one already, `-2` is added, `-3`, and so on.
    public func publish(_ runFolderName: String, _ write: (URL) throws -> Void) throws -> URL {
        let partial = output.appendingPathComponent(".tieout-\(runFolderName).partial-\(getpid())", isDirectory: true)
        do {
            try OutputFolder.create(partial)
            try write(partial)
            try OutputFolder.synchronise(partial)
            let published = try rename(partial, to: runFolderName)
            try replaceLatest(with: published.lastPathComponent)
            return published
        } catch {
            try? FileManager.default.removeItem(at: partial)
            throw error
        }
    }
}

private extension Publication {
    /// Whoever holds the lock is the only writer, so every partial folder here is a dead run's.
    func removeLeftovers() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: output.path)) ?? []
        for name in names where name.wholeMatch(of: /\.tieout-(.+\.partial|latest)-\d+/) != nil {
            try? FileManager.default.removeItem(at: output.appendingPathComponent(name))
        }
    }

    /// A folder or file called `latest` cannot be replaced by a link; better to know before an hour of work than after.
    func requireReplaceableLatest() throws(PublicationError) {
        let path = output.appendingPathComponent("latest").path
        guard let kind = OutputFolder.kind(path), kind != .link else { return }
        throw .cannotWrite(
            path: path, reason: "it is not a symbolic link, so tieout did not make it",
            remedy: "move it out of the way, or choose another folder with --output")
    }

    func rename(_ partial: URL, to name: String) throws(PublicationError) -> URL {
        let published = freeFolder(name)
        guard Glibc.rename(partial.path, published.path) == 0 else { throw .system(published.path) }
        try OutputFolder.synchroniseEntry(output.path)
        return published
    }

    func freeFolder(_ name: String) -> URL {
        var folder = output.appendingPathComponent(name, isDirectory: true)
        var number = 2
        while OutputFolder.kind(folder.path) != nil {
            folder = output.appendingPathComponent("\(name)-\(number)", isDirectory: true)
            number += 1
        }
        return folder
    }

    /// A link cannot be changed, but another can be renamed over it, in one step.
    func replaceLatest(with name: String) throws(PublicationError) {
        let latest = output.appendingPathComponent("latest").path
        let temporary = output.appendingPathComponent(".tieout-latest-\(getpid())").path
        guard symlink(name, temporary) == 0 else { throw .system(temporary) }
        guard Glibc.rename(temporary, latest) == 0 else {
            let error = PublicationError.system(latest)
            unlink(temporary)
            throw error
        }
        try OutputFolder.synchroniseEntry(output.path)
    }
}

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
