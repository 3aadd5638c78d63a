internal import FinancialMath
package import Reconciliation

/// A blast radius in the words of a script: before and after, the largest change first, the rest as totals; figures are
/// marked for ``FigureStyle``.
package struct BlastRadiusText {
    let radius: BlastRadius
    /// What stands between before and after.
    let arrow: String

    package init(radius: BlastRadius, arrow: String = "->") {
        self.radius = radius
        self.arrow = arrow
    }

    /// So many clients and so many batches are named in a script's header.
    static let limit = 20

    /// The lines of a script's header; `blast-radius.csv` has them all.
    package var header: String {
        guard !radius.isEmpty else { return "  no client's exposure and no batch's availability" }
        let clients = radius.clients.map { ($0.title, $0.figures) }
        let batches = radius.batches.map { ($0.title, $0.figures) }
        let lines =
            lines(clients, "client", "clients", BlastTotals(clients.map(\.1), Money.self))
            + lines(batches, "batch", "batches", BlastTotals(batches.map(\.1), Quantity.self))
        return lines.joined(separator: "\n")
    }

    /// One line a client or batch, for an alternative's consequence.
    package var lines: [String] {
        let moves =
            radius.clients.map { ($0.title, $0.figures) } + radius.batches.map { ($0.title, $0.figures) }
        return moves.prefix(Self.limit).map { "\($0): \(words($1))" }
            + (moves.count > Self.limit ? ["and \(moves.count - Self.limit) more, see blast-radius.csv"] : [])
    }

    private func lines(
        _ moves: [(String, [MovedFigure])], _ noun: String, _ plural: String, _ totals: BlastTotals
    ) -> [String] {
        guard !moves.isEmpty else { return [] }
        let shown = moves.prefix(Self.limit).map { "  \($0): \(words($1))" }
        let rest = moves.count - shown.count
        let more = rest == 0 ? [] : ["  and \(Words.count(rest, noun, plural)) more, see blast-radius.csv"]
        let sum = moves.count == 1 ? [] : ["  \(moves.count) \(plural) in all: \(totals.words)"]
        return shown + more + sum
    }

    private func words(_ figures: [MovedFigure]) -> String {
        figures.filter(\.isMoved).map {
            "\($0.words) \(Prose.figureMark)\($0.before) \(arrow) \(Prose.figureMark)\($0.after)"
        }.joined(separator: ", ")
    }
}

/// The changes of many clients or batches, added up figure by figure.
struct BlastTotals {
    /// The figures that there are, in the order in which they are shown.
    let columns: [String]
    private let changes: [String: String]

    init<Measure: Dimension>(_ moves: [[MovedFigure]], _ kind: Exact<Measure>.Type) {
        var sums: [String: Exact<Measure>] = [:]
        for figure in moves.joined() { sums[figure.column, default: .zero] += Exact(literal: figure.change) ?? .zero }
        columns = MovedFigure.columns.filter { sums[$0] != nil }
        changes = sums.mapValues { ($0.isPositive ? "+" : "") + $0.formatted }
    }

    func change(of column: String) -> String { changes[column] ?? "" }

    /// Those that move on balance.
    var words: String {
        let moved = columns.filter { change(of: $0).contains { $0 != "0" && $0 != "." } }
        guard !moved.isEmpty else { return "nothing on balance" }
        return moved.map { "\($0.replacing("_", with: " ")) \(marked(change(of: $0)))" }.joined(separator: ", ")
    }

    private func marked(_ change: String) -> String {
        change.hasPrefix("+") ? "+\(Prose.figureMark)\(change.dropFirst())" : "\(Prose.figureMark)\(change)"
    }
}
