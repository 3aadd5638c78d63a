internal import FoundationEssentials
package import Reconciliation

/// A repair script as it stands in a run's folder, read but not run.
package struct ScriptFile: Sendable {
    package let rule: RuleID
    /// From the run's folder on: `repairs/line.price.sql`.
    package private(set) var path: String
    package private(set) var state: State
    /// The alternatives that someone has picked, in it or beside it.
    package private(set) var picks: [Pick]
    /// The repairs that it proposes.
    package let repairs: [ProposedRepair]
    let bytes: [UInt8]
    private(set) var blocks: [ScriptReader.Block]
    /// It takes repairs back.
    private(set) var isUndoing = false

    /// What the file is, compared with the hash in the run's manifest.
    package enum State: String, Sendable, Encodable {
        case asWritten = "as written"
        /// Changed by nothing but picks.
        case picked
        case altered
    }

    package struct Pick: Sendable, Hashable, Encodable {
        package let finding: String
        package let alternative: String

        package init(finding: String, alternative: String) {
            self.finding = finding
            self.alternative = alternative
        }
    }

    /// - Parameter sha256: What the manifest says of the file as the run wrote it.
    init(_ bytes: [UInt8], path: String, place: String, rule: RuleID, sha256: String?) throws(ScriptError) {
        let reader = try ScriptReader(bytes, file: place)
        self.bytes = bytes
        self.path = path
        self.rule = rule
        blocks = reader.blocks
        picks = reader.picks
        repairs = ProposedRepair.all(reader.blocks, bytes, rule: rule)
        state = Self.state(bytes, sha256)
    }

    /// Something in it can be applied: an automatic repair, or a choice that is made.
    package var isActive: Bool { !picks.isEmpty || repairs.contains(where: \.isAutomatic) }

    /// Choices of which none is made.
    package var openChoices: [ProposedRepair] {
        let picked = Set(picks.map(\.finding))
        return repairs.filter { !$0.isAutomatic && !picked.contains($0.finding) }
    }

    /// The script the other way, by the path of the file that says so: whom it is about, and nothing that it rests on.
    ///
    /// - Parameter isAltered: That file is not what the run wrote.
    func undoing(_ path: String, isAltered: Bool = false) -> ScriptFile {
        var script = self
        script.path = path
        script.picks = []
        script.blocks = blocks.filter { ScriptReader.naming.contains($0.table) }
        script.isUndoing = true
        if isAltered { script.state = .altered }
        return script
    }

    /// The script with those of some picks that are for its own choices.
    package func picking(_ more: [Pick]) -> ScriptFile {
        var script = self
        let own = Set(repairs.filter { !$0.isAutomatic }.map(\.finding))
        script.picks += more.filter { own.contains($0.finding) && !picks.contains($0) }
        return script
    }
}

private extension ScriptFile {
    static let pick = Array("INSERT INTO pg_temp.tieout_pick VALUES ".utf8)

    static func state(_ bytes: [UInt8], _ sha256: String?) -> State {
        if hexDigest(bytes) == sha256 { return .asWritten }
        return hexDigest(withoutPicks(bytes)) == sha256 ? .picked : .altered
    }

    /// The script with two dashes before every pick, as the run wrote it.
    static func withoutPicks(_ bytes: [UInt8]) -> [UInt8] {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return Array(lines.map { $0.starts(with: pick) ? Array("--".utf8 + $0) : Array($0) }.joined(separator: [0x0A]))
    }
}

/// A repair that a script proposes.
package struct ProposedRepair: Sendable, Hashable {
    package let number: Int
    /// The finding that it is logged under.
    package let finding: String
    package let rule: String
    /// Every finding that it settles, by id.
    package private(set) var settles: [String]
    /// The alternatives of a choice; none for an automatic repair.
    package private(set) var alternatives: [Alternative] = []

    package struct Alternative: Sendable, Hashable {
        package let letter: String
        /// What it does, in words.
        package let what: String
    }

    package var isAutomatic: Bool { alternatives.isEmpty }

    static func all(_ blocks: [ScriptReader.Block], _ bytes: [UInt8], rule: RuleID) -> [ProposedRepair] {
        func rows(_ table: String) -> [[String: String]] {
            blocks.filter { $0.table == table }.flatMap { block in
                DataRows(bytes[block.rows]).map { $0.mapValues { DataCell.meaning($0) ?? "" } }
            }
        }
        let settled = Dictionary(grouping: rows("tieout_finding")) { $0["no"] ?? "" }
        var repairs: [ProposedRepair] = []
        for row in rows("tieout_change") {
            guard let text = row["no"], let number = Int(text), let finding = row["finding"] else { continue }
            if repairs.last?.number != number {
                let own = settled[text] ?? []
                let name = own.first { $0["finding"] == finding }?["rule"]
                repairs.append(
                    ProposedRepair(
                        number: number, finding: finding, rule: name ?? rule.description,
                        settles: own.isEmpty ? [finding] : own.compactMap { $0["finding"] }))
            }
            if let pick = row["pick"], !pick.isEmpty, repairs[repairs.count - 1].alternatives.last?.letter != pick {
                repairs[repairs.count - 1].alternatives.append(Alternative(letter: pick, what: row["what"] ?? ""))
            }
        }
        return repairs
    }
}
