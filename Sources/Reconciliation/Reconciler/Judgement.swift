internal import FinancialMath
internal import LiveShopping

/// What the rules say of the tallies, and of the rows behind those that do not agree.
struct Judgement {
    let tallies: Tallies
    let source: any RowSource
    private(set) var findings: [Finding] = []
    private(set) var proposals: [Proposal] = []
    private(set) var stakes = RepairStakes()
    private(set) var exposure = ExposureChoice.none
    private(set) var populations = Populations()
    private var policy: RepairPolicy
    /// The slots of the sessions that sessions.csv lists.
    private(set) var listedSessions: [Int32] = []
    private(set) var creditResults: [CreditResult] = []
    private(set) var holdResults: [HoldResult] = []
    /// Sessions whose items and lines must be laid out, by slot.
    private var cases: [Int] = []
    /// How many items of a batch are of a session that was counted already, by batch slot.
    private var repeatedHolders: [Int: Int] = [:]

    init(tallies: Tallies, source: any RowSource) {
        self.tallies = tallies
        self.source = source
        policy = RepairPolicy(tallies)
    }

    var ledger: Ledger { tallies.ledger }

    /// - Parameter streamed: What the rules said of the rows as they streamed by.
    mutating func run(streamed: [Ruling]) throws {
        note(streamed)
        note(Catalogue.ledgerRules.flatMap { $0.judge(ledger) })
        judgeSessions()
        try judgeCases()
        try judgeBilling()
        var clients = ClientFacts.all(tallies)
        let choice = ExposureChoice(clients, ledger.settings)
        for place in clients.indices { clients[place].basis = choice.basis }
        exposure = choice
        try judgeClients(clients)
        try judgeBatches()
        populations = Populations(tallies, clients)
        stakes = try RepairStakes(of: proposals, tallies, clients, source)
    }

    /// Every ruling comes by here, and gets the repair that it is worth.
    @discardableResult
    private mutating func note(_ rulings: [Ruling]) -> [Ruling] {
        let judged = rulings.map(policy.judged)
        findings += judged.lazy.map(\.finding)
        proposals += judged.lazy.compactMap(\.proposal)
        return judged
    }
}

// MARK: - Sessions

private extension Judgement {
    mutating func judgeSessions() {
        for slot in ledger.sessions.sessions.indices {
            let facts = SessionFacts(slot: slot, tallies: tallies)
            let (isDeleted, isReadable) = (facts.session.isDeleted, !facts.session.isExcluded)
            for rule in Catalogue.sessionRules where isReadable && (!isDeleted || rule.looksAtDeletedSessions) {
                if let ruling = rule.judge(facts) { note([ruling]) }
            }
            guard !isDeleted else { continue }
            let wanted = isReadable ? Catalogue.suspicions : Catalogue.unreadableSuspicions
            if !wanted.isDisjoint(with: facts.suspicions(tallies)) { cases.append(slot) }
            if isReadable, facts.isListed { listedSessions.append(Int32(slot)) }
        }
    }
}

// MARK: - Cases

private extension Judgement {
    mutating func judgeCases() throws {
        for chunk in CaseRows.chunks(of: cases, tallies) {
            let rows = try CaseRows(of: chunk, tallies: tallies, source: source)
            for slot in chunk {
                let facts = SessionFacts(slot: slot, tallies: tallies)
                judge(CaseFile(facts: facts, items: rows.items(of: facts.session), lines: rows.lines))
            }
        }
    }

    mutating func judge(_ file: CaseFile) {
        let isReadable = !file.facts.session.isExcluded
        let rulings = note(
            Catalogue.caseRules.filter { isReadable || $0.looksAtUnreadableSessions }.flatMap { $0.judge(file) })
        proposals += Amendment.proposals(of: rulings, file)
        countRepeatedHolders(file)
    }

    /// A session that holds several items of one batch counts once among the sessions that hold it.
    mutating func countRepeatedHolders(_ file: CaseFile) {
        let slot = file.facts.slot
        guard tallies.orders.isHolding(ledger.sessions.standings[slot], slot: slot) else { return }
        let holding = file.liveItems.filter(\.isReadable)
        for (batch, items) in Dictionary(grouping: holding, by: \.batchID) where items.count > 1 {
            guard let slot = ledger.batches.slot(of: batch) else { continue }
            repeatedHolders[slot, default: 0] += items.count - 1
        }
    }
}

// MARK: - Invoices

private extension Judgement {
    mutating func judgeBilling() throws {
        let slots = BillingFile.slots(tallies)
        let rows = try BillingRows(of: slots, tallies, source)
        for slot in slots {
            let file = BillingFile(slot: slot, tallies, rows)
            let rulings = note(ledger.billingRules.flatMap { $0.judge(file) })
            policy.note(rulings)
        }
    }
}

// MARK: - Clients and batches

private extension Judgement {
    mutating func judgeClients(_ clients: [ClientFacts]) throws {
        let asked = clients.filter { client in Catalogue.clientRules.contains { $0.asksForDebts(of: client) } }
        let debts = try ClientDebts(of: Set(asked.map(\.id)), from: source, available: ledger.available)
        for var client in clients {
            client.debts = debts
            note(Catalogue.clientRules.compactMap { $0.judge(client) })
            if let result = CreditResult(client) { creditResults.append(result) }
        }
    }

    mutating func judgeBatches() throws {
        let rows = try BatchRows(batchRequests(), tallies, source)
        for slot in ledger.batches.batches.indices {
            guard let facts = BatchFacts(slot: slot, tallies: tallies, rows: rows) else { continue }
            let rulings = note(Catalogue.batchRules.compactMap { $0.judge(facts) })
            let sessions = facts.tally.holdingItems - repeatedHolders[slot, default: 0]
            guard !rulings.isEmpty || facts.isWorthListing else { continue }
            holdResults.append(HoldResult(facts, sessionsHolding: sessions))
        }
    }

    func batchRequests() -> [BatchID: BatchFacts.Request] {
        var requests: [BatchID: BatchFacts.Request] = [:]
        for slot in ledger.batches.batches.indices {
            guard let facts = BatchFacts(slot: slot, tallies: tallies) else { continue }
            let request = Catalogue.batchRules.reduce(into: BatchFacts.Request()) { $0.formUnion($1.asks(of: facts)) }
            if !request.isEmpty { requests[facts.batch.id] = request }
        }
        return requests
    }
}
