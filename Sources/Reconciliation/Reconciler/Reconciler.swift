internal import Common
internal import FinancialMath
public import LiveShopping

/// Ties out one moment of a live-shopping database: reads each table once, recomputes, judges, and looks closer at
/// what does not agree.
public struct Reconciler: Sendable {
    private let source: any RowSource
    private let parameters: Parameters

    public init(source: any RowSource, parameters: Parameters = Parameters()) {
        self.source = source
        self.parameters = parameters
    }

    /// Everything that was found and recomputed, sorted.
    ///
    /// - Throws: what the source throws when its rows cannot be read.
    public func run() throws -> Outcome {
        let (judged, register) = try judge()
        var judgement = judged
        var outcome = judgement.outcome(register)
        let gatherer = DetailGatherer(tallies: judgement.tallies, source: source, jobs: parameters.jobs)
        outcome.details = try gatherer.details(
            of: outcome, limit: parameters.pages, wantsAll: parameters.fullPages)
        outcome.statement = try parameters.statement.flatMap { try gatherer.statement(of: $0, outcome) }
        return outcome
    }

    /// What the rules say, and what was read for it.
    func judge() throws -> (Judgement, Register) {
        var register = Register()
        let ledger = try loadLedger(into: &register)
        var orderTally = try readOrders(ledger)
        var tallies = try readStreams(ledger, orderTally.seal())
        tallies.seal()
        register.merge(orderTally.register)
        register.merge(tallies.register)
        var judgement = Judgement(tallies: tallies, source: source, jobs: parameters.jobs)
        try judgement.run(streamed: orderTally.rulings + tallies.rulings)
        return (judgement, register)
    }
}

private extension Reconciler {
    func loadLedger(into register: inout Register) throws -> Ledger {
        try Ledger.load(
            from: source, jobs: parameters.jobs, asOf: parameters.asOf ?? source.snapshot.takenAt,
            settings: parameters.settings, into: &register)
    }

    func readOrders(_ ledger: Ledger) throws -> OrderTally {
        let parts = try inParallel(parameters.jobs) { part in
            var tally = OrderTally(ledger: ledger)
            try source.withReader { reader in
                try reader.orders(.part(index: part, count: parameters.jobs)) { tally.add($0) }
            }
            return tally
        }
        return parts.dropFirst().reduce(into: parts[0]) { $0.merge($1) }
    }

    func readStreams(_ ledger: Ledger, _ orders: OrderBook) throws -> Tallies {
        let repeats = RepeatFilter(sessions: ledger.sessions.count)
        let parts = try inParallel(parameters.jobs) { part in
            var tallies = Tallies(
                ledger: ledger, orders: orders, repeats: repeats, fullPrices: parameters.fullPrices)
            let selection = RowSelection.part(index: part, count: parameters.jobs)
            try source.withReader { reader in
                try reader.orderLines(selection) { tallies.add($0) }
                try reader.invoices(selection) { tallies.add($0) }
                try reader.cartItems(selection) { tallies.add($0) }
            }
            return tallies
        }
        return parts.dropFirst().reduce(into: parts[0]) { $0.merge($1) }
    }
}
