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
    private let hold: RepairHold?

    /// - Parameters:
    ///   - proposals: What the run proposes, in the order of its findings; manual ones have no script.
    ///   - run: The run that the log names.
    ///   - names: What the site calls its tables and columns.
    ///   - stakes: What the proposals move besides the rows that they change.
    ///   - hold: Why the scripts are put aside; nil when they are not.
    public init(
        proposals: [Proposal], run: RunIdentity, names: SQLNames = SQLNames(), stakes: RepairStakes = RepairStakes(),
        hold: RepairHold? = nil
    ) {
        let written = proposals.filter { $0.repair != .manual && !$0.alternatives.isEmpty && !$0.findings.isEmpty }
        plans = RepairOrder.sorted(Set(written.flatMap { $0.findings.map(\.rule) })).map { rule in
            let own = written.filter { $0.findings.contains { $0.rule == rule } }
            return RepairPlan(rule: rule, proposals: own, names: names, asOf: run.asOf)
        }
        self.names = names
        self.run = run
        radii = RepairRadii(stakes)
        self.hold = hold
    }

    /// The files of the folder `repairs`, by their paths in it; without repairs, the explanation and empty totals.
    public var paths: [String] {
        let scripts = plans.map { "\($0.rule).sql" } + [RepairOrder.allTogether]
        let all = (scripts + scripts.map { "undo/\($0)" }).sorted()
        guard hold != nil else { return [Self.readme] + all }
        return [Self.readme] + ([RepairHold.reasonFile] + all).map { "\(RepairHold.folder)/\($0)" }
    }

    /// Writes the files into a folder, which it makes, and beside them whom and what the repairs move.
    public func write(into folder: URL) throws {
        let scripts = hold == nil ? folder : folder.appendingPathComponent(RepairHold.folder)
        let undo = scripts.appendingPathComponent("undo")
        try FileManager.default.createDirectory(at: undo, withIntermediateDirectories: true)
        for path in paths {
            try Data(text(of: path).utf8).write(to: folder.appendingPathComponent(path))
        }
        try CSVTable.blastRadius.write(BlastLine.lines(plans, radii), into: folder)
    }

    /// What stands in one of the files.
    public func text(of path: String) -> String {
        if path == Self.readme { return Readme(plans: plans, names: names, run: run, hold: hold).text }
        guard let hold else { return script(path) }
        let path = String(path.dropFirst(RepairHold.folder.count + 1))
        return path == RepairHold.reasonFile ? hold.text + "\n" : script(path)
    }

    private static let readme = "README.txt"

    private func script(_ path: String) -> String {
        let isUndo = path.hasPrefix("undo/")
        let file = isUndo ? String(path.dropFirst("undo/".count)) : path
        if file == RepairOrder.allTogether {
            return AllTogether(plans: plans, run: run, radii: radii, isUndo: isUndo, hold: hold).text
        }
        guard let plan = plans.first(where: { "\($0.rule).sql" == file }) else {
            preconditionFailure("there is no repair script \(path)")
        }
        if isUndo { return UndoScript(plan: UndoPlan(plan), names: names, run: run).render().text }
        let apply = ApplyScript(
            plan: plan, names: names, run: run, radii: radii, hold: hold, deletedFrom: deletedFrom)
        return apply.render().text
    }

    private var deletedFrom: Set<Table> {
        Set(plans.flatMap(\.uses).filter(\.deletes).map(\.table))
    }
}
