internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

extension CSVTable<SessionResult> {
    /// sessions.csv: what each session that is over came to.
    static let sessions = CSVTable(
        fileName: "sessions.csv",
        columns: [
            .integer("session_id") { $0.session.rawValue },
            .text("room_code") { $0.roomCode },
            .integer("client_id") { $0.client.rawValue },
            .integer("host_user_id") { $0.host.rawValue },
            .text("status") { $0.status },
            .count("abandoned") { $0.isAbandoned ? 1 : 0 },
            .moment("started_at") { $0.startedAt },
            .moment("ended_at") { $0.endedAt },
            .count("live_items") { $0.liveItems },
            .exact("cart_value") { $0.cartValue },
            .exact("convertible_value") { $0.convertibleValue },
            .count("sample_items") { $0.sampleItems },
            .integer("kept_order_id") { $0.keptOrder?.rawValue },
            .count("live_orders") { $0.liveOrders },
            .exact("order_total") { $0.orderTotal },
            .exact("variance") { $0.variance },
            .count("findings") { $0.findings },
        ])
}

extension CSVTable<PriceResult> {
    /// prices.csv: what the price hierarchy gives for an item.
    static let prices = CSVTable(
        fileName: "prices.csv",
        columns: [
            .integer("item_id") { $0.item.rawValue },
            .integer("session_id") { $0.session.rawValue },
            .integer("batch_id") { $0.batch.rawValue },
            .integer("product_id") { $0.product.rawValue },
            .text("source") { $0.source.word },
            .exact("cost") { $0.cost },
            .unrounded("margin_percent") { $0.shownMargin },
            .exact("expected") { $0.expected },
            .exact("actual") { $0.actual },
            .exact("difference") { $0.difference },
            .exact("quantity") { $0.quantity },
            .exact("extended_difference") { $0.extendedDifference },
        ])
}

extension CSVTable<CreditResult> {
    /// credit.csv: how much each client owes and may owe.
    static let credit = CSVTable(
        fileName: "credit.csv",
        columns: [
            .integer("client_id") { $0.client.rawValue },
            .text("client_name") { $0.clientName },
            .exact("credit_limit") { $0.limit },
            .exact("stored_exposure") { $0.storedExposure },
            .exact("receivables") { $0.receivables },
            .exact("open_orders") { $0.openOrders },
            .exact("posted_exposure") { $0.posted },
            .exact("draft_exposure") { $0.draft },
            .exact("projected_exposure") { $0.projected },
            .exact("available_credit") { $0.available },
            .text("level") { $0.level.rawValue },
        ])
}

extension CSVTable<HoldResult> {
    /// holds.csv: what is promised of each batch.
    static let holds = CSVTable(
        fileName: "holds.csv",
        columns: [
            .integer("batch_id") { $0.batch.rawValue },
            .text("batch_code") { $0.code },
            .exact("on_hand") { $0.onHand },
            .exact("reserved_stored") { $0.reservedStored },
            .exact("reserved_expected") { $0.reservedExpected },
            .exact("quarantine") { $0.quarantine },
            .exact("hold") { $0.hold },
            .exact("available") { $0.available },
            .exact("soft_hold") { $0.softHold },
            .exact("sample_qty") { $0.sampleQuantity },
            .exact("sample_hold") { $0.sampleHold },
            .exact("net_available") { $0.netAvailable },
            .count("sessions_holding") { $0.sessionsHolding },
        ])
}

private extension PriceResult {
    /// The margin where it made the price, or was found for one that cannot be verified.
    var shownMargin: Percentage? {
        switch source {
        case .margin, .unverifiable: margin
        case .override, .negotiated, .cost: nil
        }
    }
}
