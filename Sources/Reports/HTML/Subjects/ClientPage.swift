internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// What the page of one client shows: what it owes and may come to owe, and the rows behind each sum.
struct ClientPage {
    let title: String
    let asOf: String
    let runID: String
    let toolVersion: String
    let name: String
    let state: String
    let verdict: String
    /// Where it stands with its limit, in a sentence.
    let standing: String
    let chart: Waterfall
    let sums: [SumRow]
    let hasInvoices: Bool
    let invoices: [InvoiceRow]
    let moreInvoices: [String]
    let invoiceSum: String
    let hasOrders: Bool
    let orders: [OrderRow]
    let moreOrders: [String]
    let orderSum: String
    let hasSessions: Bool
    let sessions: [SessionRow]
    let moreSessions: [String]
    let sessionSum: String
    let hasFindings: Bool
    let findings: [SubjectFinding]
    let moreFindings: [String]

    struct InvoiceRow {
        /// None for an invoice without an id.
        let anchor: [String]
        let id: String
        let status: String
        let owed: String
    }

    struct OrderRow {
        let id: String
        let order: Linked
        let number: String
        let created: String
        /// The session that it came from; none, or one.
        let session: [Linked]
        let total: String
        let cash: String
        let owed: String
    }

    struct SessionRow {
        let id: String
        let session: Linked
        let room: String
        let status: String
        let lastActivity: String
        let items: String
        let cart: String
        /// Why it counts, or not.
        let words: String
        let counted: String
    }
}

extension ClientPage {
    init(_ detail: ClientDetail, _ findings: SubjectFindings, _ facts: PageFacts) {
        let credit = detail.credit
        let found = findings.list(of: credit.client)
        let pages = findings.links
        self.init(
            title: "Client \(credit.client)", asOf: facts.outcome.asOf.moment, runID: facts.run.runID,
            toolVersion: facts.run.toolVersion, name: credit.clientName ?? "no such client", state: found.state,
            verdict: found.verdict, standing: Self.standing(credit), chart: Waterfall(credit),
            sums: Self.sums(detail), hasInvoices: detail.invoices.count > 0,
            invoices: detail.invoices.rows.map(InvoiceRow.init),
            moreInvoices: detail.invoices.more("invoice", detail.moreInvoices.figure),
            invoiceSum: credit.receivables.figure, hasOrders: detail.orders.count > 0,
            orders: detail.orders.rows.map { OrderRow($0, pages) },
            moreOrders: detail.orders.more("order", detail.moreOrders.figure),
            orderSum: credit.openOrders.figure, hasSessions: detail.sessions.count > 0,
            sessions: detail.sessions.rows.map { SessionRow($0, pages) },
            moreSessions: detail.sessions.more("session", detail.moreSessions.figure),
            sessionSum: credit.draft.figure, hasFindings: !found.rows.isEmpty, findings: found.rows,
            moreFindings: found.rest)
    }

    private static func standing(_ credit: CreditResult) -> String {
        guard let available = credit.available, let limit = credit.limit else {
            return credit.storedExposure == nil ? "No credit row, so no limit." : "No limit: 0 or below means none."
        }
        let words: String =
            switch credit.level {
            case .exceeded: "Over its limit of \(limit.figure) by \(available.magnitude.formatted)."
            case .approaching: "Close to its limit of \(limit.figure): \(available.figure) are left."
            case .none, .unlimited: "Within its limit of \(limit.figure): \(available.figure) are left."
            }
        return words
    }

    private static func sums(_ detail: ClientDetail) -> [SumRow] {
        let credit = detail.credit
        let counted = detail.sessions.count
        return [
            .part(
                "Receivables", rows: "invoices", Words.counted(detail.invoices.count, "unpaid invoice"),
                credit.receivables),
            .part(
                "Open orders", rows: "orders",
                Words.counted(detail.orders.count, "sale") + " neither invoiced nor paid", credit.openOrders),
            .total("Posted exposure", "receivables + open orders", credit.posted),
            .part(
                "Drafts", rows: "sessions", "carts without an order, of \(Words.counted(counted, "open session"))",
                credit.draft),
            .total("Projected exposure", "posted exposure + drafts", credit.projected),
        ] + [stored(credit), left(credit)].compactMap(\.self)
    }

    private static func stored(_ credit: CreditResult) -> SumRow? {
        credit.storedExposure.map { stored in
            let difference = stored - credit.posted
            return .part(
                "Stored exposure",
                difference.isZero
                    ? "what the credit row says: the posted exposure"
                    : "what the credit row says: \(difference.signed) against the posted exposure", stored)
        }
    }

    private static func left(_ credit: CreditResult) -> SumRow? {
        guard let limit = credit.limit, let available = credit.available else { return nil }
        return .total("Available credit", "limit \(limit.figure) − projected exposure", available)
    }
}

private extension ClientDetail {
    /// What the rows that are not listed come to.
    var moreInvoices: Money {
        invoices.rows.reduce(credit.receivables) { $0 - ($1.amountOwed ?? .zero) }
    }

    var moreOrders: Money { orders.rows.reduce(credit.openOrders) { $0 - ($1.order.openAmount ?? .zero) } }

    var moreSessions: Money { sessions.rows.reduce(credit.draft) { $0 - ($1.isCounted ? $1.cartValue : .zero) } }
}

private extension ClientPage.InvoiceRow {
    init(_ invoice: Invoice) {
        self.init(
            anchor: invoice.id.map { ["invoice-\($0)"] } ?? [], id: invoice.id?.description ?? "–",
            status: (invoice.status?.description).map(Codes.words) ?? "without a status",
            owed: invoice.amountOwed?.figure ?? "–")
    }
}

private extension ClientPage.OrderRow {
    init(_ detail: ClientDetail.OpenOrder, _ pages: SubjectPages) {
        let order = detail.order
        self.init(
            id: order.id.description, order: Linked(order.id.description, pages.address(of: order.id)),
            number: order.number, created: order.createdAt?.moment ?? "",
            session: detail.session.map { [pages.linked($0)] } ?? [],
            total: order.total.figure, cash: order.cashPayment?.figure ?? "0.00",
            owed: order.openAmount?.figure ?? "–")
    }
}

private extension ClientPage.SessionRow {
    init(_ session: ClientDetail.OpenSession, _ pages: SubjectPages) {
        let order =
            session.keptOrder.map { "order \($0) counts instead" } ?? "an order that cannot be read counts instead"
        let abandoned = session.isAbandoned ? "abandoned, and still open" : ""
        self.init(
            id: session.session.description, session: pages.linked(session.session, "session \(session.session)"),
            room: session.roomCode, status: Codes.words(session.status), lastActivity: session.lastActivity.moment,
            items: session.liveItems.counted, cart: session.cartValue.figure,
            words: session.isCounted ? abandoned : order,
            counted: session.isCounted ? session.cartValue.figure : "0.00")
    }
}
