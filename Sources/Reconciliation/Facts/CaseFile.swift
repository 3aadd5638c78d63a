internal import FinancialMath
internal import LiveShopping

/// A session laid out in full: its live items and its live conversion orders with all their lines.
struct CaseFile {
    let facts: SessionFacts
    /// All items of the session by id, deleted and unreadable ones too.
    let items: [CartItem]
    /// Live conversion orders, the kept one first.
    let orders: [CaseOrder]
    /// Cart and kept order side by side, by batch and sample; empty without a kept order.
    let groups: [LineGroup]
    /// What repairs of it rest on.
    let evidence: CaseEvidence

    init(facts: SessionFacts, items: [CartItem], lines: CaseLines) {
        self.facts = facts
        evidence = CaseEvidence(facts)
        self.items = items.sorted { $0.id < $1.id }
        orders = facts.liveOrders.map {
            CaseOrder(order: $0, lines: lines.byOrder[$0.id] ?? [], references: lines.references[$0.id] ?? [])
        }
        let convertible = self.items.filter {
            !$0.isDeleted && $0.isReadable && facts.ledger.isConvertible($0)
        }
        groups = orders.first.map { LineGroup.groups(items: convertible, lines: $0.readableLines) } ?? []
    }

    var kept: CaseOrder? { orders.first }

    var liveItems: [CartItem] { items.filter { !$0.isDeleted && !$0.isExcluded } }

    func subject(order: Order, batch: BatchID? = nil) -> Subject {
        var subject = facts.subject
        subject.order = order.id
        subject.client = subject.client ?? order.clientID
        subject.batch = batch
        return subject
    }
}

/// An order with its lines.
struct CaseOrder: Sendable {
    let order: Order
    /// By id, unreadable ones too; deleted ones take part in nothing.
    let lines: [OrderLine]
    /// What a repair makes sure of is that they still are deleted.
    let deletedLines: [OrderLine]
    /// The invoices that refer to it.
    let references: [Invoice]
    /// Σ line_total of the readable lines.
    let lineTotals: Money
    private let isReadable: Bool

    init(order: Order, lines: [OrderLine], references: [Invoice]) {
        self.order = order
        self.references = references
        let sorted = lines.sorted { $0.id < $1.id }
        self.lines = sorted.filter { !$0.isDeleted }
        deletedLines = sorted.filter(\.isDeleted)
        lineTotals = self.lines.lazy.filter(\.isReadable).reduce(.zero) { $0 + ($1.lineTotal.value ?? .zero) }
        isReadable = self.lines.allSatisfy(\.isReadable)
    }

    var readableLines: [OrderLine] { lines.filter(\.isReadable) }

    /// It can still be changed without touching what was billed, paid or packed.
    var isAmendable: Bool { order.isAmendableItself && isReadable }

    /// The same lines as another order: the multiset of batch, sample, quantity and unit price. Two unreadable lines
    /// are never the same.
    func hasSameLines(as other: CaseOrder) -> Bool {
        guard lines.count == other.lines.count, (lines + other.lines).allSatisfy(\.isReadable) else { return false }
        return Self.counted(lines) == Self.counted(other.lines)
    }

    private struct LineContent: Hashable {
        let batch: BatchID
        let isSample: Bool
        let quantity: Quantity?
        let unitPrice: Money?
    }

    private static func counted(_ lines: [OrderLine]) -> [LineContent: Int] {
        lines.reduce(into: [:]) { counts, line in
            let content = LineContent(
                batch: line.batchID, isSample: line.isSample, quantity: line.quantity.value,
                unitPrice: line.unitPrice.value)
            counts[content, default: 0] += 1
        }
    }
}

/// One batch, bought or as a sample, in the cart and on the kept order.
struct LineGroup {
    let batch: BatchID
    let isSample: Bool
    /// Readable convertible items by id.
    let items: [CartItem]
    /// Readable lines by id.
    let lines: [OrderLine]

    /// The groups by batch, plain before samples.
    static func groups(items: [CartItem], lines: [OrderLine]) -> [LineGroup] {
        struct Place: Hashable {
            let batch: BatchID
            let isSample: Bool
        }
        let itemsByPlace = Dictionary(grouping: items) { Place(batch: $0.batchID, isSample: $0.isSample) }
        let linesByPlace = Dictionary(grouping: lines) { Place(batch: $0.batchID, isSample: $0.isSample) }
        let places = Set(itemsByPlace.keys).union(linesByPlace.keys)
        return places.map { place in
            LineGroup(
                batch: place.batch, isSample: place.isSample, items: itemsByPlace[place] ?? [],
                lines: linesByPlace[place] ?? [])
        }
        .sorted { ($0.batch, $0.isSample ? 1 : 0) < ($1.batch, $1.isSample ? 1 : 0) }
    }

    /// round2(Σ cart quantity): an order line holds two places.
    var cartQuantity: Quantity {
        items.reduce(.zero) { $0 + ($1.quantity.value ?? .zero) }.rounded(places: 2)
    }

    var orderQuantity: Quantity { lines.reduce(.zero) { $0 + ($1.quantity.value ?? .zero) } }

    /// Σ round2(quantity × unitPrice) of the items.
    var cartAmount: Money { items.reduce(.zero) { $0 + $1.value } }

    /// Σ round2(quantity × unit_price) of the lines.
    var orderAmount: Money { lines.reduce(.zero) { $0 + ($1.lineTotalExpected ?? .zero) } }

    var lineTotals: Money { lines.reduce(.zero) { $0 + ($1.lineTotal.value ?? .zero) } }

    /// The one price that all items have; nil when they have several.
    var cartPrice: Money? { Self.only(items.map(\.unitPrice.value)) }

    /// The one price that all lines have; nil when they have several.
    var orderPrice: Money? { Self.only(lines.map(\.unitPrice.value)) }

    private static func only(_ prices: [Money?]) -> Money? {
        guard let first = prices.first, prices.allSatisfy({ $0 == first }) else { return nil }
        return first
    }
}
