internal import FinancialMath
internal import LiveShopping

/// What the rules say of the tallies, and of the rows behind those that do not agree.
struct Judgement {
    let tallies: Tallies
    let source: any RowSource
    private(set) var findings: [Finding]
    private(set) var proposals: [Proposal]
    private(set) var stakes = RepairStakes()
    var sessionResults: [SessionResult] = []
    private(set) var creditResults: [CreditResult] = []
    private(set) var holdResults: [HoldResult] = []
    /// Sessions whose items and lines must be laid out, by slot.
    private var cases: [Int] = []
    /// How many items of a batch are of a session that was counted already, by batch slot.
    private var repeatedHolders: [Int: Int] = [:]

    init(tallies: Tallies, source: any RowSource) {
        self.tallies = tallies
        self.source = source
        findings = tallies.findings
        proposals = tallies.proposals
    }

    var ledger: Ledger { tallies.ledger }

    mutating func add(findings more: [Finding]) { findings += more }

    mutating func run() throws {
        judgeLedger()
        judgeSessions()
        try judgeCases()
        let clients = ClientFacts.all(tallies)
        try judgeClients(clients)
        try judgeBatches()
        stakes = try RepairStakes(of: proposals, tallies, clients, source)
    }
}

// MARK: - Sessions

private extension Judgement {
    mutating func judgeLedger() {
        for rule in Catalogue.ledgerRules {
            for finding in rule.judge(ledger) {
                findings.append(finding)
                if let proposal = rule.proposal(for: finding, ledger) { proposals.append(proposal) }
            }
        }
    }

    mutating func judgeSessions() {
        for slot in ledger.sessions.sessions.indices {
            let facts = SessionFacts(slot: slot, tallies: tallies)
            if facts.session.isExcluded {
                let isWorthALook = facts.hasLiveOrder || facts.tally.mayRepeatItems
                if !facts.session.isDeleted, isWorthALook { cases.append(slot) }
                continue
            }
            for rule in Catalogue.sessionRules where !facts.session.isDeleted || rule.looksAtDeletedSessions {
                guard let finding = rule.judge(facts) else { continue }
                findings.append(finding)
                if let proposal = rule.proposal(for: finding, facts) { proposals.append(proposal) }
            }
            guard !facts.session.isDeleted else { continue }
            if needsCase(facts) { cases.append(slot) }
            if let result = SessionResult(facts) { sessionResults.append(result) }
        }
    }

    /// The tallies cannot tell by themselves whether all is well.
    func needsCase(_ facts: SessionFacts) -> Bool {
        if facts.tally.mayRepeatItems || facts.isAbandoned { return true }
        guard facts.hasLiveOrder else { return false }
        if facts.tally.mayDifferFromOrder || facts.summary.live > 1 || facts.status == .cancelled { return true }
        return tallies.orders.slots(ofSession: facts.slot).contains { slot in
            isSuspicious(tallies.orders.orders[slot], tallies.lines[slot], of: facts.session)
        }
    }

    func isSuspicious(_ order: Order, _ lines: LinesTally, of session: Session) -> Bool {
        guard order.isLive, order.isConversion else { return false }
        return lines.isSuspicious || order.clientID != session.clientID || order.totalExpected != order.total.value
            || order.subtotal.value != lines.lineTotals
    }
}

// MARK: - Cases

private extension Judgement {
    mutating func judgeCases() throws {
        for chunk in CaseRows.chunks(of: cases, tallies) {
            let rows = try CaseRows(of: chunk, tallies: tallies, source: source)
            for slot in chunk {
                let facts = SessionFacts(slot: slot, tallies: tallies)
                judge(CaseFile(facts: facts, items: rows.items[facts.id] ?? [], lines: rows.lines))
            }
        }
    }

    mutating func judge(_ file: CaseFile) {
        let isReadable = !file.facts.session.isExcluded
        let own = Catalogue.caseRules.filter { isReadable || $0.looksAtUnreadableSessions }.flatMap { rule in
            let found = rule.judge(file)
            proposals += found.compactMap { rule.proposal(for: $0, file) }
            return found
        }
        findings += own
        proposals += Amendment.proposals(for: own, file)
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

// MARK: - Clients and batches

private extension Judgement {
    mutating func judgeClients(_ clients: [ClientFacts]) throws {
        var wrong: [(Finding, ClientFacts)] = []
        for client in clients {
            let found = Catalogue.clientRules.compactMap { $0.judge(client) }
            findings += found
            wrong += found.filter { $0.rule == CreditExposure.id }.map { ($0, client) }
            if let result = CreditResult(client) { creditResults.append(result) }
        }
        let debts = try ClientDebts(of: wrong.map(\.1.id), from: source, available: ledger.available)
        proposals += wrong.compactMap { CreditExposure().proposal(for: $0, $1, debts) }
    }

    mutating func judgeBatches() throws {
        let items = try itemsOfOversoldBatches()
        var wrong: [(Finding, BatchFacts)] = []
        for slot in ledger.batches.batches.indices {
            let id = ledger.batches.batches[slot].id
            guard let facts = BatchFacts(slot: slot, tallies: tallies, holdingItems: items[id] ?? []) else { continue }
            let before = findings.count
            for rule in Catalogue.batchRules {
                guard let finding = rule.judge(facts) else { continue }
                findings.append(finding)
                if finding.rule == HoldReserved.id { wrong.append((finding, facts)) }
                if let proposal = rule.proposal(for: finding, facts) { proposals.append(proposal) }
            }
            let sessions = facts.tally.holdingItems - repeatedHolders[slot, default: 0]
            guard findings.count > before || facts.isWorthListing else { continue }
            holdResults.append(HoldResult(facts, sessionsHolding: sessions))
        }
        let reservations = try BatchReservations(of: wrong.map(\.1.batch.id), from: source)
        proposals += wrong.compactMap { HoldReserved().proposal(for: $0, $1, reservations) }
    }

    /// Who holds what of the batches that are promised more often than they can be.
    func itemsOfOversoldBatches() throws -> [BatchID: [CartItem]] {
        let oversold = ledger.batches.batches.indices
            .compactMap { BatchFacts(slot: $0, tallies: tallies, holdingItems: []) }
            .filter { $0.isOversold || $0.isSampleOversold }
            .map(\.batch.id)
        guard !oversold.isEmpty else { return [:] }
        var items: [BatchID: [CartItem]] = [:]
        try source.withReader { reader in
            try reader.cartItems(.matching(CartItem.Field.batchID, oversold)) { item in
                guard item.isReadable, !item.isDeleted,
                    ItemFacts(item: item, ledger: ledger, orders: tallies.orders).isHolding
                else { return }
                items[item.batchID, default: []].append(item)
            }
        }
        return items
    }
}
