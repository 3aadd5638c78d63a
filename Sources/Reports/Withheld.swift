internal import FinancialMath
public import LiveShopping
public import Reconciliation

/// Which repair scripts of a run are withheld, and why: what they rest on is not to be believed yet.
///
/// A withheld script lies in `repairs/withheld/`, where nothing applies it unless told. Everything is withheld when the
/// repairs would change so much that it is more likely that tieout is wrong; a rule's script, when its own findings are
/// doubted.
public struct Withheld: Sendable, Hashable {
    /// Why no script is to be believed; one sentence without its full stop.
    public var everything: String?
    /// Why the scripts of single rules are not, likewise.
    public var rules: [RuleID: [String]]

    public static let nothing = Withheld()

    public init(everything: String? = nil, rules: [RuleID: [String]] = [:]) {
        self.everything = everything
        self.rules = rules.filter { !$0.value.isEmpty }
    }

    public var isEmpty: Bool { everything == nil && rules.isEmpty }

    /// Why a rule's script is withheld; nil when it is not.
    public func reason(for rule: RuleID) -> String? {
        let reasons = (everything.map { [$0] } ?? []) + (rules[rule] ?? [])
        return reasons.isEmpty ? nil : reasons.joined(separator: "; ")
    }

    /// The folder of withheld scripts, below `repairs`.
    package static let folder = "withheld"

    /// What a script's name has before it, below `repairs`.
    package func place(of rule: RuleID) -> String { reason(for: rule) == nil ? "" : Self.folder + "/" }

    /// What psql must be told for a rule's script to apply what it says.
    package func switches(for rule: RuleID) -> String { Self.switches(reason(for: rule) != nil) }

    package static func switches(_ isWithheld: Bool) -> String {
        isWithheld ? "-v withheld=1 -v apply=1" : "-v apply=1"
    }
}

extension Withheld {
    /// The reasons as sentences, and what to make of them; empty when nothing is withheld.
    public var text: String {
        guard !isEmpty else { return "" }
        let all = everything.map { ["WITHHELD: \($0)."] } ?? []
        let single = rules.sorted { $0.key.description < $1.key.description }.map { rule, reasons in
            "WITHHELD, \(rule): \(reasons.joined(separator: "; "))."
        }
        return (all + single + [Self.advice]).joined(separator: "\n")
    }

    private static let advice = """
        When so much is wrong at once, it is more often what was read that is wrong: a column or table remapped to
        another, another schema, a migration half done, a restored backup. Look at that first, and at a few of the
        findings by hand. If it is right after all, apply a script from repairs/withheld with
        psql -v withheld=1 -v apply=1, or all with tieout repair apply --withheld.
        """
}

extension Withheld {
    /// So few changed rows are never too many.
    static let fewRows = 100

    /// Everything is withheld when the repairs are more than a share, and change more than a few rows.
    ///
    /// Choices count as the automatic repairs do. The money that is repaired is the sum of the impacts of the findings
    /// that repairs settle; the money that was read is the sum of the totals of the orders that are not deleted.
    public init(_ outcome: Outcome, limit: ShareLimit) {
        self.init(everything: Self.excess(RepairExtent(outcome), limit))
    }

    private static func excess(_ extent: RepairExtent, _ limit: ShareLimit) -> String? {
        guard extent.rows > fewRows else { return nil }
        var parts: [String] = []
        if limit.isExceeded(by: extent.sessions, of: extent.sessionsRead) {
            parts.append("touch \(extent.sessions) of the \(extent.sessionsRead) sessions that were read")
        }
        if limit.isExceeded(by: extent.money, of: extent.moneyRead) {
            parts.append(
                "move \(extent.money.formatted) where all orders that were read come to \(extent.moneyRead.formatted)")
        }
        guard !parts.isEmpty else { return nil }
        return """
            the repairs of this run would change \(extent.rows) rows and \(parts.joined(separator: ", and ")), which is \
            more than \(limit) (max-repair-ratio)
            """
    }
}

extension Withheld {
    /// Everything that makes a run's repairs doubtful: too much of it at once, rules that fire on too much, inputs that
    /// went away, and tables of another server, which would keep what a dry run rolls back.
    ///
    /// - Parameters:
    ///   - limit: Up to which share of the sessions, or of the money, repairs are believed.
    ///   - lost: The inputs that the run before had and this one lacks.
    ///   - foreign: The tables that belong to another server.
    public init(_ outcome: Outcome, limit: ShareLimit, lost: [SchemaPart] = [], foreign: Set<Table> = []) {
        self.init(outcome, limit: limit)
        for doubt in outcome.doubts { rules[doubt.rule, default: []].append("\(doubt.words); \(doubt.advice)") }
        for rule in Catalogue.descriptions {
            let missing = lost.filter { Self.concerns($0, rule) }
            guard !missing.isEmpty else { continue }
            let names = missing.map(\.name).joined(separator: ", ")
            rules[rule.id, default: []].append("it rests on \(names), which the run before had and this one lacks")
        }
        let proposals = outcome.proposals + outcome.stakes.followers
        for (rule, tables) in Self.foreignTargets(proposals, foreign) {
            let names = tables.map(\.name).sorted().joined(separator: ", ")
            rules[rule, default: []].append(
                "\(names) belongs to another server, which would keep what a dry run rolls back")
        }
        let repaired = Set(proposals.flatMap { $0.findings.map(\.rule) })
        rules = rules.filter { repaired.contains($0.key) }
    }

    /// A table that went away takes its columns along.
    private static func concerns(_ lost: SchemaPart, _ rule: RuleDescription) -> Bool {
        rule.inputs.contains { $0 == lost || (lost.column == nil && $0.table == lost.table) }
    }

    private static func foreignTargets(_ proposals: [Proposal], _ foreign: Set<Table>) -> [RuleID: Set<Table>] {
        guard !foreign.isEmpty else { return [:] }
        var targets: [RuleID: Set<Table>] = [:]
        for proposal in proposals {
            let tables = Set(proposal.alternatives.flatMap(\.changes).map(\.table)).intersection(foreign)
            guard !tables.isEmpty else { continue }
            for rule in proposal.findings.map(\.rule) { targets[rule, default: []].formUnion(tables) }
        }
        return targets
    }
}

private extension Change {
    var table: Table {
        switch self {
        case .set(let row, _, _, _), .add(let row, _, _), .delete(let row): row.table
        case .insertLine: .orderLines
        }
    }
}

/// How much would be repaired, and of how much.
struct RepairExtent {
    /// Rows that some alternative would change, delete or add.
    let rows: Int
    let sessions: Int
    let sessionsRead: Int
    let money: Money
    let moneyRead: Amount

    init(_ outcome: Outcome) {
        let proposals = outcome.proposals.filter { $0.repair != .manual }
        let changes = proposals.lazy.flatMap(\.alternatives).flatMap(\.changes)
        let touched = Set(changes.compactMap(\.row))
        rows = touched.count + changes.count { $0.row == nil }
        let settled = Set(proposals.flatMap { $0.findings.map(\.id) })
        let findings = outcome.findings.filter { $0.repair != .manual && settled.contains($0.id) }
        let changed = touched.filter { $0.table == .sessions }.map { SessionID($0.id) }
        sessions = Set(findings.compactMap(\.subject.session)).union(changed).count
        money = findings.reduce(.zero) { $0 + $1.impact }
        sessionsRead = outcome.totals.first { $0.table == .sessions }?.rows ?? 0
        let totals = outcome.totals.first { $0.table == .orders }?.amounts
            .first { $0.column == Order.Field.total.name }
        moneyRead = totals?.sums[.used]?.amount ?? .zero
    }
}

extension ShareLimit {
    func isExceeded(by part: Money, of whole: Amount) -> Bool { isExceeded(by: Amount(converting: part), of: whole) }
}
