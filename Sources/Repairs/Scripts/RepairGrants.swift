internal import LiveShopping
internal import Reconciliation

/// The rights that scripts need, and no more: what they look at, what they change, their log.
struct RepairGrants {
    private var read: [Table: Set<String>] = [:]
    private var written: [Table: Set<String>] = [:]
    private var deletes: Set<Table> = []
    private var inserts = false
    private let names: SQLNames

    init(plans: [RepairPlan], names: SQLNames) {
        self.names = names
        for plan in plans { note(plan) }
    }

    private var tables: [Table] { RepairPlan.lockOrder.filter { read[$0] != nil } }

    /// The rights on the tables themselves.
    var grants: [String] { tables.map(grant) }

    /// One `GRANT` a line; `ROLE` stands for the role that runs the scripts.
    var statements: [String] {
        let schemas = Set(tables.map(names.schemaName) + [names.logSchema]).sorted()
        return schemas.map { "GRANT USAGE ON SCHEMA \(SQLText.identifier($0)) TO ROLE;" } + grants
            + ["GRANT SELECT, INSERT ON \(names.log) TO ROLE; -- and CREATE on its schema for the first script of all"]
    }
}

private extension RepairGrants {
    mutating func note(_ plan: RepairPlan) {
        for shape in plan.evidence { read[shape.table, default: []].formUnion(shape.columns) }
        for evidence in plan.repairs.lazy.flatMap(\.proposal.evidence) {
            guard case .members(let table, _, _, _, _) = evidence else { continue }
            for column in evidence.memberColumns(names) { read[table, default: []].insert(column) }
        }
        for use in plan.uses { note(use) }
    }

    mutating func note(_ use: TableUse) {
        let kept = [names.updatedColumn(use.table), names.versionColumn(use.table)].compactMap(\.self)
        read[use.table, default: []].formUnion(use.written)
        if !use.written.isEmpty { written[use.table, default: []].formUnion(use.written.union(kept)) }
        if use.deletes {
            deletes.insert(use.table)
            if use.written.isEmpty {
                written[use.table, default: []].formUnion(kept.isEmpty ? [SQLNames.keyColumn(use.table)] : kept)
            }
        }
        if use.inserts {
            inserts = true
            written[.orderLines, default: []].insert(SQLNames.keyColumn(.orderLines))
            // So that the order can be locked against others who add to it.
            written[.orders, default: []].insert(Order.Field.total.name)
            read[.orders, default: []].insert(Order.Field.total.name)
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
