internal import LiveShopping

/// The rights that a script needs, and no more: what it looks at, what it changes, its log.
struct RepairGrants {
    private var read: [Table: Set<String>] = [:]
    private var written: [Table: Set<String>] = [:]
    private var deletes: Set<Table> = []
    private var inserts = false
    private let names: SQLNames

    init(plan: RepairPlan, names: SQLNames) {
        self.init(plans: [plan], names: names)
    }

    init(plans: [RepairPlan], names: SQLNames) {
        self.names = names
        for plan in plans { note(plan) }
    }

    /// One `GRANT` a line; `ROLE` stands for the role that runs the scripts.
    var statements: [String] {
        let schema = names.schema.map { ["GRANT USAGE ON SCHEMA \(SQLText.identifier($0)) TO ROLE;"] } ?? []
        let tables = RepairPlan.lockOrder.filter { read[$0] != nil }
        return schema + tables.map(grant)
            + ["GRANT SELECT, INSERT ON \(names.log) TO ROLE; -- and CREATE on its schema for the first script of all"]
    }
}

private extension RepairGrants {
    mutating func note(_ plan: RepairPlan) {
        for group in plan.evidence { read[group.table, default: []].formUnion(group.tests.map(\.column)) }
        for group in plan.members { read[group.table, default: []].insert(group.column) }
        for use in plan.uses {
            let updated = names.updatedColumn(use.table).map { [$0] } ?? []
            let changed = use.set + use.added
            read[use.table, default: []].formUnion(changed)
            if !changed.isEmpty { written[use.table, default: []].formUnion(changed + updated) }
            if use.deletes {
                deletes.insert(use.table)
                let lockable = updated.isEmpty ? [SQLNames.keyColumn(use.table)] : updated
                if changed.isEmpty { written[use.table, default: []].formUnion(lockable) }
            }
            if use.inserts {
                inserts = true
                written[.orderLines, default: []].insert(SQLNames.keyColumn(.orderLines))
                written[.orders, default: []].insert(Order.Field.total.name)
                read[.orders, default: []].insert(Order.Field.total.name)
            }
        }
    }

    func grant(_ table: Table) -> String {
        let updates = written[table].map { ["UPDATE (\(list($0, table)))"] } ?? []
        let rights: [String]
        if deletes.contains(table) || insertsInto(table) {
            rights = ["SELECT", "INSERT", "DELETE"] + updates
        } else {
            let looked = (read[table] ?? []).union(written[table] ?? []).union([SQLNames.keyColumn(table)])
            rights = ["SELECT (\(list(looked, table)))"] + updates
        }
        let sequence = insertsInto(table) ? " -- and USAGE on the sequence of its ids, where it has one" : ""
        return "GRANT \(rights.joined(separator: ", ")) ON \(names.table(table)) TO ROLE;" + sequence
    }

    func insertsInto(_ table: Table) -> Bool { inserts && table == .orderLines }

    func list(_ columns: Set<String>, _ table: Table) -> String {
        columns.sorted().map { names.column(table, $0) }.joined(separator: ", ")
    }
}
