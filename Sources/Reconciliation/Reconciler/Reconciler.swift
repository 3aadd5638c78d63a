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
    public func run() throws -> Outcome { try outcome(judge()) }

    /// What one shard of the large tables comes to; all else is read whole.
    ///
    /// - Parameter facts: What the shards of one night have in common, the moment among it, which nobody can have known who
    ///   wrote the rows.
    public func partial(of shard: Shard, facts: [Partial.Fact]) throws -> Partial {
        var register = Register()
        let ledger = try loadLedger(into: &register)
        var orderTally = try readOrders(ledger)
        let tallies = try readStreams(ledger, orderTally.seal(), of: shard, key: Fingerprint.Key(ofShards: facts))
        try source.requireUnaltered()
        return Partial(
            facts: facts, shard: shard, tallies: PartialTallies(tallies), keys: source.keysOfParts())
    }

    /// What ``run()`` gives, from what every shard came to. Of the large tables only what is wrong is read.
    ///
    /// - Throws: ``PartialDamage`` as well, when a partial is none of this source.
    public func run(merging partials: [Partial]) throws -> Outcome {
        do {
            try source.requireDistinct(partials.map(\.keys))
            return try outcome(judge { try merged(partials, $0, $1) })
        } catch let damage as FieldDamage {
            throw PartialDamage(problem: damage.problem)
        }
    }

    /// What the rules say, and what was read for it.
    func judge() throws -> (Judgement, Register) {
        try judge { try readStreams($0, $1, of: .whole, key: .ofProcess) }
    }
}

private extension Reconciler {
    func judge(_ streams: (Ledger, OrderBook) throws -> Tallies) throws -> (Judgement, Register) {
        var register = Register()
        let ledger = try loadLedger(into: &register)
        var orderTally = try readOrders(ledger)
        var tallies = try streams(ledger, orderTally.seal())
        try source.requireUnaltered()
        tallies.seal()
        register.merge(orderTally.register)
        register.merge(tallies.register)
        var judgement = Judgement(tallies: tallies, source: source, threads: parameters.threads)
        try judgement.run(streamed: orderTally.rulings + tallies.rulings)
        return (judgement, register)
    }

    func outcome(_ judged: (judgement: Judgement, register: Register)) throws -> Outcome {
        let gatherer = DetailGatherer(tallies: judged.judgement.tallies, source: source, threads: parameters.threads)
        var outcome = try judged.judgement.outcome(judged.register) { findings, credit, holds in
            guard parameters.pages > 0 else { return SubjectDetails() }
            let choice = SubjectChoice(limit: parameters.pages, findings: findings, wantsAll: parameters.fullPages)
            return try gatherer.details(choice, credit: credit, holds: holds)
        }
        outcome.statement = try parameters.statement.flatMap { try gatherer.statement(of: $0, outcome) }
        return outcome
    }
}

private extension Reconciler {
    func loadLedger(into register: inout Register) throws -> Ledger {
        try Ledger.load(
            from: source, jobs: parameters.jobs, threads: parameters.threads,
            asOf: parameters.asOf ?? source.snapshot.takenAt, settings: parameters.settings, into: &register)
    }

    func readOrders(_ ledger: Ledger) throws -> OrderTally {
        let orders = PartsInTurn(readers: parameters.jobs)
        let parts = try inParallel(parameters.jobs) { number in
            var tally = OrderTally(ledger: ledger)
            try source.withReader { reader in
                while let part = orders.take(number) { try reader.orders(part) { tally.add($0) } }
            }
            return tally
        }
        return parts.dropFirst().reduce(into: parts[0]) { $0.merge($1) }
    }

    /// Each job reads parts of the shard's part, and none waits for another between two tables.
    func readStreams(
        _ ledger: Ledger, _ orders: OrderBook, of shard: Shard, key: Fingerprint.Key
    ) throws -> Tallies {
        let repeats = RepeatFilter(sessions: ledger.sessions.count)
        let jobs = parameters.jobs
        let lines = PartsInTurn(readers: jobs, of: shard)
        let invoices = PartsInTurn(readers: jobs, of: shard)
        let items = PartsInTurn(readers: jobs, of: shard)
        let parts = try inParallel(jobs) { number in
            var tallies = Tallies(
                ledger: ledger, orders: orders, repeats: repeats, fullPrices: parameters.fullPrices, key: key)
            try source.withReader { reader in
                while let part = lines.take(number) {
                    try reader.orderLines(part, taking: { tallies.take($0) }, { tallies.add($0) })
                }
                while let part = invoices.take(number) { try reader.invoices(part) { tallies.add($0) } }
                while let part = items.take(number) {
                    try reader.cartItems(part, taking: { tallies.take($0) }, { tallies.add($0) })
                }
            }
            return tallies
        }
        return parts.dropFirst().reduce(into: parts[0]) { $0.merge($1) }
    }

    func merged(_ partials: [Partial], _ ledger: Ledger, _ orders: OrderBook) throws -> Tallies {
        var tallies = Tallies(ledger: ledger, orders: orders, repeats: nil, fullPrices: parameters.fullPrices)
        var remarked = RemarkedRows()
        for partial in partials {
            try tallies.merge(partial.tallies)
            remarked.merge(partial.tallies.remarked)
        }
        try source.withReader { try tallies.judgeAgain(remarked, from: $0) }
        return tallies
    }
}
