internal import LiveShopping

extension CaseFile {
    /// Judges the live conversion orders of a session that is not deleted.
    func eachOrder(_ judge: (CaseOrder) -> Finding?) -> [Finding] {
        facts.session.isDeleted ? [] : orders.compactMap(judge)
    }

    func eachLine(_ judge: (CaseOrder, OrderLine) -> Finding?) -> [Finding] {
        facts.session.isDeleted ? [] : orders.flatMap { order in order.readableLines.compactMap { judge(order, $0) } }
    }

    func orderChoice(
        for finding: Finding, _ alternatives: (CaseOrder) -> [Proposal.Alternative?]
    ) -> Proposal? {
        guard finding.repair == .choice, let order = orders.first(where: { $0.order.id == finding.subject.order })
        else { return nil }
        return choice(for: finding, order, alternatives(order))
    }

    func lineChoice(
        for finding: Finding, _ alternatives: (CaseOrder, OrderLine) -> [Proposal.Alternative?]
    ) -> Proposal? {
        guard finding.repair == .choice, let order = orders.first(where: { $0.order.id == finding.subject.order }),
            let line = order.lines.first(where: { finding.key.parts.contains(.line($0.id)) })
        else { return nil }
        return choice(for: finding, order, alternatives(order, line))
    }

    func choice(for finding: Finding, _ order: CaseOrder, _ alternatives: [Proposal.Alternative?]) -> Proposal? {
        let present = alternatives.compactMap(\.self)
        guard !present.isEmpty else { return nil }
        return Proposal(
            findings: [.init(finding)], repair: .choice, alternatives: present,
            evidence: RowEvidence(facts.ledger).orderWithLines(order))
    }
}
