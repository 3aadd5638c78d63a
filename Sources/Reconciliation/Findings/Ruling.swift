internal import LiveShopping

/// What a rule says of a row: what is wrong, and what would put it right.
final class Ruling: Sendable {
    let finding: Finding
    let repair: Repair
    /// Clients that it is about besides the finding's.
    let otherClients: Set<ClientID>

    init(finding: Finding, repair: Repair, otherClients: Set<ClientID> = []) {
        self.finding = finding
        self.repair = repair
        self.otherClients = otherClients
    }
}

/// What would put a finding right, as its rule sees it.
enum Repair: Sendable {
    /// A person has to look; the rule's words say at what.
    case manual
    /// One way, right whatever a person would decide.
    case automatic(Proposal.Alternative, restingOn: Grounds)
    /// Several ways, none preferred, and so many others like them that are not written out.
    case choice([Proposal.Alternative], restingOn: Grounds, others: Int = 0)
    /// Its part of the one amendment that puts an order right.
    case amendment(AmendmentStep)

    /// A choice among rows, of which only so many are made into alternatives as are shown: each may change all the rows.
    static func choice<Row>(
        among rows: [Row], restingOn grounds: Grounds, _ alternative: (Row) -> Proposal.Alternative
    ) -> Repair {
        let offered = rows.prefix(Proposal.mostAlternatives)
        return .choice(offered.map(alternative), restingOn: grounds, others: rows.count - offered.count)
    }

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
        case .automatic(let alternative, let grounds): proposal([alternative], grounds)
        case .choice(let alternatives, let grounds, let others):
            alternatives.isEmpty ? nil : proposal(alternatives, grounds, others: others)
        }
    }

    private func proposal(
        _ alternatives: [Proposal.Alternative], _ grounds: Grounds, others: Int = 0
    ) -> Proposal {
        var proposal = Proposal(
            findings: [.init(finding)], repair: finding.repair, alternatives: alternatives, grounds: grounds)
        proposal.others = others
        return proposal
    }
}
