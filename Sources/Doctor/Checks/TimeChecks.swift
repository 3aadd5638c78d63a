import FoundationEssentials
import LiveShopping
import Snapshots

extension Examination {
    /// What a run takes times without a zone for, beside what the server takes them for.
    func timeZone() -> [Observation] {
        reading { source, connection in
            let columns = try columnsWithoutZone(source.names, connection)
            guard !columns.isEmpty else { return [.ok("every time that is read has its zone")] }
            let server = try connection.row(
                """
                SELECT current_setting('TimeZone'), now()::timestamp = now() AT TIME ZONE $1
                """, [deployment.timeZone.postgresName], columns: 2)
            let evidence =
                "\(columns.count) columns have no zone (\(Self.list(columns))); a run reads them as "
                + "\(deployment.timeZone), the server's sessions write \(server[0] ?? "?")"
            return server[1] == "t"
                ? [.ok(evidence)]
                : [
                    .warning(
                        evidence,
                        "if the system writes local times, set time-zone: \(server[0] ?? "Europe/Berlin"); the "
                            + "check newest-rows shows times in the future when the zone is too far east")
                ]
        }
    }

    func clock() -> [Observation] {
        asking { connection in
            let before = Date()
            let row = try connection.row("SELECT extract(epoch FROM clock_timestamp())::bigint::text", columns: 1)
            guard let server = row[0].flatMap({ Double($0) }) else { return [.skipped("the server told no time")] }
            let seconds = abs(Int(server - before.timeIntervalSince1970))
            let evidence = "this machine's clock and the server's are \(seconds) s apart"
            guard seconds > 60 else { return [.ok(evidence)] }
            return [
                .warning(
                    "\(evidence); a report's age is told by this one", "have both follow one source: chronyc tracking")
            ]
        }
    }

    func newestRows() -> [Observation] {
        reading { source, connection in
            let newest = try newestTimes(source.names, connection)
            guard let latest = newest.max(by: { $0.age > $1.age }) else {
                return [.note("no table has a row with a time")]
            }
            let evidence = newest.map { "\($0.table) \($0.words)" }.joined(separator: ", ")
            let skew = deployment.clockSkew.microseconds / 1_000_000
            if newest.contains(where: { $0.age < -skew }) {
                return [
                    .failure(
                        "\(evidence): later than the server's own time",
                        "the zone of times without one is wrong (time-zone), or a clock of the system is")
                ]
            }
            guard latest.age > 2 * 86_400 else { return [.ok(evidence)] }
            return [
                .warning("\(evidence): nothing has been written for days", "is this the live database, and not a copy?")
            ]
        }
    }

    private struct Newest {
        let table: String
        /// In seconds; below zero in the future.
        let age: Int64

        var words: String {
            let seconds = abs(age)
            let span =
                seconds < 7_200
                ? "\(seconds / 60) min" : seconds < 172_800 ? "\(seconds / 3_600) h" : "\(seconds / 86_400) d"
            return age < 0 ? "\(span) ahead" : "\(span) ago"
        }
    }

    private static let timed: [(Table, String)] = [
        (.sessions, "updatedAt"), (.cartItems, "updatedAt"), (.orders, "created_at"), (.priceOverrides, "updatedAt"),
        (.batches, "updatedAt"),
    ]

    private func newestTimes(_ names: SourceNames, _ connection: Connection) throws(SourceError) -> [Newest] {
        var found: [Newest] = []
        for (table, column) in Self.timed {
            guard let name = names.name(of: table)?.quoted, let time = names.name(of: column, in: table) else {
                continue
            }
            let row = try connection.row(
                "SELECT extract(epoch FROM now() - \(moment("max(\(quotedIdentifier(time)))")))::bigint::text FROM \(name)",
                columns: 1)
            if let age = row[0].flatMap({ Int64($0) }) { found.append(Newest(table: table.name, age: age)) }
        }
        return found
    }

    /// A time as a moment: one without a zone is read in the site's.
    func moment(_ expression: String) -> String {
        let zone = "'\(deployment.timeZone.postgresName.replacing("'", with: "''"))'"
        return """
            (CASE WHEN pg_typeof(\(expression)) = 'timestamp'::regtype THEN (\(expression))::text::timestamp AT TIME ZONE \(zone) \
            ELSE (\(expression))::text::timestamptz END)
            """
    }

    private func columnsWithoutZone(_ names: SourceNames, _ connection: Connection) throws(SourceError) -> [String] {
        var found: [String] = []
        for table in Table.allCases {
            guard let name = names.name(of: table)?.quoted else { continue }
            let ours = table.columns.filter(\.isRead).compactMap { names.name(of: $0.name, in: table) }
            found += try connection.rows(
                """
                SELECT attname FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = ANY ($2::text[])
                    AND atttypid = 'timestamp'::regtype ORDER BY attnum
                """, [name, arrayLiteral(ours)], columns: 1, doing: "looking"
            ).compactMap { row in row[0].map { "\(table.name).\($0)" } }
        }
        return found
    }
}
