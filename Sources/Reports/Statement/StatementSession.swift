internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// A session on a statement: its orders, or what is in its cart.
struct StatementSession: TemplateRow {
    let detail: SessionDetail
    let dates: StatementDates
    /// Those that are the client's own.
    private let orders: [OrderDetail]

    init(_ detail: SessionDetail, of client: ClientID, _ dates: StatementDates) {
        self.detail = detail
        self.dates = dates
        orders = detail.orders.rows.filter { $0.isShown(to: client) }
    }

    static let tags: [PageTag<Self>] = [
        .text("id") { $0.detail.session.id.description },
        // The day by which sessions are sorted.
        .text("day") { $0.dates.day($0.detail.session.shownTime) },
        .text("room") { $0.detail.session.roomCode },
        // What has become of it, in words that do not need the system's.
        .maybe("state", \.state),
        .rows("times", \.times),
        .rows("orders") { session in
            session.orders.map { StatementOrder(detail: $0, session: session.detail, dates: session.dates) }
        },
        // What is in the cart, where nothing has been ordered yet.
        .row("carts") { $0.isOrdered || $0.detail.items.count == 0 ? nil : StatementCart(detail: $0.detail) },
    ]

    private var isOrdered: Bool { orders.contains { $0.role == .kept || $0.role == .surplus } }

    private var state: String? {
        if isOrdered { return "ordered" }
        return switch detail.session.status.known {
        case .scheduled: "not begun yet"
        case .active, .paused: "open"
        case .ended, .converted: "ended without an order"
        case .cancelled: "cancelled"
        case nil: nil
        }
    }

    private var times: [NamedValue] {
        let session = detail.session
        let isBegun = session.startedAt != nil
        let setUp = isBegun || session.scheduledAt != nil ? nil : session.createdAt
        let times = [
            ("Started", session.startedAt), ("Scheduled for", isBegun ? nil : session.scheduledAt), ("Set up", setUp),
            ("Ended", session.endedAt),
        ]
        return times.compactMap { name, time in time.map { NamedValue(name, dates.moment($0)) } }
    }
}

extension OrderDetail {
    /// It is the client's own sale. An order that was made out to somebody else is somebody else's.
    func isShown(to client: ClientID) -> Bool {
        guard order.clientID == client else { return false }
        return switch role {
        case .kept, .surplus, .cancelled: true
        case .draft, .notASale, .deleted: false
        }
    }
}

/// An order on a statement, line by line.
struct StatementOrder: TemplateRow {
    let detail: OrderDetail
    let session: SessionDetail
    let dates: StatementDates

    static let tags: [PageTag<Self>] = [
        .text("number") { $0.detail.order.number },
        .text("created") { $0.detail.order.createdAt.map($0.dates.day) ?? "an unknown day" },
        .maybe("state") { $0.detail.role == .cancelled ? "cancelled" : nil },
        .rows("lines") { StatementLine.ordered($0.detail, $0.session) },
        .maybe("more") { $0.detail.lines?.more("line") },
        .rows("sums", \.sums),
    ]

    private var sums: [SumRow] {
        let order = detail.order
        func sum(_ name: String, _ figure: MoneyFigure?, isAlways: Bool = false) -> SumRow? {
            guard let figure, isAlways || figure.value?.isZero != true else { return nil }
            return SumRow(kind: "part", name: name, rows: nil, words: "", amount: figure.figure)
        }
        return [
            sum("Subtotal", order.subtotal, isAlways: true), sum("Tax", order.tax), sum("Shipping", order.shipping),
            sum("Discount", order.discount), sum("Total", order.total, isAlways: true),
            sum("Paid", order.cashPayment),
        ].compactMap(\.self)
    }
}

/// The cart of a session that came to no order of the client.
struct StatementCart: TemplateRow {
    let detail: SessionDetail

    static let tags: [PageTag<Self>] = [
        .text("session") { $0.detail.session.id.description },
        // Why it is there, and whether it counts.
        .text("note", \.note),
        .rows("lines") { StatementLine.cart($0.detail) },
        .maybe("more") { $0.detail.items.more("item") },
        .text("total") { $0.detail.cartValue.figure },
    ]

    private var note: String {
        switch detail.session.status.known {
        case .active where detail.keptOrder == nil, .paused where detail.keptOrder == nil:
            "In the cart, not ordered yet. It is part of what is in open carts above."
        case .scheduled: "Put aside for a session that has not begun. It is in no sum above."
        case .ended, .converted: "Was in the cart when the session ended, and was not ordered. It is in no sum above."
        case .cancelled: "Was in the cart of a session that was cancelled. It is in no sum above."
        case .active, .paused, nil: "In the cart, not ordered. It is in no sum above."
        }
    }
}
