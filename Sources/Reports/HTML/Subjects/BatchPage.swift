internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// What the page of one batch shows: what there is, what of it is promised, to whom, and what is left.
struct BatchPage {
    let title: String
    let asOf: String
    let runID: String
    let toolVersion: String
    let code: String
    let state: String
    let verdict: String
    let facts: [SubjectFact]
    let sums: [SumRow]
    let hasHolders: Bool
    let holders: [HolderRow]
    let moreHolders: [String]
    let holderSum: String
    let hasSamples: Bool
    let samples: [HolderRow]
    let moreSamples: [String]
    let sampleSum: String
    let hasReservations: Bool
    let reservations: [ReservationRow]
    let moreReservations: [String]
    let reservationSum: String
    let hasFindings: Bool
    let findings: [SubjectFinding]
    let moreFindings: [String]

    struct HolderRow {
        let id: String
        let item: Linked
        let session: Linked
        let room: String
        let client: Linked
        let host: String
        let since: String
        let quantity: String
        let total: String
        /// Where it is that more is held than there is; none, or one.
        let mark: [String]
        /// `differs` from there on, else `agrees`.
        let state: String
    }

    struct ReservationRow {
        let line: String
        let order: Linked
        let number: String
        let client: Linked
        let created: String
        let quantity: String
        let total: String
    }
}

extension BatchPage {
    init(_ detail: BatchDetail, _ findings: SubjectFindings, _ facts: PageFacts) {
        let hold = detail.hold
        let found = findings.list(of: hold.batch)
        let pages = findings.links
        self.init(
            title: "Batch \(hold.batch)", asOf: facts.outcome.asOf.moment, runID: facts.run.runID,
            toolVersion: facts.run.toolVersion, code: hold.code, state: found.state, verdict: found.verdict,
            facts: Self.facts(detail), sums: Self.sums(detail), hasHolders: detail.holders.count > 0,
            holders: HolderRow.all(detail.holders, of: max(.zero, hold.available), pages),
            moreHolders: detail.holders.more("item", Self.rest(hold.softHold, detail.holders.rows.last?.runningTotal)),
            holderSum: hold.softHold.figure, hasSamples: detail.sampleHolders.count > 0,
            samples: HolderRow.all(detail.sampleHolders, of: max(.zero, hold.sampleQuantity), pages),
            moreSamples: detail.sampleHolders.more(
                "item", Self.rest(hold.sampleHold, detail.sampleHolders.rows.last?.runningTotal)),
            sampleSum: hold.sampleHold.figure, hasReservations: detail.reservations.count > 0,
            reservations: detail.reservations.rows.map { ReservationRow($0, pages) },
            moreReservations: detail.reservations.more(
                "line", Self.rest(hold.reservedExpected, detail.reservations.rows.last?.runningTotal)),
            reservationSum: hold.reservedExpected.figure, hasFindings: !found.rows.isEmpty, findings: found.rows,
            moreFindings: found.rest)
    }

    private static func rest(_ sum: Quantity, _ shown: Quantity?) -> String { (sum - (shown ?? .zero)).figure }

    private static func facts(_ detail: BatchDetail) -> [SubjectFact] {
        [
            SubjectFact("Code", detail.hold.code),
            SubjectFact("Product", detail.productName ?? "no such product", note: "product \(detail.product)"),
            SubjectFact("Status", detail.status.map(Codes.words) ?? "none", note: detail.isDeleted ? "deleted" : ""),
        ]
    }

    private static func sums(_ detail: BatchDetail) -> [SumRow] {
        let hold = detail.hold
        let off = hold.reservedStored - hold.reservedExpected
        let holders = "\(Words.counted(detail.holders.count, "cart item")) in open sessions without an order"
        return [
            .part("On hand", "what the batch says that there is", hold.onHand),
            .part(
                "− Reserved", rows: "reservations",
                "as stored; " + Words.counted(detail.reservations.count, "order line") + " come to "
                    + hold.reservedExpected.figure + (off.isZero ? "" : ", \(off.signed) is stored besides"),
                hold.reservedStored),
            .part("− Quarantine", "kept back", hold.quarantine),
            .part("− Hold", "kept back by hand", hold.hold),
            .total("Available", "on hand − reserved − quarantine − hold", hold.available),
            .part("− Soft hold", rows: "holders", holders, hold.softHold),
            .total("Net available", "available − soft hold", hold.netAvailable),
            .part("Samples", "what the batch says that there is for samples", hold.sampleQuantity),
            .part(
                "− Sample hold", rows: "samples", Words.counted(detail.sampleHolders.count, "sample item"),
                hold.sampleHold),
        ]
    }
}

private extension BatchPage.HolderRow {
    /// - Parameter stock: What there is to hold; the first to take more is marked.
    static func all(
        _ holders: FirstRows<BatchDetail.Holder>, of stock: Quantity, _ pages: SubjectPages
    ) -> [Self] {
        var isOver = false
        return holders.rows.map { holder in
            let isFirst = !isOver && holder.runningTotal > stock
            isOver = isOver || isFirst
            return Self(holder, pages, over: isFirst ? holder.runningTotal - stock : nil, isOver: isOver)
        }
    }

    private init(_ holder: BatchDetail.Holder, _ pages: SubjectPages, over: Quantity?, isOver: Bool) {
        self.init(
            id: holder.item.description, item: pages.linked(holder.item),
            session: pages.linked(holder.session), room: holder.roomCode,
            client: pages.linked(holder.client), host: holder.hostName ?? "user \(holder.host)",
            since: holder.createdAt.moment, quantity: holder.quantity.figure,
            total: holder.runningTotal.figure,
            mark: over.map { ["more than there is, by \($0.figure)"] } ?? [], state: isOver ? "differs" : "agrees")
    }
}

private extension BatchPage.ReservationRow {
    init(_ line: BatchDetail.Reservation, _ pages: SubjectPages) {
        self.init(
            line: line.line.description,
            order: pages.linked(line.order),
            number: line.orderNumber, client: pages.linked(line.client),
            created: line.createdAt.isFinite ? line.createdAt.moment : "–", quantity: line.quantity.figure,
            total: line.runningTotal.figure)
    }
}
