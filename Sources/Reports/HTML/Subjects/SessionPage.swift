internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// What the page of one session shows: its life, its cart beside its order, its prices, what was found.
struct SessionPage: TemplatePage {
    static let template = "session"

    let detail: SessionDetail
    let facts: PageFacts
    let found: FindingList
    private let timeline: Timeline

    init(_ detail: SessionDetail, _ findings: SubjectFindings, _ facts: PageFacts) {
        self.detail = detail
        self.facts = facts
        found = findings.list(of: detail.session.id)
        timeline = Timeline(detail, asOf: facts.outcome.asOf)
    }

    static let tags: [PageTag<Self>] =
        [
            .text("title") { "Session \($0.detail.session.id)" },
            .rows("facts", \.origin),
            .flag("isDrawn") { $0.timeline.isDrawn },
            .rows("marks") { $0.timeline.marks },
            .rows("events") { $0.timeline.events },
            .flag("hasComparison") { $0.detail.groups.count > 0 },
            // What cart and kept order come to, or why there is nothing to compare.
            .text("comparison", \.comparison),
            .rows("groups") { SessionGroupRow.all($0.detail, $0.facts.subjects) },
            .maybe("moreGroups") { $0.detail.groups.more("batch") },
            .flag("hasItems") { $0.detail.items.count > 0 },
            .rows("items") { page in
                page.detail.items.rows.map { SessionItemRow($0, page.detail, page.facts.subjects) }
            },
            .maybe("moreItems") { $0.detail.items.more("item") },
            .flag("hasOrders") { $0.detail.orders.count > 0 },
            .rows("orders") { page in
                page.detail.orders.rows.map {
                    SessionOrder(detail: $0, session: page.detail, pages: page.facts.subjects)
                }
            },
            .maybe("moreOrders") { $0.detail.orders.more("order") },
        ] + FindingList.tags(\.found)
}

private extension SessionPage {
    var origin: [SubjectFact] {
        let (session, pages) = (detail.session, facts.subjects)
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
            facts.append(
                SubjectFact("Kept order", kept.order.number, note: "order \(kept.order.id), \(kept.order.total.figure)")
            )
        }
        if detail.hasUnreadableOrder {
            facts.append(SubjectFact("Besides", "an order that cannot be read is linked to it"))
        }
        return facts
    }

    var comparison: String {
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
