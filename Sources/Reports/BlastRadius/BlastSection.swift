internal import FinancialMath
internal import Reconciliation

/// What a rule's page shows of the blast radius: whom and what the rule's repairs move.
struct BlastSection {
    let hasAutomatic: Bool
    /// Whom and what all automatic repairs of the rule move together.
    let intro: String
    let tables: [BlastTable]
    let hasChoices: Bool
    let choices: [BlastChoice]
    /// How many choices there are more; none, or one sentence.
    let moreChoices: [String]
}

/// Clients or batches, the largest change first.
struct BlastTable {
    let name: String
    let caption: String
    let who: String
    let columns: [String]
    let rows: [BlastRow]
    let totals: [BlastCell]
}

struct BlastRow {
    let title: String
    let cells: [BlastCell]
}

/// A figure before and after; nothing before where it does not move.
struct BlastCell {
    let before: [String]
    let after: String
}

/// One alternative of a choice, and what it would move.
struct BlastChoice {
    let findingID: String
    /// Where the finding is shown; none, or one.
    let address: [String]
    let alternative: String
    let title: String
    let lines: [String]
}

extension BlastSection {
    static let limit = 20

    /// Nil for a rule without repairs.
    init?(_ rule: RuleID, _ facts: PageFacts) {
        let own = facts.outcome.proposals.filter { $0.repair != .manual && $0.findings.contains { $0.rule == rule } }
        guard !own.isEmpty else { return nil }
        let radii = RepairRadii(facts.outcome.stakes)
        let automatic = own.filter { $0.repair == .automatic }
        let radius = radii.radius(ofAutomatic: automatic)
        let choices = own.filter { $0.repair == .choice }
        self.init(
            hasAutomatic: !automatic.isEmpty, intro: Self.intro(automatic.count, radius),
            tables: BlastTable.tables(radius), hasChoices: !choices.isEmpty,
            choices: choices.prefix(Self.limit).flatMap { BlastChoice.ways($0, radii, facts.addresses) },
            moreChoices: choices.count > Self.limit
                ? ["The other \((choices.count - Self.limit).counted) are in repairs/blast-radius.csv."] : [])
    }

    private static func intro(_ count: Int, _ radius: BlastRadius) -> String {
        let who = count == 1 ? "The automatic repair moves" : "The \(count.counted) automatic repairs move"
        guard !radius.isEmpty else { return "\(who) no client's exposure and no batch's availability." }
        return """
            \(who) the figures of \(Words.counted(radius.clients.count, "client")) and \
            \(Words.counted(radius.batches.count, "batch", "batches")). This is what would be read after them, if nothing \
            else changed.
            """
    }
}

extension BlastTable {
    /// A table of the clients and one of the batches, where there are any.
    static func tables(_ radius: BlastRadius) -> [BlastTable] {
        let clients = radius.clients.map { ($0.title, $0.figures) }
        let batches = radius.batches.map { ($0.shortTitle, $0.figures) }
        return [
            table("clients", "Client", clients, BlastTotals(clients.map(\.1), Money.self)),
            table("batches", "Batch", batches, BlastTotals(batches.map(\.1), Quantity.self)),
        ].compactMap(\.self)
    }

    private static func table(
        _ name: String, _ who: String, _ moves: [(String, [MovedFigure])], _ totals: BlastTotals
    ) -> BlastTable? {
        let columns = totals.columns.filter { column in
            moves.contains { $0.1.contains { $0.column == column && $0.isMoved } }
        }
        guard !moves.isEmpty else { return nil }
        let shown = moves.prefix(BlastSection.limit)
        let cut = moves.count > shown.count ? " The \(shown.count) that move most of \(moves.count)." : ""
        return BlastTable(
            name: name, caption: "The \(name), before → after." + cut, who: who,
            columns: columns.map { $0.replacing("_", with: " ") },
            rows: shown.map { title, figures in BlastRow(title: title, cells: columns.map { figures.cell($0) }) },
            totals: columns.map { BlastCell(before: [], after: totals.change(of: $0).prose) })
    }
}

private extension [MovedFigure] {
    func cell(_ column: String) -> BlastCell {
        guard let figure = first(where: { $0.column == column }) else { return BlastCell(before: [], after: "") }
        return BlastCell(before: figure.isMoved ? [figure.before.prose] : [], after: figure.after.prose)
    }
}

extension BlastChoice {
    static func ways(
        _ proposal: Proposal, _ radii: RepairRadii, _ addresses: FindingAddresses
    ) -> [BlastChoice] {
        let finding = proposal.findings.first?.id
        return proposal.offered.enumerated().map { index, alternative in
            let text = BlastRadiusText(radius: radii.radius(of: alternative), arrow: "→")
            let lines = text.lines
            return BlastChoice(
                findingID: finding?.description ?? "",
                address: finding.flatMap(addresses.address).map { [$0] } ?? [],
                alternative: Proposal.letter(index), title: alternative.title.prose,
                lines: lines.isEmpty ? ["no exposure and no availability"] : lines)
        }
    }
}
