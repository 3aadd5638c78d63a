internal import LiveShopping
internal import Reconciliation
internal import Reports
package import Snapshots

/// The table in which every repair is logged.
package struct RepairLog {
    private let connection: Connection
    /// Where it is.
    private let schema: String

    private var name: String { "\(quotedIdentifier(schema)).\(SQLNames.logName)" }

    /// Looks for the log; nil when there is none.
    ///
    /// - Parameter schema: Where it is; nil is the search path's business.
    /// - Throws: ``RepairFailure`` of kind `usage` when there are several, none of them in the search path.
    package init?(_ connection: Connection, schema: String?) throws(RepairFailure) {
        self.connection = connection
        let found = try Self.asking { () throws(ServerFailure) in
            try connection.answer(
                """
                SELECT n.nspname, c.oid IS NOT DISTINCT FROM to_regclass('\(SQLNames.logName)'), \(Self.isTrusted)
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relname = '\(SQLNames.logName)' AND c.relkind IN ('r', 'p', 'v')
                    AND n.nspname = \(schema.map(connection.literal) ?? "n.nspname") ORDER BY 2 DESC, 1
                """)
        }.rows
        guard let first = found.first, let name = first[0] else { return nil }
        guard found.count == 1 || first[1] == "t" else {
            let schemas = found.compactMap { $0[0] }.joined(separator: ", ")
            throw RepairFailure(
                .usage, place: connection.place, problem: "there is a \(SQLNames.logName) in each of \(schemas)",
                remedy: "say which with --schema")
        }
        self.schema = name
        guard first[2] == "t" else { throw Self.distrust(of: self.name, at: connection.place) }
    }

    /// Whether `pg_class c` can be read without anything of somebody else being run: an ordinary table of the server's own types, and
    /// nothing about it that has an expression of its owner's, which who plans a query evaluates. Who writes to it asks for more.
    private static let isTrusted = """
        (c.relkind = 'r' AND NOT c.relhasrules AND NOT c.relrowsecurity AND NOT c.relispartition AND c.relpersistence <> 't'
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE c.oid IN (inhrelid, inhparent))
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                    AND t.typnamespace <> 'pg_catalog'::pg_catalog.regnamespace)
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND (i.indexprs IS NOT NULL
                OR pg_catalog.pg_get_expr(i.indpred, c.oid) <> '(undoes IS NOT NULL)'))
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_statistic_ext WHERE stxrelid = c.oid))
        """

    private static func distrust(of name: String, at place: String) -> RepairFailure {
        RepairFailure(
            .data, place: place,
            problem: """
                \(name) is not a log that can be trusted: it must be an ordinary table of the server's own types, without rules, \
                policies and expressions
                """,
            remedy: "find out who made it, and rename or drop it")
    }

    /// - Parameter name: Of a log that there may be, as statements write it.
    /// - Throws: ``RepairFailure`` when there is one that nobody should read.
    static func requireTrusted(_ name: String, on connection: Connection) throws(RepairFailure) {
        let found = try asking { () throws(ServerFailure) in
            try connection.answer(
                """
                SELECT \(isTrusted) FROM pg_catalog.pg_class c
                WHERE c.oid = pg_catalog.to_regclass(\(connection.literal(name)))
                """)
        }.rows
        guard found.isEmpty || found == [["t"]] else { throw distrust(of: name, at: connection.place) }
    }

    /// The runs that have repaired something, the first one first.
    package func runs() throws(RepairFailure) -> [LoggedRun] {
        let rows = try Self.asking { () throws(ServerFailure) in
            try connection.answer(
                """
                SELECT l.run_id, string_agg(DISTINCT l.rule, ', '), count(DISTINCT l.finding_id), count(*), count(u.log_id),
                    string_agg(DISTINCT l.applied_by, ', '),
                    to_char(min(l.applied_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                    to_char(max(l.applied_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                FROM \(name) l LEFT JOIN \(name) u ON u.undoes = l.log_id AND u.run_id = l.run_id
                WHERE l.action NOT IN ('undo', 'touch', 'count', 'keep') GROUP BY l.run_id ORDER BY min(l.log_id)
                """)
        }.rows
        return rows.map(LoggedRun.init)
    }

    /// The one run whose id begins so.
    package func run(beginning text: String) throws(RepairFailure) -> String {
        let ids = try runs().map(\.id)
        let found = ids.contains(text) ? [text] : ids.filter { $0.hasPrefix(text) }
        guard let first = found.first else {
            let known = ids.isEmpty ? "it has none" : "it has \(ids.joined(separator: "; "))"
            throw RepairFailure(
                .usage, place: "\(SQLNames.logName) in \(connection.place)", problem: "no run '\(text)' is in it",
                remedy: "give the folder of a run, or the id of one that the log has: \(known)")
        }
        guard found.count == 1 else {
            throw RepairFailure(
                .usage, place: "\(SQLNames.logName) in \(connection.place)",
                problem: "\(found.count) runs begin with '\(text)': \(found.joined(separator: "; "))",
                remedy: "write more of the id, in quotes")
        }
        return first
    }

    /// The scripts that take back what a run has changed, the last first, made from the log alone.
    ///
    /// - Parameter mapping: What the site has renamed, as the run was told.
    package func undoScripts(of run: String, schema: String?, mapping: TableMapping) throws -> [ScriptFile] {
        let source = try SourceNames(of: connection, schema: schema, mapping: mapping)
        let names = SQLNames(source, available: source.available, logSchema: self.schema)
        let asOf = Timestamp(iso8601: run.prefix { $0 != " " }) ?? Timestamp(microseconds: 0)
        let logged = Dictionary(grouping: try repairs(of: run)) { RuleID($0.rule) }
        return try Catalogue.inRepairOrder(Set(logged.keys)).reversed().map { rule in
            let own = logged[rule] ?? []
            let script = LoggedScript(
                rule: rule, findings: own.map(\.finding), tables: try tables(own, names),
                run: RunIdentity(id: run, asOf: asOf), names: names)
            var output = ScriptBytes()
            try script.write(&output)
            let path = "undo/\(rule).sql from the log"
            return try ScriptFile(
                output.bytes, path: path, place: path, rule: rule, sha256: hexDigest(output.bytes)
            ).undoing(path)
        }
    }

    /// The site's tables by what the log calls them.
    private func tables(_ repairs: [LoggedRepair], _ names: SQLNames) throws(RepairFailure) -> Set<Table> {
        var tables: Set<Table> = []
        for label in Set(repairs.flatMap(\.tables)).sorted() {
            guard let table = Table.allCases.first(where: { names.label($0) == label }) else {
                throw RepairFailure(
                    .data, place: connection.place, problem: "the log names \(label), which is not known here",
                    remedy: "give --schema and --config as the run was given them")
            }
            tables.insert(table)
        }
        return tables
    }

    /// What the log has of a repair.
    private struct LoggedRepair {
        let finding: String
        let rule: String
        /// As the site names them.
        let tables: [String]
    }

    private func repairs(of run: String) throws(RepairFailure) -> [LoggedRepair] {
        let rows = try Self.asking { () throws(ServerFailure) in
            try connection.answer(
                """
                SELECT finding_id, rule, string_agg(DISTINCT table_name, E'\\n') FROM \(name)
                WHERE run_id = \(connection.literal(run)) AND action NOT IN ('undo', 'touch', 'count', 'keep')
                GROUP BY 1, 2 ORDER BY min(log_id)
                """)
        }.rows
        return rows.map { row in
            LoggedRepair(
                finding: row[0] ?? "", rule: row[1] ?? "",
                tables: (row[2] ?? "").split(separator: "\n").map(String.init))
        }
    }

    private static func asking<Answer>(_ body: () throws(ServerFailure) -> Answer) throws(RepairFailure) -> Answer {
        do {
            return try body()
        } catch {
            throw RepairFailure(error, at: "the log of repairs")
        }
    }
}

/// A run that has repaired something.
package struct LoggedRun: Sendable, Hashable {
    package let id: String
    package let rules: String
    /// How many repairs, and how many changes they made.
    package let repairs: Int
    package let changes: Int
    package let undone: Int
    package let by: String
    package let first: String
    package let last: String

    fileprivate init(_ row: [String?]) {
        let texts = row.map { $0 ?? "" }
        (id, rules, by, first, last) = (texts[0], texts[1], texts[5], texts[6], texts[7])
        (repairs, changes, undone) = (Int(texts[2]) ?? 0, Int(texts[3]) ?? 0, Int(texts[4]) ?? 0)
    }
}
