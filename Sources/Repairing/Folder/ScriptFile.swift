internal import Foundation
package import Reconciliation

/// A repair script as it stands in a run's folder, read but not run.
package struct ScriptFile: Sendable {
    package let rule: RuleID
    /// From the run's folder on: `repairs/line.price.sql`.
    package let path: String
    package let state: State
    /// The alternatives that someone has picked in it.
    package let picks: [Pick]
    /// The repairs that it proposes.
    package let repairs: [ProposedRepair]
    let bytes: [UInt8]
    let parts: [ScriptPart]

    /// What the file is, held against the hash in the run's manifest.
    package enum State: String, Sendable, Encodable {
        case asWritten = "as written"
        /// Changed by nothing but picks.
        case picked
        case altered
    }

    package struct Pick: Sendable, Hashable, Encodable {
        package let finding: String
        package let alternative: String
    }

    /// - Parameter sha256: What the manifest says of the file as the run wrote it.
    init(_ bytes: [UInt8], path: String, place: String, rule: RuleID, sha256: String?) throws(ScriptError) {
        self.bytes = bytes
        self.path = path
        self.rule = rule
        parts = try ScriptReader.parts(of: bytes, file: place)
        picks = Self.picks(parts)
        repairs = parts.flatMap { part in
            guard case .copy(let sql, let rows) = part.action, sql.hasPrefix("COPY tieout_repair ") else {
                return [ProposedRepair]()
            }
            return CopyRows(sql, bytes[rows]).compactMap(ProposedRepair.init)
        }
        state = Self.state(bytes, sha256)
    }

    /// Something in it can be applied: an automatic repair, or a choice that is made.
    package var isActive: Bool { !picks.isEmpty || repairs.contains(where: \.isAutomatic) }

    /// Choices of which none is made.
    package var openChoices: [ProposedRepair] {
        let picked = Set(picks.map(\.finding))
        return repairs.filter { !$0.isAutomatic && !picked.contains($0.finding) }
    }
}

private extension ScriptFile {
    static let pick = Array("INSERT INTO tieout_pick VALUES ".utf8)

    static func picks(_ parts: [ScriptPart]) -> [Pick] {
        parts.compactMap { part in
            guard case .statement(let pieces, false) = part.action,
                let match = pieces.plain?
                    .wholeMatch(of: /INSERT INTO tieout_pick VALUES \('([^']*)', '([^']*)'\)/)
            else { return nil }
            return Pick(finding: String(match.1), alternative: String(match.2))
        }
    }

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

/// A repair that a script proposes, as its first table has it.
package struct ProposedRepair: Sendable, Hashable {
    package let number: Int
    /// The finding that it is logged under.
    package let finding: String
    package let rule: String
    /// Every finding that it settles, by id.
    package let settles: [String]
    package let isAutomatic: Bool

    init?(_ row: [String: String?]) {
        guard let number = (row["no"] ?? nil).flatMap({ Int($0) }), let finding = row["finding_id"] ?? nil,
            let rule = row["rule"] ?? nil
        else { return nil }
        self.number = number
        self.finding = finding
        self.rule = rule
        // "454247e6ec3062cd line.price 12.00; …", which an undo script does not have.
        let settled = (row["settles"] ?? nil)?.split(separator: "; ").compactMap { $0.split(separator: " ").first }
        settles = settled?.map(String.init) ?? [finding]
        isAutomatic = (row["way"] ?? nil) != nil
    }
}
