internal import Common
internal import FinancialMath
internal import LiveShopping

/// What stays in memory for a whole run: clients, batches, prices and sessions, each found by its id.
///
/// Rows are kept in arrays and named by their place in them (a slot), so that what is tallied beside them is an array
/// as well. Nothing in it changes after it was loaded.
final class Ledger: Sendable {
    let asOf: Timestamp
    let settings: Settings
    let available: AvailableColumns
    /// What the site has none of, and nothing is doubted for.
    let declaredNone: Set<RuleInput>

    let clients: ClientBook
    let batches: BatchBook
    let sessions: SessionBook
    let overrides: OverrideBook
    /// The rules that judge invoices as they stream by, and have what they need.
    let invoiceRules: [any InvoiceRule]
    /// The rules that judge orders beside their invoices, and have what they need.
    let billingRules: [any BillingRule]
    /// Prices of items that were last changed before are not looked at.
    let priceWindowStart: Timestamp
    private let hasItemStatus: Bool
    /// By slot: sessions whose client has a margin of his own, or in which something was overridden.
    private let unusuallyPriced: SlotSet
    /// By slot: sessions in which something was overridden.
    private let overridden: SlotSet
    /// By slot: sessions whose client does not exist.
    private let clientless: SlotSet
    /// Invoices say which order they are about.
    let hasInvoiceReferences: Bool

    private init(
        asOf: Timestamp, settings: Settings, available: AvailableColumns, declaredNone: Set<RuleInput> = [],
        clients: ClientBook, of standings: SessionClients, batches: BatchBook, sessions: SessionBook,
        overrides: OverrideBook
    ) {
        self.asOf = asOf
        self.settings = settings
        self.available = available
        self.declaredNone = declaredNone
        self.clients = clients
        self.batches = batches
        self.sessions = sessions
        self.overrides = overrides
        invoiceRules = Catalogue.invoiceRules.filter { type(of: $0).description.isOn(available) }
        billingRules = Catalogue.billingRules.filter { type(of: $0).description.isOn(available) }
        hasInvoiceReferences =
            available.has(Invoice.Field.referenceType) && available.has(Invoice.Field.referenceID)
        priceWindowStart = settings.priceWindowStart(asOf: asOf)
        hasItemStatus = available.has(CartItem.Field.itemStatus)
        var overridden = SlotSet()
        for session in overrides.sessions { if let slot = sessions.slot(of: session) { overridden.insert(slot) } }
        self.overridden = overridden
        var unusual = standings.unusual
        unusual.formUnion(overridden)
        unusuallyPriced = unusual
        clientless = standings.missing
    }

    /// An input is missing, and nobody said that the site has no such thing.
    func isDoubtedForLackOf(_ input: RuleInput) -> Bool {
        !input.isThere(in: available) && !declaredNone.contains(input)
            && !declaredNone.contains(RuleInput(input.table))
    }

    /// An order with its statuses read through the site's aliases.
    func read(_ stored: Order) -> Order {
        var order = stored
        order.read(through: settings.fulfillmentAliases)
        return order
    }

    /// The prices of a session's items are those that their batches have for everybody.
    func hasUsualPrices(_ slot: Int) -> Bool { !unusuallyPriced.contains(slot) }

    /// A session's client exists.
    func hasClient(ofSessionAt slot: Int) -> Bool { !clientless.contains(slot) }

    /// The host of a session has a price of their own for a product.
    func isOverridden(_ product: ProductID, in session: SessionID, at slot: Int) -> Bool {
        overridden.contains(slot) && overrides.exists(session: session, product: product)
    }

    /// The item is meant to be bought: always, where items have no such status.
    func isConvertible(_ item: some CartItemCells) -> Bool {
        !hasItemStatus || item.itemStatus?.known == .toPurchase
    }
}

extension Ledger {
    /// Reads the tables whose rows stay in memory, and notes what could not be read of them; the sessions by parts, and the others
    /// beside the first of these.
    static func load(
        from source: any RowSource, jobs: Int, threads: Int, asOf: Timestamp, settings: Settings,
        into register: inout Register
    ) throws -> Ledger {
        let facts = source.snapshot
        let parts = try inParallel(jobs + 1, threads: jobs) { turn in
            try source.withReader { reader in
                turn == 1
                    ? try LedgerPart(reader, facts.available)
                    : try LedgerPart(sessions: .part(index: max(0, turn - 1), count: jobs), reader)
            }
        }
        var loaded = parts[1]
        for part in parts { register.merge(part.register) }
        for (turn, part) in parts.enumerated() where turn != 1 { loaded.sessions.merge(part.sessions) }
        let (read, clients) = (loaded.sessions, loaded.clients)
        let books = inParallel(2, threads: threads) { book -> Book in
            book == 0 ? .sessions(SessionBook(read)) : .clients(SessionClients(of: read.standings, clients))
        }
        guard case .sessions(let sessions) = books[0], case .clients(let standings) = books[1] else {
            preconditionFailure("books come in the order of their parts")
        }
        for client in standings.strangers { loaded.clients.addSlot(for: client) }
        return Ledger(
            asOf: asOf, settings: settings, available: facts.available, declaredNone: facts.declaredNone,
            clients: loaded.clients, of: standings, batches: loaded.batches, sessions: sessions,
            overrides: loaded.overrides)
    }

    /// What is made of the sessions once all are read.
    private enum Book: Sendable {
        case sessions(SessionBook)
        case clients(SessionClients)
    }
}

/// What sessions have for clients.
private struct SessionClients: Sendable {
    /// By the session's slot: those whose client brings something to prices.
    var unusual = SlotSet()
    /// By the session's slot: those whose client does not exist.
    var missing = SlotSet()
    /// Clients that no row has, as often as sessions name them.
    var strangers: [ClientID] = []

    init(of sessions: [SessionBook.Standing], _ clients: ClientBook) {
        for (slot, session) in sessions.enumerated() {
            if !clients.isUsual(session.client) { unusual.insert(slot) }
            if !clients.exists(session.client) { missing.insert(slot) }
            if !session.isExcluded, clients.slot(of: session.client) == nil { strangers.append(session.client) }
        }
    }
}

/// Some of the tables whose rows stay in memory.
private struct LedgerPart: Sendable {
    var register = Register()
    var sessions = SessionReading()
    var clients = ClientBook()
    var batches = BatchBook()
    var overrides = OverrideBook()

    init(sessions selection: RowSelection, _ reader: any RowReader) throws {
        try reader.sessions(selection) { session in
            register.note(session, as: session.isDeleted ? .deleted : .used)
            sessions.add(session)
        }
    }

    init(_ reader: any RowReader, _ available: AvailableColumns) throws {
        try reader.users(.everything) { register.note($0) }
        try reader.clients(.everything) { clients.add($0, isExcluded: !register.note($0)) }
        try reader.creditLimits(.everything) { clients.add($0, isExcluded: !register.note($0)) }
        batches = try BatchBook.load(from: reader, available, into: &register)
        try reader.priceOverrides(.everything) { if register.note($0) { overrides.add($0) } }
        overrides.seal()
    }
}
