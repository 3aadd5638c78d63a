import LiveShopping

/// What a database's catalogue says about the tables that a run reads.
struct Catalogue {
    /// The tables that are there by their names, and of those that are not, the ones whose names are nearest.
    private(set) var tables: [Table: Relation] = [:]
    let search: TableSearch
    let mapping: TableMapping
    /// The role that reads.
    let user: String

    /// A table, view or foreign table, with the columns that it has by whatever name.
    struct Relation {
        let oid: UInt32
        let name: QualifiedName
        /// How many blocks an ordinary heap table has; nil for anything that cannot be split by them.
        let blocks: Int?
        /// About how many rows it has, by the server's own estimate; nil when it has made none.
        let expectedRows: Int?
        var columns: [String: Attribute] = [:]
    }

    /// A column of a relation.
    struct Attribute {
        let type: CellType?
        let typeName: String
        let isCast: Bool
        let isReadable: Bool
    }

    /// Asks a connection that has left its search path for all tables at once.
    ///
    /// - Throws: ``SourceError`` of kind `configuration` when there is no such schema, `unreachable` when the server
    ///   does not answer.
    init(
        _ connection: Connection, path: SearchPath, schema: String?, mapping: TableMapping
    ) throws(SourceError) {
        if let schema { try Self.check(schema, in: connection) }
        self.mapping = mapping
        user = connection.user
        search = try TableSearch(connection, path: path, schema: schema, mapping: mapping)
        let chosen = search.nearest.merging(search.found) { $1 }.sorted { $0.value.oid < $1.value.oid }
        let oids = "{" + chosen.map { String($0.value.oid) }.joined(separator: ",") + "}"
        for row in try connection.rows(Self.query, [oids], columns: 9, doing: "reading the catalogue") {
            guard let position = row[0].flatMap({ Int($0) }), chosen.indices.contains(position - 1),
                let attribute = Attribute(row), let name = row[2]
            else { throw connection.nonsense(doing: "reading the catalogue") }
            let (table, candidate) = chosen[position - 1]
            let blocks = row[1].flatMap { UInt32($0) }.map { Int($0) }
            let expected = row[8].flatMap { Int($0) }
            let relation = Relation(oid: candidate.oid, name: candidate.name, blocks: blocks, expectedRows: expected)
            tables[table, default: relation].columns[name] = attribute
        }
    }

    /// Those that are there by the names that they should have.
    var present: [Table: Relation] { tables.filter { search.found[$0.key] != nil } }

    private static func check(_ schema: String, in connection: Connection) throws(SourceError) {
        let schemas = try connection.rows(
            """
            SELECT nspname FROM pg_catalog.pg_namespace
            WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY 1
            """, columns: 1, doing: "looking for the schema")
        let found = schemas.compactMap(\.first).compactMap(\.self)
        guard !found.contains(schema) else { return }
        throw SourceError(
            .configuration, place: connection.place, problem: "it has no schema \"\(schema)\"",
            remedy: "there are \(found.map { "\"\($0)\"" }.joined(separator: ", "))")
    }

    /// A row for each column of each wanted relation, domains taken back to the types under them. Only heap tables
    /// without children, of servers that scan ranges of ctid, and for roles that may read ctid, have a number of blocks.
    private static let query = """
        WITH RECURSIVE relation AS (
            SELECT w.position, c.oid, c.relkind, c.relhassubclass, c.relam, c.reltuples
            FROM unnest($1::oid[]) WITH ORDINALITY AS w (oid, position)
            JOIN pg_catalog.pg_class c ON c.oid = w.oid
        ), base AS (
            SELECT a.attrelid, a.attnum, a.atttypid AS type FROM pg_catalog.pg_attribute a
            WHERE a.attrelid IN (SELECT oid FROM relation) AND a.attnum > 0 AND NOT a.attisdropped
            UNION ALL
            SELECT b.attrelid, b.attnum, t.typbasetype FROM base b
            JOIN pg_catalog.pg_type t ON t.oid = b.type WHERE t.typtype = 'd'
        )
        SELECT r.position,
            CASE WHEN r.relkind IN ('r', 'm') AND NOT r.relhassubclass AND am.amname = 'heap'
                AND current_setting('server_version_num')::int >= 140000
                AND has_column_privilege(r.oid, 'ctid', 'SELECT')
                THEN pg_relation_size(r.oid) / current_setting('block_size')::int END,
            a.attname, t.oid, t.typtype = 'e', t.typcategory = 'S', format_type(a.atttypid, a.atttypmod),
            has_column_privilege(r.oid, a.attnum, 'SELECT'),
            CASE WHEN r.relkind IN ('r', 'm', 'p') AND r.reltuples > 0 THEN r.reltuples::bigint END
        FROM relation r
        LEFT JOIN pg_catalog.pg_am am ON am.oid = r.relam
        JOIN base b ON b.attrelid = r.oid
        JOIN pg_catalog.pg_type t ON t.oid = b.type AND t.typtype <> 'd'
        JOIN pg_catalog.pg_attribute a ON a.attrelid = b.attrelid AND a.attnum = b.attnum
        """
}

private extension Catalogue.Attribute {
    /// Nil when the row is none that the query can have answered with.
    init?(_ row: [String?]) {
        guard let oid = row[3].flatMap({ UInt32($0) }) else { return nil }
        let isEnum = row[4] == "t"
        let type = CellType(oid: oid, isEnum: isEnum, isString: row[5] == "t")
        self.init(
            type: type, typeName: row[6] ?? "", isCast: type == .text && !isEnum && !Self.builtInStrings.contains(oid),
            // Of a table that has just been dropped there is neither yes nor no: that is found out when it is locked.
            isReadable: row[7] != "f")
    }

    /// "char", name, text, varchar: what is sent as text is text.
    static let builtInStrings: Set<UInt32> = [18, 19, 25, 1043]
}

/// Texts as an array in PostgreSQL's text form.
package func arrayLiteral(_ texts: [String]) -> String {
    let quoted = texts.map { text in
        "\"" + text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] } + "\""
    }
    return "{" + quoted.joined(separator: ",") + "}"
}
