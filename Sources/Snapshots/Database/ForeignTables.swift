import LiveShopping

/// Which tables' rows come from another server, and whether they are of one moment all the same.
///
/// The transaction's snapshot says nothing about rows that a foreign data wrapper fetches. They are of one moment when
/// they all come from one server, over one connection, and that server was told to give one.
struct ForeignTables {
    private(set) var tables: Set<Table> = []
    /// Why the rows may not be of one moment; nil when they are.
    private(set) var doubt: String?
    /// The one server that all rows come from.
    private var server: Server?

    private struct Server: Hashable {
        let name: String
        let wrapper: String
        let givesOneMoment: Bool
    }

    /// - Parameter catalogue: Where the layouts' tables have their numbers from.
    init(_ connection: Connection, _ layouts: [TableLayout], of catalogue: Catalogue) throws(SourceError) {
        let oids = layouts.map { layout in catalogue.tables[layout.table].map { String($0.oid) } ?? "0" }
        let rows = try connection.rows(
            Self.query, ["{" + oids.joined(separator: ",") + "}"], columns: 4, doing: "looking for foreign tables")
        var servers: Set<Server> = []
        var hasLocal = false
        for row in rows {
            guard let position = row[0].flatMap({ Int($0) }), layouts.indices.contains(position - 1) else {
                throw connection.nonsense(doing: "looking for foreign tables")
            }
            guard let name = row[1], let wrapper = row[2] else {
                hasLocal = true
                continue
            }
            tables.insert(layouts[position - 1].table)
            servers.insert(
                Server(name: name, wrapper: wrapper, givesOneMoment: Self.givesOneMoment(wrapper, init: row[3])))
        }
        doubt = Self.doubt(servers, hasLocal: hasLocal)
        server = servers.first
    }

    /// What the report says of it; nil when no table is foreign.
    var fact: SnapshotFacts.Provenance? {
        guard let server else { return nil }
        let moment = "yes, that of the transaction on the server \(server.name) (\(server.wrapper))"
        return .init(name: "one moment", value: doubt.map { "not certain: \($0)" } ?? moment)
    }

    private static func doubt(_ servers: Set<Server>, hasLocal: Bool) -> String? {
        guard let server = servers.first else { return nil }
        let names = servers.map { "\($0.name) (\($0.wrapper))" }.sorted().joined(separator: ", ")
        if servers.count > 1 { return "the rows come from several servers, \(names)" }
        if hasLocal { return "some rows come from the server \(names), and some from this database" }
        guard !server.givesOneMoment else { return nil }
        return "the server \(names) was not told to give one; docs/from-mysql.md has how"
    }

    /// PostgreSQL's own wrapper begins a transaction like ours; that of MySQL none, unless its first statement does.
    private static func givesOneMoment(_ wrapper: String, init command: String?) -> Bool {
        switch wrapper {
        case "postgres_fdw": return true
        case "mysql_fdw":
            let command = command?.lowercased() ?? ""
            return command.contains(/autocommit\s*=\s*(0|off|false)\b/)
                || command.contains(/start\s+transaction\s+with\s+consistent\s+snapshot/)
        default: return false
        }
    }

    /// Where the rows of each relation, and of those that a view reads, are kept: at which server, or here.
    private static let query = """
        WITH RECURSIVE part AS (
            SELECT w.oid, w.position FROM unnest($1::oid[]) WITH ORDINALITY AS w (oid, position)
            UNION
            SELECT below.oid, part.position FROM part
            JOIN \(relationsBelow) ON below.above = part.oid
        )
        SELECT DISTINCT part.position, s.srvname, w.fdwname,
            (SELECT o.option_value FROM pg_options_to_table(s.srvoptions) o WHERE o.option_name = 'init_command')
        FROM part
        JOIN pg_catalog.pg_class c ON c.oid = part.oid AND c.relkind IN ('r', 'm', 'f')
        LEFT JOIN pg_catalog.pg_foreign_table t ON t.ftrelid = c.oid
        LEFT JOIN pg_catalog.pg_foreign_server s ON s.oid = t.ftserver
        LEFT JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw
        ORDER BY 1, 2
        """
}
