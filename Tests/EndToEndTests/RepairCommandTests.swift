import Foundation
import TestSupport
import Testing

@Suite("tieout repair apply and undo")
struct RepairCommandTests {
    /// One interpreter of the scripts is as good as the other.
    @Test(arguments: Thoroughness.some(of: [11, 58] as [UInt64]))
    func `Applies what psql's apply-all applies, once, and takes it back`(seed: UInt64) throws {
        let (ours, psqls) = try (RepairNight(seed: seed), RepairNight(seed: seed))
        let before = try ours.database.fingerprint()
        #expect(try psqls.database.fingerprint() == before)

        let dry = try ours.repair("apply", "--dry-run")
        #expect(dry.status == 0 && dry.stderr.isEmpty, "\(dry.stderr)")
        #expect(try ours.database.differences(from: before).isEmpty)

        let applied = try ours.repair("apply", "--yes")
        #expect(applied.status == 0 && applied.stderr.isEmpty, "\(applied)")
        let script = psqls.night.path("repairs/apply-all.sql")
        #expect(try psqls.database.psql(file: script, variables: ["apply": "1", "other_database": "1"]).status == 0)
        #expect(try ours.timeless() == psqls.timeless(), "seed \(seed)")
        #expect(try ours.log() == psqls.log(), "seed \(seed)")

        let after = try ours.database.fingerprint()
        let again = try ours.repair("apply", "--yes")
        #expect(again.status == 0 && again.stderr.isEmpty, "\(again.stderr)")
        #expect(try ours.database.differences(from: after).isEmpty)

        let undone = try ours.repair("undo", "--yes")
        #expect(undone.status == 0 && undone.stderr.isEmpty, "\(undone)")
        let different = try ours.database.differences(from: before)
        #expect(different.isEmpty, "seed \(seed)")
    }

    @Test func `Its JSON says what the log says`() throws {
        let shop = try RepairNight(seed: 11, of: RepairNight.few)
        let run = try shop.repair("apply", "--yes", "--json", "-")
        #expect(run.status == 0 && run.stderr.isEmpty, "\(run.stderr)")
        let result = try shop.json(run.stdout)
        let logged = try shop.value("SELECT min(run_id) FROM tieout_repair_log")
        #expect(result["run"] as? String == logged)
        #expect(result["mode"] as? String == "apply" && result["error"] == nil)
        let totals = try #require(result["totals"] as? [String: Any])
        let applied = try shop.value("SELECT count(DISTINCT finding_id) FROM tieout_repair_log")
        #expect("\(totals["applied"] ?? "")" == applied)
        let scripts = try #require(result["scripts"] as? [[String: Any]])
        let cells = scripts.flatMap { $0["changes"] as? [[String: Any]] ?? [] }.filter { $0["row"] as? String != "new" }
        let changed = cells.map { cell in
            ["finding", "table", "row", "column"].map { cell[$0] as? String ?? "" }.joined(separator: " ")
        }
        let log = try shop.database.query(
            sql: """
                SELECT concat_ws(' ', finding_id, table_name, row_id, column_name) FROM tieout_repair_log
                WHERE action IN ('set', 'add', 'delete')
                """)
        #expect(Set(changed) == Set(log.compactMap { $0[0] }) && !changed.isEmpty)
        for script in scripts {
            let skips = script["skips"] as? [Any]
            #expect(skips?.count == script["skipped"] as? Int)
        }
    }

    @Test func `One finding's repair alone is applied, and taken back`() throws {
        let shop = try RepairNight(seed: 11, of: RepairNight.few)
        let before = try shop.database.fingerprint()
        let findings = try shop.night.rows("findings.csv").filter { $0["repair"] == "automatic" }
        let finding = try #require(findings.first { $0["rule"] == "line.price" }?["finding_id"])
        let run = try shop.repair(
            "apply", "--yes", "--finding", String(finding.prefix(12)), "--json", shop.path("r.json"))
        #expect(run.status == 0 && run.stderr.isEmpty, "\(run)")
        #expect(try shop.value("SELECT count(DISTINCT finding_id) FROM tieout_repair_log") == "1")
        let result = try shop.json(String(contentsOfFile: shop.path("r.json"), encoding: .utf8))
        let totals = try #require(result["totals"] as? [String: Any])
        #expect(totals["applied"] as? Int == 1 && totals["proposed"] as? Int == 1)

        let unknown = try shop.repair("apply", "--yes", "--finding", "0123456789abcdef")
        #expect(unknown.status == 64 && unknown.stderr.contains("0123456789abcdef"), "\(unknown.stderr)")
        let rule = try shop.repair("apply", "--yes", "--rule", "line.prices")
        #expect(rule.status == 64 && rule.stderr.contains("line.price,"), "\(rule.stderr)")

        #expect(try shop.repair("undo", "--yes", "--finding", finding).status == 0)
        #expect(try shop.database.differences(from: before).isEmpty)
    }

    @Test func `A choice is applied when it is picked, and only then`() throws {
        let shop = try RepairNight(seed: 11, of: RepairNight.few)
        let (script, pick, finding) = try #require(try shop.firstChoice())
        let open = try shop.repair("apply", "--yes", "--finding", finding)
        #expect(open.status == 2, "\(open)")
        #expect(try shop.value("SELECT count(*) FROM tieout_repair_log") == "0")

        try shop.edit(script) { $0.replacingOccurrences(of: "--" + pick, with: pick) }
        let rule = String(script.dropLast(4))
        let run = try shop.repair("apply", "--yes", "--rule", rule)
        #expect(run.stdout.contains("A is picked for finding \(finding)"), "\(run)")
        #expect(try shop.value("SELECT count(*) > 0 FROM tieout_repair_log WHERE finding_id = '\(finding)'") == "t")
    }

    @Test func `An altered script is refused`() throws {
        let shop = try RepairNight(seed: 11, of: RepairNight.few)
        let before = try shop.database.fingerprint()
        try shop.edit("line.price.sql") { $0.replacingOccurrences(of: " at stake.", with: " at stake!") }
        let run = try shop.repair("apply", "--yes")
        #expect(run.status == 65 && run.stderr.contains("line.price.sql: it is not what the run wrote"), "\(run)")
        #expect(try shop.database.differences(from: before).isEmpty)
        let allowed = try shop.repair("apply", "--yes", "--allow-edited", "--rule", "line.price")
        #expect(allowed.status == 0 && allowed.stdout.contains("is not what the run wrote"), "\(allowed)")
    }

    @Test func `A script cannot commit what is a dry run, nor do what psql alone could`() throws {
        let shop = try RepairNight(seed: 11, of: RepairNight.few)
        let before = try shop.database.fingerprint()
        for line in ["END;", "ROLLBACK AND CHAIN;", "COMMIT;", "\\! true"] {
            try shop.edit("line.price.sql") {
                $0.replacingOccurrences(of: Self.middle, with: "\n\(line)\(Self.middle)")
            }
            let run = try shop.repair("apply", "--dry-run", "--allow-edited", "--rule", "line.price")
            #expect(run.status == 65 && run.stderr.contains("line.price.sql:"), "\(line): \(run)")
            try shop.edit("line.price.sql") {
                $0.replacingOccurrences(of: "\n\(line)\(Self.middle)", with: Self.middle)
            }
        }
        #expect(try shop.database.differences(from: before).isEmpty)
    }

    private static let middle = "\n\\set tieout_begins false "

    @Test func `A pick is named beside the folder, which stays as it was written`() throws {
        let shop = try RepairNight(seed: 11, of: RepairNight.few)
        let (_, _, finding) = try #require(try shop.firstChoice())
        let unknown = try shop.repair("apply", "--yes", "--pick", "\(finding)=Z")
        #expect(unknown.status == 64 && unknown.stderr.contains("has no alternative Z"), "\(unknown)")
        let picks = shop.path("picks.txt")
        try "# who decides, and why\n\(finding.prefix(8))=a\n".write(toFile: picks, atomically: true, encoding: .utf8)
        let run = try shop.repair("apply", "--yes", "--picks", picks, "--finding", finding)
        #expect(run.status == 0 && run.stdout.contains("A is picked for finding \(finding)"), "\(run)")
        let logged = try shop.database.query(
            sql: "SELECT DISTINCT finding_id, alternative, remark FROM tieout_repair_log")
        #expect(logged == [[finding, "A", "other database"]])
        let verified = try Tieout.run("verify", shop.night.folder.path)
        #expect(verified.status == 0, "\(verified)")
        #expect(try shop.repair("undo", "--yes", "--finding", finding).status == 0)
    }

    @Test func `Another database than the run read is refused, unless told`() throws {
        let shop = try RepairNight(seed: 11, of: RepairNight.few)
        let before = try shop.database.fingerprint()
        let script = shop.night.path("repairs/apply-all.sql")
        for command in ["apply", "undo"] {
            let run = try Tieout.run(
                "repair", command, shop.night.folder.path, "--database", shop.database.conninfo, "--yes")
            #expect(run.status == 65 && run.stderr.contains("--other-database"), "\(run)")
        }
        for file in [script, shop.night.path("repairs/undo/apply-all.sql")] {
            let run = try shop.database.psql(file: file, variables: ["apply": "1"])
            #expect(run.status == 3 && run.stderr.contains("not the database that the run read"), "\(run)")
        }
        #expect(try shop.database.differences(from: before).isEmpty)
        let told = try shop.database.psql(file: script, variables: ["apply": "1", "other_database": "1"])
        #expect(told.status == 0, "\(told)")
        #expect(try shop.value("SELECT DISTINCT remark FROM tieout_repair_log") == "other database")
    }

    @Test func `A folder whose manifest was altered, or that lacks a script, is refused`() throws {
        let shop = try RepairNight(seed: 11, of: RepairNight.few)
        let before = try shop.database.fingerprint()
        let manifest = shop.night.path("manifest.json")
        let written = try String(contentsOfFile: manifest, encoding: .utf8)
        try written.replacing("\"tool\"", with: "\"Tool\"").write(toFile: manifest, atomically: true, encoding: .utf8)
        let altered = try shop.repair("apply", "--yes")
        #expect(
            altered.status == 65 && altered.stderr.contains("manifest.json: it is not as it was written"), "\(altered)")
        try written.write(toFile: manifest, atomically: true, encoding: .utf8)
        try FileManager.default.removeItem(atPath: shop.night.path("repairs/price.override.sql"))
        let missing = try shop.repair("apply", "--yes")
        #expect(
            missing.status == 65 && missing.stderr.contains("price.override.sql: the run wrote this script"),
            "\(missing)")
        #expect(try shop.database.differences(from: before).isEmpty)
    }

    @Test func `The tieout.sql of another version is refused`() throws {
        let shop = try RepairNight(seed: 11, of: RepairNight.few)
        try shop.edit("tieout.sql") { $0 + "-- more\n" }
        let run = try shop.repair("apply", "--yes")
        #expect(run.status == 65 && run.stderr.contains("tieout.sql: it is not this version's"), "\(run)")
        let version = try Tieout.run("--version")
        #expect(version.stdout.contains(/tieout\.sql SHA-256 [0-9a-f]{64}\n/), "\(version)")
        #expect(try shop.night.text("repairs/line.price.sql").contains(version.stdout.suffix(65).prefix(64)))
    }

    @Test func `Without a terminal it must be told not to ask`() throws {
        let shop = try RepairNight(seed: 11, of: RepairNight.few)
        for command in ["apply", "undo"] {
            let run = try shop.repair(command)
            #expect(run.status == 64 && run.stderr.contains("--yes"), "\(run)")
        }
        let folder = try Tieout.run("repair", "apply", shop.path("nothing"), "--yes")
        #expect(folder.status == 65 && folder.stderr.contains("nothing/manifest.json"), "\(folder)")
    }

    @Test func `A lock that is not given ends it with a sentence, and nothing half done`() throws {
        let shop = try RepairNight(seed: 11, of: RepairNight.few)
        let before = try shop.database.fingerprint()
        let staff = try StaffConnection(shop.database)
        try staff.execute("BEGIN")
        try staff.execute("LOCK TABLE batches IN ACCESS EXCLUSIVE MODE")
        let run = try shop.repair("apply", "--yes", "--lock-timeout", "1s", "--json", "-")
        try staff.execute("ROLLBACK")
        #expect(run.status == 75, "\(run)")
        #expect(
            run.stderr.contains("nothing was changed by this script") && run.stderr.contains("--lock-timeout"),
            "\(run.stderr)"
        )
        let error = try #require(try shop.json(run.stdout)["error"] as? [String: Any])
        #expect(error["sqlstate"] as? String == "55P03" && error["kind"] as? String == "busy")
        // What was committed before it is named, and is whole.
        let again = try shop.repair("apply", "--yes")
        #expect(again.status == 0, "\(again)")
        #expect(try shop.repair("undo", "--yes").status == 0)
        #expect(try shop.database.differences(from: before).isEmpty)
    }

    @Test func `What has moved on is skipped, with what was expected and found`() throws {
        let shop = try RepairNight(seed: 11, of: RepairNight.few)
        try shop.database.run(sql: "UPDATE client_credit_limits SET current_exposure = current_exposure + 1")
        let run = try shop.repair("apply", "--yes", "--rule", "credit.exposure")
        #expect(run.status == 2 && run.stderr.isEmpty, "\(run)")
        #expect(run.stdout.contains("moved on since the run read it"), "\(run.stdout)")
        #expect(run.stdout.contains(/current_exposure: expected [0-9.]+, found [0-9.]+/), "\(run.stdout)")
    }

    @Test func `What the log alone knows is taken back without the folder`() throws {
        let shop = try RepairNight(seed: 58)
        let before = try shop.database.fingerprint()
        let (_, pick, _) = try #require(try shop.firstChoice { $0.contains("| insert | order_line_items") })
        for script in try shop.scripts() where try shop.night.text("repairs/" + script).contains("--" + pick) {
            try shop.edit(script) { $0.replacingOccurrences(of: "--" + pick, with: pick) }
        }
        let applied = try shop.repair("apply", "--yes")
        #expect(applied.status == 0, "\(applied)")
        #expect(try shop.value("SELECT count(DISTINCT action) FROM tieout_repair_log") == "6", "of every kind")
        let run = try #require(try shop.value("SELECT min(run_id) FROM tieout_repair_log"))

        let log = try shop.database("log")
        #expect(log.status == 0 && log.stdout.contains(run) && log.stdout.contains("line.price"), "\(log)")
        let unknown = try shop.database("undo", "2001", "--yes")
        #expect(unknown.status == 64 && unknown.stderr.contains(run), "\(unknown)")

        let dry = try shop.database("undo", String(run.prefix(17)), "--dry-run")
        #expect(dry.status == 0 && dry.stdout.contains("To be put back:"), "\(dry)")
        let one = try #require(try shop.value("SELECT min(finding_id) FROM tieout_repair_log"))
        let alone = try shop.database("undo", String(run.prefix(17)), "--yes", "--finding", one)
        #expect(alone.status == 0 && alone.stdout.contains(" 1 undone,"), "\(alone)")
        let undone = try shop.database("undo", String(run.prefix(17)), "--yes")
        #expect(undone.status == 0 && undone.stderr.isEmpty, "\(undone)")
        let different = try shop.database.differences(from: before)
        #expect(different.isEmpty)
        #expect(
            try shop.value(
                """
                SELECT count(*) FROM tieout_repair_log l WHERE action NOT IN ('undo', 'touch', 'count')
                    AND NOT EXISTS (SELECT FROM tieout_repair_log u WHERE u.undoes = l.log_id)
                """) == "0")
        // Whose tables are called otherwise cannot guess.
        try shop.database.run(sql: "UPDATE tieout_repair_log SET table_name = 'carts', run_id = 'other'")
        let foreign = try shop.database("undo", "other", "--yes")
        #expect(foreign.status == 65 && foreign.stderr.contains("carts"), "\(foreign)")
    }

    @Test func `Repairs that were withheld are applied by who insists`() throws {
        let shop = try RepairNight(seed: 11, faults: 3, maximum: "10%")
        let before = try shop.database.fingerprint()
        let refused = try shop.repair("apply", "--yes")
        #expect(refused.status == 65 && refused.stderr.contains("max-repair-ratio"), "\(refused)")
        #expect(try shop.repair("apply", "--dry-run", "--rule", "line.price").stdout.contains("Withheld by the run: "))
        #expect(try shop.database.differences(from: before).isEmpty)
        let applied = try shop.repair("apply", "--yes", "--withheld", "--rule", "line.price")
        #expect(applied.status == 0 && applied.stderr.isEmpty, "\(applied)")
        #expect(try !shop.database.differences(from: before).isEmpty)
        #expect(try shop.repair("undo", "--yes").status == 0)
        #expect(try shop.database.differences(from: before).isEmpty)
    }

    @Test func `At a terminal it asks, and only a yes is a yes`() throws {
        let shop = try RepairNight(seed: 11, of: RepairNight.few)
        let before = try shop.database.fingerprint()
        let no = try shop.atTerminal("apply", answer: "n")
        #expect(no.status == 2 && no.stdout.contains("To be changed:"), "\(no)")
        #expect(
            no.stdout.contains(/Apply \d+ repairs \([0-9.]+\) to database "[^"]+" on \S+ .*as postgres\? \[y\/N\]/),
            "\(no)")
        #expect(no.stdout.contains("Nothing was changed."), "\(no)")
        #expect(try shop.database.differences(from: before).isEmpty)
        let yes = try shop.atTerminal("apply", answer: "y")
        #expect(yes.status == 0 && yes.stdout.contains("] 1 of "), "\(yes)")
        #expect(try shop.value("SELECT count(*) > 0 FROM tieout_repair_log") == "t")
        #expect(try shop.atTerminal("undo", answer: "yes").status == 0)
        #expect(try shop.database.differences(from: before).isEmpty)
    }

    @Test func `A role with the rights that README.txt names is enough`() throws {
        let shop = try RepairNight(seed: 11)
        let before = try shop.database.fingerprint()
        let role = "repairer_\(shop.database.name)"
        let readme = try shop.night.text("repairs/README.txt")
        let grants = readme.matches(of: /GRANT [^;]+;/).map { $0.output.replacing(" ROLE;", with: " \(role);") }
        let table = try #require(readme.firstMatch(of: /CREATE TABLE [^;]+;/)).output
        try shop.database.run(
            sql: """
                CREATE ROLE \(role) LOGIN; \(table) \(grants.joined(separator: "\n"))
                GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO \(role);
                """)
        let conninfo = shop.database.conninfo.replacing("user=postgres", with: "user=\(role)")
        for command in ["apply", "undo"] {
            let run = try Tieout.run(
                "repair", command, shop.night.folder.path, "--database", conninfo, "--yes", "--other-database")
            #expect(run.status == 0 && run.stderr.isEmpty && run.stdout.contains("as \(role)"), "\(run)")
        }
        #expect(try shop.value("SELECT DISTINCT applied_by FROM tieout_repair_log") == role)
        #expect(try shop.database.differences(from: before).isEmpty)
        let stranger = shop.database.conninfo.replacing("user=postgres", with: "user=stranger_\(shop.database.name)")
        try shop.database.run(sql: "CREATE ROLE stranger_\(shop.database.name) LOGIN")
        let refused = try Tieout.run(
            "repair", "apply", shop.night.folder.path, "--database", stranger, "--yes", "--other-database")
        #expect(refused.status == 69 && refused.stderr.contains("a right is missing"), "\(refused)")
        try shop.database.run(sql: "DROP OWNED BY \(role); DROP ROLE \(role), stranger_\(shop.database.name)")
    }

    @Test func `Ctrl-C stops it, and leaves nothing half done`() throws {
        let shop = try RepairNight(seed: 11, of: RepairNight.few)
        let before = try shop.database.fingerprint()
        let staff = try StaffConnection(shop.database)
        try staff.execute("BEGIN")
        try staff.execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE")
        let process = Process()
        process.executableURL = Tieout.executable
        process.arguments = shop.arguments("apply") + ["--yes", "--lock-timeout", "60s"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let waiting =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        #expect(try eventually { try shop.value(waiting) == "1" })
        process.interrupt()
        process.waitUntilExit()
        let text = String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
        #expect(process.terminationStatus == 130 && text.contains("it was interrupted"), "\(text)")
        #expect(text.contains("nothing was changed by this script"), "\(text)")
        try staff.execute("ROLLBACK")
        _ = try shop.repair("undo", "--yes")
        #expect(try shop.database.differences(from: before).isEmpty)
    }
}
