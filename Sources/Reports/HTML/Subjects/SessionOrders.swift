internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// An order of the session, with its lines.
struct SessionOrder: TemplateRow {
    let detail: OrderDetail
    let session: SessionDetail
    let pages: SubjectPages

    static let tags: [PageTag<Self>] = [
        .text("id") { $0.order.id.description },
        .text("number") { $0.order.number },
        .text("role") { $0.detail.role.words },
        .text("created") { $0.order.createdAt?.moment ?? "" },
        .text("standing", \.standing),
        // How its amounts add up.
        .text("arithmetic", \.arithmetic),
        .flag("hasLines") { ($0.detail.lines?.count ?? 0) > 0 },
        .rows("lines") { row in
            row.detail.lines?.rows.map { SessionLineRow($0, row.session, row.pages) } ?? []
        },
        .maybe("moreLines") { order in
            order.detail.lines.map { $0.more("line") } ?? "Lines are looked at of live sales only."
        },
    ]
}

private extension SessionOrder {
    var order: Order { detail.order }

    var standing: String {
        [
            Codes.words(order.type.description), "sale \(words(order.saleStatus?.description))",
            "fulfilment \(words(order.fulfillmentStatus?.description))",
            order.invoiceID.map { "invoice \($0)" } ?? "not invoiced",
        ]
        .joined(separator: ", ")
    }

    func words(_ status: String?) -> String { status.map(Codes.words) ?? "without a status" }

    var arithmetic: String {
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

/// A line of an order.
struct SessionLineRow: TemplateRow {
    let line: OrderLine
    let batch: Linked

    static let tags: [PageTag<Self>] = [
        .text("id") { $0.line.id.description },
        .row("batch", \.batch),
        .maybe("kind") { $0.line.isSample ? "sample" : nil },
        .text("quantity") { $0.isShown ? $0.line.quantity.exactFigure : "–" },
        .text("price") { $0.isShown ? $0.line.unitPrice.exactFigure : "–" },
        .text("total") { $0.isShown ? $0.line.lineTotal.exactFigure : "cannot be read" },
        // What quantity × price comes to, where the line says another.
        .maybe("note", \.note),
    ]

    init(_ line: OrderLine, _ session: SessionDetail, _ pages: SubjectPages) {
        self.line = line
        batch = line.isExcluded ? Linked("–") : pages.linked(line.batchID, session.batches[line.batchID]?.code)
    }

    private var isShown: Bool { !line.isExcluded }

    private var note: String? {
        let expected = line.isSample ? Money.zero : line.lineTotalExpected
        guard line.isReadable, expected != line.lineTotal.value else { return nil }
        return "should be \(expected?.figure ?? "")"
    }
}
