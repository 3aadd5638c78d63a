internal import FoundationEssentials
internal import Reconciliation
package import Reports

/// The folder of a run, as far as its repairs go.
package struct RepairFolder: Sendable {
    /// As the user named it.
    package let path: String
    /// What the log of repairs calls the run.
    package let run: String
    /// T.
    package let asOf: String
    /// The settings that the run judged by, by the names of their flags.
    package let settings: [String: String]
    /// Where the run read, as `database "shop" on db.example.org:5432`.
    package let source: String
    package let database: String?
    /// Which of its scripts the run has withheld, and why.
    package let withheld: Withheld
    private let manifest: SealedManifest

    package enum Direction: Sendable { case apply, undo }

    /// - Throws: ``RepairFailure`` when it is not the folder of a run, or its manifest is not as it was written.
    package init(_ path: String) throws(RepairFailure) {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        let place = self.path + "/manifest.json"
        let give = "give the folder that a run left, such as output/latest"
        guard let data = FileManager.default.contents(atPath: place) else {
            throw RepairFailure(.data, place: place, problem: "the file cannot be read", remedy: give)
        }
        do {
            manifest = try SealedManifest(data)
        } catch {
            throw RepairFailure(
                .data, place: place, problem: "it \(error.reason)", remedy: "\(give), as the run wrote it")
        }
        run = "\(manifest.runID) read \(manifest.facts["snapshot time"] ?? "")"
        asOf = manifest.asOf
        settings = manifest.settings
        database = manifest.facts["database"]
        withheld = manifest.withheld
        source =
            database.map { [host = manifest.facts["host"] ?? ""] in "database \"\($0)\" on \(host)" } ?? "a snapshot"
    }

    /// The scripts in the order in which they are run: every one that the manifest names.
    ///
    /// - Parameter allowAltered: Take a script that was altered in more than picks.
    /// - Throws: ``RepairFailure`` when one is missing or was altered, or `tieout.sql` is not this version's;
    ///   ``ScriptError`` when one is none of ours.
    package func scripts(_ direction: Direction, allowAltered: Bool = false) throws -> [ScriptFile] {
        let found = manifest.hashes.keys.compactMap { path -> (RuleID, String)? in
            guard let match = path.wholeMatch(of: /repairs\/(?:withheld\/)?(undo\/)?([^\/]+)\.sql/),
                (match.1 != nil) == (direction == .undo), !["tieout", "apply-all"].contains(match.2)
            else { return nil }
            return (RuleID(String(match.2)), path)
        }
        guard !found.isEmpty else { return [] }
        try requireSharedScript()
        let paths = Dictionary(found) { first, _ in first }
        let order = Catalogue.inRepairOrder(Set(paths.keys))
        guard direction == .undo else { return try order.map { try script($0, paths[$0] ?? "", allowAltered) } }
        return try order.reversed().map { try undoScript($0, paths[$0] ?? "", allowAltered) }
    }

    /// The scripts but for those that the run has withheld.
    ///
    /// - Parameter named: Rules that somebody has asked for by name.
    /// - Throws: ``RepairFailure`` when everything is withheld, or one of the named rules.
    package func withoutWithheld(_ scripts: [ScriptFile], named: [String]) throws(RepairFailure) -> [ScriptFile] {
        let refused = withheld.everything ?? named.compactMap { withheld.reason(for: RuleID($0)) }.first
        if let refused {
            throw RepairFailure(
                .data, place: "\(path)/repairs/\(Withheld.folder)",
                problem: "the run has withheld these repairs: \(refused)",
                remedy:
                    "look first whether what was read was right; --withheld applies them all the same, --dry-run shows them"
            )
        }
        return scripts.filter { withheld.reason(for: $0.rule) == nil }
    }

    /// The ids in findings.csv.
    func findingIDs() throws(RepairFailure) -> Set<String> {
        let place = "\(path)/findings.csv"
        guard let data = FileManager.default.contents(atPath: place) else {
            throw RepairFailure(
                .data, place: place, problem: "the file cannot be read", remedy: "give the whole folder of a run")
        }
        // The id is the first column.
        return Set(CSVReader(data).dropFirst().map { $0[0] })
    }
}

private extension RepairFolder {
    /// What the program runs is its own `tieout.sql`: it must be the one that the scripts were written for.
    func requireSharedScript() throws(RepairFailure) {
        let name = "repairs/\(SharedScript.fileName)"
        let bytes = try contents(name)
        guard hexDigest(bytes) == SharedScript.sha256 else {
            throw RepairFailure(
                .data, place: "\(path)/\(name)", problem: "it is not this version's (SHA-256 \(SharedScript.sha256))",
                remedy: "use the version of tieout that made the run, or psql, or run tieout again")
        }
    }

    func contents(_ name: String) throws(RepairFailure) -> [UInt8] {
        let place = "\(path)/\(name)"
        guard let data = FileManager.default.contents(atPath: place) else {
            let isThere = FileManager.default.fileExists(atPath: place)
            throw RepairFailure(
                .data, place: place,
                problem: isThere ? "the file cannot be read" : "the run wrote this script, and it is missing",
                remedy: isThere ? "give this user the right to read it" : "take the whole folder as the run wrote it")
        }
        return Array(data)
    }

    func script(_ rule: RuleID, _ name: String, _ allowAltered: Bool) throws -> ScriptFile {
        let place = "\(path)/\(name)"
        let bytes = try contents(name)
        let script = try ScriptFile(bytes, path: name, place: place, rule: rule, sha256: manifest.hashes[name])
        if script.state == .altered, !allowAltered { throw altered(place) }
        return script
    }

    /// An undo script includes the script that it takes back.
    func undoScript(_ rule: RuleID, _ name: String, _ allowAltered: Bool) throws -> ScriptFile {
        let isAltered = hexDigest(try contents(name)) != manifest.hashes[name]
        if isAltered, !allowAltered { throw altered("\(path)/\(name)") }
        return try script(rule, name.replacing("/undo/", with: "/"), allowAltered).undoing(name, isAltered: isAltered)
    }

    func altered(_ place: String) -> RepairFailure {
        RepairFailure(
            .data, place: place,
            problem: "it is not what the run wrote, and not by picks alone (its SHA-256 in manifest.json differs)",
            remedy: "take the file as it was written, or give --allow-edited when you answer for every line of it")
    }
}
