internal import FinancialMath
internal import FoundationEssentials
internal import LiveShopping
internal import Reconciliation

/// The CSV files of a run.
enum CSVFiles {
    static func write(_ outcome: Outcome, history: History = .none, into folder: URL) throws(PublicationError) {
        try CSVTable.findings.write(outcome.findings, into: folder)
        try CSVTable.sessions.write(outcome.sessions, into: folder)
        try CSVTable.prices.write(outcome.prices, into: folder)
        try CSVTable.credit.write(outcome.credit, into: folder)
        try CSVTable.holds.write(outcome.holds, into: folder)
        try CSVTable.totals.write(TotalLine.lines(outcome.totals), into: folder)
        try CSVTable.history.write(HistoryLine.lines(outcome, history), into: folder)
        try CSVTable.settled.write(SettledLine.lines(history), into: folder)
    }
}

extension CSVTable<Finding> {
    /// findings.csv: every finding.
    static let findings = CSVTable(
        fileName: "findings.csv",
        columns: [
            .text("finding_id", .findingID) { $0.id.description },
            .text("rule", .rule) { $0.rule.description },
            .text("severity", .severity) { $0.severity.rawValue },
            .text("key") { $0.key.description },
            .id("session_id") { $0.subject.session?.rawValue }.optional,
            .text("room_code") { $0.subject.roomCode }.optional,
            .id("order_id") { $0.subject.order?.rawValue }.optional,
            .id("client_id") { $0.subject.client?.rawValue }.optional,
            .id("batch_id") { $0.subject.batch?.rawValue }.optional,
            .id("item_id") { $0.subject.item?.rawValue }.optional,
            .text("expected") { $0.expected },
            .text("actual") { $0.actual },
            .exact("impact", .impact) { $0.impact },
            .text("repair", .repair) { $0.repair.rawValue },
            .text("explanation") { Sentence.plain($0.explanation) },
        ])
}

extension CSVTable<SessionResult> {
    /// sessions.csv: what each session that is over came to.
    static let sessions = CSVTable(
        fileName: "sessions.csv",
        columns: [
            .id("session_id") { $0.session.rawValue },
            .text("room_code") { $0.roomCode },
            .id("client_id") { $0.client.rawValue },
            .id("host_user_id") { $0.host.rawValue },
            .text("status") { $0.status },
            .flag("abandoned") { $0.isAbandoned },
            .moment("started_at") { $0.startedAt }.optional,
            .moment("ended_at") { $0.endedAt }.optional,
            .count("live_items") { $0.liveItems },
            .exact("cart_value") { $0.cartValue },
            .exact("convertible_value") { $0.convertibleValue },
            .count("sample_items") { $0.sampleItems },
            .id("kept_order_id") { $0.keptOrder?.rawValue }.optional,
            .count("live_orders") { $0.liveOrders },
            .exact("order_total") { $0.orderTotal }.optional,
            .exact("variance") { $0.variance }.optional,
            .count("findings") { $0.findings },
        ])
}

extension CSVTable<PriceResult> {
    /// prices.csv: what the price hierarchy gives for an item.
    static let prices = CSVTable(
        fileName: "prices.csv",
        columns: [
            .id("item_id") { $0.item.rawValue },
            .id("session_id") { $0.session.rawValue },
            .id("batch_id") { $0.batch.rawValue },
            .id("product_id") { $0.product.rawValue },
            .text("source", .priceSource) { $0.source.word },
            .exact("cost") { $0.cost }.optional,
            .unrounded("margin_percent", .percent) { $0.shownMargin }.optional,
            .exact("expected") { $0.expected }.optional,
            .exact("actual") { $0.actual },
            .exact("difference") { $0.difference }.optional,
            .exact("quantity") { $0.quantity },
            .exact("extended_difference") { $0.extendedDifference }.optional,
        ])
}

extension CSVTable<CreditResult> {
    /// credit.csv: how much each client owes and may owe.
    static let credit = CSVTable(
        fileName: "credit.csv",
        columns: [
            .id("client_id") { $0.client.rawValue },
            .text("client_name") { $0.clientName }.optional,
            .exact("credit_limit") { $0.limit }.optional,
            .exact("stored_exposure") { $0.storedExposure }.optional,
            .exact("receivables") { $0.receivables },
            .exact("open_orders") { $0.openOrders },
            .exact("posted_exposure") { $0.posted },
            .exact("draft_exposure") { $0.draft },
            .exact("projected_exposure") { $0.projected },
            .exact("available_credit") { $0.available }.optional,
            .text("level", .creditLevel) { $0.level.rawValue },
        ])
}

extension CSVTable<HoldResult> {
    /// holds.csv: what is promised of each batch.
    static let holds = CSVTable(
        fileName: "holds.csv",
        columns: [
            .id("batch_id") { $0.batch.rawValue },
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

/// A line of totals.csv: so many rows of a table, or cells of a column and what they come to, and what became of them.
struct TotalLine {
    let table: Table
    /// Nil for a line about rows.
    let column: String?
    /// `read`, or what became of them.
    let what: String
    let count: Int
    /// Nil for a line about rows.
    let sum: String?

    /// For each table how many rows were read and what became of them, and for each of its amounts the same.
    static func lines(_ totals: [TableTotal]) -> [TotalLine] {
        totals.flatMap { total in
            let rows = Disposition.allCases.map { ($0.rawValue, total.rows($0)) }
            return ([("read", total.rows)] + rows).map { what, count in
                TotalLine(table: total.table, column: nil, what: what, count: count, sum: nil)
            } + total.amounts.flatMap { lines($0, of: total.table) }
        }
    }

    private static func lines(_ amounts: TableTotal.AmountTotal, of table: Table) -> [TotalLine] {
        let isQuantity = table.isQuantity(amounts.column)
        let parts = Disposition.allCases.map { ($0.rawValue, amounts.sums[$0] ?? TableTotal.Sum()) }
        return ([("read", amounts.read)] + parts).map { what, sum in
            let amount = sum.amount
            return TotalLine(
                table: table, column: amounts.column, what: what, count: sum.cells,
                sum: isQuantity ? Quantity(converting: amount).formattedExactly : amount.formattedExactly)
        }
    }
}

extension Table {
    /// Whether a column's amounts have the places of quantities.
    func isQuantity(_ column: String) -> Bool { columns.contains { $0.name == column && $0.kind == .quantity } }
}

extension CSVTable<TotalLine> {
    /// totals.csv: that every row and every amount that was read is accounted for.
    static let totals = CSVTable(
        fileName: "totals.csv",
        columns: [
            .text("table", .table) { $0.table.name },
            .text("column") { $0.column }.optional,
            .text("what", .disposition) { $0.what },
            .count("count") { $0.count },
            .text("sum", .amount) { $0.sum }.optional,
        ])
}
