import Foundation
import Synchronization
import TestSupport
import Testing

/// A simulated faulty night with the folder that a run left: a copy, with which a test may do what it likes.
struct RepairNight {
    let database: Database
    let night: NightResult
    private let folder: TemporaryFolder

    /// Rules enough for a test that is not about what each of them repairs.
    static let few = [
        "line.price", "price.override", "conversion.open-session", "integrity.duplicate-item", "hold.reserved",
        "credit.exposure",
    ]

    /// - Parameters:
    ///   - rules: Whose faults there are, instead of every rule's.
    ///   - maximum: How much may be repaired before the run puts its scripts aside.
    init(seed: UInt64, faults: Int = 2, of rules: [String] = [], maximum: String = "100%") throws {
        let model = try Model.of(seed: seed, faults: faults, rules: rules, maximum: maximum)
        database = try PrivatePostgres.shared().makeDatabase(copying: model.simulated.database)
        folder = try TemporaryFolder()
        let url = folder.url.appendingPathComponent("run")
        try FileManager.default.copyItem(at: model.night.folder, to: url)
        night = NightResult(run: model.night.run, folder: url)
    }

    /// A night that is made once, and then only copied.
    private struct Model {
        let simulated: SimulatedNight
        let night: NightResult

        private static let made = Mutex<[String: Model]>([:])

        static func of(seed: UInt64, faults: Int, rules: [String], maximum: String) throws -> Model {
            try made.withLock { made in
                let key = "\(seed) \(faults) \(rules) \(maximum)"
                if let model = made[key] { return model }
                let simulated = try SimulatedNight(sessions: 60, faultsPerRule: faults, seed: seed, rules: rules)
                // A second copy of the lines would make every amendment a choice.
                try simulated.database.run(sql: "ALTER TABLE orders DROP COLUMN items")
                let source = [
                    "--database", simulated.database.conninfo, "--max-repair-ratio", maximum, "--max-rule-share",
                    "100%",
                ]
                let night = try simulated.run(source, into: "output", "--fail-on", "never")
                try #require(night.run.status == 0, "\(night.run.stderr)")
                let model = Model(simulated: simulated, night: night)
                made[key] = model
                return model
            }
        }
    }
}

extension RepairNight {
    func arguments(_ command: String) -> [String] {
        ["repair", command, night.folder.path, "--database", database.conninfo, "--other-database"]
    }

    func repair(_ command: String, _ more: String...) throws -> CommandRun {
        try Tieout.run(arguments(command) + more)
    }

    func repair(_ command: String, _ more: [String]) throws -> CommandRun {
        try Tieout.run(arguments(command) + more)
    }

    /// A command that takes no folder.
    func database(_ command: String, _ more: String...) throws -> CommandRun {
        try Tieout.run(["repair", command] + more + ["--database", database.conninfo])
    }

    /// As a person sees it, who gives one answer.
    func atTerminal(_ command: String, answer: String) throws -> CommandRun {
        try Tieout.atTerminal(arguments(command), answer: answer)
    }

    func scripts() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: night.path("repairs")).sorted().filter {
            $0.hasSuffix(".sql") && !["apply-all.sql", "tieout.sql"].contains($0)
        }
    }

    func path(_ name: String) -> String { folder.path(name) }

    func value(_ sql: String) throws -> String? { try database.query(sql: sql).first?.first ?? nil }

    func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    func edit(_ script: String, _ change: (String) -> String) throws {
        let text = try night.text("repairs/" + script)
        let changed = change(text)
        try #require(changed != text)
        try changed.write(toFile: night.path("repairs/" + script), atomically: true, encoding: .utf8)
    }

    /// The first script with a choice, the line that picks its alternative A, and the finding.
    func firstChoice(
        where isWanted: (String) -> Bool = { _ in true }
    ) throws -> (script: String, pick: String, finding: String)? {
        for script in try scripts() {
            let text = try night.text("repairs/" + script)
            if isWanted(text),
                let match = text.firstMatch(of: /--(INSERT INTO pg_temp\.tieout_pick VALUES \('([0-9a-f]+)', 'A'\);)/)
            {
                return (script, String(match.1), String(match.2))
            }
        }
        return nil
    }

    /// Every row of every table, but for the times at which repairs were made.
    func timeless() throws -> [String] {
        let tables = try database.query(
            sql: "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'tieout_repair_log'")
        let times = "'updatedAt', 'updated_at'"
        return try tables.compactMap { $0[0] }.sorted().flatMap { table in
            try database.query(
                sql: """
                    SELECT '\(table) ' || (to_jsonb(t) - ARRAY[\(times)])::text FROM "\(table)" t ORDER BY 1
                    """
            ).compactMap { $0[0] }
        }
    }

    func log() throws -> [String] {
        try database.query(
            sql: """
                SELECT concat_ws(' ', finding_id, rule, table_name, row_id, column_name, action,
                    CASE WHEN action <> 'touch' THEN concat(old_value, ' ', new_value) END)
                FROM tieout_repair_log ORDER BY log_id
                """
        ).compactMap { $0[0] }
    }
}
