internal import LiveShopping
internal import Reconciliation

/// What a run does without because the database lacks an optional table or column.
struct Limitation: Hashable, Sendable {
    let table: Table
    /// Nil when the whole table is missing.
    let column: String?
    /// What the run assumes instead, as a sentence without its point.
    let effect: String

    init(_ table: Table, _ column: String?, _ effect: String) {
        self.table = table
        self.column = column
        self.effect = effect
    }

    var input: RuleInput { RuleInput(table, column) }

    /// The rules that see less, or see wrongly, because of it. A whole family is named `family.*`.
    var weakens: [String] {
        let rules = Catalogue.descriptions.filter { $0.inputs.contains(input) }.map(\.id)
        let families = Dictionary(grouping: Catalogue.descriptions.map(\.id), by: \.family)
        var named: [String] = []
        for rule in rules {
            let isWhole = families[rule.family]?.allSatisfy(rules.contains) ?? false
            let name = isWhole ? "\(rule.family).*" : rule.description
            if named.last != name { named.append(name) }
        }
        return named
    }

    /// As it is written in a sentence: `batches.batchStatus`.
    var name: String { column.map { "\(table.name).\($0)" } ?? table.name }

    /// The optional inputs that a source has, in reading order.
    static func present(_ available: AvailableColumns) -> [SchemaPart] {
        everyOptional.map(\.input).filter { $0.isThere(in: available) }
    }

    /// What is missing from a source, in reading order. The columns of a missing table are not listed as well.
    static func all(_ available: AvailableColumns) -> [Limitation] {
        everyOptional.filter { limitation in
            guard let column = limitation.column else { return !available.has(limitation.table) }
            return available.has(limitation.table) && !available.has(limitation.table, column)
        }
    }
}

extension Catalogue {
    /// The rules that a source leaves nothing to look at.
    static func switchedOff(_ available: AvailableColumns) -> [RuleID] {
        descriptions.filter { !$0.isOn(available) }.map(\.id)
    }
}
