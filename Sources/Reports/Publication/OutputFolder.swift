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

    /// Waits until everything in a folder is on the disk.
    static func synchronise(_ folder: URL) throws(PublicationError) {
        for entry in try entries(in: folder) where OutputFolder.kind(folder.path + "/" + entry) != .link {
            try synchroniseEntry(folder.appendingPathComponent(entry))
        }
        try synchroniseEntry(folder)
    }

    /// Waits until one file, or the list of names in one folder, is on the disk.
    static func synchroniseEntry(_ entry: URL) throws(PublicationError) {
        let descriptor = open(entry.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(entry.path) }
        defer { close(descriptor) }
        // Some file systems cannot synchronise a folder and say so with EINVAL; nothing is lost by going on.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw .system(entry.path) }
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
