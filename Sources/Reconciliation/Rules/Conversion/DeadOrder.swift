internal import FinancialMath
internal import LiveShopping

/// A session says that it sold, and its order was cancelled or deleted since.
struct DeadOrder: SessionRule {
    static let description = RuleDescription(
        id: "conversion.dead-order", severity: .warning,
        title: "Converted, but its order is cancelled or deleted",
        rationale: """
            The order was withdrawn and the session still counts as a sale: conversion figures are too high. It may \
            also be that the wrong one of two orders was cancelled.
            """,
        remedy: "Look why the order was cancelled. Nothing is owed; the session's status is a matter of how you count.")

    func judge(_ session: SessionFacts) -> Finding? {
        guard ConvertedWithoutOrder(session) == .dead else { return nil }
        let names = session.orders.filter(\.isConversion).map { order in
            "\(order.name), \(order.isDeleted ? "deleted" : "cancelled")"
        }
        return finding(
            session.key, session.subject, expected: "1", actual: "0", impact: session.tally.cartValue, repair: .manual,
            because: """
                \(session.sentenceName) is CONVERTED, but no live order is left: \(names.joined(separator: "; ")). Its \
                cart is worth \(session.tally.cartValue.formatted).
                """)
    }
}
