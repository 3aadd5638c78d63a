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
