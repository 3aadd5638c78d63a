internal import LiveShopping

/// Everybody left, and there was nothing in the cart.
struct LifecycleAbandoned: CaseRule {
    static let description = RuleDescription(
        id: "lifecycle.abandoned", severity: .warning,
        title: "An abandoned session with an empty cart",
        rationale: """
            Nobody has touched the session for longer than its timeout. It holds nothing, but the host's and the client's \
            lists show it as open.
            """,
        remedy: "Apply the repair: it ends the session.")

    func judge(_ file: CaseFile) -> [Finding] {
        let session = file.facts
        guard session.isAbandoned, session.tally.liveItems == 0, session.isWithoutOrder else { return [] }
        let finding = finding(
            session.key, session.subject, expected: "ENDED", actual: session.session.status.description,
            repair: .automatic,
            because: "\(session.sentenceName) is \(session.session.status), \(session.idleWords), and has no item.")
        return [finding]
    }

    func proposal(for finding: Finding, _ file: CaseFile) -> Proposal? {
        file.endingProposal(for: finding)
    }
}
