internal import LiveShopping

/// The session was ended, not converted, although an order came of it.
struct EndedSession: SessionRule {
    static let description = RuleDescription(
        id: "conversion.ended-session", severity: .error,
        title: "The order exists, but its session ended without a conversion",
        rationale: """
            The session counts as one that sold nothing, while its order is billed: conversion figures are too low, \
            and staff may call the client about a cart that was bought.
            """,
        remedy: "Apply the repair: it sets the session to CONVERTED and leaves its end as it is.")

    func judge(_ session: SessionFacts) -> Finding? {
        session.status == .ended ? ConversionLost.finding(of: self, session) : nil
    }

    func proposal(for finding: Finding, _ session: SessionFacts) -> Proposal? {
        ConversionLost.proposal(for: finding, session)
    }
}
