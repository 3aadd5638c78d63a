internal import FinancialMath
internal import LiveShopping

/// The batches and what prices are made from, by slot.
struct BatchBook: Sendable {
    private(set) var batches: [Batch] = []
    /// What prices are made from, by slot.
    private(set) var bases: [PriceHierarchy.BatchBasis] = []
    private var slots = IDIndex<Batch>([])
    /// Batches that exist and take part in nothing.
    private var excluded: Set<BatchID> = []
    private var products: [ProductID: Product] = [:]
    private(set) var prices = PriceHierarchy(defaults: [:], channelBasis: nil)

    static func load(from reader: any RowReader, into register: inout Register) throws -> BatchBook {
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
        book.slots = IDIndex(book.batches.lazy.map { $0.id })
        book.bases = book.batches.map { book.prices.basis(of: $0, category: book.products[$0.productID]?.category) }
        return book
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
