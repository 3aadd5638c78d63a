internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// What the page of one session shows: its life, its cart beside its order, its prices, what was found.
struct SessionPage {
    let title: String
    let asOf: String
    let runID: String
    let toolVersion: String
    let state: String
    let verdict: String
    let facts: [SubjectFact]
    let hasFindings: Bool
    let findings: [SubjectFinding]
    let moreFindings: [String]
    let isDrawn: Bool
    let marks: [Timeline.Mark]
    let events: [Timeline.Event]
    let hasComparison: Bool
    /// What cart and kept order come to, or why there is nothing to compare.
    let comparison: String
    let groups: [GroupRow]
    let moreGroups: [String]
    let hasItems: Bool
    let items: [ItemRow]
    let moreItems: [String]
    let hasOrders: Bool
    let orders: [OrderBlock]
    let moreOrders: [String]

    /// One batch in the cart and on the kept order.
    struct GroupRow {
        /// `agrees` or `differs`, by which the row is coloured; the words say it too.
        let state: String
        let batch: Linked
        /// `sample`, or none.
        let kind: [String]
        let items: [String]
        let lines: [String]
        let cartQuantity: String
        let cartPrice: String
        let cartAmount: String
        let orderQuantity: String
        let orderPrice: String
        let orderAmount: String
        let differences: [String]
    }

    struct ItemRow {
        let id: String
        let batch: Linked
        let product: [String]
        let quantity: String
        let price: String
        let value: String
        let standing: String
        let added: String
        let changed: [String]
        let steps: [String]
        let conclusion: String
        /// `differs` where the charge is not the price that was derived; else `agrees`.
        let state: String
    }

    struct OrderBlock {
        let id: String
        let number: String
        let role: String
        let created: String
        let standing: String
        /// How its amounts add up.
        let arithmetic: String
        let hasLines: Bool
        let lines: [LineRow]
        let moreLines: [String]
    }

    struct LineRow {
        let id: String
        let batch: Linked
        let kind: [String]
        let quantity: String
        let price: String
        let total: String
        /// What quantity × price comes to, where the line says another; none, or one sentence.
        let note: [String]
    }
}

extension SessionPage {
    init(_ detail: SessionDetail, _ findings: SubjectFindings, _ facts: PageFacts) {
        let found = findings.list(of: detail.session.id)
        let timeline = Timeline(detail, asOf: facts.outcome.asOf)
        self.init(
            title: "Session \(detail.session.id)", asOf: facts.outcome.asOf.moment, runID: facts.run.runID,
            toolVersion: facts.run.toolVersion, state: found.state, verdict: found.verdict,
            facts: Self.facts(detail, findings.links), hasFindings: !found.rows.isEmpty, findings: found.rows,
            moreFindings: found.rest, isDrawn: timeline.isDrawn, marks: timeline.marks, events: timeline.events,
            hasComparison: detail.groups.count > 0, comparison: Self.comparison(detail),
            groups: GroupRow.all(detail, findings.links),
            moreGroups: detail.groups.more("batch"), hasItems: detail.items.count > 0,
            items: detail.items.rows.map { ItemRow($0, detail, findings.links) }, moreItems: detail.items.more("item"),
            hasOrders: detail.orders.count > 0,
            orders: detail.orders.rows.map { OrderBlock($0, detail, findings.links) },
            moreOrders: detail.orders.more("order"))
    }

    private static func facts(_ detail: SessionDetail, _ pages: SubjectPages) -> [SubjectFact] {
        let session = detail.session
        let abandoned = detail.isAbandoned ? "open, and abandoned" : ""
        var facts = [
            SubjectFact("Room", session.roomCode),
            SubjectFact(
                "Status", Codes.words(session.status.description), note: session.isDeleted ? "deleted" : abandoned),
            SubjectFact(
                "Client", pages.linked(session.clientID, detail.clientName), note: "client \(session.clientID)"),
            SubjectFact("Host", detail.hostName ?? "unknown", note: "user \(session.hostID)"),
            SubjectFact(
                "Cart", detail.cartValue.figure,
                note:
                    "\(Words.counted(detail.liveItems, "item")), \(Words.counted(detail.sampleItems, "sample")) of them; "
                    + "\(detail.convertibleValue.figure) to be bought"),
        ]
        if let kept = detail.keptOrder {
            facts.append(SubjectFact("Kept order", kept.order.number, note: "order \(kept.order.id), \(kept.amount)"))
        }
        if detail.hasUnreadableOrder {
            facts.append(SubjectFact("Besides", "an order that cannot be read is linked to it"))
        }
        return facts
    }

    private static func comparison(_ detail: SessionDetail) -> String {
        guard let kept = detail.keptOrder else {
            return "No order counts for this session, so there is nothing to compare its cart with."
        }
        let cart = detail.convertibleValue.figure
        guard kept.order.hasReadableAmounts, let total = kept.order.total.value else {
            return "To be bought is \(cart); the amounts of order \(kept.order.id) are no numbers."
        }
        let difference = total - detail.convertibleValue
        return "To be bought is \(cart); the kept order \(kept.order.id) comes to \(total.figure): "
            + (difference.isZero ? "the same." : "\(difference.signed).")
    }
}

private extension OrderDetail {
    var amount: String { order.total.figure }
}

private extension SessionPage.GroupRow {
    static func all(_ detail: SessionDetail, _ pages: SubjectPages) -> [Self] {
        let items = Set(detail.items.rows.map(\.item.id))
        let lines = Set(detail.keptOrder?.lines?.rows.map(\.id) ?? [])
        return detail.groups.rows.map {
            Self($0, detail, pages, $0.items.filter(items.contains), $0.lines.filter(lines.contains))
        }
    }

    /// - Parameters:
    ///   - items: Those that have a row on the page.
    ///   - lines: Those that have one.
    private init(
        _ group: GroupDetail, _ detail: SessionDetail, _ pages: SubjectPages, _ items: [CartItemID],
        _ lines: [OrderLineID]
    ) {
        let differences = Self.differences(group)
        func price(_ price: Money?, of count: Int) -> String {
            price?.exactFigure ?? (count == 0 ? "–" : "several")
        }
        self.init(
            state: differences.isEmpty ? "agrees" : "differs",
            batch: pages.linked(group.batch, detail.batches[group.batch]?.code), kind: group.isSample ? ["sample"] : [],
            items: items.map(\.description), lines: lines.map(\.description),
            cartQuantity: group.items.isEmpty ? "–" : group.cartQuantity.exactFigure,
            cartPrice: price(group.cartPrice, of: group.items.count),
            cartAmount: group.items.isEmpty ? "–" : group.cartAmount.figure,
            orderQuantity: group.lines.isEmpty ? "–" : group.orderQuantity.exactFigure,
            orderPrice: price(group.orderPrice, of: group.lines.count),
            orderAmount: group.lines.isEmpty ? "–" : group.lineTotals.figure,
            differences: differences.isEmpty ? ["agree"] : differences)
    }

    /// In words, from order to cart: what the order has more or less.
    private static func differences(_ group: GroupDetail) -> [String] {
        if group.lines.isEmpty { return ["not on the order: \(group.cartAmount.figure)"] }
        if group.items.isEmpty { return ["not in the cart: \(group.lineTotals.figure)"] }
        var words: [String] = []
        let quantity = group.orderQuantity - group.cartQuantity
        if !quantity.isZero { words.append("quantity \(quantity.signed)") }
        if let cart = group.cartPrice, let order = group.orderPrice {
            if cart != order { words.append("price \((order - cart).signed)") }
        } else if quantity.isZero, group.cartAmount != group.orderAmount {
            words.append("several prices")
        }
        let billed = group.isSample ? Money.zero : group.orderAmount
        if group.lineTotals != billed {
            words.append("lines come to \(billed.figure), \((group.lineTotals - billed).signed) on them")
        }
        let amount = group.orderAmount - group.cartAmount
        if !words.isEmpty, !group.isSample, !amount.isZero { words.append("amount \(amount.signed)") }
        return words
    }
}

private extension SessionPage.ItemRow {
    init(_ detail: ItemDetail, _ session: SessionDetail, _ pages: SubjectPages) {
        let item = detail.item
        let price = session.prices[item.id].map(PriceWords.init)
        let isShown = detail.standing != .excluded
        let label = session.batches[item.batchID]
        self.init(
            id: item.id.description, batch: isShown ? pages.linked(item.batchID, label?.code) : Linked("–"),
            product: label?.product.map { [$0] } ?? [], quantity: isShown ? item.quantity.exactFigure : "–",
            price: isShown ? item.unitPrice.exactFigure : "–",
            value: item.isReadable ? item.value.figure : "–",
            standing: detail.standing.words, added: isShown ? item.createdAt.moment : "–",
            changed: isShown && item.updatedAt != item.createdAt ? [item.updatedAt.moment] : [],
            steps: price?.steps ?? [], conclusion: price?.conclusion ?? "",
            state: price?.differs == true ? "differs" : "agrees")
    }
}

private extension ItemDetail.Standing {
    var words: String {
        switch self {
        case .convertible: "to be bought"
        case .undecided(let status):
            status.map { "not to be bought: \(Codes.words($0.description))" } ?? "not to be bought: no status"
        case .sample: "sample"
        case .deleted: "deleted"
        case .unreadable: "not counted: no number"
        case .excluded: "cannot be read"
        }
    }
}

private extension SessionPage.OrderBlock {
    init(_ detail: OrderDetail, _ session: SessionDetail, _ pages: SubjectPages) {
        let order = detail.order
        self.init(
            id: order.id.description, number: order.number, role: detail.role.words,
            created: order.createdAt?.moment ?? "", standing: Self.standing(order),
            arithmetic: Self.arithmetic(order), hasLines: detail.lines.map { $0.count > 0 } ?? false,
            lines: detail.lines?.rows.map { SessionPage.LineRow($0, session, pages) } ?? [],
            moreLines: detail.lines?.more("line") ?? ["Lines are looked at of live sales only."])
    }

    private static func standing(_ order: Order) -> String {
        [
            Codes.words(order.type.description), "sale \(words(order.saleStatus?.description))",
            "fulfilment \(words(order.fulfillmentStatus?.description))",
            order.invoiceID.map { "invoice \($0)" } ?? "not invoiced",
        ]
        .joined(separator: ", ")
    }

    private static func words(_ status: String?) -> String { status.map(Codes.words) ?? "without a status" }

    private static func arithmetic(_ order: Order) -> String {
        let parts = [("+ tax", order.tax), ("+ shipping", order.shipping), ("− discount", order.discount)]
            .compactMap { name, figure in figure.map { "\(name) \($0.exactFigure)" } }
        let sum = (["subtotal \(order.subtotal.exactFigure)"] + parts).joined(separator: " ")
        let cash = order.cashPayment.map { "; paid in cash \($0.exactFigure)" } ?? ""
        guard let expected = order.totalExpected, let total = order.total.value else {
            return "\(sum); the order's total is \(order.total.exactFigure)\(cash)"
        }
        guard total != expected else { return "\(sum) = total \(total.exactFigure)\(cash)" }
        let wrong = "\(total.exactFigure), \((total - expected).signed)"
        return "\(sum) = \(expected.exactFigure); the order's total is \(wrong)\(cash)"
    }
}

private extension SessionPage.LineRow {
    init(_ line: OrderLine, _ session: SessionDetail, _ pages: SubjectPages) {
        let isShown = !line.isExcluded
        let expected = line.isSample ? Money.zero : line.lineTotalExpected
        let isWrong = line.isReadable && expected != line.lineTotal.value
        self.init(
            id: line.id.description,
            batch: isShown ? pages.linked(line.batchID, session.batches[line.batchID]?.code) : Linked("–"),
            kind: line.isSample ? ["sample"] : [], quantity: isShown ? line.quantity.exactFigure : "–",
            price: isShown ? line.unitPrice.exactFigure : "–",
            total: isShown ? line.lineTotal.exactFigure : "cannot be read",
            note: isWrong ? ["should be \(expected?.figure ?? "")"] : [])
    }
}
