import LiveShopping

/// Tables that are not any more what they were when the snapshot was taken.
struct TableChange {
    let tables: String
    /// What the server said, where it would not plan a statement; if it says so again, that is what is wrong.
    var reason: SourceError?
}

extension Connection {
    /// Has the server plan a read of every table, which locks it and everything under it against being altered,
    /// emptied or rewritten until the transaction ends; and looks whether that happened since the snapshot was taken.
    ///
    /// A table that is emptied and filled again between the two is empty in the snapshot, which sees neither the old
    /// file nor the new rows. `LOCK TABLE` before the snapshot would do as well, but only for roles that may read
    /// every column, and not for materialized views.
    ///
    /// - Returns: What happened to some of them, so that the snapshot is of no use; nil when nothing did.
    func lockAgainstChange(
        _ layouts: [TableLayout], of catalogue: Catalogue
    ) throws(SourceError) -> TableChange? {
        for layout in layouts {
            do throws(ServerFailure) {
                _ = try answer("EXPLAIN (COSTS off) \(layout.select)")
            } catch {
                let reason = error.error(
                    place: secrets.redacted(place), doing: "looking at \"\(layout.table.name)\"")
                guard Self.changed.contains(error.state) else { throw reason }
                return TableChange(tables: layout.name.description, reason: reason)
            }
        }
        let names = try rewritten(layouts, of: catalogue)
        return names.isEmpty ? nil : TableChange(tables: names.joined(separator: ", "))
    }

    /// Table or column not there any more, deadlock, lock not available: the world is not as the catalogue says.
    private static let changed: Set = ["42P01", "42703", "40P01", "55P03"]

    private func rewritten(_ layouts: [TableLayout], of catalogue: Catalogue) throws(SourceError) -> [String] {
        let oids = layouts.map { layout in catalogue.tables[layout.table].map { String($0.oid) } ?? "0" }
        let found = try rows(
            Self.query, ["{" + oids.joined(separator: ",") + "}", arrayLiteral(layouts.map(\.name.quoted))], columns: 1,
            doing: "looking for tables that were rewritten")
        return found.compactMap { row in
            let index = row[0].flatMap { Int($0) }.map { $0 - 1 }
            return index.flatMap { layouts.indices.contains($0) ? layouts[$0].name.description : nil }
        }
    }

    /// What the query reads of `pg_class` is the snapshot's; what the functions say is today's.
    private static let query = """
        WITH RECURSIVE part AS (
            SELECT w.oid, w.position, w.name
            FROM unnest($1::oid[], $2::text[]) WITH ORDINALITY AS w (oid, name, position)
            UNION
            SELECT below.oid, part.position, NULL FROM part
            JOIN \(relationsBelow) ON below.above = part.oid
        )
        SELECT DISTINCT part.position FROM part JOIN pg_catalog.pg_class c ON c.oid = part.oid
        WHERE NULLIF(c.relfilenode, 0) IS DISTINCT FROM pg_relation_filenode(c.oid)
            OR (part.name IS NOT NULL AND to_regclass(part.name) IS DISTINCT FROM part.oid::regclass)
        ORDER BY 1
        """
}

/// What is directly below a relation: the parts of a table, and what a view reads.
let relationsBelow = """
    (
        SELECT i.inhparent AS above, i.inhrelid AS oid FROM pg_catalog.pg_inherits i
        UNION ALL
        SELECT r.ev_class, d.refobjid FROM pg_catalog.pg_rewrite r
        JOIN pg_catalog.pg_class v ON v.oid = r.ev_class AND v.relkind = 'v'
        JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = r.oid
            AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> r.ev_class
    ) AS below
    """
