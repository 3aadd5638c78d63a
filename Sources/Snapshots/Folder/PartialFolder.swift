import Foundation

/// A folder under a temporary name beside its own, which it takes when it is whole.
final class PartialFolder {
    let url: URL
    private let destination: URL
    private var isPublished = false

    /// - Throws: ``SourceError`` of kind `unwritable`, also when the destination is there and is not empty.
    init(_ destination: URL) throws(SourceError) {
        let destination = destination.standardizedFileURL
        self.destination = destination
        let parent = destination.deletingLastPathComponent()
        url = parent.appendingPathComponent(".\(destination.lastPathComponent).\(UUID().uuidString).partial")
        let files = FileManager.default
        if let entries = try? files.contentsOfDirectory(atPath: destination.path), !entries.isEmpty {
            throw Self.occupied(destination.path)
        }
        do {
            try files.createDirectory(at: url, withIntermediateDirectories: true)
        } catch {
            throw .unwritable(destination.path, error)
        }
    }

    deinit {
        if !isPublished { try? FileManager.default.removeItem(at: url) }
    }

    /// Writes the manifest, and gives the folder its name in one step.
    func publish(_ manifest: SnapshotManifest) throws(SourceError) {
        do {
            try manifest.json.write(to: url.appendingPathComponent(SnapshotManifest.fileName))
        } catch {
            throw .unwritable(destination.path, error)
        }
        // rename(2) replaces an empty folder and no other.
        guard rename(url.path, destination.path) == 0 else { throw Self.occupied(destination.path) }
        isPublished = true
    }

    private static func occupied(_ path: String) -> SourceError {
        SourceError(
            .unwritable, place: path, problem: "there is something of that name already",
            remedy: "name a folder that is not there yet, or remove this one")
    }
}
