internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// A column that a run can read, and whether the source has it.
struct SourceColumn {
    let table: Table
    let column: Column
    let isAvailable: Bool

    static func all(_ available: AvailableColumns) -> [SourceColumn] {
        Table.allCases.flatMap { table in
            table.columns.map { column in
                SourceColumn(table: table, column: column, isAvailable: available.has(table, column.name))
            }
        }
    }
}

/// A rule of the catalogue, and what it came to.
struct RuleSum {
    let rule: RuleDescription
    /// False when the columns are missing that it looks at.
    let isChecked: Bool
    let sum: Breakdown.Sum

    static func all(
        _ catalogue: [RuleDescription], _ breakdown: Breakdown, _ available: AvailableColumns
    ) -> [RuleSum] {
        let off = Set(Catalogue.switchedOff(available))
        return catalogue.map { RuleSum(rule: $0, isChecked: !off.contains($0.id), sum: breakdown.sum($0.id)) }
    }
}

extension XMLList<(name: String, value: String)> {
    static var settings: Self {
        XMLList("settings", of: "setting", [.text("name") { $0.name }, .text("value") { $0.value }])
    }
}

extension XMLList<SourceColumn> {
    static var columns: Self {
        XMLList(
            "columns", of: "column",
            [
                .text("table") { $0.table.name },
                .text("name") { $0.column.name },
                .text("required") { String($0.column.isRequired && !$0.table.isOptional) },
                .text("available") { String($0.isAvailable) },
            ])
    }
}

extension XMLList<Limitation> {
    static var limitations: Self {
        XMLList(
            "limitations", of: "limitation",
            [
                .text("table") { $0.table.name },
                .text("column") { $0.column },
                .text("effect") { $0.effect },
                .text("weakens") { $0.weakens.isEmpty ? nil : $0.weakens.joined(separator: " ") },
            ])
    }
}

extension XMLList<RuleSum> {
    static var rules: Self {
        XMLList(
            "rules", of: "rule",
            [
                .text("rule") { $0.rule.id.description },
                .text("severity") { $0.rule.severity.rawValue },
                .text("title") { $0.rule.title },
                .text("checked") { String($0.isChecked) },
                .count("findings") { $0.sum.count },
                .exact("impact") { $0.sum.impact },
            ])
    }
}

extension XMLList<UnreadableCell> {
    static var unreadable: Self {
        XMLList(
            "unreadable", of: "cell",
            [
                .text("table") { $0.table.name },
                .integer("row_id") { $0.rowID },
                .text("column") { $0.defect.column },
                .text("reason") { $0.defect.reason.rawValue },
            ])
    }
}
