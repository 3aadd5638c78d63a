internal import Common
internal import FinancialMath
internal import LiveShopping

/// What a part of the large tables comes to, by ids in the place of slots, as it goes from one machine to another.
///
/// Of rulings and prices only the rows are named that they are about: whoever merges fetches these and judges them again.
struct PartialTallies: Sendable {
    /// What belongs to a row, by its id.
    struct Entry<Row, Tally: Sendable>: Sendable {
        var id: ID<Row>
        var tally: Tally
    }

    /// An open session that holds a batch.
    struct Holder: Sendable {
        var batch: BatchID
        var session: SessionID
    }

    fileprivate(set) var sessions: [Entry<Session, SessionTally>] = []
    fileprivate(set) var batches: [Entry<Batch, BatchTally>] = []
    fileprivate(set) var lines: [Entry<Order, LinesTally>] = []
    fileprivate(set) var receivables: [Entry<Client, Money>] = []
    fileprivate(set) var held: [Holder] = []
    fileprivate(set) var settled: Set<OrderID> = []
    fileprivate(set) var named: Set<OrderID> = []
    fileprivate(set) var suspects: Set<OrderID> = []
    fileprivate(set) var namedElsewhere: Set<OrderID> = []
    fileprivate(set) var register = Register()
    fileprivate(set) var populations = Populations()
    fileprivate(set) var remarked = RemarkedRows()

    init() {}

    init(_ tallies: Tallies) {
        let ledger = tallies.ledger
        sessions = tallies.sessions.changed { $0 != SessionTally() }
            .map { Entry(id: ledger.sessions.id(at: $0.slot), tally: $0.element) }
        batches = tallies.batches.changed { $0 != BatchTally() }
            .map { Entry(id: ledger.batches.id(at: $0.slot), tally: $0.element) }
        lines = tallies.lines.changed { $0 != LinesTally() }
            .map { Entry(id: tallies.orders.orders[$0.slot].id, tally: $0.element) }
        receivables = tallies.receivables.changed { !$0.isZero }
            .map { Entry(id: ledger.clients.ids[$0.slot], tally: $0.element) }
        tallies.held.forEach { batch, session in
            held.append(Holder(batch: ledger.batches.id(at: batch), session: ledger.sessions.id(at: session)))
        }
        let billing = tallies.billing
        for slot in tallies.orders.orders.indices where billing.isSettled(slot) || billing.isNamed(slot) {
            let id = tallies.orders.orders[slot].id
            if billing.isSettled(slot) { settled.insert(id) }
            if billing.isNamed(slot) { named.insert(id) }
        }
        (suspects, namedElsewhere) = (billing.suspects, billing.namedElsewhere)
        (register, populations, remarked) = (tallies.register, tallies.populations, tallies.remarked)
    }

    mutating func visitFields(_ coder: inout some FieldCoder) throws(FieldDamage) {
        try code(&sessions, &coder, SessionTally()) { (tally, coder) throws(FieldDamage) in
            try tally.visitFields(&coder)
        }
        try code(&batches, &coder, BatchTally()) { (tally, coder) throws(FieldDamage) in
            try tally.visitFields(&coder)
        }
        try code(&lines, &coder, LinesTally()) { (tally, coder) throws(FieldDamage) in try tally.visitFields(&coder) }
        try code(&receivables, &coder, .zero) { (amount, coder) throws(FieldDamage) in try coder.code(&amount) }
        try coder.code(&held, of: Holder(batch: ID(0), session: ID(0))) { (coder, holder) throws(FieldDamage) in
            try coder.code(&holder.batch)
            try coder.code(&holder.session)
        }
        try coder.code(&settled)
        try coder.code(&named)
        try coder.code(&suspects)
        try coder.code(&namedElsewhere)
        try register.visitFields(&coder)
        try populations.visitFields(&coder)
        try remarked.visitFields(&coder)
    }

    /// Entries, each id by how far it is from the one before it.
    private func code<Row, Tally, Coder: FieldCoder>(
        _ entries: inout [Entry<Row, Tally>], _ coder: inout Coder, _ empty: Tally,
        _ each: (inout Tally, inout Coder) throws(FieldDamage) -> Void
    ) throws(FieldDamage) {
        var last: Int64 = 0
        try coder.code(&entries, of: Entry(id: ID(0), tally: empty)) { (coder, entry) throws(FieldDamage) in
            var id = entry.id.rawValue
            try coder.code(&id, after: &last)
            entry.id = ID(id)
            try each(&entry.tally, &coder)
        }
    }
}

/// The rows that a rule said something of, or whose price is listed.
struct RemarkedRows: Sendable {
    var items: [CartItemID] = []
    var lines: [OrderLineID] = []
    var invoices: [InvoiceID] = []

    mutating func merge(_ other: Self) {
        items += other.items
        lines += other.lines
        invoices += other.invoices
    }

    mutating func visitFields(_ coder: inout some FieldCoder) throws(FieldDamage) {
        try coder.code(&items, of: ID(0)) { (coder, id) throws(FieldDamage) in try coder.code(&id) }
        try coder.code(&lines, of: ID(0)) { (coder, id) throws(FieldDamage) in try coder.code(&id) }
        try coder.code(&invoices, of: ID(0)) { (coder, id) throws(FieldDamage) in try coder.code(&id) }
    }
}
