internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// What the page of one batch shows: what there is, what of it is promised, to whom, and what is left.
struct BatchPage: TemplatePage {
    static let template = "batch"

    let detail: BatchDetail
    let facts: PageFacts
    let found: FindingList

    init(_ detail: BatchDetail, _ findings: SubjectFindings, _ facts: PageFacts) {
        self.detail = detail
        self.facts = facts
        found = findings.list(of: detail.hold.batch)
    }

    static let tags: [PageTag<Self>] =
        [
            .text("title") { "Batch \($0.hold.batch)" },
            .text("code") { $0.hold.code },
            .rows("facts", \.origin),
            .rows("sums", \.sums),
            .flag("hasHolders") { $0.detail.holders.count > 0 },
            .rows("holders") { HolderRow.all($0.detail.holders, of: $0.hold.available, $0.facts.subjects) },
            .maybe("moreHolders") { $0.detail.holders.more("item", $0.hold.softHold, \.runningTotal) },
            .text("holderSum") { $0.hold.softHold.figure },
            .flag("hasSamples") { $0.detail.sampleHolders.count > 0 },
            .rows("samples") { HolderRow.all($0.detail.sampleHolders, of: $0.hold.sampleQuantity, $0.facts.subjects) },
            .maybe("moreSamples") { $0.detail.sampleHolders.more("item", $0.hold.sampleHold, \.runningTotal) },
            .text("sampleSum") { $0.hold.sampleHold.figure },
            .flag("hasReservations") { $0.detail.reservations.count > 0 },
            .rows("reservations") { page in
                page.detail.reservations.rows.map { ReservationRow(line: $0, pages: page.facts.subjects) }
            },
            .maybe("moreReservations") {
                $0.detail.reservations.more("line", $0.hold.reservedExpected, \.runningTotal)
            },
            .text("reservationSum") { $0.hold.reservedExpected.figure },
        ] + FindingList.tags(\.found)

    struct HolderRow: TemplateRow {
        let holder: BatchDetail.Holder
        let pages: SubjectPages
        /// By how much more is held than there is, for the first who takes more.
        let over: Quantity?
        /// More is held than there is, from here on.
        let isOver: Bool

        static let tags: [PageTag<Self>] = [
            .text("id") { $0.holder.item.description },
            .row("item") { $0.pages.linked($0.holder.item) },
            .row("session") { $0.pages.linked($0.holder.session) },
            .text("room") { $0.holder.roomCode },
            .row("client") { $0.pages.linked($0.holder.client) },
            .text("host") { $0.holder.hostName ?? "user \($0.holder.host)" },
            .text("since") { $0.holder.createdAt.moment },
            .text("quantity") { $0.holder.quantity.figure },
            .text("total") { $0.holder.runningTotal.figure },
            .maybe("mark") { $0.over.map { "more than there is, by \($0.figure)" } },
            .text("state") { $0.isOver ? "differs" : "agrees" },
        ]
    }

    struct ReservationRow: TemplateRow {
        let line: BatchDetail.Reservation
        let pages: SubjectPages

        static let tags: [PageTag<Self>] = [
            .text("line") { $0.line.line.description },
            .row("order") { $0.pages.linked($0.line.order) },
            .text("number") { $0.line.orderNumber },
            .row("client") { $0.pages.linked($0.line.client) },
            .text("created") { $0.line.createdAt.isFinite ? $0.line.createdAt.moment : "–" },
            .text("quantity") { $0.line.quantity.figure },
            .text("total") { $0.line.runningTotal.figure },
        ]
    }
}

private extension BatchPage {
    var hold: HoldResult { detail.hold }

    var origin: [SubjectFact] {
        [
            SubjectFact("Code", hold.code),
            SubjectFact("Product", detail.productName ?? "no such product", note: "product \(detail.product)"),
            SubjectFact("Status", detail.status.map(Codes.words) ?? "none", note: detail.isDeleted ? "deleted" : ""),
        ]
    }

    var sums: [SumRow] {
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
        let stock = max(.zero, stock)
        var isOver = false
        return holders.rows.map { holder in
            let isFirst = !isOver && holder.runningTotal > stock
            isOver = isOver || isFirst
            return Self(
                holder: holder, pages: pages, over: isFirst ? holder.runningTotal - stock : nil, isOver: isOver)
        }
    }
}

private extension FirstRows {
    /// What the list leaves out, and what that comes to.
    func more(_ noun: String, _ sum: Quantity, _ total: KeyPath<Row, Quantity>) -> String? {
        more(noun, (sum - (rows.last?[keyPath: total] ?? .zero)).figure)
    }
}
