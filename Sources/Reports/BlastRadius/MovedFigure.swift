internal import FinancialMath
internal import Reconciliation

/// A figure of a client or a batch that repairs move, as every report shows it.
struct MovedFigure {
    /// As credit.csv and holds.csv call it.
    let column: String
    /// Empty where there is none.
    let before: String
    let after: String
    /// after − before, signed.
    let change: String

    /// Every figure, in the order in which they are shown.
    static let columns = [
        "stored_exposure", "posted_exposure", "draft_exposure", "projected_exposure", "available_credit",
        "reserved_stored", "reserved_expected", "available", "soft_hold", "net_available", "sample_qty", "sample_hold",
    ]

    var words: String { column.replacing("_", with: " ") }
    var isMoved: Bool { before != after }

    /// Nil where there is no such figure at all.
    init?<Measure: Dimension>(_ column: String, _ before: Exact<Measure>?, _ after: Exact<Measure>?) {
        guard before != nil || after != nil else { return nil }
        self.column = column
        self.before = before?.formatted ?? ""
        self.after = after?.formatted ?? ""
        change = ((after ?? .zero) - (before ?? .zero)).formatted
    }
}

extension ClientMove {
    /// What the credit desk sees of the client, moved or not.
    var figures: [MovedFigure] {
        [
            MovedFigure("stored_exposure", before.storedExposure, after.storedExposure),
            MovedFigure("posted_exposure", before.posted, after.posted),
            MovedFigure("draft_exposure", before.draft, after.draft),
            MovedFigure("projected_exposure", before.projected, after.projected),
            MovedFigure("available_credit", before.available, after.available),
        ].compactMap(\.self)
    }

    /// `Acme Trading (client 7)`, or `client 7` when there is no such row.
    var title: String { name.map { "\($0) (client \(id))" } ?? "client \(id)" }
}

extension BatchMove {
    /// What the warehouse sees of the batch, moved or not.
    var figures: [MovedFigure] {
        [
            MovedFigure("reserved_stored", before.reservedStored, after.reservedStored),
            MovedFigure("reserved_expected", before.reservedExpected, after.reservedExpected),
            MovedFigure("available", before.available, after.available),
            MovedFigure("soft_hold", before.softHold, after.softHold),
            MovedFigure("net_available", before.netAvailable, after.netAvailable),
            MovedFigure("sample_qty", before.sampleQuantity, after.sampleQuantity),
            MovedFigure("sample_hold", before.sampleHold, after.sampleHold),
        ].compactMap(\.self)
    }

    /// `batch B-2026-17 (id 5)`.
    var title: String { name.map { "batch \($0) (id \(id))" } ?? "batch \(id)" }

    /// The same in a table of batches.
    var shortTitle: String { name.map { "\($0) (id \(id))" } ?? "\(id)" }
}
