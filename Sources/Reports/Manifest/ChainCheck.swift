internal import FoundationEssentials

/// Each run's manifest beside what the next run's manifest says of it.
struct ChainCheck {
    private(set) var runs: [Verification.Run]

    /// - Parameter checks: The runs, in the order in which they are to be shown.
    init(_ checks: [RunCheck], wholeChain: Bool) throws(VerificationError) {
        runs = checks.map(\.result)
        let places = Dictionary(uniqueKeysWithValues: checks.enumerated().map { ($1.folder.path, $0) })
        let hashes = Set(checks.compactMap(\.result.manifest))
        for (index, check) in checks.enumerated() {
            guard let manifest = check.manifest else { continue }
            guard let previous = manifest.previousManifest else {
                noteBeginning(index, of: checks, wholeChain)
                continue
            }
            if hashes.contains(previous.sha256) { continue }
            let folder = check.folder.deletingLastPathComponent().appendingPathComponent(previous.run)
            guard let problem = try Self.problem(previous, at: folder, by: check.folder.lastPathComponent) else {
                if OutputFolder.kind(folder.path) == nil { notePruned(previous.run, index, wholeChain) }
                continue
            }
            add(problem, to: places[folder.path] ?? index)
        }
    }
}

private extension ChainCheck {
    /// What is wrong with the manifest that another one vouches for; nil when it is whole, or gone with its run.
    static func problem(
        _ previous: Manifest.Previous, at folder: URL, by run: String
    ) throws(VerificationError) -> Verification.Problem? {
        guard OutputFolder.kind(folder.path) != nil else { return nil }
        let place = folder.appendingPathComponent(Manifest.fileName)
        guard OutputFolder.kind(place.path) != nil else {
            return .init(kind: .missing, path: place.path, detail: "\(run) vouches for it")
        }
        guard let digest = try? FileDigest(of: place) else {
            throw VerificationError(
                path: place.path, problem: "it cannot be read", remedy: "give this user the right to read it")
        }
        guard digest.sha256 != previous.sha256 else { return nil }
        return .init(
            kind: .altered, path: place.path,
            detail: "its SHA-256 is \(digest.sha256), and \(run) vouches for \(previous.sha256)")
    }

    /// A manifest that is missing or altered anyway is not named twice.
    mutating func add(_ problem: Verification.Problem, to index: Int) {
        let isKnown = runs[index].problems.contains { $0.path == problem.path && $0.kind == problem.kind }
        if !isKnown { runs[index].problems.append(problem) }
    }

    mutating func notePruned(_ run: String, _ index: Int, _ wholeChain: Bool) {
        let words = "the run before it, \(run), is not there any more"
        let path = URL(fileURLWithPath: runs[index].path).deletingLastPathComponent().appendingPathComponent(run).path
        if wholeChain {
            runs[index].problems.append(.init(kind: .missing, path: path, detail: words))
        } else {
            runs[index].notes.append(words)
        }
    }

    /// Only the first run in a folder has none before it, unless `latest` was taken away.
    mutating func noteBeginning(_ index: Int, of checks: [RunCheck], _ wholeChain: Bool) {
        let home = checks[index].folder.deletingLastPathComponent().path
        guard index > 0, checks[index - 1].folder.deletingLastPathComponent().path == home else { return }
        let words = "it names no run before it, though there are earlier ones: a chain of its own begins here"
        if wholeChain {
            let place = checks[index].folder.appendingPathComponent(Manifest.fileName).path
            runs[index].problems.append(.init(kind: .missing, path: place, detail: words))
        } else {
            runs[index].notes.append(words)
        }
    }
}
