internal import FinancialMath
internal import LiveShopping

/// A conversion order beside the invoice that it names and those that name it.
struct BillingFile {
    let order: Order
    let session: Session
    /// The invoice that invoice_id names, also one that is deleted or void; nil when there is none.
    let own: Invoice?
    /// Invoices that name the order and stand, by id.
    let naming: [Invoice]
    /// All invoices whose reference is the order's id, whatever they say it is.
    private let referring: [Invoice]
    let ledger: Ledger

    /// The orders of which an invoice, or the lack of one, is to be looked at.
    static func slots(_ tallies: Tallies) -> [Int] {
        guard !tallies.ledger.billingRules.isEmpty else { return [] }
        let orders = tallies.orders
        let suspects = Set(tallies.billing.suspects.compactMap(orders.slot(of:)))
        return orders.standings.indices.filter { slot in
            let (order, session) = (orders.standings[slot], orders.sessionSlot(ofOrderAt: slot))
            guard order.contains(.conversion), !tallies.ledger.sessions.standings[session].isDeleted else {
                return false
            }
            if suspects.contains(slot) { return true }
            if order.contains(.namesInvoice) { return !tallies.billing.isSettled(slot) }
            // Without an invoice, only what is not paid can be missed.
            return order.isSuperset(of: [.hasLeft, .unpaid]) && !orders.orders.isNamedByInvoice(slot)
        }
    }

    init(slot: Int, _ tallies: Tallies, _ rows: BillingRows) {
        order = tallies.orders.orders[slot]
        session = tallies.ledger.sessions[tallies.orders.sessionSlot(ofOrderAt: slot)]
        ledger = tallies.ledger
        own = order.invoiceID.flatMap { rows.invoices[$0] }
        referring = (rows.references[order.id] ?? []).sorted().compactMap { rows.invoices[$0] }
        naming = referring.filter { [order] in $0.stands && $0.namedOrder == order.id }
    }

    var standingOwn: Invoice? { own.flatMap { $0.stands ? $0 : nil } }

    /// The invoices that stand for the order, its own too, whatever that names; by id.
    var standing: [Invoice] {
        guard let own = standingOwn, !naming.contains(where: { $0.id == own.id }) else { return naming }
        return (naming + [own]).sorted { ($0.id?.rawValue ?? 0) < ($1.id?.rawValue ?? 0) }
    }

    /// Neither live nor only deleted: cancelled.
    var isCancelled: Bool { !order.isDeleted && !order.isLive }

    var key: FindingKey { FindingKey(.order(order.id)) }

    var subject: Subject {
        var subject = session.subject
        subject.order = order.id
        subject.client = subject.client ?? order.clientID
        return subject
    }

    /// What an invoice bills: its total, or where invoices have none what is due; nil when that is no number.
    func amount(of invoice: Invoice) -> Money? {
        if ledger.available.has(Invoice.Field.totalAmount) { return invoice.totalAmount?.value }
        return ledger.available.has(Invoice.Field.amountDue) ? invoice.amountDue?.value : .zero
    }

    /// The order and its invoices, and that no invoice has come to name it since.
    var grounds: Grounds {
        let evidence = RowEvidence(ledger)
        let rows = [evidence.order(order, of: session)] + standing.compactMap(evidence.invoice)
        return Grounds(rows + evidence.references(to: order.id, referring))
    }
}

/// The invoices of the orders that are looked at.
struct BillingRows {
    private(set) var invoices: [InvoiceID: Invoice] = [:]
    /// Invoices by the order whose id they refer to.
    private(set) var references: [OrderID: [InvoiceID]] = [:]

    init(of slots: [Int], _ tallies: Tallies, _ source: any RowSource) throws {
        let orders = slots.map { tallies.orders.orders[$0] }
        let available = tallies.ledger.available
        guard !orders.isEmpty, available.has(Invoice.Field.id) else { return }
        let own = Set(orders.compactMap(\.invoiceID))
        try source.withReader { reader in
            if !own.isEmpty { try reader.invoices(.matching(Invoice.Field.id, own)) { note($0) } }
            guard tallies.ledger.hasInvoiceReferences else { return }
            try reader.invoices(.matching(Invoice.Field.referenceID, orders.map(\.id))) { invoice in
                note(invoice)
                if let id = invoice.id, let order = invoice.referenceID { references[order, default: []].append(id) }
            }
        }
    }

    /// An invoice without an id is in no rule.
    private mutating func note(_ invoice: Invoice) {
        if let id = invoice.id { invoices[id] = invoice }
    }
}

extension Invoice {
    /// `invoice 17`
    var name: String { "invoice \(id?.description ?? "without an id")" }
}
