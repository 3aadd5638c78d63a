public import FoundationEssentials
internal import LiveShopping
public import Reconciliation
public import Reports

/// The SQL scripts that repair what a run found, and the way back from each.
///
/// A rule that has repairs has one script, and the automatic ones together one that runs them in the right order. What
/// is the same in all of them stands in `tieout.sql`; what they promise, in `README.txt`.
public struct RepairScripts: Sendable {
    private let plans: [RepairPlan]
    private let names: SQLNames
    private let run: RunIdentity
    private let radii: RepairRadii
    private let withheld: Withheld
    private let style: FigureStyle

    /// - Parameters:
    ///   - proposals: What the run proposes, in the order of its findings; manual ones have no script.
    ///   - run: The run that the log names.
    ///   - names: What the site calls its tables and columns.
    ///   - stakes: What the proposals move besides the rows that they change.
    ///   - withheld: Which scripts are not to be believed yet, and why.
    ///   - style: How figures are written in comments.
    public init(
        proposals: [Proposal], run: RunIdentity, names: SQLNames = SQLNames(), stakes: RepairStakes = RepairStakes(),
        withheld: Withheld = .nothing, style: FigureStyle = .neutral
    ) {
        let written = (proposals + stakes.followers).filter {
            $0.repair != .manual && !$0.alternatives.isEmpty && !$0.findings.isEmpty
        }
        plans = Catalogue.inRepairOrder(Set(written.flatMap { $0.findings.map(\.rule) })).map { rule in
            let own = written.filter { $0.findings.contains { $0.rule == rule } }
            return RepairPlan(rule: rule, proposals: own, names: names, asOf: run.asOf)
        }
        self.names = names
        self.run = run
        radii = RepairRadii(stakes)
        self.withheld = withheld
        self.style = style
    }

    /// Writes the files into a folder that exists, and beside them whom and what the repairs move.
    public func write(into folder: URL) throws {
        let shown = plans.filter { withheld.reason(for: $0.rule) == nil }
        let kept = plans.filter { withheld.reason(for: $0.rule) != nil }
        try OutputFolder.create(folder)
        try SharedScript.write(into: folder)
        try OutputFile.write(
            Readme(plans: plans, names: names, run: run, withheld: withheld, style: style).text,
            to: folder.appendingPathComponent("README.txt"))
        if withheld.everything == nil { try write(shown, into: folder, path: "") }
        if !withheld.isEmpty {
            let place = folder.appendingPathComponent(Withheld.folder)
            try write(kept, into: place, path: "../")
            try OutputFile.write(withheld.text + "\n", to: place.appendingPathComponent("REASON.txt"))
        }
        try writeBlastRadius(plans.map { ($0.rule, $0.repairs.map(\.proposal)) }, radii, into: folder)
    }
}

private extension RepairScripts {
    /// - Parameter path: The way from the folder to `tieout.sql`.
    func write(_ plans: [RepairPlan], into folder: URL, path: String) throws {
        let undo = folder.appendingPathComponent("undo")
        try OutputFolder.create(undo)
        for plan in plans {
            let script = RuleScript(plan: plan, run: run, radii: radii, withheld: withheld, style: style)
            try write("\(plan.rule).sql", in: folder) { output in try script.write(&output) }
            let back = UndoScript(rule: plan.rule, run: run)
            try write("\(plan.rule).sql", in: undo) { output in try back.write(&output) }
        }
        let reason = path.isEmpty ? nil : withheld.everything ?? "see the single scripts"
        for isUndo in [false, true] {
            let all = AllTogether(
                plans: plans, run: run, radii: radii, isUndo: isUndo, path: isUndo ? "../" + path : path,
                withheld: isUndo ? nil : reason, style: style)
            try write(AllTogether.fileName, in: isUndo ? undo : folder) { output in try all.write(&output) }
        }
    }

    func write(_ name: String, in folder: URL, _ body: (inout OutputFile) throws -> Void) throws {
        var file = try OutputFile(creating: folder.appendingPathComponent(name))
        try body(&file)
        try file.finish()
    }
}
