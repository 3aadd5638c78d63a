internal import FinancialMath
internal import LiveShopping

/// The batches and what prices are made from, by slot.
struct BatchBook: Sendable {
    private(set) var batches: [Batch] = []
    /// What the hot path asks of a batch, beside each other.
    private(set) var standings: [Standing] = []
    /// What prices are made from, by slot.
    private(set) var bases: [PriceHierarchy.BatchBasis] = []
    private var slots = IDIndex<Batch>()
    /// Batches that exist and take part in nothing.
    private var excluded: Set<BatchID> = []
    private var products: [ProductID: Product] = [:]
    private(set) var prices = PriceHierarchy(defaults: [:], channelBasis: nil)

    struct Standing: Sendable {
        let product: ProductID
        /// What an item of it costs a client who has no margin, override or agreement of his own; nil where a rule has
        /// something to say of that price itself.
        let usualPrice: Money?
        let isForSale: Bool
    }

    static func load(
        from reader: any RowReader, _ available: AvailableColumns, into register: inout Register
    ) throws -> BatchBook {
        var book = BatchBook()
        try reader.products(.everything) { if register.note($0) { book.products[$0.id] = $0 } }
        try reader.batches(.everything) { batch in
            book.add(batch, isReadable: register.note(batch, as: batch.isDeleted ? .deleted : .used))
        }
        var defaults: [String: PricingDefault] = [:]
        try reader.pricingDefaults(.everything) { row in
            if register.note(row, as: row.isDeleted ? .deleted : .used), !row.isDeleted { defaults[row.category] = row }
        }
        var basis: Word<CostBasis>?
        try reader.channelSettings(.everything) { setting in
            guard register.note(setting, as: setting.isDeleted ? .deleted : .used), !setting.isDeleted else { return }
            if setting.channel == "LIVE_SHOPPING" { basis = setting.defaultBasis }
        }
        book.prices = PriceHierarchy(defaults: defaults, channelBasis: basis)
        book.slots = IDIndex(book.batches.map(\.id))
        book.bases = book.batches.map { book.prices.basis(of: $0, category: book.products[$0.productID]?.category) }
        book.standings = book.batches.indices.map { slot in
            let batch = book.batches[slot]
            return Standing(
                product: batch.productID, usualPrice: book.usualPrice(at: slot),
                isForSale: batch.obstacleToSale(available) == nil)
        }
        return book
    }

    private func usualPrice(at slot: Int) -> Money? {
        let usual = prices.derive(
            override: nil, agreement: nil, client: PriceHierarchy.ClientBasis(nil), batch: bases[slot])
        guard case .margin = usual.source, let expected = usual.expected, let base = usual.baseCost,
            expected >= base.lower
        else { return nil }
        return expected
    }

    private mutating func add(_ batch: Batch, isReadable: Bool) {
        guard isReadable else {
            if let id = batch.known(.id, batch.id) { excluded.insert(id) }
            return
        }
        batches.append(batch)
    }

    /// The slot of a batch that takes part; nil for one that does not exist or cannot be read.
    func slot(of id: BatchID) -> Int? { slots.slot(of: id) }

    func exists(_ id: BatchID) -> Bool { slot(of: id) != nil || excluded.contains(id) }

    func batch(_ id: BatchID) -> Batch? { slot(of: id).map { batches[$0] } }

    func product(_ id: ProductID) -> Product? { products[id] }

    func cost(at slot: Int) -> Cost? { bases[slot].cost }
}
