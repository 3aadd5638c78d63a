internal import Common
internal import FinancialMath
internal import LiveShopping

extension Judgement {
    /// Looks up the rows behind the subjects of findings, credit rows and holds.
    typealias Details = @Sendable ([Finding], ResultRows<CreditResult>, ResultRows<HoldResult>) throws -> SubjectDetails

    /// Everything sorted: two runs on one snapshot say the same in the same order. While what repairs move is looked up, so are
    /// the details.
    ///
    /// - Throws: what the source throws when the rows cannot be read.
    func outcome(
        _ register: Register, details: Details = { _, _, _ in SubjectDetails() }
    ) throws -> Outcome {
        let sorted = findings.sorted(by: Self.isBefore)
        let pieces = try inParallel(3, threads: threads) { part -> Piece in
            switch part {
            case 0: .details(try details(sorted, clients.credit, holds))
            case 1: .settlement(try settle())
            default: .outcome(outcome(register, sorted))
            }
        }
        guard case .details(let details) = pieces[0], case .settlement(let settlement) = pieces[1],
            case .outcome(var outcome) = pieces[2]
        else { preconditionFailure("pieces come in the order of their parts") }
        outcome.details = details
        outcome.stakes = settlement.stakes
        outcome.proposals = inOrder(of: sorted, settlement.proposals)
        return outcome
    }

    private enum Piece: Sendable {
        case details(SubjectDetails)
        case settlement(Settlement)
        case outcome(Outcome)
    }

    /// What needs no more rows.
    private func outcome(_ register: Register, _ sorted: [Finding]) -> Outcome {
        let causes = CauseFinder(ledger: ledger, findings: sorted, prices: tallies.prices).causes()
        var outcome = Outcome(
            asOf: ledger.asOf, settings: ledger.settings, available: ledger.available, findings: sorted,
            causes: causes, proposals: [], exposure: clients.exposure, newestTime: tallies.newestTime,
            sessions: sessionRows(sorted),
            prices: tallies.prices.sorted { $0.item < $1.item },
            credit: clients.credit,
            holds: holds, unreadable: register.unreadable.sorted(),
            totals: register.totals(ledger.available))
        outcome.doubt(clients.populations)
        return outcome
    }

    private static func isBefore(_ left: Finding, _ right: Finding) -> Bool {
        if left.severity != right.severity { return left.severity < right.severity }
        if left.rule != right.rule { return Catalogue.rank(of: left.rule) < Catalogue.rank(of: right.rule) }
        return left.key < right.key
    }

    private func inOrder(of findings: [Finding], _ proposals: [Proposal]) -> [Proposal] {
        guard !proposals.isEmpty else { return [] }
        let places = Dictionary(
            findings.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        func place(_ proposal: Proposal) -> Int { proposal.findings.compactMap { places[$0.id] }.min() ?? .max }
        return proposals.sorted { place($0) < place($1) }
    }

    /// By id, each with the number of its findings.
    private func sessionRows(_ sorted: [Finding]) -> ResultRows<SessionResult> {
        let (tallies, book) = (tallies, ledger.sessions)
        let counts = sorted.reduce(into: [Int: Int]()) { counts, finding in
            if let slot = finding.subject.session.flatMap(book.slot) { counts[slot, default: 0] += 1 }
        }
        let found = counts.keys.reduce(into: SlotSet()) { $0.insert($1) }
        let slots = listedSessions.sorted { book.id(at: Int($0)) < book.id(at: Int($1)) }
        return ResultRows(count: slots.count) { place in
            let slot = Int(slots[place])
            return SessionResult(slot: slot, tallies, findings: found.contains(slot) ? counts[slot] ?? 0 : 0)
        }
    }
}

extension SessionFacts {
    /// It is over, or was left: what became of it is told.
    var isListed: Bool { session.isClosed || isAbandoned }
}

private extension SessionResult {
    /// Of its orders, the kept one alone is unpacked, and no further than is shown of it.
    init(slot: Int, _ tallies: borrowing Tallies, findings: Int) {
        let session = tallies.ledger.sessions[slot]
        let tally = tallies.sessions[slot]
        let kept = tallies.orders.keptOrderHead(ofSession: slot)
        let total = kept.flatMap { $0.hasReadableAmounts ? $0.total.value : nil }
        self.init(
            session: session.id, roomCode: session.roomCode, client: session.clientID, host: session.hostID,
            status: session.status.description, isAbandoned: tallies.isAbandoned(session, tally),
            startedAt: session.startedAt, endedAt: session.endedAt, liveItems: tally.liveItems,
            cartValue: tally.cartValue, convertibleValue: tally.convertibleValue, sampleItems: tally.sampleItems,
            keptOrder: kept?.id, liveOrders: Int(tallies.orders.summary(ofSession: slot).live), orderTotal: total,
            variance: total.map { $0 - tally.convertibleValue }, findings: findings)
    }
}

extension CreditResult {
    init(_ facts: ClientFacts) {
        let level: Level =
            if facts.limit == nil { .unlimited } else if facts.isOverLimit { .exceeded } else if facts.isApproaching {
                .approaching
            } else { .none }
        self.init(
            client: facts.id, clientName: facts.client?.name, limit: facts.creditRow?.limit.value,
            storedExposure: facts.creditRow?.storedExposure.value, receivables: facts.receivables,
            openOrders: facts.openOrders, posted: facts.posted, draft: facts.draft, projected: facts.projected,
            available: facts.limit.map { $0 - facts.projected }, level: level)
    }
}

extension ClientFacts {
    /// It has a credit row that can be read, or none and an open session.
    var isListed: Bool { creditRow != nil || (!hasCreditRow && openSessions > 0) }
}

extension HoldResult {
    init(_ facts: BatchFacts) {
        self.init(
            batch: facts.batch.id, code: facts.batch.code, onHand: facts.onHand,
            reservedStored: facts.reserved, reservedExpected: facts.tally.reserved,
            quarantine: facts.quarantine, hold: facts.hold,
            available: facts.available, softHold: facts.tally.softHold,
            sampleQuantity: facts.batch.sample.value ?? .zero, sampleHold: facts.tally.sampleHold,
            netAvailable: facts.available - facts.tally.softHold,
            sessionsHolding: facts.tally.holdingSessions)
    }
}

extension BatchFacts {
    /// Something is held, or reserved, or should be.
    var isWorthListing: Bool {
        !tally.softHold.isZero || !tally.sampleHold.isZero || !reserved.isZero || !tally.reserved.isZero
    }
}
