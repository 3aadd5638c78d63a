public import Foundation
internal import LiveShopping
public import Reconciliation

/// The SQL scripts that repair what a run found, and the way back from each.
///
/// A rule that has repairs has one script, and the automatic ones together one that runs them in the right order. What
/// they promise (dry run unless told, guards, a log) stands in their `README.txt`.
public struct RepairScripts: Sendable {
    private let plans: [RepairPlan]
    private let names: SQLNames
    private let run: RunIdentity
    private let radii: RepairRadii

    /// - Parameters:
    ///   - proposals: What the run proposes, in the order of its findings; manual ones have no script.
    ///   - run: The run that the log names.
    ///   - names: What the site calls its tables and columns.
    ///   - stakes: What the proposals move besides the rows that they change.
    public init(
        proposals: [Proposal], run: RunIdentity, names: SQLNames = SQLNames(), stakes: RepairStakes = RepairStakes()
    ) {
        let written = proposals.filter { $0.repair != .manual && !$0.alternatives.isEmpty && !$0.findings.isEmpty }
        plans = RepairOrder.sorted(Set(written.flatMap { $0.findings.map(\.rule) })).map { rule in
            let own = written.filter { $0.findings.contains { $0.rule == rule } }
            return RepairPlan(rule: rule, proposals: own, names: names, asOf: run.asOf)
        }
        self.names = names
        self.run = run
        radii = RepairRadii(stakes)
    }

    /// The files of the folder `repairs`, by their paths in it; without repairs, the explanation and empty totals.
    public var paths: [String] {
        let scripts = plans.map { "\($0.rule).sql" } + [RepairOrder.allTogether]
        return ["README.txt"] + (scripts + scripts.map { "undo/\($0)" }).sorted()
    }

    /// Writes the files into a folder, which it makes, and beside them whom and what the repairs move.
    public func write(into folder: URL) throws {
        let undo = folder.appendingPathComponent("undo")
        try FileManager.default.createDirectory(at: undo, withIntermediateDirectories: true)
        for path in paths {
            try Data(text(of: path).utf8).write(to: folder.appendingPathComponent(path))
        }
        try CSVTable.blastRadius.write(BlastLine.lines(plans, radii), into: folder)
    }

    /// What stands in one of the files.
    public func text(of path: String) -> String {
        let isUndo = path.hasPrefix("undo/")
        let file = isUndo ? String(path.dropFirst("undo/".count)) : path
        if path == "README.txt" { return Readme(plans: plans, names: names, run: run).text }
        if file == RepairOrder.allTogether {
            return AllTogether(plans: plans, run: run, radii: radii, isUndo: isUndo).text
        }
        guard let plan = plans.first(where: { "\($0.rule).sql" == file }) else {
            preconditionFailure("there is no repair script \(path)")
        }
        if isUndo { return UndoScript(plan: plan, names: names, run: run).render().text }
        return ApplyScript(plan: plan, names: names, run: run, radii: radii, deletedFrom: deletedFrom).render().text
    }

    private var deletedFrom: Set<Table> {
        Set(plans.flatMap(\.uses).filter(\.deletes).map(\.table))
    }
}
