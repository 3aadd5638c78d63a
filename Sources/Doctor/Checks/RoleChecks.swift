import FoundationEssentials
import LiveShopping
import Snapshots

extension Examination {
    func readingRole() -> [Observation] {
        guard case .success(let connection) = session else {
            return [.skipped("there is no connection", "see the check connection")]
        }
        let names: SourceNames
        do {
            names = try source.get().names
        } catch {
            return [.failure(error.problem, error.remedy)]
        }
        return asking { _ in
            let (excess, isSuper) = try excess(connection)
            let found = try excess + (isSuper ? [] : privateColumns(connection, names))
            return found.isEmpty
                ? [.ok("\(connection.user) may read what a run reads, and nothing else; it may write nowhere")] : found
        }
    }

    /// What the role may do that no run needs.
    private func excess(_ connection: Connection) throws(SourceError) -> (found: [Observation], isSuper: Bool) {
        let role = quotedIdentifier(connection.user)
        let row = try connection.row(
            """
            SELECT concat_ws(', ', CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolcreaterole THEN 'CREATEROLE' END,
                CASE WHEN rolcreatedb THEN 'CREATEDB' END, CASE WHEN rolreplication THEN 'REPLICATION' END), rolsuper
            FROM pg_roles WHERE rolname = current_user
            """, columns: 2)
        var found: [Observation] = []
        if let powers = row[0], !powers.isEmpty {
            found.append(
                .failure(
                    "\(connection.user) is \(powers)",
                    "make a role of its own for tieout (docs/operations.md, Roles and rights)"))
        }
        // For a superuser every other answer is yes.
        guard row[1] != "t" else { return (found, true) }
        let tables = try connection.rows(
            """
            SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                AND (has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
                OR has_any_column_privilege(c.oid, 'INSERT, UPDATE'))
            ORDER BY 1
            """, columns: 1, doing: "looking"
        ).compactMap { $0[0] }
        if !tables.isEmpty {
            found.append(
                .failure(
                    "\(connection.user) may write to \(Self.list(tables))",
                    tables.prefix(3).map { "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON \($0) FROM \(role), PUBLIC;" }
                        .joined(separator: "\n")))
        }
        let schemas = try connection.rows(
            """
            SELECT quote_ident(nspname) FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
                AND has_schema_privilege(oid, 'CREATE') ORDER BY 1
            """, columns: 1, doing: "looking"
        ).compactMap { $0[0] }
        if !schemas.isEmpty {
            found.append(
                .warning(
                    "\(connection.user) may create in the schema \(Self.list(schemas))",
                    "REVOKE CREATE ON SCHEMA \(schemas.joined(separator: ", ")) FROM \(role), PUBLIC;"))
        }
        return (found, false)
    }

    /// Columns of our tables that no run reads and the role may.
    private func privateColumns(_ connection: Connection, _ names: SourceNames) throws(SourceError) -> [Observation] {
        let role = quotedIdentifier(connection.user)
        var found: [String] = []
        var remedies: [String] = []
        for table in Table.allCases {
            guard let name = names.name(of: table)?.quoted else { continue }
            let ours = table.columns.filter(\.isRead).compactMap { names.name(of: $0.name, in: table) }
            let columns = try connection.rows(
                """
                SELECT a.attname, c.relkind IN ('r', 'm') FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                WHERE c.oid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> ALL ($2::text[])
                    AND has_column_privilege(a.attrelid, a.attnum, 'SELECT') ORDER BY a.attnum
                """, [name, arrayLiteral(ours)], columns: 2, doing: "looking")
            guard !columns.isEmpty else { continue }
            // Parts of a heap are told by ctid; a view has none.
            let place = columns[0][1] == "t" ? ", ctid" : ""
            found += columns.map { "\(table.name).\($0[0] ?? "")" }
            remedies.append(
                "REVOKE SELECT ON \(name) FROM \(role), PUBLIC; GRANT SELECT "
                    + "(\(ours.map(quotedIdentifier).joined(separator: ", "))\(place)) ON \(name) TO \(role);")
        }
        guard !found.isEmpty else { return [] }
        return [
            .warning(
                "\(connection.user) may read what no run reads: \(Self.list(found))", remedies.joined(separator: "\n"))
        ]
    }

    func repairingRole() -> [Observation] {
        guard let conninfo = deployment.repairConninfo else {
            return [.skipped("nobody said where it connects", "name it with --repair-database")]
        }
        let connection: Connection
        do {
            connection = try Connection(conninfo: conninfo)
            connection.patience = .minutes(1)
            try connection.execute("BEGIN READ ONLY", doing: "beginning to look")
        } catch {
            return [.failure("\(error)", "mend --repair-database")]
        }
        do {
            return try rights(of: connection)
        } catch {
            return [.skipped("it could not be looked at: \(error.problem)")]
        }
    }

    private func rights(of connection: Connection) throws(SourceError) -> [Observation] {
        let isPowerful = try connection.row("SELECT rolsuper FROM pg_roles WHERE rolname = current_user", columns: 1)
        guard isPowerful[0] != "t" else {
            return [
                .warning(
                    "\(connection.user) is a superuser, whom no right stops",
                    "make a role that has the rights in repairs/README.txt of a run, and no others")
            ]
        }
        let readme = deployment.output.appendingPathComponent("latest/repairs/README.txt")
        guard let text = try? String(contentsOf: readme, encoding: .utf8) else {
            return [
                .note("\(connection.user) connects; the last run has no repairs whose rights it could be asked for")
            ]
        }
        let wanted = NeededRight.all(in: text)
        var lacking: [String] = []
        for right in wanted where try !connection.has(right) { lacking.append(right.statement(for: connection.user)) }
        guard lacking.isEmpty else {
            return [
                .failure(
                    "\(connection.user) lacks rights that the last run's scripts need, on \(lacking.count) of \(wanted.count) tables",
                    lacking.joined(separator: "\n"))
            ]
        }
        return [.ok("\(connection.user) has the rights that the last run's scripts need on \(wanted.count) tables")]
    }

    static func list(_ names: [String]) -> String {
        let first = names.prefix(6).joined(separator: ", ")
        return names.count > 6 ? "\(first) and \(names.count - 6) more" : first
    }
}

/// A `GRANT` of `repairs/README.txt`: what the scripts of a run need on one table.
struct NeededRight {
    let rights: String
    let table: String

    static func all(in readme: String) -> [NeededRight] {
        readme.split(separator: "\n").compactMap { line in
            guard let match = line.firstMatch(of: /^\s*GRANT (.+) ON ((?:"(?:[^"]|"")+"|[^" ])+) TO ROLE;/),
                !match.1.hasPrefix("USAGE")
            else { return nil }
            return NeededRight(rights: String(match.1), table: String(match.2))
        }
    }

    /// Each right with its columns; none is the whole table.
    var parts: [(right: String, columns: [String])] {
        rights.matches(of: /(SELECT|INSERT|UPDATE|DELETE)(?: \(([^)]*)\))?/).map { match in
            (String(match.1), match.2.map { $0.split(separator: ", ").map(String.init) } ?? [])
        }
    }

    func statement(for role: String) -> String { "GRANT \(rights) ON \(table) TO \(quotedIdentifier(role));" }
}

private extension Connection {
    func has(_ right: NeededRight) throws(SourceError) -> Bool {
        for (word, columns) in right.parts {
            let names = columns.map { $0.hasPrefix("\"") ? String($0.dropFirst().dropLast()) : $0 }
            let row = try row(
                """
                SELECT CASE WHEN t.oid IS NULL THEN has_schema_privilege(current_schema(), 'CREATE')
                    WHEN cardinality($2::text[]) = 0 THEN has_table_privilege(t.oid, $3)
                    ELSE (SELECT bool_and(has_column_privilege(t.oid, a.attnum, $3)) FROM pg_catalog.pg_attribute a
                        WHERE a.attrelid = t.oid AND a.attname = ANY ($2::text[])) END
                FROM (SELECT to_regclass($1)::oid AS oid) t
                """, [right.table, arrayLiteral(names), word], columns: 1)
            if row[0] != "t" { return false }
        }
        return true
    }
}
