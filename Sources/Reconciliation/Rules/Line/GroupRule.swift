internal import FinancialMath
internal import LiveShopping

/// A rule that compares cart and kept order group by group.
protocol GroupRule: CaseRule {
    func judge(_ group: LineGroup, kept: CaseOrder, _ file: CaseFile) -> Ruling?
}

extension GroupRule {
    var suspicions: Suspicions { .cartDiffers }

    func judge(_ file: CaseFile) -> [Ruling] {
        guard !file.facts.session.isDeleted, let kept = file.kept else { return [] }
        return file.groups.compactMap { judge($0, kept: kept, file) }
    }

    /// Ways to make cart and order agree; those that are none are left out.
    func choice(_ alternatives: [Proposal.Alternative?], kept: CaseOrder, _ file: CaseFile) -> Repair {
        .choice(alternatives.compactMap(\.self), restingOn: file.evidence.order(kept, withCartOf: file))
    }

    func key(_ group: LineGroup, kept: CaseOrder, _ file: CaseFile) -> FindingKey {
        FindingKey(
            .session(file.facts.id), .order(kept.order.id), .batch(group.batch), .sample(group.isSample))
    }

    func ruling(
        _ group: LineGroup, kept: CaseOrder, _ file: CaseFile, expected: String, actual: String, impact: Money,
        repair: Repair, because explanation: String
    ) -> Ruling {
        ruling(
            key(group, kept: kept, file), file.subject(order: kept.order, batch: group.batch), expected: expected,
            actual: actual, impact: impact, repair: repair, because: explanation)
    }

    /// `batch TEA-7 (id 3) as a sample, in session 42 (room …)`.
    func place(_ group: LineGroup, _ file: CaseFile) -> String {
        let batch = file.facts.ledger.named(group.batch)
        return "\(group.isSample ? "Sample of \(batch)" : "B" + batch.dropFirst()), \(file.facts.name)"
    }
}

extension Proposal.Alternative {
    /// Keeps the items of a group that has several in the cart: it is reckoned with all of them, and another repair of the run may
    /// take one out.
    func keeping(_ group: LineGroup, in file: CaseFile) -> Self {
        guard group.items.count > 1, file.facts.ledger.available.has(CartItem.Field.deletedAt) else { return self }
        let kept = group.items.map {
            Change.set(.item($0.id), column: CartItem.Field.deletedAt.name, from: .null, to: .null)
        }
        return .init(title: title, consequence: consequence, changes: changes + kept)
    }
}

/// What a choice does to the cart.
enum CartChange {
    /// The items are no longer meant to be bought; where items have no such status, they are deleted.
    static func withdraw(_ items: [CartItem], _ file: CaseFile) -> [Change] {
        let available = file.facts.ledger.available
        return items.map { item in
            if available.has(CartItem.Field.itemStatus) {
                .set(
                    .item(item.id), column: CartItem.Field.itemStatus.name, from: Cell(item.itemStatus?.description),
                    to: .text(ItemStatus.interested.rawValue))
            } else {
                remove(item, file.facts.ledger)
            }
        }
    }

    static func remove(_ item: CartItem, _ ledger: Ledger) -> Change {
        ledger.available.has(CartItem.Field.deletedAt)
            ? .set(.item(item.id), column: CartItem.Field.deletedAt.name, from: .null, to: .asOf)
            : .delete(.item(item.id))
    }

    static func setPrice(_ price: Money, of items: [CartItem]) -> [Change] {
        items.filter { $0.unitPrice.value != price }.map {
            .set(.item($0.id), column: CartItem.Field.unitPrice.name, from: Cell($0.unitPrice), to: Cell(price))
        }
    }
}
