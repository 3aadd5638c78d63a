internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// What a client's statement shows: its sessions with what was ordered in them, and what it owes.
///
/// It is for the client's own eyes: no cost, no margin, no finding, nothing of anybody else.
struct StatementPage: TemplatePage {
    static let template = "statement"
    static let frames: [any TemplateRow.Type] = [PageFrame.self]

    let statement: ClientStatement
    let facts: StatementFacts
    private let invoices: [StatementInvoice]

    init(_ statement: ClientStatement, _ facts: StatementFacts) {
        self.statement = statement
        self.facts = facts
        invoices = StatementInvoice.all(statement.credit?.invoices.rows ?? [], facts)
    }

    static let tags: [PageTag<Self>] = [
        .text("title") { _ in "Statement of live-shopping sessions" },
        .text("name") { $0.statement.name },
        .text("client") { $0.statement.client.description },
        .text("asOf") { $0.facts.dates.moment($0.facts.asOf) },
        // `UTC`, or the site's zone.
        .text("zone") { $0.facts.dates.zone },
        // What amounts are in.
        .maybe("currency") { $0.facts.style.currency?.description },
        // What is owed and may come to be; none for a client without credit and without an open session.
        .row("credit") { $0.statement.credit.map { StatementCredit(detail: $0) } },
        .rows("invoices", \.invoices),
        .flag("hasInvoices") { !$0.invoices.isEmpty },
        // Whether the dates of any invoice are known.
        .flag("hasDates") {
            $0.invoices.contains { $0.head.issued?.isEmpty == false || $0.head.due?.isEmpty == false }
        },
        .rows("openOrders") { page in
            page.openOrders.map { StatementOpenOrder(order: $0.order, dates: page.facts.dates) }
        },
        .flag("hasOpenOrders") { !$0.openOrders.isEmpty },
        // How many sessions there are, and whether some are left out.
        .text("note", \.note),
        .rows("sessions") { page in
            page.statement.sessions.rows.map {
                StatementSession($0, of: page.statement.client, page.facts.dates)
            }
        },
    ]

    private var openOrders: [ClientDetail.OpenOrder] { statement.credit?.orders.rows ?? [] }

    private var note: String {
        let sessions = statement.sessions
        let count = Words.count(sessions.count, "session")
        return sessions.rest == 0
            ? "\(count), the latest first." : "The latest \(sessions.rows.count) of \(count), the latest first."
    }
}

/// What the client owes, and what is left of its credit.
struct StatementCredit: TemplateRow {
    let detail: ClientDetail

    static let tags: [PageTag<Self>] = [
        .rows("sums", \.sums),
        // Lists that are longer than what is shown of them.
        .texts("more") {
            [$0.detail.invoices.more("unpaid invoice"), $0.detail.orders.more("open order")].compactMap(\.self)
        },
    ]

    private var sums: [SumRow] {
        let credit = detail.credit
        var sums: [SumRow] = [
            .part("Invoices", "sent, not paid yet", credit.receivables - detail.draftInvoices),
            .part("Open orders", "ordered, not invoiced yet, less what was paid", credit.openOrders),
            .total("Owed", "invoices and open orders", credit.posted - detail.draftInvoices),
            .part("In open carts", "not ordered yet", credit.draft),
        ]
        if !detail.draftInvoices.isZero {
            sums.insert(.part("In preparation", "invoices that were not sent yet", detail.draftInvoices), at: 3)
        }
        if let limit = credit.limit, let available = credit.available {
            sums.append(.part("Credit limit", "", limit))
            let prepared = detail.draftInvoices.isZero ? "" : ", in preparation"
            sums.append(.total("Available", "credit limit, less what is owed\(prepared) and in open carts", available))
        }
        return sums
    }
}

/// An invoice that is not paid.
struct StatementInvoice: TemplateRow {
    let invoice: Invoice
    let head: InvoiceHead
    let dates: StatementDates

    static let tags: [PageTag<Self>] = [
        // Its number, or else its ID.
        .text("number") { $0.head.number ?? $0.invoice.id?.description ?? "–" },
        // When it was issued and when it is due; empty where nobody knows.
        .text("issued") { $0.head.issued.map($0.dates.day(iso:)) ?? "" },
        .text("due") { $0.head.due.map($0.dates.day(iso:)) ?? "" },
        .text("status", \.status),
        .text("amount") { $0.invoice.amountOwed?.figure ?? "–" },
    ]

    /// By the date that is shown, the earliest first; those without one last, by id.
    static func all(_ invoices: [Invoice], _ facts: StatementFacts) -> [Self] {
        let all = invoices.map { invoice in
            Self(
                invoice: invoice, head: invoice.id.flatMap { facts.invoices[$0] } ?? InvoiceHead(), dates: facts.dates)
        }
        let dated = all.filter { $0.head.issued != nil }.sorted { ($0.head.issued ?? "") < ($1.head.issued ?? "") }
        return dated + all.filter { $0.head.issued == nil }
    }

    private var status: String {
        switch invoice.status?.known {
        case .sent, .viewed: "open"
        case .partial: "partly paid"
        case .overdue: "overdue"
        case .draft, .paid, .void, nil: ""
        }
    }
}

/// An order that is not invoiced yet.
struct StatementOpenOrder: TemplateRow {
    let order: Order
    let dates: StatementDates

    static let tags: [PageTag<Self>] = [
        .text("number") { $0.order.number },
        .text("created") { $0.order.createdAt.map($0.dates.day) ?? "" },
        .text("total") { $0.order.total.figure },
        .text("paid") { $0.order.cashPayment?.figure ?? Money.zero.figure },
        .text("open") { $0.order.openAmount?.figure ?? "–" },
    ]
}
