internal import LiveShopping

/// What a rule says of a row: what is wrong, and what would put it right.
struct Ruling: Sendable {
    var finding: Finding
    var repair: Repair
    /// Clients that it is about besides the finding's.
    var otherClients: Set<ClientID> = []
}

/// What would put a finding right, as its rule sees it.
enum Repair: Sendable {
    /// A person has to look; the rule's words say at what.
    case manual
    /// One way, right whatever a person would decide.
    case automatic(Proposal.Alternative, restingOn: [Evidence])
    /// Several ways, none preferred.
    case choice([Proposal.Alternative], restingOn: [Evidence])
    /// Its part of the one amendment that puts an order right.
    case amendment(AmendmentStep)

    var repairClass: RepairClass {
        switch self {
        case .manual: .manual
        case .choice: .choice
        case .automatic, .amendment: .automatic
        }
    }
}

extension Ruling {
    /// The repair as data; nil for one that is manual, has no way that can be written, or is part of an amendment.
    var proposal: Proposal? {
        switch repair {
        case .manual, .amendment: nil
        case .automatic(let alternative, let evidence): proposal([alternative], evidence)
        case .choice(let alternatives, let evidence): alternatives.isEmpty ? nil : proposal(alternatives, evidence)
        }
    }

    private func proposal(_ alternatives: [Proposal.Alternative], _ evidence: [Evidence]) -> Proposal {
        Proposal(
            findings: [.init(finding)], repair: finding.repair, alternatives: alternatives, evidence: evidence)
    }
}
