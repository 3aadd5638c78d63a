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
        return SchemaPromise.all.map { promise in
            let state = catalogue.state(of: promise)
            let words = PromiseWords(promise: promise, names: names)
            let isWanting: Bool =
                switch state {
                case .missing, .differs: true
                case .kept, .unbound: false
                }
            return KeptPromise(
                promise: promise, state: state, name: words.name, remedy: isWanting ? words.statement : nil)
        }
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

    var statement: String {
        let table = names.name(of: promise.table)?.quoted ?? quotedIdentifier(promise.table.name)
        let columns = columns.map(quotedIdentifier).joined(separator: ", ")
        switch promise.kind {
        case .reference(let target, let deletion):
            let other = names.name(of: target)?.quoted ?? quotedIdentifier(target.name)
            let id = quotedIdentifier(names.name(of: "id", in: target) ?? "id")
            return """
                ALTER TABLE \(table) ADD FOREIGN KEY (\(columns)) REFERENCES \(other) (\(id)) \
                ON DELETE \(deletion.rawValue) NOT VALID;
                """
        case .unique: return "CREATE UNIQUE INDEX CONCURRENTLY ON \(table) (\(columns));"
        case .index: return "CREATE INDEX CONCURRENTLY ON \(table) (\(columns));"
        }
    }

    private var columns: [String] { promise.columns.map { names.name(of: $0, in: promise.table) ?? $0 } }
}
