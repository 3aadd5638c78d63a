package import FoundationEssentials
internal import LiveShopping
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

/// A line of blast-radius.csv: one figure of one client or batch that some repairs move.
struct BlastLine {
    enum Scope: String {
        /// All automatic repairs of the run, one after the other.
        case all
        /// The automatic repairs of one rule.
        case rule
        /// One repair; of a choice, one of its alternatives.
        case repair
    }

    let scope: Scope
    let rule: RuleID?
    let finding: FindingID?
    /// A, B …, as the script calls it.
    let alternative: String?
    let client: ClientMove?
    let batch: BatchMove?
    let figure: MovedFigure
}

extension BlastLine {
    /// Every figure that moves: for all repairs together, for each rule, for each repair by itself.
    static func lines(_ scripts: [(rule: RuleID, proposals: [Proposal])], _ radii: RepairRadii) -> some Sequence<
        BlastLine
    > {
        let all = lines(radii.radius(ofAll: scripts.lazy.map(\.proposals)), .all)
        let rules = scripts.lazy.flatMap { lines(radii.radius(ofAutomatic: $0.proposals), .rule, $0.rule) }
        let repairs = scripts.lazy.flatMap { script in
            script.proposals.filter { $0.findings[0].rule == script.rule }.flatMap { lines($0, radii) }
        }
        return [AnySequence(all), AnySequence(rules), AnySequence(repairs)].joined()
    }

    private static func lines(_ proposal: Proposal, _ radii: RepairRadii) -> [BlastLine] {
        let name = proposal.findings[0]
        return proposal.offered.enumerated().flatMap { index, alternative in
            lines(radii.radius(of: alternative), .repair, name.rule, name.id, Proposal.letter(index))
        }
    }

    private static func lines(
        _ radius: BlastRadius, _ scope: Scope, _ rule: RuleID? = nil, _ finding: FindingID? = nil,
        _ alternative: String? = nil
    ) -> [BlastLine] {
        func line(_ client: ClientMove?, _ batch: BatchMove?, _ figure: MovedFigure) -> BlastLine {
            BlastLine(
                scope: scope, rule: rule, finding: finding, alternative: alternative, client: client, batch: batch,
                figure: figure)
        }
        return radius.clients.flatMap { client in client.figures.filter(\.isMoved).map { line(client, nil, $0) } }
            + radius.batches.flatMap { batch in batch.figures.filter(\.isMoved).map { line(nil, batch, $0) } }
    }
}

extension CSVTable<BlastLine> {
    /// blast-radius.csv: whom and what the repairs move, before and after.
    static let blastRadius = CSVTable(
        fileName: "blast-radius.csv",
        columns: [
            .text("scope") { $0.scope.rawValue },
            .text("rule") { $0.rule?.description },
            .text("finding_id") { $0.finding?.description },
            .text("alternative") { $0.alternative },
            .id("client_id") { $0.client?.id.rawValue },
            .id("batch_id") { $0.batch?.id.rawValue },
            .text("name") { $0.client?.name ?? $0.batch?.name },
            .text("figure") { $0.figure.column },
            .text("before") { $0.figure.before },
            .text("after") { $0.figure.after },
            .text("change") { $0.figure.change },
        ])
}

/// Writes blast-radius.csv into a folder, for the scripts of a run in their order.
package func writeBlastRadius(
    _ scripts: [(rule: RuleID, proposals: [Proposal])], _ radii: RepairRadii, into folder: URL
) throws {
    try CSVTable.blastRadius.write(BlastLine.lines(scripts, radii), into: folder)
}
