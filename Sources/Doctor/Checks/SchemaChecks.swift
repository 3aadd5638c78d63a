import LiveShopping
import Snapshots

extension Examination {
    func promises() -> [Observation] {
        reading { source, _ in
            let promises = try source.promises()
            let wanting = promises.filter { $0.remedy != nil }
            guard !wanting.isEmpty else {
                return [
                    .ok(
                        "the database keeps \(promises.count { $0.state == .kept }) of \(promises.count) promises; none is wanting"
                    )
                ]
            }
            return wanting.map { .warning("\($0.name): not kept, so \($0.promise.otherwise)", $0.remedy ?? "") }
        }
    }

    /// Whether the live-shopping migration has been there: its tables, its columns on others, its words.
    func migration() -> [Observation] {
        guard case .success(let source) = source else {
            guard case .failure(let error) = source, error.kind == .unreadable else {
                return [.skipped("the tables cannot be looked at", "see the checks connection and reading-role")]
            }
            return [
                .failure(error.problem, "apply the live-shopping migration, or say what the site calls them (tables:)")
            ]
        }
        let facts = source.snapshot
        let lacking = Table.allCases.flatMap { table -> [String] in
            guard !facts.isDeclaredNone(table) else { return [] }
            guard facts.available.has(table) else { return [table.name] }
            return table.columns.filter {
                !facts.available.has(table, $0.name) && !facts.isDeclaredNone(table, $0.name)
            }
            .map { "\(table.name).\($0.name)" }
        }
        guard !lacking.isEmpty else { return [.ok("every table and column of the live-shopping system is there")] }
        return [
            .warning(
                "not there, so that rules are weaker or off: \(Self.list(lacking))",
                "apply the migration that adds them, or write none for what the site has not (docs/operations.md)")
        ]
    }

    /// Sessions that are open although their time is up: the live-shopping system's own job does not end them.
    func sessionTimeouts() -> [Observation] {
        reading { source, connection in
            let names = source.names
            func column(_ name: String) -> String? { names.name(of: name, in: .sessions).map(quotedIdentifier) }
            guard let table = names.name(of: .sessions)?.quoted, let status = column("status"),
                let updated = column("updatedAt")
            else { return [.skipped("there are no sessions")] }
            let last = moment(
                "coalesce(\([column("lastActivityAt"), updated].compactMap(\.self).joined(separator: ", ")))")
            let usual = deployment.sessionTimeout.microseconds / 1_000_000
            let seconds = column("timeoutSeconds").map { "coalesce(\($0)::bigint, \(usual))" } ?? "\(usual)"
            let row = try connection.row(
                """
                SELECT count(*)::text, count(*) FILTER (WHERE s > 0 AND last < now() - least(s, 315576000) * interval '1 second')::text,
                    (extract(epoch FROM now() - min(last)) / 3600)::bigint::text
                FROM (SELECT \(seconds) AS s, \(last) AS last FROM \(table) WHERE \(status)::text IN ('ACTIVE', 'PAUSED')) o
                """, columns: 3)
            let (open, late) = (row[0] ?? "0", row[1] ?? "0")
            guard late != "0" else { return [.ok("\(open) sessions are open, none past its timeout")] }
            return [
                .warning(
                    "\(late) of \(open) open sessions are past their timeout, the oldest without activity for \(row[2] ?? "?") h: "
                        + "their soft holds stay",
                    "see whether the system's job that ends sessions runs; hold.abandoned repairs them")
            ]
        }
    }

    /// The live-shopping system takes the word true, written like that, and nothing else.
    func featureFlag() -> [Observation] {
        guard let path = deployment.environmentFile else {
            return [.skipped("no environment file was named", "name the system's with --env-file")]
        }
        guard let text = FileText.read(path) else {
            return [.failure("\(path) cannot be read", "name the system's environment file, and let this user read it")]
        }
        let value = EnvironmentText.value(of: Self.flag, in: text)
        let isOn = value == "true"
        let said = "\(Self.flag) is \(value.map { "'\($0)'" } ?? "not set") in \(path)"
        return reading { source, connection in
            guard let table = source.names.name(of: .sessions)?.quoted,
                let created = source.names.name(of: "createdAt", in: .sessions)
            else { return [.skipped("there are no sessions to compare it with")] }
            let row = try connection.row(
                "SELECT count(*)::text FROM \(table) WHERE \(moment(quotedIdentifier(created))) > now() - interval '7 days'",
                columns: 1)
            let count = row[0] ?? "0"
            switch (isOn, count != "0") {
            case (true, true): return [.ok("\(said), and \(count) sessions were made in the last 7 days")]
            case (false, false):
                return [.note("\(said): live shopping is off, and no session was made in the last 7 days")]
            case (true, false):
                return [
                    .warning(
                        "\(said), and no session was made in the last 7 days",
                        "is the system restarted, and does it read this file?")
                ]
            case (false, true):
                return [
                    .failure(
                        "\(said), and \(count) sessions were made in the last 7 days",
                        "the system runs with another file, or an instance with an older one: set it to true there, and restart"
                    )
                ]
            }
        }
    }

    private static let flag = "FEATURE_LIVE_SHOPPING_ENABLED"
}

/// A file of `NAME=value` lines, as `dotenv` reads it.
enum EnvironmentText {
    /// The value that holds, which is the last one; nil when the variable is not set.
    static func value(of name: String, in text: String) -> String? {
        var value: String?
        for line in text.split(whereSeparator: \.isNewline) {
            guard let match = line.firstMatch(of: /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/),
                match.1 == name
            else { continue }
            value = plain(match.2)
        }
        return value
    }

    private static func plain(_ text: Substring) -> String {
        if let quote = text.first, quote == "\"" || quote == "'", let end = text.dropFirst().firstIndex(of: quote) {
            return String(text[text.index(after: text.startIndex)..<end])
        }
        let value = text.firstMatch(of: /^(.*?)\s+#/).map { $0.1 } ?? text
        return String(value)
    }
}
