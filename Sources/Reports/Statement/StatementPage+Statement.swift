internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

extension StatementPage {
    init(_ statement: ClientStatement, asOf: Timestamp) {
        let invoices = statement.credit?.invoices.rows.map(Invoice.init) ?? []
        let open = statement.credit?.orders.rows.map(OpenOrder.init) ?? []
        self.init(
            title: "Statement of live-shopping sessions", name: statement.name, client: statement.client.description,
            asOf: asOf.description,
            credit: statement.credit.map { [Credit($0)] } ?? [], invoices: invoices, hasInvoices: !invoices.isEmpty,
            openOrders: open, hasOpenOrders: !open.isEmpty, note: Self.note(statement.sessions),
            sessions: statement.sessions.rows.map { Session($0, of: statement.client) })
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
            StatementPage.Sum(name: name, words: words, amount: amount.formatted)
        }
        var sums = [
            sum("Invoices", "not paid yet", credit.receivables),
            sum("Open orders", "ordered, not invoiced yet, less what was paid", credit.openOrders),
            sum("Owed", "invoices and open orders", credit.posted),
            sum("In open carts", "not ordered yet", credit.draft),
        ]
        if let limit = credit.limit, let available = credit.available {
            sums.append(sum("Credit limit", "", limit))
            sums.append(sum("Available", "credit limit, less what is owed and what is in open carts", available))
        }
        self.init(
            sums: sums,
            more: detail.invoices.more("unpaid invoice") + detail.orders.more("open order"))
    }
}

private extension StatementPage.Invoice {
    init(_ invoice: LiveShopping.Invoice) {
        self.init(
            id: invoice.id?.description ?? "–", status: invoice.status?.description ?? "",
            amount: invoice.amountOwed?.formatted ?? "–")
    }
}

private extension StatementPage.OpenOrder {
    init(_ open: ClientDetail.OpenOrder) {
        self.init(
            number: open.order.number, created: open.order.createdAt?.description ?? "",
            total: open.order.total.formatted,
            paid: open.order.cashPayment?.formatted ?? "0.00", open: open.order.openAmount?.formatted ?? "–")
    }
}

// MARK: - Sessions

private extension StatementPage.Session {
    init(_ detail: SessionDetail, of client: ClientID) {
        let orders = detail.orders.rows.filter { $0.isShown(to: client) }
        let isOrdered = orders.contains { $0.role == .kept || $0.role == .surplus }
        self.init(
            id: detail.session.id.description, room: detail.session.roomCode,
            state: Self.state(detail, isOrdered: isOrdered), times: Self.times(detail.session),
            orders: orders.map { StatementPage.Order($0, detail.batches) },
            carts: isOrdered || detail.items.count == 0 ? [] : [StatementPage.Cart(detail)])
    }

    /// What has become of it, in words that do not need the system's.
    private static func state(_ detail: SessionDetail, isOrdered: Bool) -> [String] {
        if isOrdered { return ["ordered"] }
        return switch detail.session.status.known {
        case .scheduled: ["scheduled"]
        case .active, .paused: ["open"]
        case .ended, .converted: ["ended without an order"]
        case .cancelled: ["cancelled"]
        case nil: []
        }
    }

    private static func times(_ session: Session) -> [StatementPage.Time] {
        [("Scheduled", session.scheduledAt), ("Started", session.startedAt), ("Ended", session.endedAt)]
            .compactMap { name, time in time.map { StatementPage.Time(name: name, value: $0.description) } }
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
    init(_ detail: OrderDetail, _ batches: [BatchID: BatchLabel]) {
        let order = detail.order
        func sum(_ name: String, _ figure: MoneyFigure?, isAlways: Bool = false) -> StatementPage.Sum? {
            guard let figure, isAlways || figure.value?.isZero != true else { return nil }
            return StatementPage.Sum(name: name, words: "", amount: figure.formatted)
        }
        self.init(
            number: order.number, created: order.createdAt?.description ?? "",
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
            session: detail.session.id.description,
            lines: detail.items.rows.compactMap { StatementPage.Line($0, detail.batches) },
            more: detail.items.more("item"), total: detail.cartValue.formatted)
    }
}

private extension StatementPage.Line {
    init(_ line: OrderLine, _ batches: [BatchID: BatchLabel]) {
        self.init(
            product: batches[line.batchID]?.product ?? "", batch: batches[line.batchID]?.code ?? "",
            quantity: line.quantity.formatted, price: line.unitPrice.formatted, amount: line.lineTotal.formatted,
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
            quantity: item.quantity.formatted, price: item.unitPrice.formatted,
            amount: item.isSample ? "0.00" : item.value.formatted, note: note)
    }
}
