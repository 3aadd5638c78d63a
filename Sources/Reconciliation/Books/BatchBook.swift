internal import FinancialMath
internal import LiveShopping

/// The batches and what prices are made from, by slot.
///
/// A batch takes 40 bytes besides its packed row of some 50, and 4 where it is found by its id.
struct BatchBook: Sendable {
    private(set) var batches = PackedTable<Batch>()
    private var ids: [BatchID] = []
    /// What every item asks of its batch: together, because memory far away is what it costs.
    private(set) var standings: [Standing] = []
    private var slots = IDIndex<Batch>()
    /// Batches that exist and take part in nothing.
    private var excluded: Set<BatchID> = []
    private var products: [ProductID: Product] = [:]
    private(set) var prices = PriceHierarchy(defaults: [:], channelBasis: nil)

    /// 32 bytes: two of them fill a line of the cache, and none is in two.
    struct Standing: Sendable {
        let productID: ProductID
        private let usual: Int64
        private let base: Int64
        let isForSale: Bool

        init(productID: ProductID, usualPrice: Money?, baseCost: Money?, isForSale: Bool) {
            self.productID = productID
            usual = usualPrice?.millionths ?? Self.none
            base = baseCost?.millionths ?? Self.none
            self.isForSale = isForSale
        }

        /// What an item of it costs a client who has no margin, override or agreement of his own; nil where a rule has
        /// something to say of that price itself, and where it is beyond 64 bits.
        var usualPrice: Money? { Self.money(usual) }

        /// The cost that prices are made from; nil where it is unknown or beyond 64 bits.
        var baseCost: Money? { Self.money(base) }

        private static let none = Int64.min

        private static func money(_ millionths: Int64) -> Money? {
            millionths == none ? nil : Money(unscaled: millionths, places: 6)
        }
    }

    static func load(
        from reader: any RowReader, _ available: AvailableColumns, into register: inout Register
    ) throws -> BatchBook {
        var book = BatchBook()
        try reader.products(.everything) { if register.note($0) { book.products[$0.id] = $0 } }
        try reader.batches(.everything) { batch in
            book.add(batch, isReadable: register.note(batch, as: batch.isDeleted ? .deleted : .used))
        }
        var defaults: [ExactText: PricingDefault] = [:]
        try reader.pricingDefaults(.everything) { row in
            if register.note(row, as: row.isDeleted ? .deleted : .used), !row.isDeleted {
                defaults[ExactText(row.category)] = row
            }
        }
        var basis: Word<CostBasis>?
        try reader.channelSettings(.everything) { setting in
            guard register.note(setting, as: setting.isDeleted ? .deleted : .used), !setting.isDeleted else { return }
            if setting.channel == "LIVE_SHOPPING" { basis = setting.defaultBasis }
        }
        book.prices = PriceHierarchy(defaults: defaults, channelBasis: basis)
        book.slots = IDIndex(book.ids)
        book.batches.forEach { book.addStanding(of: $0, available) }
        return book
    }

    private mutating func addStanding(of batch: Batch, _ available: AvailableColumns) {
        let basis = basis(of: batch)
        standings.append(
            Standing(
                productID: batch.productID, usualPrice: usualPrice(basis), baseCost: basis.baseCost?.amount,
                isForSale: batch.obstacleToSale(available) == nil))
    }

    private func usualPrice(_ basis: PriceHierarchy.BatchBasis) -> Money? {
        let usual = prices.derive(
            override: nil, agreement: nil, client: PriceHierarchy.ClientBasis(nil), batch: basis)
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
        ids.append(batch.id)
    }

    /// The slot of a batch that takes part; nil for one that does not exist or cannot be read.
    func slot(of id: BatchID) -> Int? { slots.slot(of: id) }

    func exists(_ id: BatchID) -> Bool { slot(of: id) != nil || excluded.contains(id) }

    func batch(_ id: BatchID) -> Batch? { slot(of: id).map { batches[$0] } }

    func product(_ id: ProductID) -> Product? { products[id] }

    func id(at slot: Int) -> BatchID { ids[slot] }

    /// What a batch brings to a price.
    func basis(of batch: Batch) -> PriceHierarchy.BatchBasis {
        prices.basis(of: batch, category: products[batch.productID]?.category)
    }
}
