internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// A list of alike elements: what it and each of them is called, and what stands in them.
struct XMLList<Row> {
    let name: String
    let element: String
    /// What the schema calls an element's type, and what it says of it.
    let type: String
    let about: String
    let columns: [CSVColumn<Row>]
    /// The columns that are elements of their own instead of attributes, because they are long.
    let long: Set<String>

    init(
        _ name: String, of element: String, type: String? = nil, _ about: String, _ columns: [CSVColumn<Row>],
        long: Set<String> = []
    ) {
        self.name = name
        self.element = element
        self.type = type ?? element
        self.about = about
        self.columns = columns.filter { !long.contains($0.name) } + columns.filter { long.contains($0.name) }
        self.long = long
    }

    /// The list is there also when nothing is in it.
    func write(_ rows: some Sequence<Row>, to file: inout XMLFile) throws(PublicationError) {
        var cell = CellValue()
        file.open(name)
        for row in rows {
            file.open(element)
            for column in columns {
                cell.clear()
                column.fill(row, &cell)
                if long.contains(column.name) {
                    file.element(column.name, cell)
                } else {
                    file.attribute(column.name, cell)
                }
            }
            try file.close()
        }
        try file.close()
    }
}

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
        XMLList(
            "settings", of: "setting", "A setting of the run.",
            [.text("name") { $0.name }, .text("value") { $0.value }])
    }
}

extension XMLList<SourceColumn> {
    static var columns: Self {
        XMLList(
            "columns", of: "column", "A column that a run reads when it is there.",
            [
                .text("table", .table) { $0.table.name },
                .text("name") { $0.column.name },
                .text("required", .boolean) { String($0.column.isRequired && !$0.table.isOptional) },
                .text("available", .boolean) { String($0.isAvailable) },
            ])
    }
}

extension XMLList<Limitation> {
    static var limitations: Self {
        XMLList(
            "limitations", of: "limitation",
            "A table or column that is missing, what is assumed instead, and which rules see less.",
            [
                .text("table", .table) { $0.table.name },
                .text("column") { $0.column }.optional,
                .text("effect") { $0.effect },
                .text("weakens", .ruleList) { $0.weakens.isEmpty ? nil : $0.weakens.joined(separator: " ") }.optional,
            ])
    }
}

extension XMLList<RuleSum> {
    static var rules: Self {
        XMLList(
            "rules", of: "rule", type: "ruleSum", "A rule that ran, also when it found nothing.",
            [
                .text("rule", .rule) { $0.rule.id.description },
                .text("severity", .severity) { $0.rule.severity.rawValue },
                .text("title") { $0.rule.title },
                .text("checked", .boolean) { String($0.isChecked) },
                .count("findings") { $0.sum.count },
                .exact("impact", .impact) { $0.sum.impact },
            ])
    }
}

extension XMLList<UnreadableCell> {
    static var unreadable: Self {
        XMLList(
            "unreadable", of: "cell", "A cell that could not be used.",
            [
                .text("table", .table) { $0.table.name },
                .id("row_id") { $0.rowID }.optional,
                .text("column") { $0.defect.column },
                .text("reason", .defect) { $0.defect.reason.rawValue },
            ])
    }
}
