internal import FinancialMath
internal import LiveShopping

/// A rule of the catalogue: what it is called, and what it says of the facts that it looks at.
protocol Rule: Sendable {
    static var description: RuleDescription { get }
}

extension Rule {
    static var id: RuleID { description.id }

    /// What this rule says of a row, at its own severity unless told otherwise.
    func ruling(
        _ key: FindingKey, _ subject: Subject, severity: Severity? = nil, expected: String, actual: String,
        impact: Money = .zero, repair: Repair, otherClients: Set<ClientID> = [], because explanation: String
    ) -> Ruling {
        let finding = Finding(
            rule: Self.id, severity: severity ?? Self.description.severity, key: key, subject: subject,
            expected: expected, actual: actual, impact: impact.rounded(places: 2), repair: repair.repairClass,
            explanation: explanation)
        return Ruling(finding: finding, repair: repair, otherClients: otherClients)
    }
}

/// Judges a session by its record and by what its cart and orders come to.
protocol SessionRule: Rule {
    /// Deleted sessions take part in integrity and `conversion.deleted-session` alone.
    var looksAtDeletedSessions: Bool { get }
    func judge(_ session: SessionFacts) -> Ruling?
}

extension SessionRule {
    var looksAtDeletedSessions: Bool { false }
}

/// Judges a session whose items and order lines are laid out in full.
protocol CaseRule: Rule {
    /// What the tallies must show for the rule to ask for the session's rows.
    var suspicions: Suspicions { get }
    /// A session that cannot be read takes part in nothing, but its items and its orders' own figures are theirs.
    var looksAtUnreadableSessions: Bool { get }
    func judge(_ file: CaseFile) -> [Ruling]
}

extension CaseRule {
    var looksAtUnreadableSessions: Bool { false }
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
    func judge(_ item: ItemFacts) -> Ruling?
}

/// Judges an order as it streams by.
protocol OrderRule: Rule {
    /// Whether it could say something: false for almost every order, for which no facts are put together.
    func mayConcern(_ order: Order, _ link: OrderLink) -> Bool
    func judge(_ order: OrderFacts) -> Ruling?
}

/// Judges an order line whose order does not exist, as it streams by.
protocol StrayLineRule: Rule {
    func judge(stray line: OrderLine) -> Ruling?
}

/// Judges an invoice as it streams by.
protocol InvoiceRule: Rule {
    func judge(_ invoice: Invoice, _ ledger: Ledger) -> Ruling?
}

/// Judges an order of live shopping beside the invoices that it names and that name it.
protocol BillingRule: Rule {
    func judge(_ billing: BillingFile) -> [Ruling]
}

/// Judges a client's exposure.
protocol ClientRule: Rule {
    /// Whether it must see the client's orders and invoices themselves.
    func asksForDebts(of client: ClientFacts) -> Bool
    func judge(_ client: ClientFacts) -> Ruling?
}

extension ClientRule {
    func asksForDebts(of client: ClientFacts) -> Bool { false }
}

/// Judges what is promised of a batch.
protocol BatchRule: Rule {
    /// Which rows behind the batch it must see.
    func asks(of batch: BatchFacts) -> BatchFacts.Request
    func judge(_ batch: BatchFacts) -> Ruling?
}

extension BatchRule {
    func asks(of batch: BatchFacts) -> BatchFacts.Request { [] }
}

/// Judges rows that stay in memory: overrides and room codes.
protocol LedgerRule: Rule {
    func judge(_ ledger: Ledger) -> [Ruling]
}
