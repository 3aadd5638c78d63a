internal import LiveShopping

/// What the repairs of a session's orders rest on, written down once, when the first of them asks for it.
///
/// Each wrong line of an order rests on the whole order, and most on the whole cart besides: they share one array, which costs no
/// more memory than one of them, and which is compared at no cost.
final class CaseEvidence {
    private let rows: RowEvidence
    private var ofOrders: [OrderID: [Evidence]] = [:]
    private var ofOrdersAndCart: [OrderID: [Evidence]] = [:]

    init(_ ledger: Ledger) {
        rows = RowEvidence(ledger)
    }

    /// An order with all its lines.
    func order(_ order: CaseOrder) -> [Evidence] {
        Self.kept(order.order.id, in: &ofOrders) { rows.orderWithLines(order) }
    }

    /// An order with all its lines, and the session's cart.
    func order(_ order: CaseOrder, withCartOf file: CaseFile) -> [Evidence] {
        Self.kept(order.order.id, in: &ofOrdersAndCart) { self.order(order) + rows.cart(file) }
    }

    private static func kept(
        _ id: OrderID, in known: inout [OrderID: [Evidence]], _ evidence: () -> [Evidence]
    ) -> [Evidence] {
        if let made = known[id] { return made }
        let made = evidence()
        known[id] = made
        return made
    }
}
