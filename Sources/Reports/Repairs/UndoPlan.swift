internal import FinancialMath
internal import LiveShopping
package import Reconciliation

/// What an undo script takes back: the repairs of one rule, by the findings that they are logged under.
struct UndoPlan {
    let rule: RuleID
    let repairs: [Repair]
    /// What was done to each table, in the order in which tables are locked and changed.
    let uses: [TableUse]

    struct Repair {
        let finding: String
        let rule: String
        let impact: Money
    }

    init(_ plan: RepairPlan) {
        rule = plan.rule
        uses = plan.uses
        repairs = plan.repairs.map { repair in
            Repair(
                finding: repair.name.id.description, rule: repair.name.rule.description, impact: repair.impact)
        }
    }

    /// From what the log has of a run's repairs; it does not say how much money was behind them.
    init(_ rule: RuleID, _ cells: [LoggedCell], names: SQLNames) throws(UnknownName) {
        self.rule = rule
        var found: Set<String> = []
        let findings = cells.map(\.finding).filter { found.insert($0).inserted }
        repairs = findings.map { Repair(finding: $0, rule: rule.description, impact: .zero) }
        var uses: [Table: TableUse] = [:]
        for cell in cells { try cell.note(in: &uses, names) }
        self.uses = RepairPlan.lockOrder.compactMap { uses[$0] }
    }
}

/// A change as the log of repairs has it.
package struct LoggedCell: Sendable, Hashable {
    package let finding: String
    package let rule: String
    /// As the site names it.
    package let table: String
    package let column: String
    package let action: String

    package init(finding: String, rule: String, table: String, column: String, action: String) {
        self.finding = finding
        self.rule = rule
        self.table = table
        self.column = column
        self.action = action
    }
}

/// A table or column that the log names, and nothing that is known of the site does.
package struct UnknownName: Error, Sendable, Hashable {
    package let name: String
}

extension RepairScripts {
    /// The script that takes back what the log has of a run's repairs of one rule, without the run's folder.
    ///
    /// - Throws: ``UnknownName`` when the site's names are not those that the run was made with.
    package static func undo(_ rule: RuleID, _ cells: [LoggedCell], run: RunIdentity, names: SQLNames)
        throws(UnknownName) -> String
    {
        UndoScript(plan: try UndoPlan(rule, cells, names: names), names: names, run: run).render().text
    }
}

private extension LoggedCell {
    func note(in uses: inout [Table: TableUse], _ names: SQLNames) throws(UnknownName) {
        guard let table = Table.allCases.first(where: { names.label($0) == self.table }) else {
            throw UnknownName(name: self.table)
        }
        var use = uses[table] ?? TableUse(table: table)
        switch action {
        case "delete": use.deletes = true
        case "insert": use.inserts = true
        default:
            guard let column = table.columns.first(where: { names.columnName(table, $0.name) == column })?.name else {
                throw UnknownName(name: "\(self.table).\(column)")
            }
            if action == "add" {
                if !use.added.contains(column) { use.added.append(column) }
            } else if !use.set.contains(column) {
                use.set.append(column)
            }
        }
        uses[table] = use
    }
}
