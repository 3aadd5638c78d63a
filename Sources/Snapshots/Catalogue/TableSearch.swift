import LiveShopping

/// Where each table is, and where one is that may be it by another name.
struct TableSearch {
    /// The tables that are there by their names.
    private(set) var found: [Table: Candidate] = [:]
    /// For tables that are not: the one whose name is nearest.
    private(set) var nearest: [Table: Candidate] = [:]
    /// Tables of exactly the same name in other schemas than the one that is read.
    private(set) var namesakes: [Table: [QualifiedName]] = [:]

    /// A table that has a name, give or take capitals, underscores and the schema.
    struct Candidate: Hashable {
        let oid: UInt32
        let name: QualifiedName
        /// The place of its schema in the search path; nil when it is not there.
        let place: Int?
        /// The name is the one that is looked for, to the letter.
        let isExact: Bool
        /// A name without a schema finds it: it is in the schema that was given, or in the search path.
        let isInReach: Bool
    }

    /// - Parameters:
    ///   - path: Where names without a schema are looked for.
    ///   - schema: Where they are looked for instead; nil is the path.
    init(
        _ connection: Connection, path: SearchPath, schema: String?, mapping: TableMapping
    ) throws(SourceError) {
        let wanted = Table.allCases.filter { !mapping.isNone($0) }
        let names = wanted.map { mapping.name(of: $0) }
        let rows = try connection.rows(
            Self.query, [arrayLiteral(names.map(\.name)), arrayLiteral(wanted.map(\.name)), path.schemas], columns: 5,
            doing: "looking for the tables")
        var candidates: [Table: [Candidate]] = [:]
        for row in rows {
            guard let position = row[0].flatMap({ Int($0) }), wanted.indices.contains(position - 1),
                let oid = row[1].flatMap({ UInt32($0) }), let ofSchema = row[2], let name = row[3]
            else { throw connection.nonsense(doing: "looking for the tables") }
            let (table, sought) = (wanted[position - 1], names[position - 1])
            let place = row[4].flatMap { Int($0) }
            let home = sought.schema ?? schema
            candidates[table, default: []].append(
                Candidate(
                    oid: oid, name: QualifiedName(schema: ofSchema, name: name), place: place,
                    isExact: name == sought.name, isInReach: home.map { $0 == ofSchema } ?? (place != nil)))
        }
        for (table, all) in candidates { pick(table, all) }
        pickNearest(candidates, wanted)
    }

    /// The first one along the path; in a schema that was given there is only one.
    private mutating func pick(_ table: Table, _ candidates: [Candidate]) {
        let exact = candidates.filter(\.isExact)
        guard let one = exact.filter(\.isInReach).min(by: { ($0.place ?? 0) < ($1.place ?? 0) }) else { return }
        found[table] = one
        let others = exact.filter { $0 != one }.map(\.name).sorted { $0.description < $1.description }
        if !others.isEmpty { namesakes[table] = others }
    }

    /// Required tables first: where they are, optional ones are looked for too.
    private mutating func pickNearest(_ candidates: [Table: [Candidate]], _ wanted: [Table]) {
        let missing = wanted.filter { found[$0] == nil }
        let required = missing.filter { !$0.isOptional }.map { candidates[$0] ?? [] }
        let votes = Dictionary(
            required.flatMap { Set($0.map(\.name.schema)) }.map { ($0, 1) }, uniquingKeysWith: +)
        func rank(_ candidate: Candidate) -> (Int, Int, Int, String) {
            (
                candidate.isInReach ? 0 : 1, -(votes[candidate.name.schema] ?? 0), candidate.isExact ? 0 : 1,
                candidate.name.description
            )
        }
        for table in missing where !table.isOptional {
            nearest[table] = candidates[table]?.min { rank($0) < rank($1) }
        }
        let homes = Set((found.values.map(\.name.schema)) + nearest.values.map(\.name.schema))
        for table in missing where table.isOptional {
            let near = candidates[table]?.filter { $0.isInReach || homes.contains($0.name.schema) }
            nearest[table] = near?.min { rank($0) < rank($1) }
        }
    }

    /// A row for each relation whose name is a table's, give or take capitals and underscores.
    private static let query = """
        WITH relation AS MATERIALIZED (
            SELECT c.oid, c.relname, n.nspname, lower(replace(c.relname, '_', '')) AS plain
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
                AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        )
        SELECT w.position, r.oid, r.nspname, r.relname, array_position($3::name[], r.nspname)
        FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS w (theirs, ours, position)
        JOIN relation r ON r.relname = w.theirs
            OR r.plain IN (lower(replace(w.theirs, '_', '')), lower(replace(w.ours, '_', '')))
        """
}
