internal import LiveShopping

/// Why a CONVERTED session has no live conversion order; each session has exactly one reason.
enum ConvertedWithoutOrder: Hashable {
    /// There was none, or what there was is deleted and was no sale.
    case missing
    /// There was one; it is cancelled or deleted.
    case dead
    /// What there is is a draft or a quote.
    case notASale(word: String)

    /// Nil for sessions that have a live order, or one that cannot be read, or that are not CONVERTED.
    init?(_ session: SessionFacts) {
        guard session.status == .converted, session.isWithoutOrder else { return nil }
        let present = session.orders.filter { !$0.isDeleted }
        // A deleted order that cannot be read may have been the one, where only deleted ones are left.
        guard !(present.isEmpty && session.summary.hasUnreadable) else { return nil }
        let looked = present.isEmpty ? Array(session.orders) : present
        if looked.contains(where: \.isConversion) {
            self = .dead
        } else if !present.isEmpty {
            self = .notASale(word: present.contains { $0.type == .sale } ? "DRAFT" : "QUOTE")
        } else {
            self = .missing
        }
    }
}
