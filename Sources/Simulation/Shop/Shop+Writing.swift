import FinancialMath
import LiveShopping

extension Shop {
    /// Writes what is known before anything is sold.
    func writeGoods(into sink: some RowSink) throws {
        for product in products { try sink.write(product) }
        for row in pricing.defaults { try sink.write(row) }
        try sink.write(ChannelSetting(channel: "LIVE_SHOPPING", defaultBasis: .known(pricing.basis)))
        let other: CostBasis = pricing.basis == .low ? .high : .low
        try sink.write(ChannelSetting(channel: "WHOLESALE", defaultBasis: .known(other)))
    }

    /// Writes the batches with quantities that cover what is promised of them.
    func writeBatches(_ stock: [BatchID: Ledger.Holdings], into sink: some RowSink) throws {
        for batch in batches { try sink.write(stocked(batch, stock[batch.id] ?? Ledger.Holdings())) }
    }

    private func stocked(_ batch: Batch, _ holdings: Ledger.Holdings) -> Batch {
        var batch = batch
        // Reservations are kept with four places and order lines with two: half a cent of a unit a line is allowed.
        let drift = batch.id.rawValue % 5 == 0 ? Int64(min(holdings.reservedLines, 20_000)) * 50 : 0
        let reserved = holdings.reserved + Quantity(unscaled: drift, places: 4)
        let promised = reserved + holdings.soft + (batch.hold.value ?? .zero) + (batch.quarantine.value ?? .zero)
        // Every seventh is sold to the last unit.
        let left = Quantity(batch.id.rawValue % 7 == 0 ? 0 : Int(batch.id.rawValue * 37 % 240))
        batch.reserved = .finite(reserved)
        batch.onHand = .finite(promised + left)
        batch.sample = .finite(holdings.samples + Quantity(Int(batch.id.rawValue % 9)))
        return batch
    }
}
