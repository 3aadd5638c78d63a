public import FoundationEssentials

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

extension Verification {
    /// For people: a line a run, a line a problem, and what it comes to.
    public var lines: [String] {
        runs.flatMap(Self.lines) + [""] + [verdict] + newest
    }

    /// For programs.
    public var json: String {
        struct Document: Encodable {
            let intact: Bool
            let runs: [Run]
        }
        return JSONText.of(Document(intact: isIntact, runs: runs))
    }
}

private extension Verification {
    static func lines(_ run: Run) -> [String] {
        let files = Words.count(run.files, "file")
        let state = run.problems.isEmpty ? "\(files) and the manifest, as written" : "not as written"
        return ["\(run.path): \(state)"]
            + run.problems.map { "  \($0.kind.rawValue): \($0.path) (\($0.detail))" }
            + run.notes.map { "  note: \($0)" }
    }

    var verdict: String {
        let problems = runs.flatMap(\.problems)
        guard !problems.isEmpty else { return "\(Words.count(runs.count, "run")): everything is as it was written." }
        let kinds: [Problem.Kind] = [.altered, .missing, .added]
        let counts = kinds.compactMap { kind in
            let count = problems.count { $0.kind == kind }
            return count == 0 ? nil : "\(count) \(kind.rawValue)"
        }
        let touched = runs.count { !$0.problems.isEmpty }
        return
            "\(Words.count(runs.count, "run")), \(touched) of them not as written: \(counts.joined(separator: ", "))."
    }

    /// What an auditor keeps: it vouches for everything before it, and nothing here vouches for it.
    var newest: [String] {
        guard let run = runs.last, let hash = run.manifest else { return [] }
        return ["The last one's manifest has the SHA-256 \(hash)."]
    }
}

/// Why it could not be found out whether a report is as it was written.
public struct VerificationError: Error, Hashable, Sendable, CustomStringConvertible {
    public let path: String
    public let problem: String
    public let remedy: String

    /// One line: `/output: there is no run in it; name a folder that a run left`.
    public var description: String { "\(path): \(problem); \(remedy)" }
}
