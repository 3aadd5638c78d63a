internal import Common
internal import FinancialMath
internal import LiveShopping

/// What the rules say of the tallies, and of the rows behind those that do not agree.
struct Judgement {
    let tallies: Tallies
    let source: any RowSource
    let threads: Int
    private(set) var findings: [Finding] = []
    private(set) var proposals: [Proposal] = []
    private(set) var clients: ClientVerdicts
    private var policy: RepairPolicy
    /// The slots of the sessions that sessions.csv lists.
    private(set) var listedSessions: [Int32] = []
    private(set) var holds: ResultRows<HoldResult> = []
    /// How many sessions were laid out, because their tallies do not settle them.
    private(set) var laidOut = 0

    /// - Parameter threads: How many judge.
    init(tallies: Tallies, source: any RowSource, threads: Int = 1) {
        self.tallies = tallies
        self.source = source
        self.threads = threads
        policy = RepairPolicy(tallies)
        clients = ClientVerdicts(tallies)
    }

    var ledger: Ledger { tallies.ledger }

    /// - Parameter streamed: What the rules said of the rows as they streamed by.
    mutating func run(streamed: [Ruling]) throws {
        note(streamed)
        note(Catalogue.ledgerRules.flatMap { $0.judge(ledger) })
        let cases = judgeSessions()
        laidOut = cases.count
        let (tallies, clients, source, policy, threads) = (tallies, clients, source, policy, threads)
        // Each looks up rows, and while one waits for its own another goes on.
        let verdicts = try inParallel(4, threads: threads) { part -> Verdicts in
            switch part {
            case 0: .cases(try CaseVerdicts.all(of: cases, tallies, policy, source, threads: threads))
            case 1: .billing(try BillingFile.rulings(tallies, source))
            case 2: .clients(try clients.judged(source))
            default: .batches(try BatchVerdicts(tallies, source))
            }
        }
        for verdict in verdicts { note(verdict) }
    }

    /// What is behind what the tallies show.
    private enum Verdicts: Sendable {
        case cases([CaseVerdicts])
        case billing([Ruling])
        case clients(ClientVerdicts)
        case batches(BatchVerdicts)
    }

    /// In the order of ``run(streamed:)``: what a client owes is settled after the invoices.
    private mutating func note(_ verdicts: Verdicts) {
        switch verdicts {
        case .cases(let cases):
            for verdicts in cases {
                note(judged: verdicts.rulings)
                proposals += verdicts.amendments
            }
        case .billing(let rulings): policy.note(note(rulings))
        case .clients(let verdicts):
            note(verdicts.rulings)
            clients = verdicts
        case .batches(let verdicts):
            note(verdicts.rulings)
            holds = verdicts.holds
        }
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
    /// By the tallies, on several threads, and noted in the order of the sessions.
    ///
    /// - Returns: The slots of those that do not agree, and are to be laid out.
    mutating func judgeSessions() -> [Int] {
        let count = ledger.sessions.count
        let (tallies, threads) = (tallies, threads)
        let parts = inParallel(threads) { part in
            SessionVerdicts(of: count * part / threads..<count * (part + 1) / threads, tallies)
        }
        for part in parts {
            note(part.rulings)
            listedSessions += part.listed
        }
        return parts.flatMap(\.cases)
    }
}

// MARK: - What follows from repairs

/// The repairs of a night, each with what others move its figure by, and what is at stake with them.
struct Settlement: Sendable {
    var proposals: [Proposal] = []
    var stakes = RepairStakes()
}

extension Judgement {
    /// Looks up what repairs move, tells those of exposures and reservations what others move them by, and follows the others
    /// with those figures that are right as they are.
    func settle() throws -> Settlement {
        let stakes = try RepairStakes(of: proposals, tallies, clients.accounts, source)
        let moves = FigureMoves(proposals, in: stakes, basis: clients.exposure.basis)
        var settlement = Settlement(proposals: proposals, stakes: stakes)
        for place in proposals.indices {
            let own = moves.moves(of: proposals[place])
            let isHeld = proposals[place].repair == .automatic && hasLeftLines(proposals[place])
            settlement.proposals[place].moves = isHeld ? own.notReleasing(proposals[place]) : own
        }
        settlement.stakes.followers = try followers(moves)
        return settlement
    }

    private func followers(_ moves: FigureMoves) throws -> [Proposal] {
        let judged = Set(findings.lazy.filter { [CreditExposure.id, HoldReserved.id].contains($0.rule) }.map(\.id))
        let owing = moves.exposures.keys.sorted().compactMap(ledger.clients.slot).map { clients.accounts[$0] }
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
        return rulings.map(policy.judged).filter { $0.finding.repair == .automatic }
            .compactMap(\.proposal).map { proposal in
                var proposal = proposal
                proposal.moves = moves.moves(of: proposal)
                return proposal
            }
    }

    /// It is about a batch of which goods have left: what is to become of a reservation that falls is asked a person.
    private func hasLeftLines(_ proposal: Proposal) -> Bool {
        guard let row = proposal.alternatives.first?.changes.first?.row, row.table == .batches,
            let slot = ledger.batches.slot(of: BatchID(row.id))
        else { return false }
        return tallies.batches[slot].hasLeftLines
    }
}
