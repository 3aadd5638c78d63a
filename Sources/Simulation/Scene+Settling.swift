import FinancialMath
import LiveShopping

extension Scene {
    /// Writes the scene's rows, and the credit rows and batches that follow from them.
    ///
    /// - Returns: What the scene promises of batches that are not its own.
    func settle(into sink: some RowSink) throws -> [BatchID: Ledger.Holdings] {
        let ledger = Ledger(self)
        for party in parties {
            try sink.write(party.client)
            if let row = party.creditLimit(ledger) { try sink.write(row) }
        }
        for row in defaults { try sink.write(row) }
        for lot in lots {
            try sink.write(lot.product)
            try sink.write(lot.settled(ledger.holdings[lot.batch.id] ?? Ledger.Holdings()))
        }
        for visit in visits { try visit.write(into: sink) }
        for sale in otherSales { try sale.write(into: sink) }
        for invoice in invoices { try sink.write(invoice) }
        for item in strays.items { try sink.write(item) }
        for override in strays.overrides { try sink.write(override) }
        for line in strays.lines { try sink.write(line) }
        return ledger.holdings
    }
}

private extension Party {
    /// The credit row that fits the books, but for the planned error.
    func creditLimit(_ ledger: Ledger) -> CreditLimit? {
        let posted = ledger.posted[client.id] ?? .zero
        let draft = ledger.draft[client.id] ?? .zero
        let limit: Money
        switch credit {
        case .none: return nil
        case .unlimited(let figure): limit = figure
        case .beyondPosted(let margin): limit = posted + margin
        case .roomy: limit = (posted + draft.multiplied(by: 2) + Money(2_500)).rounded(places: -3)
        }
        return CreditLimit(
            clientID: client.id, limit: .finite(limit), storedExposure: .finite(posted + exposureError))
    }
}

private extension Lot {
    /// The batch with quantities that cover what is promised of it, but for the planned errors.
    func settled(_ holdings: Ledger.Holdings) -> Batch {
        var batch = batch
        let reserved = holdings.reserved + reservedError
        let quarantine = batch.quarantine.value ?? .zero
        let hold = batch.hold.value ?? .zero
        batch.reserved = .finite(reserved)
        batch.onHand = .finite(reserved + quarantine + hold + holdings.soft + spare)
        batch.sample = .finite(holdings.samples + sampleSpare)
        return batch
    }
}

private extension Visit {
    func write(into sink: some RowSink) throws {
        try sink.write(session)
        for item in items { try sink.write(item) }
        for override in overrides { try sink.write(override) }
        for sale in sales { try sale.write(into: sink) }
    }
}

private extension Sale {
    func write(into sink: some RowSink) throws {
        try sink.write(order)
        for line in lines { try sink.write(line) }
    }
}
