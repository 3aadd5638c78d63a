internal import LiveShopping

/// The same thing twice in one cart.
struct IntegrityDuplicateItem: CaseRule {
    static let description = RuleDescription(
        id: "integrity.duplicate-item", severity: .notice,
        title: "The same batch twice in one cart",
        rationale: "Two clicks instead of one, perhaps: the client may be sold twice what they want.",
        remedy: "Ask the client; merge the items, or take one out.")

    func judge(_ file: CaseFile) -> [Finding] {
        guard !file.facts.session.isDeleted else { return [] }
        struct Place: Hashable {
            let batch: BatchID
            let isSample: Bool
        }
        let places = Dictionary(grouping: file.liveItems) { Place(batch: $0.batchID, isSample: $0.isSample) }
        return places.compactMap { place, items in
            let alike = Dictionary(grouping: items, by: \.itemStatus).values.map(\.count).max() ?? 0
            guard alike > 1 else { return nil }
            var subject = file.facts.subject
            subject.batch = place.batch
            return finding(
                FindingKey(.session(file.facts.id), .batch(place.batch), .sample(place.isSample)), subject,
                expected: "1", actual: String(alike), repair: .choice,
                because: """
                    \(file.facts.sentenceName) has \(alike) items of \(file.facts.ledger.named(place.batch)) that are \
                    alike\(place.isSample ? ", as samples" : ""): \
                    \(items.map(\.id.description).joined(separator: ", ")).
                    """)
        }
    }
}
