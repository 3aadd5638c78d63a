internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

extension StatementPage {
    init(_ statement: ClientStatement, _ facts: StatementFacts) {
        let invoices = Invoice.all(statement.credit?.invoices.rows ?? [], facts)
        let open = statement.credit?.orders.rows.map { OpenOrder($0, facts.dates) } ?? []
        self.init(
            title: "Statement of live-shopping sessions", name: statement.name, client: statement.client.description,
            asOf: facts.dates.moment(facts.asOf), zone: facts.dates.zone,
            currency: facts.style.currency.map { [$0.description] } ?? [],
            credit: statement.credit.map { [Credit($0)] } ?? [], invoices: invoices, hasInvoices: !invoices.isEmpty,
            hasDates: invoices.contains { !($0.issued + $0.due).isEmpty },
            openOrders: open, hasOpenOrders: !open.isEmpty, note: Self.note(statement.sessions),
            sessions: statement.sessions.rows.map { Session($0, of: statement.client, facts.dates) })
    }

    private static func note(_ sessions: FirstRows<SessionDetail>) -> String {
        let count = Words.count(sessions.count, "session")
        return sessions.rest == 0
            ? "\(count), the latest first." : "The latest \(sessions.rows.count) of \(count), the latest first."
    }
}

private extension StatementPage.Credit {
    init(_ detail: ClientDetail) {
        let credit = detail.credit
        func sum(_ name: String, _ words: String, _ amount: Money) -> StatementPage.Sum {
            StatementPage.Sum(name: name, words: words, amount: amount.figure)
        }
        var sums = [
            sum("Invoices", "sent, not paid yet", credit.receivables - detail.draftInvoices),
            sum("Open orders", "ordered, not invoiced yet, less what was paid", credit.openOrders),
            sum("Owed", "invoices and open orders", credit.posted - detail.draftInvoices),
            sum("In open carts", "not ordered yet", credit.draft),
        ]
        if !detail.draftInvoices.isZero {
            sums.insert(sum("In preparation", "invoices that were not sent yet", detail.draftInvoices), at: 3)
        }
        if let limit = credit.limit, let available = credit.available {
            sums.append(sum("Credit limit", "", limit))
            sums.append(
                sum("Available", "credit limit, less what is owed, in preparation and in open carts", available))
        }
        self.init(
            sums: sums,
            more: detail.invoices.more("unpaid invoice") + detail.orders.more("open order"))
    }
}

private extension StatementPage.Invoice {
    /// By the date that is shown, the earliest first; those without one last, by id.
    static func all(_ invoices: [LiveShopping.Invoice], _ facts: StatementFacts) -> [Self] {
        let heads = invoices.map { invoice in (invoice, invoice.id.flatMap { facts.invoices[$0] } ?? InvoiceHead()) }
        let dated = heads.filter { $0.1.issued != nil }.sorted { ($0.1.issued ?? "") < ($1.1.issued ?? "") }
        return (dated + heads.filter { $0.1.issued == nil }).map { Self($0, $1) }
    }

    private init(_ invoice: LiveShopping.Invoice, _ head: InvoiceHead) {
        self.init(
            number: head.number ?? invoice.id?.description ?? "–",
            issued: head.issued.map(StatementDates.day(iso:)) ?? "",
            due: head.due.map(StatementDates.day(iso:)) ?? "", status: Self.words(invoice.status),
            amount: invoice.amountOwed?.figure ?? "–")
    }

    private static func words(_ status: Word<InvoiceStatus>?) -> String {
        switch status?.known {
        case .sent, .viewed: "open"
        case .partial: "partly paid"
        case .overdue: "overdue"
        case .draft, .paid, .void, nil: ""
        }
    }
}

private extension StatementPage.OpenOrder {
    init(_ open: ClientDetail.OpenOrder, _ dates: StatementDates) {
        self.init(
            number: open.order.number, created: open.order.createdAt.map(dates.day) ?? "",
            total: open.order.total.figure,
            paid: open.order.cashPayment?.figure ?? Money.zero.figure, open: open.order.openAmount?.figure ?? "–")
    }
}

// MARK: - Sessions

private extension StatementPage.Session {
    init(_ detail: SessionDetail, of client: ClientID, _ dates: StatementDates) {
        let orders = detail.orders.rows.filter { $0.isShown(to: client) }
        let isOrdered = orders.contains { $0.role == .kept || $0.role == .surplus }
        self.init(
            id: detail.session.id.description, day: dates.day(detail.session.shownTime), room: detail.session.roomCode,
            state: Self.state(detail, isOrdered: isOrdered), times: Self.times(detail.session, dates),
            orders: orders.map { StatementPage.Order($0, detail.batches, dates) },
            carts: isOrdered || detail.items.count == 0 ? [] : [StatementPage.Cart(detail)])
    }

    /// What has become of it, in words that do not need the system's.
    private static func state(_ detail: SessionDetail, isOrdered: Bool) -> [String] {
        if isOrdered { return ["ordered"] }
        return switch detail.session.status.known {
        case .scheduled: ["not begun yet"]
        case .active, .paused: ["open"]
        case .ended, .converted: ["ended without an order"]
        case .cancelled: ["cancelled"]
        case nil: []
        }
    }

    private static func times(_ session: Session, _ dates: StatementDates) -> [StatementPage.Time] {
        let isBegun = session.startedAt != nil
        let setUp = isBegun || session.scheduledAt != nil ? nil : session.createdAt
        let times = [
            ("Started", session.startedAt), ("Scheduled for", isBegun ? nil : session.scheduledAt), ("Set up", setUp),
            ("Ended", session.endedAt),
        ]
        return times.compactMap { name, time in time.map { StatementPage.Time(name: name, value: dates.moment($0)) } }
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

private extension StatementPage.Order {
    init(_ detail: OrderDetail, _ batches: [BatchID: BatchLabel], _ dates: StatementDates) {
        let order = detail.order
        func sum(_ name: String, _ figure: MoneyFigure?, isAlways: Bool = false) -> StatementPage.Sum? {
            guard let figure, isAlways || figure.value?.isZero != true else { return nil }
            return StatementPage.Sum(name: name, words: "", amount: figure.figure)
        }
        self.init(
            number: order.number, created: order.createdAt.map(dates.day) ?? "an unknown day",
            state: detail.role == .cancelled ? ["cancelled"] : [],
            lines: detail.lines?.rows.map { StatementPage.Line($0, batches) } ?? [],
            more: detail.lines?.more("line") ?? [],
            sums: [
                sum("Subtotal", order.subtotal, isAlways: true), sum("Tax", order.tax), sum("Shipping", order.shipping),
                sum("Discount", order.discount), sum("Total", order.total, isAlways: true),
                sum("Paid", order.cashPayment),
            ].compactMap(\.self))
    }
}

private extension StatementPage.Cart {
    init(_ detail: SessionDetail) {
        self.init(
            session: detail.session.id.description, note: Self.note(detail),
            lines: detail.items.rows.compactMap { StatementPage.Line($0, detail.batches) },
            more: detail.items.more("item"), total: detail.cartValue.figure)
    }

    /// What the cart of a session is that came to no order of the client.
    private static func note(_ detail: SessionDetail) -> String {
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

private extension StatementPage.Line {
    init(_ line: OrderLine, _ batches: [BatchID: BatchLabel]) {
        self.init(
            product: batches[line.batchID]?.product ?? "", batch: batches[line.batchID]?.code ?? "",
            quantity: line.quantity.figure, price: line.unitPrice.figure, amount: line.lineTotal.figure,
            note: line.isSample ? "sample" : "")
    }

    /// Nil for what is not in the cart any more.
    init?(_ detail: ItemDetail, _ batches: [BatchID: BatchLabel]) {
        let item = detail.item
        let note: String
        switch detail.standing {
        case .convertible: note = ""
        case .undecided: note = "not decided yet"
        case .sample: note = "sample"
        case .deleted, .unreadable, .excluded: return nil
        }
        self.init(
            product: batches[item.batchID]?.product ?? "", batch: batches[item.batchID]?.code ?? "",
            quantity: item.quantity.figure, price: item.unitPrice.figure,
            amount: item.isSample ? Money.zero.figure : item.value.figure, note: note)
    }
}
