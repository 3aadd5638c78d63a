import Foundation
import TestSupport
import Testing

@Suite("tieout repair rehearse")
struct RepairRehearsalTests {
    static let healthy = ["conversion.open-session", "hold.reserved", "credit.exposure"]

    @Test func `Proves repairs that do what they say, and leaves nothing behind`() throws {
        let shop = try RepairNight(seed: 11)
        let before = try shop.database.fingerprint()
        let run = try shop.repair("rehearse", ["--json", shop.path("r.json")] + Self.rules)
        #expect(run.status == 0 && run.stderr.isEmpty, "\(run)")
        #expect(run.stdout.contains("Proven: "), "\(run.stdout)")
        #expect(try shop.database.differences(from: before).isEmpty)
        #expect(try shop.value("SELECT to_regclass('tieout_repair_log')::text") == nil)

        let result = try shop.json(String(contentsOfFile: shop.path("r.json"), encoding: .utf8))
        let findings = try shop.night.rows("findings.csv").filter {
            Self.healthy.contains($0["rule"] ?? "") && $0["repair"] == "automatic"
        }
        let gone = try #require(result["gone"] as? [[String: Any]]).compactMap { $0["finding"] as? String }
        #expect(Set(findings.compactMap { $0["finding_id"] }).isSubset(of: gone) && !findings.isEmpty)
        #expect((result["new"] as? [Any])?.isEmpty == true && result["proven"] as? Bool == true)
        // What the rehearsal counts is what the real thing then logs.
        #expect(try shop.repair("apply", ["--yes"] + Self.rules).status == 0)
        let tables = try #require(result["tables"] as? [[String: Any]])
        let counted = tables.compactMap { ($0["counted"] as? [String: Any])?["updated"] as? Int }.reduce(0, +)
        let logged = try shop.value(
            "SELECT count(DISTINCT (table_name, row_id)) FROM tieout_repair_log WHERE action IN ('set', 'add')")
        #expect("\(counted)" == logged)
    }

    /// An order that is amended changes what its client owes, and the client's exposure follows.
    @Test func `Proves all repairs of a night together`() throws {
        let shop = try RepairNight(seed: 11)
        let run = try shop.repair("rehearse")
        #expect(run.status == 0 && run.stdout.contains("Proven: "), "\(run)")
    }

    @Test func `Names what is new, and what the repairs uncover`() throws {
        let shop = try RepairNight(seed: 11)
        let before = try shop.database.fingerprint()
        let run = try shop.repair("rehearse", ["--rule", "order.total", "--rule", "conversion.duplicate-orders"])
        #expect(run.status == 2 && run.stdout.contains("New:"), "\(run)")
        #expect(run.stdout.contains(/credit\.exposure +client=\d+ +[0-9.]+ +automatic/), "\(run.stdout)")
        #expect(run.stdout.contains("Not proven: "), "\(run.stdout)")
        #expect(try shop.database.differences(from: before).isEmpty)
    }

    @Test(arguments: [
        (
            #"AFTER UPDATE ON "liveShoppingSessions""#, "UPDATE clients SET name = name || '!'",
            "on clients: "
        ),
        (#"BEFORE UPDATE ON "liveShoppingSessions""#, "NEW.title := 'seen'", "liveShoppingSessions [0-9]+ title"),
        (#"AFTER UPDATE ON "batches""#, #"DELETE FROM "sessionPriceOverrides""#, #"on "sessionPriceOverrides": "#),
    ])
    func `Names a trigger that does more`(event: String, deed: String, expected: String) throws {
        let shop = try RepairNight(seed: 11, of: RepairNight.few)
        try shop.database.run(
            sql: """
                CREATE FUNCTION more() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \(deed); RETURN NEW; END $$;
                CREATE TRIGGER more \(event) FOR EACH ROW EXECUTE FUNCTION more();
                """)
        let before = try shop.database.fingerprint()
        let run = try shop.repair("rehearse", Self.rules)
        #expect(run.status == 2 && run.stderr.isEmpty, "\(run)")
        #expect(try run.stdout.contains(Regex(expected)), "\(run.stdout)")
        #expect(run.stdout.contains("more was changed than the log says"), "\(run.stdout)")
        #expect(try shop.database.differences(from: before).isEmpty)
    }

    @Test func `Says that the database has moved on, and what is skipped for it`() throws {
        let shop = try RepairNight(seed: 11, of: RepairNight.few)
        try shop.database.run(
            sql: "UPDATE client_credit_limits SET current_exposure = current_exposure + 1")
        let run = try shop.repair("rehearse", ["--rule", "credit.exposure"])
        #expect(run.status == 2, "\(run)")
        #expect(run.stdout.contains("the database has moved on since the run"), "\(run.stdout)")
        #expect(run.stdout.contains("moved on since the run read it"), "\(run.stdout)")
    }

    /// One snapshot for both readings has its price: a row that somebody else changes meanwhile cannot be repaired.
    @Test func `Ends with a sentence when somebody else changes the same rows meanwhile`() throws {
        let shop = try RepairNight(seed: 11, of: RepairNight.few)
        let before = try shop.database.fingerprint()
        let staff = try StaffConnection(shop.database)
        // What keeps a second script waiting keeps the rehearsal waiting after its first reading.
        try staff.execute("SELECT pg_advisory_lock(x'7469656f7574'::bigint)")
        let rules = ["--rule", "credit.exposure", "--lock-timeout", "60s"]
        let rehearsal = Background { try shop.repair("rehearse", rules) }
        let waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        #expect(try eventually { try shop.value(waiting) == "1" })
        let touched = "UPDATE client_credit_limits SET current_exposure = current_exposure"
        try staff.execute(touched)
        try staff.execute("SELECT pg_advisory_unlock_all()")
        let run = try rehearsal.wait()
        #expect(run.status == 75 && run.stdout.isEmpty, "\(run)")
        #expect(run.stderr.contains("someone else changed the same rows"), "\(run.stderr)")
        #expect(run.stderr.contains("everything was rolled back"), "\(run.stderr)")
        #expect(try shop.database.differences(from: before).isEmpty)
    }

    @Test func `Proves nothing when nothing is repaired`() throws {
        let shop = try RepairNight(seed: 11, of: RepairNight.few)
        let finding = try #require(try shop.firstChoice()).finding
        let run = try shop.repair("rehearse", ["--finding", finding])
        #expect(run.status == 2 && run.stdout.contains("nothing is proven"), "\(run)")
    }

    private static let rules = healthy.flatMap { ["--rule", $0] }
}
