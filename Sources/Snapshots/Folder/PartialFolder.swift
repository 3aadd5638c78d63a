import Files
import FoundationEssentials
import Glibc
import LiveShopping

/// A folder under a temporary name beside its own, which it takes when it is whole.
///
/// It is locked as long as the process lives: what a dead one left is cleared away by the next that makes the folder.
final class PartialFolder {
    let url: URL
    private let destination: URL
    private let lock: FolderLock
    private var isPublished = false

    /// - Throws: ``SourceError`` of kind `unwritable`, also when the destination is there and is not empty.
    init(_ destination: URL) throws(SourceError) {
        let destination = destination.standardizedFileURL
        self.destination = destination
        let parent = destination.deletingLastPathComponent()
        let name = ".\(destination.lastPathComponent)."
        url = parent.appendingPathComponent("\(name)\(UUID().uuidString).partial")
        if let entries = try? FileManager.default.contentsOfDirectory(atPath: destination.path), !entries.isEmpty {
            throw Self.occupied(destination.path)
        }
        Self.removeLeftovers(named: name, in: parent)
        do {
            try NewFolder.create(parent.path)
        } catch {
            throw .unwritable(error)
        }
        guard mkdir(url.path, 0o755) == 0 else { throw .unwritable(FileFailure(path: url.path)) }
        guard let lock = FolderLock(url) else { throw .unwritable(FileFailure(path: url.path)) }
        self.lock = lock
    }

    deinit {
        if !isPublished { try? FileManager.default.removeItem(at: url) }
    }

    /// Gives the files of a table, in the order of its rows, the names by which a snapshot knows them.
    func settle(
        _ files: [SnapshotManifest.FileEntry], of table: Table
    ) throws(SourceError) -> [SnapshotManifest.FileEntry] {
        var settled = files
        for place in files.indices {
            settled[place].name = SnapshotManifest.fileName(of: table, place + 1)
            let path = url.appendingPathComponent(settled[place].name).path
            guard rename(url.appendingPathComponent(files[place].name).path, path) == 0 else {
                throw .unwritable(FileFailure(path: path))
            }
        }
        return settled
    }

    /// Writes the manifest, and gives the folder its name in one step.
    func publish(_ manifest: SnapshotManifest) throws(SourceError) {
        let path = url.appendingPathComponent(SnapshotManifest.fileName).path
        guard let bytes = try? manifest.json else { throw .unwritable(FileFailure(path: path, code: EINVAL)) }
        do {
            let file = try NewFile(path)
            try bytes.withUnsafeBytes { bytes in Result { () throws(FileFailure) in try file.write(bytes) } }.get()
            try file.synchronise()
        } catch {
            throw .unwritable(error)
        }
        // rename(2) replaces an empty folder and no other.
        guard rename(url.path, destination.path) == 0 else { throw Self.occupied(destination.path) }
        isPublished = true
    }

    /// A folder whose lock can be had is nobody's any more.
    private static func removeLeftovers(named name: String, in parent: URL) {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
        for entry in entries where entry.hasPrefix(name) && entry.hasSuffix(".partial") {
            guard UUID(uuidString: String(entry.dropFirst(name.count).dropLast(8))) != nil else { continue }
            let folder = parent.appendingPathComponent(entry)
            if FolderLock(folder) != nil { try? FileManager.default.removeItem(at: folder) }
        }
    }

    private static func occupied(_ path: String) -> SourceError {
        SourceError(
            .unwritable, place: path, problem: "there is something of that name already",
            remedy: "name a folder that is not there yet, or remove this one")
    }
}

/// A lock on a folder, which the system takes back however the process ends.
private final class FolderLock {
    private let descriptor: Int32

    /// Nil when the folder is not there, or another process has it.
    init?(_ folder: URL) {
        descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }
}
