import Foundation
import TestSupport
import Testing

@Suite("The automatic repairs come to an end, and can be taken back")
struct RepairFixpointTests {
    @Test("of every fault that the schema allows", arguments: Thoroughness.some(of: [4, 97] as [UInt64]))
    func simulated(seed: UInt64) throws {
        let night = try SimulatedNight(sessions: 60, faultsPerRule: 2, seed: seed)
        try RepairRounds(database: night.database, name: "simulation, seed \(seed)").prove()
    }

    @Test("of nasty random data", arguments: Thoroughness.some(of: ["0.31", "-0.77"]))
    func chaotic(seed: String) throws {
        let database = try PrivatePostgres.shared().makeDatabase("chaos")
        try database.run(sql: Tieout.run("schema").stdout)
        let chaos = Tieout.packageRoot.appendingPathComponent("Tests/TestSupport/Oracle/chaos.sql").path
        let filled = try database.psql(
            file: chaos, variables: ["seed": seed, "sessions": "60", "strict": "1", "nulls": "0", "huge": "0"])
        try #require(filled.status == 0, "\(filled.stderr)")
        try RepairRounds(database: database, name: "chaos, seed \(seed)").prove()
    }
}

/// Runs and repairs in turn until nothing is left to repair, and back again.
private struct RepairRounds {
    /// What a wrong figure may have hidden, and a right one may show.
    static let mayAppear: Set<String> = [
        "credit.exposure", "credit.over-limit", "hold.reserved", "hold.negative", "hold.oversold",
    ]
    let database: Database
    let name: String
    let folder: TemporaryFolder

    init(database: Database, name: String) throws {
        self.database = database
        self.name = name
        folder = try TemporaryFolder()
    }

    func prove() throws {
        let first = try database.fingerprint()
        var nights = [try night()]
        try expectDryScriptsToChangeNothing(nights[0], first)
        try expectScriptsToBeTakenBackOneByOne(nights[0], first)
        while nights.count <= 3, try !automatic(nights[nights.count - 1]).isEmpty {
            try applyTwice(nights[nights.count - 1])
            nights.append(try night())
            try expectNothingWorse(nights[nights.count - 2], nights[nights.count - 1])
        }
        let left = try automatic(nights[nights.count - 1])
        #expect(left.isEmpty, "\(name), after \(nights.count - 1) rounds: \(left.map(Judged.init))")
        #expect(nights.count > 1, "\(name): there was something to repair")
        // Runs as of one moment share a run id, and what the log says of them: only all together have one way back.
        for night in nights.dropLast().reversed() { try takeBack(night) }
        let different = try database.differences(from: first)
        #expect(different.isEmpty, "\(name): everything undone")
    }

    /// Under the role that the README gives, which may read these columns and nothing else.
    private func night() throws -> NightResult {
        let readme = try String(
            contentsOf: Tieout.packageRoot.appendingPathComponent("README.md"), encoding: .utf8)
        let reader = try LeastPrivilege.reporting(database, readme: readme)
        defer { try? reader.drop() }
        let run = try Tieout.run(
            "run", "--database", reader.conninfo, "--output", folder.path("output"), "--as-of",
            SimulatedNight.asOf, "--fail-on", "never", "--max-rule-share", "100%", "--max-repair-ratio", "100%")
        try #require(run.status == 0 && run.stderr.isEmpty, "\(name): \(run.stderr)")
        return NightResult(
            run: run, folder: URL(fileURLWithPath: folder.path("output/latest")).resolvingSymlinksInPath())
    }

    private func automatic(_ night: NightResult) throws -> [[String: String]] {
        try night.rows("findings.csv").filter { $0["repair"] == "automatic" }
    }

    private func scripts(_ night: NightResult) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: night.path("repairs")).filter {
            $0.hasSuffix(".sql") && $0 != "tieout.sql"
        }
        .sorted()
    }

    /// Works under a role that may do what the night's README.txt prints, and nothing else.
    private func asRepairer(of night: NightResult, _ work: (LeastPrivilege) throws -> Void) throws {
        let role = try LeastPrivilege.repairing(database, readme: night.text("repairs/README.txt"))
        defer { try? role.drop() }
        try work(role)
    }

    private func psql(_ script: String, apply: Bool, as role: LeastPrivilege) throws {
        let run = try database.psql(file: script, variables: apply ? ["apply": "1"] : [:], as: role)
        #expect(run.status == 0 && run.stderr.isEmpty, "\(name), \(script): \(run.stderr)")
    }

    private func expectDryScriptsToChangeNothing(_ night: NightResult, _ before: [String: String]) throws {
        try asRepairer(of: night) { role in
            for script in try scripts(night) {
                try psql(night.path("repairs/" + script), apply: false, as: role)
                try psql(night.path("repairs/undo/" + script), apply: false, as: role)
                let different = try database.differences(from: before)
                #expect(different.isEmpty, "\(name), \(script), dry")
            }
        }
    }

    private func expectScriptsToBeTakenBackOneByOne(_ night: NightResult, _ before: [String: String]) throws {
        try asRepairer(of: night) { role in
            for script in try scripts(night) where script != "apply-all.sql" {
                try psql(night.path("repairs/" + script), apply: true, as: role)
                try psql(night.path("repairs/undo/" + script), apply: true, as: role)
                let different = try database.differences(from: before)
                #expect(different.isEmpty, "\(name), \(script), undone")
            }
        }
    }

    private func applyTwice(_ night: NightResult) throws {
        try asRepairer(of: night) { try psql(night.path("repairs/apply-all.sql"), apply: true, as: $0) }
        let after = try database.fingerprint()
        try asRepairer(of: night) { try psql(night.path("repairs/apply-all.sql"), apply: true, as: $0) }
        let different = try database.differences(from: after)
        #expect(different.isEmpty, "\(name): applied twice")
    }

    private func takeBack(_ night: NightResult) throws {
        try asRepairer(of: night) { try psql(night.path("repairs/undo/apply-all.sql"), apply: true, as: $0) }
    }

    private func expectNothingWorse(_ before: NightResult, _ after: NightResult) throws {
        func grave(_ night: NightResult) throws -> Set<String> {
            let rows = try night.rows("findings.csv").filter { ["critical", "error"].contains($0["severity"]) }
            return Set(rows.map { "\($0["rule"] ?? "") \($0["key"] ?? "")" })
        }
        let added = try grave(after).subtracting(grave(before)).filter { finding in
            !Self.mayAppear.contains { finding.hasPrefix($0 + " ") }
        }
        #expect(added.isEmpty, "\(name): a round added \(added.sorted())")
    }
}

extension Database {
    /// A fingerprint of each table, without the log of repairs and without versions, which are counted up there and back.
    func fingerprint() throws -> [String: String] {
        let tables = try query(
            sql: """
                SELECT quote_ident(tablename) FROM pg_tables
                WHERE schemaname = 'public' AND tablename <> 'tieout_repair_log'
                """)
        let parts = tables.compactMap { $0[0] }.map { table in
            """
            SELECT '\(table)', coalesce(md5(string_agg(r, '|' ORDER BY r)), '')
            FROM (SELECT (to_jsonb(t) - 'version')::text AS r FROM \(table) t) AS rows
            """
        }
        let rows = try query(sql: parts.joined(separator: " UNION ALL "))
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] ?? "", $0[1] ?? "") })
    }

    /// The tables that are not what they were.
    func differences(from fingerprint: [String: String]) throws -> [String] {
        let now = try self.fingerprint()
        return Set(now.keys).union(fingerprint.keys).filter { now[$0] != fingerprint[$0] }.sorted()
    }
}
