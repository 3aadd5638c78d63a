internal import LiveShopping

/// The same thing twice in one cart.
struct IntegrityDuplicateItem: CaseRule {
    static let description = RuleDescription(
        id: "integrity.duplicate-item", severity: .notice,
        title: "The same batch twice in one cart",
        rationale: "Two clicks instead of one, perhaps: the client may be sold twice what they want.",
        remedy: "Ask the client; merge the items, or take one out.",
        population: .items, looksAt: [.sessions, .carts, .purchases],
        examples: [
            .fires(
                "The same batch is twice in the cart, to be bought.", "session=1,batch=1,sample=0", expected: "1",
                actual: "2", repair: .choice
            ) {
                $0.session(.active)
                $0.item()
                $0.item()
            },
            .silent("The batch is in the cart once to be bought and once as a sample.") {
                $0.session(.active)
                $0.item()
                $0.item { $0.isSample = true }
            },
            .silent("The client means to buy two pieces, and is interested in two more.") {
                $0.session(.active)
                $0.item()
                $0.item { $0.itemStatus = .known(.interested) }
            },
            .silent("The second item was taken out of the cart.") {
                $0.session(.active)
                $0.item()
                $0.item { $0.isDeleted = true }
            },
            .silent("Two carts have the same batch.") {
                $0.session(.active)
                $0.item()
                $0.session(.ended)
                $0.item()
            },
            .silent("The cart has two batches of the same product.") {
                $0.batch()
                $0.session(.active)
                $0.item()
                $0.item { $0.batchID = ID(2) }
            },
            .fires(
                "The batch is in the cart twice out of interest and three times to be bought.",
                "session=1,batch=1,sample=0", expected: "1", actual: "3"
            ) {
                $0.session(.ended)
                $0.item { $0.itemStatus = .known(.interested) }
                $0.item { $0.itemStatus = .known(.interested) }
                $0.item()
                $0.item()
                $0.item()
            },
            .fires(
                "The same batch is twice in the cart, and one of the quantities is not a number.",
                "session=1,batch=1,sample=0", expected: "1", actual: "2"
            ) {
                $0.session(.active)
                $0.item()
                $0.item { $0.quantity = .nan }
            },
        ])

    var suspicions: Suspicions { .repeatedItems }
    var looksAtUnreadableSessions: Bool { true }

    func judge(_ file: CaseFile) -> [Ruling] {
        guard !file.facts.session.isDeleted else { return [] }
        struct Place: Hashable {
            let batch: BatchID
            let isSample: Bool
        }
        let places = Dictionary(grouping: file.liveItems) { Place(batch: $0.batchID, isSample: $0.isSample) }
        return places.compactMap { place, items in
            let alike = Dictionary(grouping: items, by: \.itemStatus).values.filter { $0.count > 1 }
            guard let most = alike.map(\.count).max() else { return nil }
            var subject = file.facts.subject
            subject.batch = place.batch
            return ruling(
                FindingKey(.session(file.facts.id), .batch(place.batch), .sample(place.isSample)), subject,
                expected: "1", actual: String(most), repair: Self.repair(alike, file),
                because: """
                    \(file.facts.sentenceName) has \(most) items of \(file.facts.ledger.named(place.batch)) that are \
                    alike\(place.isSample ? ", as samples" : ""): \
                    \(items.map(\.id.description).joined(separator: ", ")).
                    """)
        }
    }

    /// It rests on the items that are alike, whatever else comes into the cart or goes, and on the session, which may be sold
    /// meanwhile.
    private static func repair(_ alike: [[CartItem]], _ file: CaseFile) -> Repair {
        let surplus = alike.flatMap { $0.sorted { $0.id < $1.id }.dropFirst() }.sorted { $0.id < $1.id }
        let ids = surplus.map(\.id.description).joined(separator: ", ")
        let evidence = RowEvidence(file.facts.ledger)
        return .choice(
            [
                .init(
                    title: "Take the later \(counted(surplus.count, "item")) (\(ids)) out of the cart",
                    consequence: "The first stays as it is; the cart is smaller by the others.",
                    changes: surplus.map { CartChange.remove($0, file.facts.ledger) })
            ],
            restingOn: Grounds(
                [evidence.session(file.facts.session)]
                    + alike.flatMap(\.self).filter { !$0.isExcluded }.sorted { $0.id < $1.id }.map(evidence.item)))
    }
}
