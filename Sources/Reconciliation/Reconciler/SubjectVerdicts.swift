internal import LiveShopping

/// What the rules say of the clients, and what they were judged by.
struct ClientVerdicts: Sendable {
    private(set) var accounts: ClientAccounts
    private(set) var rulings: [Ruling] = []
    private(set) var exposure = ExposureChoice.none
    private(set) var populations = Populations()
    private(set) var credit: ResultRows<CreditResult> = []

    private let tallies: Tallies

    /// Of clients who are not judged yet.
    init(_ tallies: Tallies) {
        self.tallies = tallies
        accounts = ClientAccounts(tallies)
    }

    /// Judges every client.
    ///
    /// - Throws: what the source throws when the rows cannot be read.
    func judged(_ source: any RowSource) throws -> ClientVerdicts {
        var verdicts = self
        try verdicts.judge(source)
        return verdicts
    }

    private mutating func judge(_ source: any RowSource) throws {
        let ledger = tallies.ledger
        exposure = ExposureChoice(accounts, ledger.settings)
        accounts.basis = exposure.basis
        populations = Populations(tallies, accounts)
        let clients = accounts
        let asked = clients.lazy.filter { client in Catalogue.clientRules.contains { $0.asksForDebts(of: client) } }
        let debts = try ClientDebts(of: Set(asked.map(\.id)), from: source, available: ledger.available)
        var listed: [Int32] = []
        for var client in clients {
            client.debts = debts
            rulings += Catalogue.clientRules.compactMap { $0.judge(client) }
            if client.isListed { listed.append(Int32(client.slot)) }
        }
        let ids = ledger.clients.ids
        listed.sort { ids[Int($0)] < ids[Int($1)] }
        credit = ResultRows(count: listed.count) { [listed] in CreditResult(clients[Int(listed[$0])]) }
    }
}

/// What the rules say of the batches.
struct BatchVerdicts: Sendable {
    private(set) var rulings: [Ruling] = []
    let holds: ResultRows<HoldResult>

    /// - Throws: what the source throws when the rows cannot be read.
    init(_ tallies: Tallies, _ source: any RowSource) throws {
        let rows = try BatchRows(Self.requests(tallies), tallies, source)
        let book = tallies.ledger.batches
        var listed: [Int32] = []
        for slot in book.batches.indices {
            guard let facts = BatchFacts(slot: slot, tallies: tallies, rows: rows) else { continue }
            let said = Catalogue.batchRules.compactMap { $0.judge(facts) }
            rulings += said
            if !said.isEmpty || facts.isWorthListing { listed.append(Int32(slot)) }
        }
        listed.sort { book.id(at: Int($0)) < book.id(at: Int($1)) }
        holds = ResultRows(count: listed.count) { [listed] in
            HoldResult(BatchFacts(readable: Int(listed[$0]), tallies: tallies))
        }
    }

    private static func requests(_ tallies: Tallies) -> [BatchID: BatchFacts.Request] {
        var requests: [BatchID: BatchFacts.Request] = [:]
        for slot in tallies.ledger.batches.batches.indices {
            guard let facts = BatchFacts(slot: slot, tallies: tallies) else { continue }
            let request = Catalogue.batchRules.reduce(into: BatchFacts.Request()) { $0.formUnion($1.asks(of: facts)) }
            if !request.isEmpty { requests[facts.batch.id] = request }
        }
        return requests
    }
}

extension BillingFile {
    /// What the rules say of the orders of which an invoice, or the lack of one, is to be looked at.
    static func rulings(_ tallies: Tallies, _ source: any RowSource) throws -> [Ruling] {
        let slots = slots(tallies)
        let rows = try BillingRows(of: slots, tallies, source)
        return slots.flatMap { slot in
            let file = BillingFile(slot: slot, tallies, rows)
            return tallies.ledger.billingRules.flatMap { $0.judge(file) }
        }
    }
}
