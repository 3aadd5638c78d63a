internal import Common
internal import Files
package import FoundationEssentials
internal import Glibc

/// What a publication does with folders.
package enum OutputFolder {
    enum Kind { case folder, link, file }

    /// What stands at a path, links not followed; nil when there is nothing.
    static func kind(_ path: String) -> Kind? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        return switch status.st_mode & S_IFMT {
        case S_IFDIR: .folder
        case S_IFLNK: .link
        default: .file
        }
    }

    /// Makes a folder with all the folders above it; one that exists is as good.
    package static func create(_ folder: URL) throws(PublicationError) {
        do {
            try NewFolder.create(folder.standardizedFileURL.path)
        } catch {
            throw .system(error)
        }
    }

    /// Every file below a folder, by its path from there, sorted.
    static func files(in folder: URL) throws(PublicationError) -> [String] {
        var files: [String] = []
        for entry in try entries(in: folder) where OutputFolder.kind(folder.path + "/" + entry) != .folder {
            files.append(entry)
        }
        return files
    }

    /// Waits until everything in a folder is on the disk. A report has some thousand files, and a disk is asked for many at once.
    static func synchronise(_ folder: URL) throws(PublicationError) {
        let paths = try entries(in: folder).map { folder.path + "/" + $0 }
        _ = try inParallel(paths.count, threads: filesAtOnce) { (place) throws(PublicationError) in
            if kind(paths[place]) != .link { try synchroniseEntry(paths[place]) }
        }
        try synchroniseEntry(folder.path)
    }

    private static let filesAtOnce = 16

    /// Waits until one file, or the list of names in one folder, is on the disk.
    static func synchroniseEntry(_ path: String) throws(PublicationError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(path) }
        defer { close(descriptor) }
        // Some file systems cannot synchronise a folder and say so with EINVAL; nothing is lost by going on.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw .system(path) }
    }

    private static func entries(in folder: URL) throws(PublicationError) -> [String] {
        do {
            return try FileManager.default.subpathsOfDirectory(atPath: folder.path)
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        } catch {
            throw .cannotWrite(
                path: folder.path, reason: FileFailure.reason(of: error), remedy: "look at the disk, then run again")
        }
    }
}
