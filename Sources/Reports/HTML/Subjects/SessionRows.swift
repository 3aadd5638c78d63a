internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// One batch in the cart and on the kept order.
struct SessionGroupRow: TemplateRow {
    let group: GroupDetail
    /// The batch, and the ids of those of its items and lines that have a row on the page.
    let batch: Linked
    let items: [String]
    let lines: [String]
    let differences: [String]

    static let tags: [PageTag<Self>] = [
        // `agrees` or `differs`, by which the row is coloured; the words say it too.
        .text("state") { $0.differences.isEmpty ? "agrees" : "differs" },
        .row("batch", \.batch),
        .maybe("kind") { $0.group.isSample ? "sample" : nil },
        .texts("items", \.items),
        .texts("lines", \.lines),
        .text("cartQuantity") { $0.group.items.isEmpty ? "–" : $0.group.cartQuantity.exactFigure },
        .text("cartPrice") { price($0.group.cartPrice, of: $0.group.items.count) },
        .text("cartAmount") { $0.group.items.isEmpty ? "–" : $0.group.cartAmount.figure },
        .text("orderQuantity") { $0.group.lines.isEmpty ? "–" : $0.group.orderQuantity.exactFigure },
        .text("orderPrice") { price($0.group.orderPrice, of: $0.group.lines.count) },
        .text("orderAmount") { $0.group.lines.isEmpty ? "–" : $0.group.lineTotals.figure },
        .texts("differences") { $0.differences.isEmpty ? ["agree"] : $0.differences },
    ]

    static func all(_ detail: SessionDetail, _ pages: SubjectPages) -> [Self] {
        let items = Set(detail.items.rows.map(\.item.id))
        let lines = Set(detail.keptOrder?.lines?.rows.map(\.id) ?? [])
        return detail.groups.rows.map { group in
            Self(
                group: group, batch: pages.linked(group.batch, detail.batches[group.batch]?.code),
                items: group.items.filter(items.contains).map(\.description),
                lines: group.lines.filter(lines.contains).map(\.description), differences: differences(group))
        }
    }

    private static func price(_ price: Money?, of count: Int) -> String {
        price?.exactFigure ?? (count == 0 ? "–" : "several")
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

/// An item of the cart, and how its price comes about.
struct SessionItemRow: TemplateRow {
    let detail: ItemDetail
    let batch: Linked
    let product: String?
    let price: PriceWords?

    static let tags: [PageTag<Self>] = [
        .text("id") { $0.item.id.description },
        .row("batch", \.batch),
        .maybe("product", \.product),
        .text("quantity") { $0.isShown ? $0.item.quantity.exactFigure : "–" },
        .text("price") { $0.isShown ? $0.item.unitPrice.exactFigure : "–" },
        .text("value") { $0.item.isReadable ? $0.item.value.figure : "–" },
        .text("standing") { $0.detail.standing.words },
        .text("added") { $0.isShown ? $0.item.createdAt.moment : "–" },
        .maybe("changed") { $0.isShown && $0.item.updatedAt != $0.item.createdAt ? $0.item.updatedAt.moment : nil },
        .texts("steps") { $0.price?.steps ?? [] },
        .text("conclusion") { $0.price?.conclusion ?? "" },
        // `differs` where the charge is not the price that was derived; else `agrees`.
        .text("state") { $0.price?.differs == true ? "differs" : "agrees" },
    ]

    init(_ detail: ItemDetail, _ session: SessionDetail, _ pages: SubjectPages) {
        let (item, label) = (detail.item, session.batches[detail.item.batchID])
        self.detail = detail
        batch = detail.standing == .excluded ? Linked("–") : pages.linked(item.batchID, label?.code)
        product = label?.product
        price = session.prices[item.id].map(PriceWords.init)
    }

    private var item: CartItem { detail.item }
    private var isShown: Bool { detail.standing != .excluded }
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
