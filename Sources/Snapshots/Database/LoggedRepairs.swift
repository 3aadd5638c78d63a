extension PostgresSource {
    /// Which run's repair settled each of some findings last, as the log of repairs beside the data says.
    ///
    /// The log is nothing that a run needs: where there is none, or the reading role may not read it, nobody knows, and a
    /// repair that was taken back has settled nothing. Only an ordinary table of the log's columns is read: whoever may
    /// create a table of that name can say what he likes in it, and run nothing.
    ///
    /// - Parameter findings: Ids as findings.csv has them.
    /// - Returns: The ids of the runs, each a folder's name with what was read: `2026-11-22T020000Z read …`.
    public func loggedRepairs(of findings: [String]) -> [String: String] {
        let wanted = findings.filter { $0.utf8.allSatisfy { $0.isLetterOrDigit } }
        guard !wanted.isEmpty else { return [:] }
        let rows = try? pool.withConnection { connection in
            let logs = try connection.rows(
                """
                SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relname = 'tieout_repair_log' AND c.relkind = 'r' AND NOT c.relhasrules AND NOT c.relrowsecurity
                    AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
                    AND (SELECT count(*) FROM pg_attribute a WHERE a.attrelid = c.oid AND NOT a.attisdropped
                        AND (a.attname, a.atttypid) IN (('finding_id', 'text'::regtype), ('run_id', 'text'::regtype),
                            ('action', 'text'::regtype), ('log_id', 'int8'::regtype), ('undoes', 'int8'::regtype))) = 5
                """, columns: 1, doing: "looking for the log of repairs")
            guard logs.count == 1, let schema = logs[0][0] else { return [[String?]]() }
            let log = "\(quotedIdentifier(schema)).tieout_repair_log"
            return try connection.rows(
                """
                SELECT DISTINCT ON (l.finding_id) l.finding_id, l.run_id FROM \(log) l
                WHERE l.finding_id = ANY ('{\(wanted.joined(separator: ","))}'::text[])
                    AND l.action NOT IN ('undo', 'touch', 'count', 'keep')
                    AND NOT EXISTS (SELECT FROM \(log) u WHERE u.undoes = l.log_id AND u.run_id = l.run_id)
                ORDER BY l.finding_id, l.log_id DESC
                """, columns: 2, doing: "reading the log of repairs")
        }
        let pairs = (rows ?? []).compactMap { row in row[0].flatMap { id in row[1].map { (id, $0) } } }
        return Dictionary(pairs) { first, _ in first }
    }
}

private extension UInt8 {
    var isLetterOrDigit: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
    }
}
