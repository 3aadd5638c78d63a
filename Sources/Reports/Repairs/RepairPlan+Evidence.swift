internal import LiveShopping
internal import Reconciliation

/// Rows of one table that repairs rest on, all looked at in the same columns.
struct EvidenceGroup {
    struct Test: Hashable {
        /// By its name in the reference schema.
        let column: String
        let kind: ValueKind
    }

    struct Row {
        let number: Int
        let id: Int64
        let values: [String?]
    }

    let table: Table
    let tests: [Test]
    var rows: [Row] = []
}

/// Rows of one table that share a value, and repairs rest on there being no others.
struct MemberGroup {
    struct Row {
        let number: Int
        let value: Int64
        /// Nil says that there is no row.
        let id: Int64?
    }

    let table: Table
    let column: String
    var rows: [Row] = []
}

/// Gathers evidence into as few tables as its shapes allow.
struct EvidenceCollector {
    let names: SQLNames
    let asOf: Timestamp
    fileprivate(set) var groups: [EvidenceGroup] = []
    fileprivate(set) var members: [MemberGroup] = []
    fileprivate var places: [Shape: Int] = [:]

    init(names: SQLNames, asOf: Timestamp) {
        self.names = names
        self.asOf = asOf
    }

    /// A column that a site does not have is no evidence.
    mutating func add(_ evidence: Evidence, number: Int) {
        switch evidence {
        case .row(let reference, let values):
            guard names.available.has(reference.table) else { return }
            add(reference, values.filter { names.has(reference.table, $0.column) }, number)
        case .members(let table, let column, let value, let ids):
            guard names.has(table, column) else { return }
            let rows = ids.isEmpty ? [nil] : ids.map(Optional.some)
            members[memberPlace(table, column)].rows += rows.map { .init(number: number, value: value, id: $0) }
        }
    }

    struct Shape: Hashable {
        let table: Table
        let tests: [EvidenceGroup.Test]
    }
}

private extension EvidenceCollector {
    mutating func add(_ reference: RowReference, _ values: [ColumnValue], _ number: Int) {
        let tests = values.map { value in
            let kind = value.value.isDeletion ? .deletion : ValueKind(reference.table, value.column)
            return EvidenceGroup.Test(column: value.column, kind: kind)
        }
        let row = EvidenceGroup.Row(
            number: number, id: reference.id, values: values.map { $0.value.text(asOf: asOf) })
        groups[place(Shape(table: reference.table, tests: tests))].rows.append(row)
    }

    mutating func place(_ shape: Shape) -> Int {
        if let place = places[shape] { return place }
        places[shape] = groups.count
        groups.append(EvidenceGroup(table: shape.table, tests: shape.tests))
        return groups.count - 1
    }

    mutating func memberPlace(_ table: Table, _ column: String) -> Int {
        if let place = members.firstIndex(where: { $0.table == table && $0.column == column }) { return place }
        members.append(MemberGroup(table: table, column: column))
        return members.count - 1
    }
}
