internal import Foundation
internal import Reconciliation
internal import Reports

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
    private let manifest: RunManifest

    package enum Direction: Sendable { case apply, undo }

    package init(_ path: String) throws(RepairFailure) {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        manifest = try RunManifest(folder: self.path)
        run = "\(manifest.runID) read \(manifest.fact("snapshot time") ?? "")"
        asOf = manifest.asOf
        settings = manifest.settings
        database = manifest.fact("database")
        let host = manifest.fact("host") ?? ""
        source = database.map { "database \"\($0)\" on \(host)" } ?? "a snapshot"
    }

    /// The scripts in the order in which they are run.
    ///
    /// - Throws: when one was altered in anything but picks, unless that is allowed.
    package func scripts(_ direction: Direction, allowAltered: Bool = false) throws -> [ScriptFile] {
        let base = manifest.repairsHeld == nil ? "repairs" : "repairs/\(RepairHold.folder)"
        let folder = direction == .apply ? base : "\(base)/undo"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []
        let rules = names.filter { $0.hasSuffix(".sql") && $0 != RepairOrder.allTogether }.map {
            RuleID(String($0.dropLast(4)))
        }
        let order = RepairOrder.sorted(Set(rules))
        return try (direction == .apply ? order : order.reversed()).map { rule in
            try script(rule, "\(folder)/\(rule).sql", allowAltered)
        }
    }

    /// Why the run has put its scripts aside; nil when it has not.
    package var reasonHeld: String? { manifest.repairsHeld }

    /// Scripts that were put aside are applied only by who insists.
    package func requireNotHeld() throws(RepairFailure) {
        guard let reasonHeld else { return }
        throw RepairFailure(
            .data, place: "\(path)/repairs/held", problem: "the run has put its repairs aside: \(reasonHeld)",
            remedy: "look first whether what was read was right; --held applies them all the same, --dry-run shows them"
        )
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

    private func script(_ rule: RuleID, _ name: String, _ allowAltered: Bool) throws -> ScriptFile {
        let place = "\(path)/\(name)"
        guard let data = FileManager.default.contents(atPath: place) else {
            throw RepairFailure(
                .data, place: place, problem: "the file cannot be read", remedy: "give this user the right to read it")
        }
        let script = try ScriptFile(
            Array(data), path: name, place: place, rule: rule, sha256: manifest.sha256(of: name))
        guard script.state != .altered || allowAltered else {
            throw RepairFailure(
                .data, place: place,
                problem: "it is not what the run wrote, and not by picks alone (its SHA-256 in manifest.json differs)",
                remedy: "take the file as it was written, or give --allow-edited when you answer for every line of it")
        }
        return script
    }
}
