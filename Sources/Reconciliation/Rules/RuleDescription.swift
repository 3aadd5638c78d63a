/// A rule in words and facts, the same in the terminal, the report and the documentation.
public struct RuleDescription: Sendable {
    public let id: RuleID
    public let severity: Severity
    /// What is wrong, as a headline: `Order created, session still open`.
    public let title: String
    /// Why it matters, for finance.
    public let rationale: String
    /// What to do about it.
    public let remedy: String
    /// The rows that it could fire on, by which a rule that fires on too many of them is doubted.
    public let population: Population
    /// What it looks at: without the optional columns behind it, it sees less.
    public let looksAt: [RuleInput.Group]
    /// One column of each of these must be there, else the rule is off.
    public let needs: [[RuleInput]]
    /// Without one of these its repair is not to be trusted, and becomes manual.
    public let restsOn: [RuleInput]
    /// When its repairs are applied among those of a run.
    public let repairStage: RepairStage
    /// What its findings have in common with others that have come of the same thing.
    public let cause: CauseGrouping
    /// Rows that it fires on, and for each the nearest that it does not.
    public let examples: [RuleExample]

    public init(
        id: RuleID, severity: Severity, title: String, rationale: String, remedy: String, population: Population,
        looksAt: [RuleInput.Group] = [], needs: [[RuleInput]] = [], restsOn: [RuleInput] = [],
        repairStage: RepairStage = .others, cause: CauseGrouping = .session, examples: [RuleExample] = []
    ) {
        self.id = id
        self.severity = severity
        self.title = title
        self.rationale = rationale
        self.remedy = remedy
        self.population = population
        self.looksAt = looksAt
        self.needs = needs
        self.restsOn = restsOn
        self.repairStage = repairStage
        self.cause = cause
        self.examples = examples
    }
}

/// The rows that a rule could fire on.
public enum Population: Int, Sendable, CaseIterable {
    /// Sessions that are not deleted.
    case sessions
    case deletedSessions, everySession
    /// Live conversion orders of sessions that are not deleted.
    case orders
    /// Such orders and the cancelled ones.
    case presentOrders
    /// The cancelled and the deleted ones.
    case goneOrders
    /// Live orders whose column and note name sessions.
    case linkedTwice
    /// Live sales that say that they are of live shopping.
    case claimingOrders
    /// Lines of live conversion orders.
    case lines
    case everyLine
    /// Live items.
    case items
    /// Items that are not deleted.
    case presentItems
    /// Items that the price rules look at.
    case pricedItems
    /// Clients with a readable credit row.
    case clients
    /// Clients with an open session.
    case shoppers
    case batches
    case overrides
    /// Pairs of a session and a product that have an override.
    case overriddenProducts
    /// Invoices that are neither deleted nor void.
    case invoices

    /// What a sentence calls them.
    public var noun: String {
        switch self {
        case .sessions, .deletedSessions, .everySession: "sessions"
        case .orders, .presentOrders, .goneOrders, .linkedTwice, .claimingOrders: "orders"
        case .lines, .everyLine: "order lines"
        case .items, .presentItems, .pricedItems: "items"
        case .clients, .shoppers: "clients"
        case .batches: "batches"
        case .overrides: "overrides"
        case .overriddenProducts: "overridden products"
        case .invoices: "invoices"
        }
    }
}

/// When a rule's repairs are applied among those of a run.
///
/// Any order gives the same end; this one reads as the story does: carts, orders, sessions, then what is summed.
public enum RepairStage: Int, Sendable, Comparable, CaseIterable {
    case overrides, products, prices, orders, sessions, others, reservations, exposures

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// How a rule's findings are put together with others under one cause.
public enum CauseGrouping: Sendable {
    /// What became of the session, or else of the order, or else of the client.
    case session
    case batch
    /// What the price of the item was made from.
    case price
    /// The price of the item, of which it is itself an input.
    case priceInput
    /// The host who set the price.
    case host
    case room
    /// The row that is missing.
    case missingRow
}
