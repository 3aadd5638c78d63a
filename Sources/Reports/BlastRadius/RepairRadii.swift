package import Reconciliation

/// The blast radii of a run's repairs: of each by itself, of a rule's together, of all automatic ones together.
package struct RepairRadii {
    private let stakes: RepairStakes

    package init(_ stakes: RepairStakes) {
        self.stakes = stakes
    }

    /// Of one way to repair, and of that alone.
    package func radius(of alternative: Proposal.Alternative) -> BlastRadius {
        BlastRadius(of: alternative.changes, in: stakes)
    }

    /// Of automatic repairs, one after the other; choices among them move nothing before someone picks.
    package func radius(ofAutomatic proposals: some Sequence<Proposal>) -> BlastRadius {
        let changes = proposals.lazy.filter { $0.repair == .automatic }.compactMap(\.alternatives.first)
            .flatMap(\.changes)
        return BlastRadius(of: changes, in: stakes)
    }

    /// Of the automatic repairs of all scripts, in their order; what stands in several scripts is applied once, and figures
    /// that others move follow them.
    package func radius(ofAll scripts: some Sequence<[Proposal]>) -> BlastRadius {
        var applied: Set<FindingID> = []
        var changes: [Change] = []
        for proposal in scripts.joined() where proposal.repair == .automatic {
            let following = proposal.changes(after: applied)
            if applied.insert(proposal.findings[0].id).inserted { changes += following }
        }
        return BlastRadius(of: changes, in: stakes)
    }
}
