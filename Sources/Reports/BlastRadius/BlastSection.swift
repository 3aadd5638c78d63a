internal import FinancialMath
internal import Reconciliation

/// What a rule's page shows of the blast radius: whom and what the rule's repairs move.
struct BlastSection: TemplateRow {
    private let facts: PageFacts
    private let automatic: [Proposal]
    private let choices: [Proposal]
    private let radii: RepairRadii
    /// Of all automatic repairs of the rule together.
    private let radius: BlastRadius

    static let limit = 20

    static let tags: [PageTag<Self>] = [
        .flag("hasAutomatic") { !$0.automatic.isEmpty },
        .text("intro", \.intro),
        .rows("tables") { BlastTable.tables($0.radius) },
        .flag("hasChoices") { !$0.choices.isEmpty },
        .rows("choices") { section in
            section.choices.prefix(limit).flatMap { BlastChoice.ways($0, section.radii, section.facts.addresses) }
        },
        // How many choices there are more.
        .maybe("moreChoices", \.moreChoices),
    ]

    /// Nil for a rule without repairs.
    init?(_ rule: RuleID, _ facts: PageFacts) {
        let own = facts.outcome.proposals.filter { $0.repair != .manual && $0.findings.contains { $0.rule == rule } }
        guard !own.isEmpty else { return nil }
        self.facts = facts
        radii = RepairRadii(facts.outcome.stakes)
        automatic = own.filter { $0.repair == .automatic }
        choices = own.filter { $0.repair == .choice }
        radius = radii.radius(ofAutomatic: automatic)
    }

    private var intro: String {
        let count = automatic.count
        let who = count == 1 ? "The automatic repair moves" : "The \(count.counted) automatic repairs move"
        guard !radius.isEmpty else { return "\(who) no client's exposure and no batch's availability." }
        return """
            \(who) the figures of \(Words.counted(radius.clients.count, "client")) and \
            \(Words.counted(radius.batches.count, "batch", "batches")). This is what would be read after them, if nothing \
            else changed.
            """
    }

    private var moreChoices: String? {
        let rest = choices.count - Self.limit
        return rest > 0 ? "The other \(rest.counted) are in repairs/blast-radius.csv." : nil
    }
}

/// Clients or batches, the largest change first.
private struct BlastTable: TemplateRow {
    let name: String
    let who: String
    let moves: [(title: String, figures: [MovedFigure])]
    let totals: BlastTotals
    /// The figures that move, as credit.csv and holds.csv call them.
    let columns: [String]

    static let tags: [PageTag<Self>] = [
        .text("name", \.name),
        .text("caption", \.caption),
        .text("who", \.who),
        .texts("columns") { $0.columns.map { $0.replacing("_", with: " ") } },
        .rows("rows") { table in
            table.shown.map { BlastRow(title: $0.title, figures: $0.figures, columns: table.columns) }
        },
        .rows("totals") { table in
            table.columns.map { BlastCell(before: nil, after: table.totals.change(of: $0).prose) }
        },
    ]

    private var shown: ArraySlice<(title: String, figures: [MovedFigure])> { moves.prefix(BlastSection.limit) }

    private var caption: String {
        let cut = moves.count > shown.count ? " The \(shown.count) that move most of \(moves.count)." : ""
        return "The \(name), before → after." + cut
    }
}

private struct BlastRow: TemplateRow {
    let title: String
    let figures: [MovedFigure]
    let columns: [String]

    static let tags: [PageTag<Self>] = [
        .text("title", \.title),
        .rows("cells") { row in row.columns.map { row.figures.cell($0) } },
    ]
}

/// A figure before and after; nothing before where it does not move.
private struct BlastCell: TemplateRow {
    let before: String?
    let after: String

    static let tags: [PageTag<Self>] = [.maybe("before", \.before), .text("after", \.after)]
}

/// One alternative of a choice, and what it would move.
private struct BlastChoice: TemplateRow {
    let finding: FindingID?
    /// Where the finding is shown.
    let address: String?
    let letter: String
    let alternative: Proposal.Alternative
    let radius: BlastRadius

    static let tags: [PageTag<Self>] = [
        .text("findingID") { $0.finding?.description ?? "" },
        .maybe("address", \.address),
        .text("alternative", \.letter),
        .text("title") { $0.alternative.title.prose },
        // What that means in words, where there is something to say.
        .maybe("consequence") { $0.alternative.consequence.isEmpty ? nil : $0.alternative.consequence.prose },
        .texts("lines", \.lines),
    ]

    private var lines: [String] {
        let lines = BlastRadiusText(radius: radius, arrow: "→").lines
        return lines.isEmpty ? ["no exposure and no availability"] : lines
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
        return BlastTable(name: name, who: who, moves: moves, totals: totals, columns: columns)
    }
}

private extension [MovedFigure] {
    func cell(_ column: String) -> BlastCell {
        guard let figure = first(where: { $0.column == column }) else { return BlastCell(before: nil, after: "") }
        return BlastCell(before: figure.isMoved ? figure.before.prose : nil, after: figure.after.prose)
    }
}

extension BlastChoice {
    static func ways(
        _ proposal: Proposal, _ radii: RepairRadii, _ addresses: FindingAddresses
    ) -> [BlastChoice] {
        let finding = proposal.findings.first?.id
        return proposal.offered.enumerated().map { place, alternative in
            BlastChoice(
                finding: finding, address: finding.flatMap(addresses.address), letter: Proposal.letter(place),
                alternative: alternative, radius: radii.radius(of: alternative))
        }
    }
}
