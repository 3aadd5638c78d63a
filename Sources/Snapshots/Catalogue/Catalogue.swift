import LiveShopping

/// What a database's catalogue says about the tables that a run reads.
struct Catalogue {
    /// The tables that are there.
    private(set) var tables: [Table: Relation] = [:]

    /// A table, view or foreign table, with the columns that it has by whatever name.
    struct Relation {
        let name: QualifiedName
        /// How many blocks an ordinary heap table has; nil for anything that cannot be split by them.
        let blocks: Int?
        var columns: [String: Attribute] = [:]
    }

    /// A column of a relation.
    struct Attribute {
        let type: CellType?
        let typeName: String
        let isCast: Bool
        let isReadable: Bool
    }

    /// Asks a connection for all tables at once.
    ///
    /// - Throws: ``SourceError`` of kind `configuration` when there is no such schema, `unreachable` when the server
    ///   does not answer.
    init(_ connection: Connection, schema: String?, mapping: TableMapping) throws(SourceError) {
        if let schema { try Self.check(schema, in: connection) }
        let names = Table.allCases.map { table in
            let name = mapping.name(of: table)
            return QualifiedName(schema: name.schema ?? schema, name: name.name)
        }
        let rows = try connection.rows(
            Self.query, [arrayLiteral(names.map(\.quoted))], doing: "reading the catalogue")
        for row in rows { add(row) }
    }

    private static func check(_ schema: String, in connection: Connection) throws(SourceError) {
        let schemas = try connection.rows(
            """
            SELECT nspname FROM pg_catalog.pg_namespace
            WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY 1
            """, doing: "looking for the schema")
        let found = schemas.compactMap(\.first).compactMap(\.self)
        guard !found.contains(schema) else { return }
        throw SourceError(
            .configuration, place: connection.place, problem: "it has no schema \"\(schema)\"",
            remedy: "there are \(found.map { "\"\($0)\"" }.joined(separator: ", "))")
    }

    private mutating func add(_ row: [String?]) {
        func text(_ index: Int) -> String { row[index] ?? "" }
        func isTrue(_ index: Int) -> Bool { row[index] == "t" }
        guard let position = Int(text(0)), let oid = UInt32(text(5)) else { return }
        let table = Table.allCases[position - 1]
        let type = CellType(oid: oid, isEnum: isTrue(6), isString: isTrue(7))
        let name = QualifiedName(schema: row[1], name: text(2))
        tables[table, default: Relation(name: name, blocks: row[3].flatMap { Int($0) })].columns[text(4)] = Attribute(
            type: type, typeName: text(8), isCast: type == .text && !isTrue(6) && !Self.builtInStrings.contains(oid),
            isReadable: isTrue(9))
    }

    /// "char", name, text, varchar: what is sent as text is text.
    private static let builtInStrings: Set<UInt32> = [18, 19, 25, 1043]

    /// A row for each column of each wanted relation, domains taken back to the types under them. Only heap tables
    /// without children, of servers that scan ranges of ctid, and for roles that may read ctid, have a number of blocks.
    private static let query = """
        WITH RECURSIVE relation AS (
            SELECT w.position, c.oid, c.relname, c.relnamespace, c.relkind, c.relhassubclass, c.relam
            FROM unnest($1::text[]) WITH ORDINALITY AS w (name, position)
            JOIN pg_catalog.pg_class c ON c.oid = to_regclass(w.name)
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
        ), base AS (
            SELECT a.attrelid, a.attnum, a.atttypid AS type FROM pg_catalog.pg_attribute a
            WHERE a.attrelid IN (SELECT oid FROM relation) AND a.attnum > 0 AND NOT a.attisdropped
            UNION ALL
            SELECT b.attrelid, b.attnum, t.typbasetype FROM base b
            JOIN pg_catalog.pg_type t ON t.oid = b.type WHERE t.typtype = 'd'
        )
        SELECT r.position, n.nspname, r.relname,
            CASE WHEN r.relkind IN ('r', 'm') AND NOT r.relhassubclass AND am.amname = 'heap'
                AND current_setting('server_version_num')::int >= 140000
                AND has_column_privilege(r.oid, 'ctid', 'SELECT')
                THEN pg_relation_size(r.oid) / current_setting('block_size')::int END,
            a.attname, t.oid, t.typtype = 'e', t.typcategory = 'S', format_type(a.atttypid, a.atttypmod),
            has_column_privilege(r.oid, a.attnum, 'SELECT')
        FROM relation r
        JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
        LEFT JOIN pg_catalog.pg_am am ON am.oid = r.relam
        JOIN base b ON b.attrelid = r.oid
        JOIN pg_catalog.pg_type t ON t.oid = b.type AND t.typtype <> 'd'
        JOIN pg_catalog.pg_attribute a ON a.attrelid = b.attrelid AND a.attnum = b.attnum
        """
}

/// Texts as an array in PostgreSQL's text form.
func arrayLiteral(_ texts: [String]) -> String {
    let quoted = texts.map { text in
        "\"" + text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] } + "\""
    }
    return "{" + quoted.joined(separator: ",") + "}"
}
