internal import FinancialMath
internal import LiveShopping

/// A session that everybody left keeps its cart's inventory.
struct HoldAbandoned: CaseRule {
    static let description = RuleDescription(
        id: "hold.abandoned", severity: .error,
        title: "An abandoned cart holds inventory",
        rationale: """
            Nobody has touched the session for longer than its timeout, and what is in its cart cannot be promised to \
            anybody else. It also counts against the client's credit.
            """,
        remedy: "Apply the repair: it ends the session.")

    func judge(_ file: CaseFile) -> [Finding] {
        let session = file.facts
        guard session.isAbandoned, session.tally.liveItems > 0, session.isWithoutOrder else { return [] }
        let finding = finding(
            session.key, session.subject, expected: "ENDED", actual: session.session.status.description,
            impact: session.tally.cartValue, repair: .automatic,
            because: """
                \(session.sentenceName) is \(session.session.status), \(session.idleWords), and still holds \
                \(counted(session.tally.liveItems, "item")) worth \(session.tally.cartValue.formatted).
                """)
        return [finding]
    }

    func proposal(for finding: Finding, _ file: CaseFile) -> Proposal? {
        file.endingProposal(for: finding)
    }
}

extension SessionFacts {
    /// Since when nobody has touched an abandoned session.
    var idleWords: String {
        if let expiresAt = session.expiresAt { return "expired at \(expiresAt)" }
        return "last touched at \(session.lastActivity(items: tally.lastActivity))"
    }
}

extension CaseFile {
    /// Ends an abandoned session at T, unless somebody came back to it.
    func endingProposal(for finding: Finding) -> Proposal {
        let row = RowReference.session(facts.id)
        return Proposal(
            findings: [.init(finding)], repair: .automatic,
            alternatives: [
                .init(
                    title: "End \(facts.name)",
                    changes: [
                        .set(
                            row, column: Session.Field.status.name, from: .text(facts.session.status.description),
                            to: .text(SessionStatus.ended.rawValue)),
                        .set(row, column: Session.Field.endedAt.name, from: Cell(facts.session.endedAt), to: .asOf),
                    ])
            ],
            evidence: RowEvidence(facts.ledger).activity(self))
    }
}
