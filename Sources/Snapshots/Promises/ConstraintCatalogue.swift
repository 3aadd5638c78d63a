import FoundationEssentials
import LiveShopping

/// The foreign keys and the indexes that a database has on the tables that we read.
struct ConstraintCatalogue {
    private let names: SourceNames
    private var kinds: [Table: String] = [:]
    private var references: [Reference] = []
    private var indexes: [Index] = []

    private struct Reference {
        let table: Table
        let columns: [String?]
        let target: Table
        let targetColumns: [String?]
        let deletion: String
        let isValidated: Bool
        let name: String
    }

    private struct Index {
        let table: Table
        /// Nil for an expression.
        let columns: [String?]
        let isUnique: Bool
    }

    init(_ connection: Connection, names: SourceNames) throws(SourceError) {
        self.names = names
        let tables = Table.allCases.filter { names.name(of: $0) != nil }
        let wanted = tables.map { names.name(of: $0)?.quoted ?? "" }
        for row in try connection.rows(Self.query, [arrayLiteral(wanted)], columns: 8, doing: "reading the constraints")
        {
            guard add(row, tables) else { throw connection.nonsense(doing: "reading the constraints") }
        }
    }

    /// Whether the row is one that the query can have answered with.
    private mutating func add(_ row: [String?], _ tables: [Table]) -> Bool {
        func named(_ index: Int) -> Table? {
            guard let position = row[index].flatMap({ Int($0) }), (1...tables.count).contains(position) else {
                return nil
            }
            return tables[position - 1]
        }
        guard !tables.isEmpty, let table = named(0) else { return false }
        let columns = Self.texts(row[2])
        switch row[1] {
        case "relation": kinds[table] = row[5] ?? ""
        case "reference":
            guard let target = named(3) else { return false }
            references.append(
                Reference(
                    table: table, columns: columns, target: target, targetColumns: Self.texts(row[4]),
                    deletion: row[5] ?? "", isValidated: row[6] == "t", name: row[7] ?? ""))
        default: indexes.append(Index(table: table, columns: columns, isUnique: row[5] == "t"))
        }
        return true
    }

    private static func texts(_ json: String?) -> [String?] {
        guard let json else { return [] }
        return (try? JSONDecoder().decode([String?].self, from: Data(json.utf8))) ?? []
    }
}

extension ConstraintCatalogue {
    func state(of promise: SchemaPromise) -> KeptPromise.State {
        if let kind = kinds[promise.table], let word = Self.unbound[kind] { return .unbound(word) }
        let columns = promise.columns.map { names.name(of: $0, in: promise.table) ?? $0 }
        switch promise.kind {
        case .reference(let target, let deletion): return reference(promise.table, columns, target, deletion)
        case .unique: return unique(promise.table, columns)
        case .index: return hasIndex(promise.table, columns) ? .kept : .missing
        }
    }

    private func reference(
        _ table: Table, _ columns: [String], _ target: Table, _ deletion: SchemaPromise.Deletion
    ) -> KeptPromise.State {
        let same = references(table, columns, target)
        guard let best = same.first(where: { Self.keeps($0.deletion, deletion) }) else {
            return same.first.map { .differs("it is on delete \(Self.deletions[$0.deletion] ?? $0.deletion)") }
                ?? .missing
        }
        return best.isValidated ? .kept : .differs("it is not validated: older rows may break it")
    }

    private func references(_ table: Table, _ columns: [String], _ target: Table) -> [Reference] {
        let id = names.name(of: "id", in: target)
        return references.filter {
            $0.table == table && $0.columns == columns && $0.target == target && $0.targetColumns == [id]
        }
    }

    /// The constraint that nearly keeps a promise: nothing but its validation is wanting, or it deletes otherwise.
    func near(_ promise: SchemaPromise) -> (name: String, isOnlyUnvalidated: Bool)? {
        guard case .reference(let target, let deletion) = promise.kind else { return nil }
        let columns = promise.columns.map { names.name(of: $0, in: promise.table) ?? $0 }
        let same = references(promise.table, columns, target)
        let unvalidated = same.first { Self.keeps($0.deletion, deletion) }
        return (unvalidated ?? same.first).map { ($0.name, unvalidated != nil) }
    }

    private func unique(_ table: Table, _ columns: [String]) -> KeptPromise.State {
        let isKept = indexes.contains { index in
            index.table == table && index.isUnique && Set(index.columns) == Set(columns.map(Optional.some))
        }
        return isKept ? .kept : .missing
    }

    /// The columns come first in some index, in whatever order.
    private func hasIndex(_ table: Table, _ columns: [String]) -> Bool {
        indexes.contains { index in
            index.table == table && Set(index.columns.prefix(columns.count)) == Set(columns.map(Optional.some))
        }
    }

    /// Whether a deletion is handled as promised: NO ACTION forbids it as RESTRICT does, only later.
    private static func keeps(_ code: String, _ deletion: SchemaPromise.Deletion) -> Bool {
        switch deletion {
        case .restrict: code == "r" || code == "a"
        case .cascade: code == "c"
        }
    }

    private static let deletions = [
        "a": "no action", "r": "restrict", "c": "cascade", "n": "set null", "d": "set default",
    ]

    private static let unbound = ["v": "a view", "m": "a materialized view", "f": "a foreign table"]

    /// Relations, foreign keys between them, and their indexes that hold for every row.
    private static let query = """
        WITH wanted AS (
            SELECT w.position, c.oid, c.relkind
            FROM unnest($1::text[]) WITH ORDINALITY AS w (name, position)
            JOIN pg_catalog.pg_class c ON c.oid = to_regclass(w.name)
        )
        SELECT w.position, 'relation', NULL::text, NULL::bigint, NULL::text, w.relkind::text, NULL::boolean, NULL::text
        FROM wanted w
        UNION ALL
        SELECT w.position, 'reference', \(columns("c.conkey", of: "w.oid")), t.position, \(columns("c.confkey", of: "t.oid")), c.confdeltype::text,
            c.convalidated, c.conname
        FROM wanted w
        JOIN pg_catalog.pg_constraint c ON c.conrelid = w.oid AND c.contype = 'f'
        JOIN wanted t ON t.oid = c.confrelid
        UNION ALL
        SELECT w.position, 'index', \(columns("(i.indkey::int2[])[0:i.indnkeyatts - 1]", of: "w.oid")), NULL, NULL,
            CASE WHEN i.indisunique THEN 't' ELSE 'f' END, NULL, NULL
        FROM wanted w
        JOIN pg_catalog.pg_index i ON i.indrelid = w.oid AND i.indisvalid AND i.indpred IS NULL
        """

    /// The names of a relation's columns by their numbers, as JSON; an expression has none.
    private static func columns(_ keys: String, of relation: String) -> String {
        """
        (SELECT json_agg(a.attname ORDER BY k.place)::text
            FROM unnest(\(keys)) WITH ORDINALITY AS k (number, place)
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = \(relation) AND a.attnum = k.number)
        """
    }
}
