internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// What the page of one client shows: what it owes and may come to owe, and the rows behind each sum.
struct ClientPage: TemplatePage {
    static let template = "client"

    let detail: ClientDetail
    let facts: PageFacts
    let found: FindingList

    init(_ detail: ClientDetail, _ findings: SubjectFindings, _ facts: PageFacts) {
        self.detail = detail
        self.facts = facts
        found = findings.list(of: detail.credit.client)
    }

    static let tags: [PageTag<Self>] =
        [
            .text("title") { "Client \($0.credit.client)" },
            .text("name") { $0.credit.clientName ?? "no such client" },
            // Where it stands with its limit, in a sentence.
            .text("standing", \.standing),
            .row("chart") { Waterfall($0.credit) },
            .rows("sums", \.sums),
            .flag("hasInvoices") { $0.detail.invoices.count > 0 },
            .rows("invoices") { $0.detail.invoices.rows.map { InvoiceRow(invoice: $0) } },
            .maybe("moreInvoices") { $0.detail.invoices.more("invoice", $0.detail.moreInvoices.figure) },
            .text("invoiceSum") { $0.credit.receivables.figure },
            .flag("hasOrders") { $0.detail.orders.count > 0 },
            .rows("orders") { page in page.detail.orders.rows.map { OrderRow(open: $0, pages: page.facts.subjects) } },
            .maybe("moreOrders") { $0.detail.orders.more("order", $0.detail.moreOrders.figure) },
            .text("orderSum") { $0.credit.openOrders.figure },
            .flag("hasSessions") { $0.detail.sessions.count > 0 },
            .rows("sessions") { page in
                page.detail.sessions.rows.map { SessionRow(open: $0, pages: page.facts.subjects) }
            },
            .maybe("moreSessions") { $0.detail.sessions.more("session", $0.detail.moreSessions.figure) },
            .text("sessionSum") { $0.credit.draft.figure },
        ] + FindingList.tags(\.found)

    struct InvoiceRow: TemplateRow {
        let invoice: Invoice

        static let tags: [PageTag<Self>] = [
            // None for an invoice without an id.
            .maybe("anchor") { $0.invoice.id.map { "invoice-\($0)" } },
            .text("id") { $0.invoice.id?.description ?? "–" },
            .text("status") { ($0.invoice.status?.description).map(Codes.words) ?? "without a status" },
            .text("owed") { $0.invoice.amountOwed?.figure ?? "–" },
        ]
    }

    struct OrderRow: TemplateRow {
        let open: ClientDetail.OpenOrder
        let pages: SubjectPages

        static let tags: [PageTag<Self>] = [
            .text("id") { $0.open.order.id.description },
            .row("order") { Linked($0.open.order.id.description, $0.pages.address(of: $0.open.order.id)) },
            .text("number") { $0.open.order.number },
            .text("created") { $0.open.order.createdAt?.moment ?? "" },
            // The session that it came from.
            .row("session") { row in row.open.session.map { row.pages.linked($0) } },
            .text("total") { $0.open.order.total.figure },
            .text("cash") { $0.open.order.cashPayment?.figure ?? "0.00" },
            .text("owed") { $0.open.order.openAmount?.figure ?? "–" },
        ]
    }

    struct SessionRow: TemplateRow {
        let open: ClientDetail.OpenSession
        let pages: SubjectPages

        static let tags: [PageTag<Self>] = [
            .text("id") { $0.open.session.description },
            .row("session") { $0.pages.linked($0.open.session) },
            .text("room") { $0.open.roomCode },
            .text("status") { Codes.words($0.open.status) },
            .text("lastActivity") { $0.open.lastActivity.moment },
            .text("items") { $0.open.liveItems.counted },
            .text("cart") { $0.open.cartValue.figure },
            // Why it counts, or not.
            .text("words", \.reason),
            .text("counted") { $0.open.isCounted ? $0.open.cartValue.figure : "0.00" },
        ]

        private var reason: String {
            if open.isCounted { return open.isAbandoned ? "abandoned, and still open" : "" }
            return open.keptOrder.map { "order \($0) counts instead" } ?? "an order that cannot be read counts instead"
        }
    }
}

private extension ClientPage {
    var credit: CreditResult { detail.credit }

    var standing: String {
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

    var sums: [SumRow] {
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
        ] + [stored, left].compactMap(\.self)
    }

    var stored: SumRow? {
        credit.storedExposure.map { stored in
            let difference = stored - credit.posted
            return .part(
                "Stored exposure",
                difference.isZero
                    ? "what the credit row says: the posted exposure"
                    : "what the credit row says: \(difference.signed) against the posted exposure", stored)
        }
    }

    var left: SumRow? {
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
