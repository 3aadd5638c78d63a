public import Foundation

/// Whether reports are as they were written: each file against its run's manifest, each manifest against the next one.
public struct Verification: Sendable {
    /// By folder and time, in whatever order they were named.
    public let runs: [Run]

    /// What was found out about one run.
    public struct Run: Sendable, Encodable {
        /// Its folder.
        public let path: String
        /// How many files its manifest vouches for.
        public let files: Int
        /// The SHA-256 of its manifest; nil when that is not there.
        public let manifest: String?
        public internal(set) var problems: [Problem]
        /// What is worth knowing and no fault.
        public internal(set) var notes: [String]
    }

    /// Something that is not as it was written.
    public struct Problem: Sendable, Hashable, Encodable {
        public enum Kind: String, Sendable, Encodable {
            case altered, missing, added
        }

        public let kind: Kind
        /// The whole path, so that it can be looked at.
        public let path: String
        /// How it shows.
        public let detail: String
    }

    /// Looks at runs' folders, and at all runs in output folders.
    ///
    /// - Parameter wholeChain: A run that others name and that is not there is a problem and not a note.
    public init(_ folders: [URL], wholeChain: Bool = false) throws(VerificationError) {
        var places: Set<String> = []
        for folder in folders { places.formUnion(try RunSearch.runs(at: folder).map(\.path)) }
        var found: [RunCheck] = []
        for path in places { found.append(try RunCheck(URL(fileURLWithPath: path, isDirectory: true))) }
        runs = try ChainCheck(found.sorted(by: RunCheck.isBefore), wholeChain: wholeChain).runs
    }

    /// Everything is as it was written.
    public var isIntact: Bool { runs.allSatisfy(\.problems.isEmpty) }
}

/// Finds the runs that a folder stands for.
private enum RunSearch {
    static func runs(at folder: URL) throws(VerificationError) -> [URL] {
        let folder = folder.standardizedFileURL.resolvingSymlinksInPath()
        guard OutputFolder.kind(folder.path) == .folder else {
            throw VerificationError(
                path: folder.path, problem: "there is no such folder", remedy: "name a folder that a run left")
        }
        if isRun(folder) { return [folder] }
        let runs = OutputFolder.runs(in: folder)
        guard !runs.isEmpty else {
            throw VerificationError(
                path: folder.path, problem: "there is no run in it",
                remedy: "name a folder that a run left, or the folder in which the runs are kept")
        }
        return runs
    }

    /// A run whose manifest has been taken away is still one.
    private static func isRun(_ folder: URL) -> Bool {
        RunName(folder.lastPathComponent) != nil
            || [Manifest.fileName, "findings.csv"].contains {
                OutputFolder.kind(folder.appendingPathComponent($0).path) == .file
            }
    }
}
