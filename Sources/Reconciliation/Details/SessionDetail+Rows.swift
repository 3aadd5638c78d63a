internal import FinancialMath
internal import LiveShopping

extension SessionDetail {
    /// Sessions by slot, laid out a bounded number of items at a time.
    static func gather(_ slots: [Int], _ tallies: Tallies, _ source: any RowSource) throws -> [SessionDetail] {
        var details: [SessionDetail] = []
        for chunk in CaseRows.chunks(of: slots[...], tallies) {
            let (rows, lines) = try (CaseRows(of: chunk, tallies, source), CaseLines(of: chunk, tallies, source))
            for slot in chunk {
                let facts = SessionFacts(slot: slot, tallies: tallies)
                let file = CaseFile(facts: facts, items: rows.items(of: facts.session), lines: lines)
                details.append(SessionDetail(file, tallies))
            }
        }
        let hosts = try HostNames(of: details.map(\.session.hostID), source)
        for place in details.indices { details[place].hostName = hosts[details[place].session.hostID] }
        return details
    }

    private init(_ file: CaseFile, _ tallies: Tallies) {
        let (facts, ledger) = (file.facts, tallies.ledger)
        let items = FirstRows(of: file.items)
        self.init(
            session: facts.session, clientName: facts.client?.name, isAbandoned: facts.isAbandoned,
            lastActivity: facts.session.lastActivity(items: facts.tally.lastActivity),
            expiry: facts.session.expiry(lastItemActivity: facts.tally.lastActivity, settings: ledger.settings),
            liveItems: facts.tally.liveItems, sampleItems: facts.tally.sampleItems, cartValue: facts.tally.cartValue,
            convertibleValue: facts.tally.convertibleValue, items: items.map { ItemDetail($0, ledger) },
            orders: FirstRows(of: facts.orders).map { OrderDetail($0, file) },
            hasUnreadableOrder: facts.summary.hasUnreadable, groups: FirstRows(of: file.groups).map(GroupDetail.init),
            overrides: FirstRows(of: ledger.overrides.rows(ofSession: facts.id)),
            batches: Self.labels(file, ledger),
            prices: Dictionary(
                items.rows.map { ($0.id, ItemPrice($0, tallies: tallies)) }, uniquingKeysWith: { first, _ in first }))
    }

    private static func labels(_ file: CaseFile, _ ledger: Ledger) -> [BatchID: BatchLabel] {
        let named = Set(file.items.map(\.batchID) + file.orders.flatMap { $0.lines.map(\.batchID) })
        return named.reduce(into: [:]) { labels, id in labels[id] = ledger.label(of: id) }
    }
}

extension Ledger {
    /// Nil for a batch that does not exist or cannot be read.
    func label(of id: BatchID) -> BatchLabel? {
        batches.batch(id).map { BatchLabel(code: $0.code, product: batches.product($0.productID)?.name) }
    }
}

private extension ItemDetail {
    init(_ item: CartItem, _ ledger: Ledger) {
        let standing: Standing =
            if item.isExcluded {
                .excluded
            } else if item.isDeleted { .deleted } else if !item.isReadable { .unreadable } else if item.isSample {
                .sample
            } else { ledger.isConvertible(item) ? .convertible : .undecided(item.itemStatus) }
        self.init(item: item, standing: standing)
    }
}

private extension OrderDetail {
    init(_ order: Order, _ file: CaseFile) {
        let role: Role =
            if order.isDeleted {
                .deleted
            } else if !order.isLive { .cancelled } else if order.type != .sale { .notASale } else if order.isDraft {
                .draft
            } else { order.id == file.kept?.order.id ? .kept : .surplus }
        let lines = file.orders.first { $0.order.id == order.id }?.lines
        self.init(order: order, role: role, lines: lines.map { FirstRows(of: $0) })
    }
}

private extension GroupDetail {
    init(_ group: LineGroup) {
        self.init(
            batch: group.batch, isSample: group.isSample, items: group.items.map(\.id), lines: group.lines.map(\.id),
            cartQuantity: group.cartQuantity, orderQuantity: group.orderQuantity, cartPrice: group.cartPrice,
            orderPrice: group.orderPrice, cartAmount: group.cartAmount, orderAmount: group.orderAmount,
            lineTotals: group.lineTotals)
    }
}

/// What the hosts of some sessions are called.
struct HostNames {
    private var names: [UserID: String] = [:]

    init(of hosts: [UserID], _ source: any RowSource) throws {
        guard !hosts.isEmpty else { return }
        try source.withReader { reader in
            try reader.users(.matching(User.Field.id, hosts)) { names[$0.id] = $0.name }
        }
    }

    subscript(id: UserID) -> String? { names[id] }
}
