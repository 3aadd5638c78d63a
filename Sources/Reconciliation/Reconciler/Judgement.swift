internal import Common
internal import FinancialMath
internal import LiveShopping

/// What the rules say of the tallies, and of the rows behind those that do not agree.
struct Judgement {
    let tallies: Tallies
    let source: any RowSource
    private let jobs: Int
    private(set) var findings: [Finding] = []
    private(set) var proposals: [Proposal] = []
    private(set) var stakes = RepairStakes()
    private(set) var exposure = ExposureChoice.none
    private(set) var populations = Populations()
    private var policy: RepairPolicy
    /// The slots of the sessions that sessions.csv lists.
    private(set) var listedSessions: [Int32] = []
    private(set) var credit: ResultRows<CreditResult> = []
    private(set) var holds: ResultRows<HoldResult> = []
    /// How many sessions were laid out, because their tallies do not settle them.
    private(set) var laidOut = 0

    /// - Parameter jobs: How many threads judge.
    init(tallies: Tallies, source: any RowSource, jobs: Int = 1) {
        self.tallies = tallies
        self.source = source
        self.jobs = jobs
        policy = RepairPolicy(tallies)
    }

    var ledger: Ledger { tallies.ledger }

    /// - Parameter streamed: What the rules said of the rows as they streamed by.
    mutating func run(streamed: [Ruling]) throws {
        note(streamed)
        note(Catalogue.ledgerRules.flatMap { $0.judge(ledger) })
        try judgeSessions()
        try judgeBilling()
        var clients = ClientAccounts(tallies)
        exposure = ExposureChoice(clients, ledger.settings)
        clients.basis = exposure.basis
        try judgeClients(clients)
        try judgeBatches()
        populations = Populations(tallies, clients)
        stakes = try RepairStakes(of: proposals, tallies, clients, source)
        try follow(FigureMoves(proposals, in: stakes, basis: exposure.basis), clients)
    }

    /// Every ruling comes by here, and gets the repair that it is worth.
    @discardableResult
    private mutating func note(_ rulings: [Ruling]) -> [Ruling] {
        let judged = rulings.map(policy.judged)
        note(judged: judged)
        return judged
    }

    private mutating func note(judged: [Ruling]) {
        findings += judged.lazy.map(\.finding)
        proposals += judged.lazy.compactMap(\.proposal)
    }
}

// MARK: - Sessions

private extension Judgement {
    /// By the tallies first; then the rows of those that do not agree are fetched and laid out. Both on as many threads as
    /// there are jobs, and noted in the order of the sessions.
    mutating func judgeSessions() throws {
        let count = ledger.sessions.count
        let (tallies, jobs) = (tallies, jobs)
        let parts = inParallel(jobs) { part in
            SessionVerdicts(of: count * part / jobs..<count * (part + 1) / jobs, tallies)
        }
        for part in parts {
            note(part.rulings)
            listedSessions += part.listed
        }
        let cases = parts.flatMap(\.cases)
        laidOut = cases.count
        try judgeCases(cases)
    }

    mutating func judgeCases(_ slots: [Int]) throws {
        for group in CaseLines.groups(of: slots, tallies) { try judgeCases(of: group) }
    }

    private mutating func judgeCases(of group: ArraySlice<Int>) throws {
        let lines = try CaseLines(of: group, tallies, source)
        let chunks = CaseRows.chunks(of: group, tallies)
        let (tallies, policy, source) = (tallies, policy, source)
        let parts = try inParallel(chunks.count, threads: jobs) { number in
            try CaseVerdicts(of: chunks[number], lines, tallies, policy, source)
        }
        for verdicts in parts {
            note(judged: verdicts.rulings)
            proposals += verdicts.amendments
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

// MARK: - What follows from repairs

private extension Judgement {
    /// Tells the repairs of exposures and reservations what others move them by, and follows the others with those figures
    /// that are right as they are.
    mutating func follow(_ moves: FigureMoves, _ clients: ClientAccounts) throws {
        for place in proposals.indices where proposals[place].repair == .choice || !hasLeftLines(proposals[place]) {
            proposals[place].moves = moves.moves(of: proposals[place])
        }
        let judged = Set(findings.lazy.filter { [CreditExposure.id, HoldReserved.id].contains($0.rule) }.map(\.id))
        let owing = moves.exposures.keys.sorted().compactMap(ledger.clients.slot).map { clients[$0] }
            .filter { !judged.contains(FindingID(rule: CreditExposure.id, key: $0.key)) }
        let reserved = moves.reservations.keys.sorted().compactMap(ledger.batches.slot)
            .compactMap { BatchFacts(slot: $0, tallies: tallies) }
            .filter { !$0.tally.hasLeftLines && !judged.contains(FindingID(rule: HoldReserved.id, key: $0.key)) }
        let debts = try ClientDebts(of: Set(owing.map(\.id)), from: source, available: ledger.available)
        let requests = Dictionary(uniqueKeysWithValues: reserved.map { ($0.batch.id, BatchFacts.Request.reservations) })
        let rows = try BatchRows(requests, tallies, source)
        let rulings =
            owing.compactMap { client in CreditExposure().follower(client.with(debts)) }
            + reserved.map { HoldReserved().follower($0.with(rows)) }
        stakes.followers = rulings.map(policy.judged).filter { $0.finding.repair == .automatic }
            .compactMap(\.proposal).map { proposal in
                var proposal = proposal
                proposal.moves = moves.moves(of: proposal)
                return proposal
            }
    }

    /// It is about a batch of which goods have left: what is to become of a reservation that falls is asked a person.
    func hasLeftLines(_ proposal: Proposal) -> Bool {
        guard let row = proposal.alternatives.first?.changes.first?.row, row.table == .batches,
            let slot = ledger.batches.slot(of: BatchID(row.id))
        else { return false }
        return tallies.batches[slot].hasLeftLines
    }
}

// MARK: - Clients and batches

private extension Judgement {
    mutating func judgeClients(_ clients: ClientAccounts) throws {
        let asked = clients.lazy.filter { client in Catalogue.clientRules.contains { $0.asksForDebts(of: client) } }
        let debts = try ClientDebts(of: Set(asked.map(\.id)), from: source, available: ledger.available)
        var listed: [Int32] = []
        for var client in clients {
            client.debts = debts
            note(Catalogue.clientRules.compactMap { $0.judge(client) })
            if client.isListed { listed.append(Int32(client.slot)) }
        }
        let ids = ledger.clients.ids
        listed.sort { ids[Int($0)] < ids[Int($1)] }
        credit = ResultRows(count: listed.count) { [listed] in CreditResult(clients[Int(listed[$0])]) }
    }

    mutating func judgeBatches() throws {
        let rows = try BatchRows(batchRequests(), tallies, source)
        var listed: [Int32] = []
        for slot in ledger.batches.batches.indices {
            guard let facts = BatchFacts(slot: slot, tallies: tallies, rows: rows) else { continue }
            let rulings = note(Catalogue.batchRules.compactMap { $0.judge(facts) })
            if !rulings.isEmpty || facts.isWorthListing { listed.append(Int32(slot)) }
        }
        let book = ledger.batches
        listed.sort { book.id(at: Int($0)) < book.id(at: Int($1)) }
        holds = ResultRows(count: listed.count) { [listed, tallies] in
            HoldResult(BatchFacts(readable: Int(listed[$0]), tallies: tallies))
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
