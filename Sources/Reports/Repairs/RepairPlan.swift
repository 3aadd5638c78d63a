internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// Everything that one rule's script says, laid out as the rows of its tables.
struct RepairPlan {
    let rule: RuleID
    /// The proposals that stand in the script, numbered from 1.
    let repairs: [Repair]
    private(set) var cells: [ChangedCell] = []
    private(set) var evidence: [EvidenceGroup] = []
    private(set) var members: [MemberGroup] = []
    /// What is done to each table, in the order in which tables are locked and changed.
    private(set) var uses: [TableUse] = []

    /// A proposal with its number in the script.
    struct Repair {
        let number: Int
        let proposal: Proposal
        /// What this script's own rule says is at stake, once a finding.
        let impact: Money

        /// The finding that the log names, whichever of the proposal's scripts it is applied from.
        var name: Proposal.Settled { proposal.findings[0] }
    }

    init(rule: RuleID, proposals: [Proposal], names: SQLNames, asOf: Timestamp) {
        self.rule = rule
        repairs = proposals.enumerated().map { index, proposal in
            let own = proposal.findings.filter { $0.rule == rule }
            let impact = own.reduce(Money.zero) { $0 + $1.impact }
            return Repair(number: index + 1, proposal: proposal, impact: impact)
        }
        collectChanges(names, asOf: asOf)
        collectEvidence(names, asOf: asOf)
    }

    var automatic: [Repair] { repairs.filter { $0.proposal.repair == .automatic } }
    var choices: [Repair] { repairs.filter { $0.proposal.repair == .choice } }
    var impact: Money { repairs.reduce(Money.zero) { $0 + $1.impact } }

    /// How many of the rule's findings the script settles; an amended order may settle several at once.
    var findingCount: Int {
        repairs.reduce(0) { $0 + $1.proposal.findings.count { $0.rule == rule } }
    }

    /// Batches first, as the live system's inventory claims do; then always the same order.
    static let lockOrder: [Table] = changing + Table.allCases.filter { !changing.contains($0) }

    private static let changing: [Table] = [
        .batches, .orders, .orderLines, .sessions, .cartItems, .priceOverrides, .clientCreditLimits,
    ]
}

/// What a script does to one table.
struct TableUse {
    let table: Table
    /// Columns that are set, and columns that are added to, by their names in the reference schema.
    var set: [String] = []
    var added: [String] = []
    var deletes = false
    var inserts = false

    var changes: Bool { !set.isEmpty || !added.isEmpty || deletes || inserts }
}

private extension RepairPlan {
    mutating func collectChanges(_ names: SQLNames, asOf: Timestamp) {
        var collector = CellCollector(names: names, asOf: asOf)
        for repair in repairs {
            for (index, alternative) in repair.proposal.alternatives.enumerated() {
                collector.add(alternative.changes, number: repair.number, way: Self.letter(index))
            }
        }
        cells = collector.cells
        uses = Self.lockOrder.compactMap { collector.uses[$0] }
    }

    mutating func collectEvidence(_ names: SQLNames, asOf: Timestamp) {
        var collector = EvidenceCollector(names: names, asOf: asOf)
        for repair in repairs {
            for evidence in repair.proposal.evidence { collector.add(evidence, number: repair.number) }
        }
        evidence = collector.groups
        members = collector.members
    }
}

extension RepairPlan {
    /// The name of an alternative: A, B … Z, AA, AB …
    static func letter(_ index: Int) -> String {
        let last = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index % 26)))
        return index < 26 ? last : letter(index / 26 - 1) + last
    }

    func use(of table: Table) -> TableUse? { uses.first { $0.table == table } }

    /// Every table that is changed or looked at, in the order in which they are locked.
    var tables: [Table] {
        let looked = Set(evidence.map(\.table) + members.map(\.table) + uses.map(\.table))
        return Self.lockOrder.filter(looked.contains)
    }
}
