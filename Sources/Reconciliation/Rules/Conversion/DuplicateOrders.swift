internal import FinancialMath
internal import LiveShopping

/// One session was converted more than once.
struct DuplicateOrders: CaseRule {
    static let description = RuleDescription(
        id: "conversion.duplicate-orders", severity: .critical,
        title: "One session, several live orders",
        rationale: """
            The client bought one cart and is billed for it several times; inventory is reserved as often. The \
            earliest order is kept, because it is the one that the client agreed to.
            """,
        remedy: """
            Where every further order is a plain copy that can still be changed, apply the repair: it cancels the \
            copies and gives their inventory back. Otherwise ask the client which order is meant, and pick it.
            """,
        population: .sessions, looksAt: [.sessions, .orders, .lines, .orderLinks, .payments], repairStage: .orders,
        examples: examples)

    var suspicions: Suspicions { .severalOrders }

    func judge(_ file: CaseFile) -> [Ruling] {
        guard !file.facts.session.isDeleted, let kept = file.kept, file.orders.count > 1 else { return [] }
        let extras = file.orders.dropFirst()
        let surplus = extras.reduce(Money.zero) { $0 + $1.order.countableTotal }
        let sum = extras.count > 1 ? extras.map(\.order.totalWord).joined(separator: " + ") + " = " : ""
        return [
            ruling(
                file.facts.key, file.facts.subject, expected: "1", actual: String(file.orders.count), impact: surplus,
                repair: repair(file),
                because: """
                    \(file.facts.sentenceName) has \(file.orders.count) live orders. The earliest, \(kept.order.name) \
                    of \(kept.order.createdAt.word), is kept; \(extras.map(\.order.name).joined(separator: ", ")) \
                    \(extras.count == 1 ? "is" : "are") too many: \(sum)\(surplus.formatted). \
                    \(file.hasCopies ? "Copies of the kept order" : Self.whyNot(file)).
                    """)
        ]
    }

    private func repair(_ file: CaseFile) -> Repair {
        if file.hasCopies {
            let copies = Cancellation(of: Array(file.orders.dropFirst()), in: file.facts.ledger)
            return .automatic(copies.alternative, restingOn: file.orderEvidence)
        }
        return .choice(among: file.orders, restingOn: file.orderEvidence) { keeper in
            Cancellation(of: file.orders.filter { $0.order.id != keeper.order.id }, in: file.facts.ledger)
                .alternative(keeping: keeper)
        }
    }

    private static func whyNot(_ file: CaseFile) -> String {
        let extras = file.orders.dropFirst()
        if extras.contains(where: { !$0.isAmendable }) { return "Not all of them can still be changed" }
        if extras.contains(where: { $0.order.clientID != file.orders[0].order.clientID }) {
            return "Not all of them are for the same client"
        }
        return "Their lines differ"
    }
}

extension CaseFile {
    /// Every order but the kept one is amendable, for the kept order's client, and has the same lines.
    var hasCopies: Bool {
        guard !facts.session.isDeleted, let kept, orders.count > 1 else { return false }
        return orders.dropFirst().allSatisfy { extra in
            extra.isAmendable && extra.order.clientID == kept.order.clientID && extra.hasSameLines(as: kept)
        }
    }
}
