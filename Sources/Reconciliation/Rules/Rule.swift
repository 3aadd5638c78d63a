internal import FinancialMath
internal import LiveShopping

/// A rule of the catalogue: what it is called, and what it says of the facts that it looks at.
protocol Rule: Sendable {
    static var description: RuleDescription { get }
}

extension Rule {
    static var id: RuleID { description.id }

    /// A finding of this rule, at its own severity unless told otherwise.
    func finding(
        _ key: FindingKey, _ subject: Subject, severity: Severity? = nil, expected: String, actual: String,
        impact: Money = .zero, repair: RepairClass, because explanation: String
    ) -> Finding {
        Finding(
            rule: Self.id, severity: severity ?? Self.description.severity, key: key, subject: subject,
            expected: expected, actual: actual, impact: impact, repair: repair, explanation: explanation)
    }
}

/// Judges a session by its record and by what its cart and orders come to.
protocol SessionRule: Rule {
    /// Deleted sessions take part in integrity and `conversion.deleted-session` alone.
    var looksAtDeletedSessions: Bool { get }
    func judge(_ session: SessionFacts) -> Finding?
    func proposal(for finding: Finding, _ session: SessionFacts) -> Proposal?
}

extension SessionRule {
    var looksAtDeletedSessions: Bool { false }
    func proposal(for finding: Finding, _ session: SessionFacts) -> Proposal? { nil }
}

/// Judges a session whose items and order lines are laid out in full.
protocol CaseRule: Rule {
    /// A session that cannot be read takes part in nothing, but its items and its orders' own figures are theirs.
    var looksAtUnreadableSessions: Bool { get }
    func judge(_ file: CaseFile) -> [Finding]
    func proposal(for finding: Finding, _ file: CaseFile) -> Proposal?
}

extension CaseRule {
    var looksAtUnreadableSessions: Bool { false }
    func proposal(for finding: Finding, _ file: CaseFile) -> Proposal? { nil }
}

/// Which cart items a rule looks at: most items are in no narrow scope, and pass by most rules.
enum ItemScope {
    /// Every item that is not deleted.
    case all
    /// Live items of open sessions.
    case open
    /// Items whose price is recomputed.
    case priced
}

/// Judges a cart item that is not deleted as it streams by.
protocol ItemRule: Rule {
    var scope: ItemScope { get }
    func judge(_ item: ItemFacts) -> Finding?
    func proposal(for finding: Finding, _ item: ItemFacts) -> Proposal?
}

extension ItemRule {
    func proposal(for finding: Finding, _ item: ItemFacts) -> Proposal? { nil }
}

/// Judges an order as it streams by.
protocol OrderRule: Rule {
    func judge(_ order: OrderFacts) -> Finding?
}

/// Judges a client's exposure.
protocol ClientRule: Rule {
    func judge(_ client: ClientFacts) -> Finding?
}

/// Judges what is promised of a batch.
protocol BatchRule: Rule {
    func judge(_ batch: BatchFacts) -> Finding?
    func proposal(for finding: Finding, _ batch: BatchFacts) -> Proposal?
}

extension BatchRule {
    func proposal(for finding: Finding, _ batch: BatchFacts) -> Proposal? { nil }
}

/// Judges rows that stay in memory: overrides and room codes.
protocol LedgerRule: Rule {
    func judge(_ ledger: Ledger) -> [Finding]
    func proposal(for finding: Finding, _ ledger: Ledger) -> Proposal?
}

extension LedgerRule {
    func proposal(for finding: Finding, _ ledger: Ledger) -> Proposal? { nil }
}
