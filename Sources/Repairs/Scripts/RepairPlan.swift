internal import FinancialMath
internal import LiveShopping
internal import Reconciliation
internal import Reports

/// Everything that one rule's script says: its repairs, numbered, and what they do to which tables.
struct RepairPlan {
    let rule: RuleID
    /// The proposals that stand in the script, numbered from 1.
    let repairs: [Repair]
    /// What is done to each table, in the order in which tables are locked and changed.
    let uses: [TableUse]
    /// The rows that repairs rest on, those of one table and the same columns together.
    let evidence: [EvidenceShape]
    let names: SQLNames
    let asOf: Timestamp

    /// A proposal with its number in the script.
    struct Repair {
        let number: Int
        let proposal: Proposal
        /// What this script's own rule says is at stake, once a finding.
        let impact: Money
        /// The number of the repair whose evidence is its own, too, and is written once: the first of those behind each other that
        /// rest on the same, as the wrong lines of one order do. Most often its own number.
        let basis: Int

        var hasOwnEvidence: Bool { basis == number }

        /// The finding that the log names, whichever of the proposal's scripts it is applied from.
        var name: Proposal.Settled { proposal.findings[0] }
    }

    init(rule: RuleID, proposals: [Proposal], names: SQLNames, asOf: Timestamp) {
        self.rule = rule
        self.names = names
        self.asOf = asOf
        let repairs = proposals.reduce(into: [Repair]()) { repairs, proposal in
            let own = proposal.findings.filter { $0.rule == rule }
            let impact = own.reduce(Money.zero) { $0 + $1.impact }
            let number = repairs.count + 1
            let alike = repairs.last.flatMap { $0.proposal.evidence == proposal.evidence ? $0.basis : nil }
            repairs.append(Repair(number: number, proposal: proposal, impact: impact, basis: alike ?? number))
        }
        self.repairs = repairs
        uses = TableUse.all(repairs.lazy.flatMap(\.proposal.offered).flatMap(\.changes))
        evidence = EvidenceShape.all(repairs, names)
    }

    var automatic: [Repair] { repairs.filter { $0.proposal.repair == .automatic && !$0.proposal.onlyFollows } }
    /// Those that do nothing unless others of the run were applied before.
    var followers: [Repair] { repairs.filter(\.proposal.onlyFollows) }
    var choices: [Repair] { repairs.filter { $0.proposal.repair == .choice } }
    var impact: Money { repairs.reduce(Money.zero) { $0 + $1.impact } }

    /// How many of the rule's findings the script settles; an amended order may settle several at once.
    var findingCount: Int {
        repairs.lazy.filter { !$0.proposal.onlyFollows }.reduce(0) {
            $0 + $1.proposal.findings.count { $0.rule == rule }
        }
    }

    /// Batches first, as the live system's inventory claims do; then always the same order.
    static let lockOrder: [Table] = changing + Table.allCases.filter { !changing.contains($0) }

    private static let changing: [Table] = [
        .batches, .orders, .orderLines, .sessions, .cartItems, .priceOverrides, .clientCreditLimits,
    ]

    /// Every table that is changed or looked at, in the order in which they are locked.
    var tables: [Table] {
        var looked = Set(evidence.map(\.table) + uses.map(\.table))
        for evidence in repairs.lazy.flatMap(\.proposal.evidence) {
            guard case .members(let table, _, _, _, _) = evidence, !evidence.memberColumns(names).isEmpty else {
                continue
            }
            looked.insert(table)
        }
        return Self.lockOrder.filter(looked.contains)
    }
}

/// What a script does to one table, with columns by their names in the reference schema.
struct TableUse {
    let table: Table
    var written: Set<String> = []
    var deletes = false
    var inserts = false

    static func all(_ changes: some Sequence<Change>) -> [TableUse] {
        var uses: [Table: TableUse] = [:]
        for change in changes {
            switch change {
            case .set(let row, let column, _, _), .add(let row, let column, _):
                uses[row.table, default: TableUse(table: row.table)].written.insert(column)
            case .delete(let row): uses[row.table, default: TableUse(table: row.table)].deletes = true
            case .insertLine: uses[.orderLines, default: TableUse(table: .orderLines)].inserts = true
            }
        }
        return RepairPlan.lockOrder.compactMap { uses[$0] }
    }
}

/// Rows of one table that repairs rest on, all looked at in the same columns.
struct EvidenceShape {
    let table: Table
    /// By their names in the reference schema; a column that a site does not have is no evidence.
    let columns: [String]
    /// Places of repairs, and of the evidence in their proposals.
    private(set) var places: [(repair: Int, evidence: Int)] = []

    private struct Key: Hashable {
        let table: Table
        let columns: [String]
    }

    static func all(_ repairs: [RepairPlan.Repair], _ names: SQLNames) -> [EvidenceShape] {
        var shapes: [EvidenceShape] = []
        var known: [Key: Int] = [:]
        for (index, repair) in repairs.enumerated() where repair.hasOwnEvidence {
            for (place, evidence) in repair.proposal.evidence.enumerated() {
                guard case .row(let row, let values) = evidence, names.available.has(row.table) else { continue }
                let columns = values.map(\.column).filter { names.has(row.table, $0) }
                let key = Key(table: row.table, columns: columns)
                let shape = known[key] ?? shapes.count
                if shape == shapes.count {
                    shapes.append(EvidenceShape(table: row.table, columns: columns))
                    known[key] = shape
                }
                shapes[shape].places.append((index, place))
            }
        }
        return shapes
    }
}
