internal import Files
public import FoundationEssentials
public import LiveShopping

/// Which of an output folder's runs are old enough to go, and why others stay. What `tieout prune` does.
///
/// The last run stays, whatever its age, and so does the last that is as it was written; so does a run with repair scripts
/// as long as nobody has said that none of them was applied not long ago. What goes is said to be gone by `verify`, which
/// is no fault: each manifest vouches for the one before it, and none for one that is not there.
public struct Pruning: Sendable {
    public struct Run: Sendable, Hashable {
        public let name: String
        public let folder: URL
        /// Why it stays; nil when it goes.
        public let reason: Reason?
    }

    /// Why a run stays.
    public enum Reason: String, Sendable {
        case latest = "it is the latest"
        case lastGood = "it is the last one that is as it was written"
        case altered = "its manifest is not as it was written: look at it before it goes"
        case recent = "it is not old enough"
        case applied = "repairs of it were applied not long ago"
        case unknown =
            "it has repair scripts, and nobody can say whether they were applied: give --database or --without-log"
    }

    /// Oldest first.
    public let runs: [Run]

    public var doomed: [Run] { runs.filter { $0.reason == nil } }

    /// - Parameters:
    ///   - keep: Runs as of less than this before now stay.
    ///   - applied: Answers whether repairs of the run with this id were applied within so long; nil is that nobody knows.
    public init(
        of output: URL, now: Timestamp, keep: TimeSpan, applied: (_ runID: String, _ asOf: Timestamp) -> Bool?
    ) {
        let oldest = now - keep
        let folders = OutputFolder.runs(in: output)
        let latest = output.appendingPathComponent("latest").resolvingSymlinksInPath().lastPathComponent
        let lastGood = folders.last { (try? EarlierRun($0)) != nil }?.lastPathComponent
        runs = folders.map { folder in
            let name = folder.lastPathComponent
            let reason: Reason? =
                if name == latest { .latest } else if name == lastGood { .lastGood } else {
                    Self.reason(folder, oldest, applied)
                }
            return Run(name: name, folder: folder, reason: reason)
        }
    }

    private static func reason(
        _ folder: URL, _ oldest: Timestamp, _ applied: (String, Timestamp) -> Bool?
    ) -> Reason? {
        let place = folder.appendingPathComponent(Manifest.fileName)
        guard let data = FileManager.default.contents(atPath: place.path), let manifest = try? RecordedManifest(data),
            let asOf = Timestamp(iso8601: manifest.asOf)
        else { return .altered }
        guard asOf < oldest else { return .recent }
        guard manifest.files.contains(where: { $0.path.hasPrefix("repairs/") && $0.path.hasSuffix(".sql") }) else {
            return nil
        }
        switch applied(manifest.runID, asOf) {
        case false?: return nil
        case true?: return .applied
        case nil: return .unknown
        }
    }

    /// Removes what is to go.
    ///
    /// - Throws: ``PublicationError`` for the first folder that cannot be removed; those before it are gone.
    public func carryOut() throws(PublicationError) {
        for run in doomed {
            do {
                try FileManager.default.removeItem(at: run.folder)
            } catch {
                throw .cannotWrite(
                    path: run.folder.path, reason: "it cannot be removed: \(FileFailure.reason(of: error))",
                    remedy: "give this user the right to remove it")
            }
        }
    }
}
