internal import FoundationEssentials
internal import Glibc

/// One run's folder beside what its manifest says.
struct RunCheck {
    let folder: URL
    /// Nil when there is none that can be believed.
    let manifest: RecordedManifest?
    private(set) var result: Verification.Run

    init(_ folder: URL) throws(VerificationError) {
        self.folder = folder
        let place = folder.appendingPathComponent(Manifest.fileName)
        guard let data = try Self.contents(place) else {
            manifest = nil
            result = Verification.Run(
                path: folder.path, files: 0, manifest: nil,
                problems: [.init(kind: .missing, path: place.path, detail: "nothing vouches for this run's files")],
                notes: [])
            return
        }
        var problems: [Verification.Problem] = []
        do {
            let manifest = try RecordedManifest(data)
            problems = try Self.problems(in: folder, manifest)
            self.manifest = manifest
        } catch let flaw as RecordedManifest.Flaw {
            manifest = nil
            problems = [.init(kind: .altered, path: place.path, detail: "it \(flaw.reason)")]
        } catch let error as VerificationError {
            throw error
        } catch {
            preconditionFailure("nothing else is thrown here")
        }
        result = Verification.Run(
            path: folder.path, files: manifest?.files.count ?? 0, manifest: FileDigest.sha256(data),
            problems: problems, notes: [])
    }

    /// By the folder they are in, then by name.
    static func isBefore(_ left: RunCheck, _ right: RunCheck) -> Bool {
        let (one, other) = (left.folder, right.folder)
        let places = (one.deletingLastPathComponent().path, other.deletingLastPathComponent().path)
        guard places.0 == places.1 else { return places.0 < places.1 }
        guard let name = RunName(one.lastPathComponent), let another = RunName(other.lastPathComponent) else {
            return one.path < other.path
        }
        return name < another
    }
}

private extension RunCheck {
    /// A manifest's bytes; nil when there is no such file.
    static func contents(_ place: URL) throws(VerificationError) -> Data? {
        guard isFile(place.path) else { return nil }
        do {
            return try Data(contentsOf: place)
        } catch {
            throw unreadable(place.path)
        }
    }

    static func problems(in folder: URL, _ manifest: RecordedManifest) throws -> [Verification.Problem] {
        var problems: [Verification.Problem] = []
        for file in manifest.files {
            if let problem = try problem(of: file, in: folder) { problems.append(problem) }
        }
        return problems + (try added(to: folder, manifest))
    }

    static func problem(of file: Manifest.File, in folder: URL) throws(VerificationError) -> Verification.Problem? {
        let place = folder.appendingPathComponent(file.path)
        guard OutputFolder.kind(place.path) != nil else {
            return .init(kind: .missing, path: place.path, detail: "the manifest has its \(file.bytes) bytes")
        }
        guard isFile(place.path) else {
            return .init(kind: .altered, path: place.path, detail: "it is no longer a file")
        }
        guard let digest = try? FileDigest(of: place) else { throw unreadable(place.path) }
        guard digest.bytes == file.bytes else {
            return .init(
                kind: .altered, path: place.path, detail: "it has \(digest.bytes) bytes and had \(file.bytes)")
        }
        guard digest.sha256 != file.sha256 else { return nil }
        return .init(
            kind: .altered, path: place.path, detail: "its SHA-256 is \(digest.sha256) and was \(file.sha256)")
    }

    /// What is in the folder and in no manifest: files, links, and folders that hold nothing of the run.
    static func added(to folder: URL, _ manifest: RecordedManifest) throws -> [Verification.Problem] {
        var known = Set(manifest.files.map(\.path)).union([Manifest.fileName])
        for path in known {
            var parts = path.split(separator: "/").dropLast()
            while !parts.isEmpty {
                known.insert(parts.joined(separator: "/"))
                parts = parts.dropLast()
            }
        }
        guard let present = try? FileManager.default.subpathsOfDirectory(atPath: folder.path) else {
            throw unreadable(folder.path)
        }
        return present.filter { !known.contains($0) }.sorted().map { path in
            .init(
                kind: .added, path: folder.appendingPathComponent(path).path, detail: "the manifest does not name it")
        }
    }

    /// A file with bytes in it, not a link to one or a pipe.
    static func isFile(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    static func unreadable(_ path: String) -> VerificationError {
        VerificationError(
            path: path, problem: "it cannot be read: \(String(cString: strerror(errno)))",
            remedy: "give this user the right to read the whole report")
    }
}
