internal import Reconciliation

/// The blast radii of a run's repairs: of each by itself, of a rule's together, of all automatic ones together.
struct RepairRadii {
    private let stakes: RepairStakes

    init(_ stakes: RepairStakes) {
        self.stakes = stakes
    }

    /// Of one way to repair, and of that alone.
    func radius(of alternative: Proposal.Alternative) -> BlastRadius {
        BlastRadius(of: alternative.changes, in: stakes)
    }

    /// Of automatic repairs, one after the other; choices among them move nothing before someone picks.
    func radius(ofAutomatic proposals: some Sequence<Proposal>) -> BlastRadius {
        let changes = proposals.lazy.filter { $0.repair == .automatic }.compactMap(\.alternatives.first)
            .flatMap(\.changes)
        return BlastRadius(of: changes, in: stakes)
    }

    /// Of the automatic repairs of all scripts, in their order; what stands in several scripts is applied once.
    func radius(ofAll plans: [RepairPlan]) -> BlastRadius {
        var applied: Set<FindingID> = []
        let once = plans.flatMap(\.automatic).filter { applied.insert($0.name.id).inserted }
        return radius(ofAutomatic: once.map(\.proposal))
    }
}
