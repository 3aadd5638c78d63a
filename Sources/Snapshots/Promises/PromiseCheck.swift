internal import LiveShopping

/// How a database keeps one promise of the schema.
public struct KeptPromise: Sendable, Hashable {
    public let promise: SchemaPromise
    public let state: State
    /// The promise in the database's own names: `liveShoppingSessions.clientId references clients.id`.
    public let name: String
    /// The statement that would have the database keep it; nil where it does, or cannot.
    public let remedy: String?

    public enum State: Sendable, Hashable {
        case kept
        case missing
        /// There is something like it, which is not it.
        case differs(String)
        /// The table is a view or a foreign table, which no promise of ours can bind.
        case unbound(String)
    }
}

extension PostgresSource {
    /// Holds the database's constraints and indexes against what the live-shopping system promises.
    ///
    /// - Throws: ``SourceError`` of kind `unreachable`.
    public func promises() throws -> [KeptPromise] {
        let catalogue = try pool.withConnection { try ConstraintCatalogue($0, names: names) }
        let states = SchemaPromise.all.map { ($0, catalogue.state(of: $0)) }
        return try states.map { promise, state in
            let words = PromiseWords(promise: promise, names: names)
            let isWanting: Bool =
                switch state {
                case .missing, .differs: true
                case .kept, .unbound: false
                }
            guard isWanting else { return KeptPromise(promise: promise, state: state, name: words.name, remedy: nil) }
            let comesAlong =
                promise.kind == .index
                && states.contains { other, state in
                    other.kind == .unique && other.table == promise.table && other.columns == promise.columns
                        && state == .missing
                }
            let remedy =
                comesAlong
                ? "-- the unique index on the same columns is one"
                : try obstacle(to: promise) + words.statement(insteadOf: catalogue.near(promise))
            return KeptPromise(promise: promise, state: state, name: words.name, remedy: remedy)
        }
    }

    /// The values that forbid a unique index, as a comment before the statement that would fail for them; else nothing.
    private func obstacle(to promise: SchemaPromise) throws -> String {
        guard promise.kind == .unique, let table = names.name(of: promise.table)?.quoted else { return "" }
        let columns = promise.columns.compactMap { names.name(of: $0, in: promise.table).map(quotedIdentifier) }
            .joined(separator: ", ")
        let found = try pool.withConnection { connection in
            try connection.rows(
                """
                SELECT concat_ws(', ', \(columns)) || ' (' || count(*) || ' rows)', (count(*) OVER ())::text FROM \(table)
                WHERE num_nonnulls(\(columns)) = \(promise.columns.count) GROUP BY \(columns) HAVING count(*) > 1
                ORDER BY count(*) DESC, 1 LIMIT 3
                """, columns: 2, doing: "looking for duplicates")
        }
        guard let count = found.first?[1] else { return "" }
        let values = found.compactMap { $0[0] }.joined(separator: ", ")
            .replacing(/[\u{0}-\u{1F}\u{7F}-\u{9F}\u{2028}-\u{202E}\u{2066}-\u{2069}]/, with: "?")
        return "-- \(count) values stand in several rows, and forbid it until that is mended: \(values)\n"
    }
}

/// A promise in words and in SQL.
private struct PromiseWords {
    let promise: SchemaPromise
    let names: SourceNames

    var name: String {
        let table = names.name(of: promise.table)?.name ?? promise.table.name
        let columns = columns.joined(separator: ", ")
        switch promise.kind {
        case .reference(let target, let deletion):
            let other = names.name(of: target)?.name ?? target.name
            return "\(table).\(columns) references \(other), on delete \(deletion.rawValue.lowercased())"
        case .unique: return "\(table).\(columns) is unique"
        case .index: return "index on \(table) (\(columns))"
        }
    }

    /// - Parameter near: The constraint that nearly keeps it, beside which a second one would be one too many.
    func statement(insteadOf near: (name: String, isOnlyUnvalidated: Bool)?) -> String {
        let table = names.name(of: promise.table)?.quoted ?? quotedIdentifier(promise.table.name)
        let columns = columns.map(quotedIdentifier).joined(separator: ", ")
        switch promise.kind {
        case .reference(let target, let deletion):
            let other = names.name(of: target)?.quoted ?? quotedIdentifier(target.name)
            let id = quotedIdentifier(names.name(of: "id", in: target) ?? "id")
            let old = near.map { "DROP CONSTRAINT \(quotedIdentifier($0.name)), " } ?? ""
            if let near, near.isOnlyUnvalidated {
                return "ALTER TABLE \(table) VALIDATE CONSTRAINT \(quotedIdentifier(near.name));"
            }
            return """
                ALTER TABLE \(table) \(old)ADD FOREIGN KEY (\(columns)) REFERENCES \(other) (\(id)) \
                ON DELETE \(deletion.rawValue) NOT VALID;
                """
        case .unique: return "CREATE UNIQUE INDEX CONCURRENTLY ON \(table) (\(columns));"
        case .index: return "CREATE INDEX CONCURRENTLY ON \(table) (\(columns));"
        }
    }

    private var columns: [String] { promise.columns.map { names.name(of: $0, in: promise.table) ?? $0 } }
}
