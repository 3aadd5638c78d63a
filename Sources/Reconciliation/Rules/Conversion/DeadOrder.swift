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
        remedy: "Look why the order was cancelled. Nothing is owed; the session's status is a matter of how you count.",
        population: .sessions, looksAt: [.sessions, .orders, .orderLinks, .carts],
        examples: [
            .fires(
                "The session is CONVERTED, and its only order was cancelled afterwards.", "session=1", expected: "1",
                actual: "0", impact: "25.00", repair: .manual
            ) {
                $0.session(.converted)
                $0.item()
                $0.order { $0.saleStatus = .known(.cancelled) }
            },
            .silent("The first order was cancelled, and a second one was made.") {
                $0.session(.converted)
                $0.item()
                $0.order { $0.saleStatus = .known(.cancelled) }
                $0.order()
            },
            .fires(
                "The session is CONVERTED, and its only order was deleted.", "session=1", expected: "1", actual: "0",
                impact: "25.00"
            ) {
                $0.session(.converted)
                $0.item()
                $0.order { $0.isDeleted = true }
            },
            .fires(
                "The sale was cancelled, and a draft stands beside it.", "session=1", expected: "1", actual: "0",
                impact: "25.00"
            ) {
                $0.session(.converted)
                $0.item()
                $0.order { $0.fulfillmentStatus = .known(.cancelled) }
                $0.order { $0.isDraft = true }
            },
            .silent("The sale was deleted, and a draft stands in its place.") {
                $0.session(.converted)
                $0.item()
                $0.order { $0.isDeleted = true }
                $0.order { $0.isDraft = true }
            },
            .silent("The session ended, and its order was cancelled.") {
                $0.session(.ended)
                $0.item()
                $0.order { $0.saleStatus = .known(.cancelled) }
            },
            .silent("The order was cancelled, and another one for the session cannot be read.") {
                $0.session(.converted)
                $0.order { $0.saleStatus = .known(.cancelled) }
                $0.order { $0.loses(.total) }
            },
        ])

    func judge(_ session: SessionFacts) -> Ruling? {
        guard ConvertedWithoutOrder(session) == .dead else { return nil }
        let names = session.orders.filter(\.isConversion).map { order in
            "\(order.name), \(order.isDeleted ? "deleted" : "cancelled")"
        }
        return ruling(
            session.key, session.subject, expected: "1", actual: "0", impact: session.tally.cartValue, repair: .manual,
            because: """
                \(session.sentenceName) is CONVERTED, but no live order is left: \(names.joined(separator: "; ")). Its \
                cart is worth \(session.tally.cartValue.formatted).
                """)
    }
}
