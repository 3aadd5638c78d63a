/// Where a connection looks for names that have no schema, before it was told to look in `pg_catalog` alone.
///
/// Whoever may create in a schema of the search path can put a function, an operator or a table there that a statement
/// of ours would find. So the path is asked for once, and left for the rest of the transaction.
struct SearchPath: Sendable {
    /// The schemas that are there and may be used, in their order: an array in PostgreSQL's text form.
    let schemas: String
    /// The setting itself.
    let setting: String

    /// Makes names mean PostgreSQL's own until the transaction ends. It asks for no snapshot.
    static let leaving = "SET LOCAL search_path = pg_catalog, pg_temp"
}

extension Connection {
    /// Leaves the search path for the rest of the transaction that is open.
    func leaveSearchPath() throws(SourceError) -> SearchPath {
        // Two functions by their full names, and no operator and no cast: nothing here can be anybody else's.
        let row = try rows(
            "SELECT pg_catalog.current_schemas(false), pg_catalog.current_setting('search_path')", columns: 2,
            doing: "asking for the search path"
        ).first
        try execute(SearchPath.leaving, doing: "leaving the search path")
        return SearchPath(schemas: row?[0] ?? "{}", setting: row?[1] ?? "")
    }

    /// Goes back to a search path that was left in the same transaction.
    func takeUp(_ path: SearchPath) throws(SourceError) {
        _ = try rows(
            "SELECT set_config('search_path', $1, true)", [path.setting], columns: 1,
            doing: "going back to the search path")
    }

    /// Runs a body that asks the catalogue, in a transaction of its own unless one is open, and goes back to the
    /// search path afterwards.
    func withoutSearchPath<Value>(
        _ body: (SearchPath) throws(SourceError) -> Value
    ) throws(SourceError) -> Value {
        guard isIdle else {
            let path = try leaveSearchPath()
            let value = try body(path)
            try takeUp(path)
            return value
        }
        try execute("BEGIN READ ONLY", doing: "beginning a transaction")
        defer { try? execute("ROLLBACK", doing: "ending a transaction") }
        return try body(leaveSearchPath())
    }
}
