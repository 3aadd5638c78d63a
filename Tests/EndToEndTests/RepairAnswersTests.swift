import Foundation
import TestSupport
import Testing

@Suite("What is said of repairs before, after and the next night")
struct RepairAnswersTests {
    @Test func `A dry run lists the choices that wait, with their alternatives`() throws {
        let shop = try RepairNight(seed: 11)
        let (script, _, finding) = try #require(try shop.firstChoice())
        let rule = String(script.dropLast(4))
        let text = try shop.night.text("repairs/" + script)
        let run = try shop.repair("apply", ["--dry-run", "--rule", rule])
        #expect(run.status == 0 && run.stdout.contains("Waiting for a choice"), "\(run)")
        for way in text.matches(of: /tieout_pick VALUES \('([0-9a-f]+)', '([A-Z]+)'/) {
            let isListed = run.stdout.split(separator: "\n").contains { line in
                line.contains(way.1) && line.contains(" \(way.2) ")
            }
            #expect(isListed, "\(way.0): \(run.stdout)")
        }
        let picked = try shop.repair("apply", ["--dry-run", "--finding", finding, "--pick", finding + "=A"])
        #expect(picked.status == 0 && !picked.stdout.contains("Waiting for a choice"), "\(picked)")
    }

    /// The log has values in the columns' own words: who takes them back need not know what zone they are in.
    @Test func `What was written in local times is taken back from the log alone`() throws {
        let simulated = try SimulatedNight(sessions: 40, faultsPerRule: 1, seed: 11)
        try simulated.database.run(
            sql: """
                DO $$ DECLARE c text; BEGIN
                    FOR c IN SELECT column_name FROM information_schema.columns
                        WHERE table_name = 'liveShoppingSessions' AND data_type = 'timestamp with time zone' LOOP
                        EXECUTE format('ALTER TABLE "liveShoppingSessions" ALTER %1$I TYPE timestamp
                            USING %1$I AT TIME ZONE %2$L', c, 'Europe/Berlin');
                    END LOOP;
                END $$
                """)
        let before = try simulated.database.fingerprint()
        let night = try simulated.run(
            [
                "--database", simulated.database.conninfo, "--time-zone", "Europe/Berlin", "--max-repair-ratio", "100%",
                "--max-rule-share", "100%",
            ], into: "output", "--fail-on", "never")
        try #require(night.run.status == 0, "\(night.run.stderr)")
        let place = ["--database", simulated.database.conninfo, "--yes"]
        let applied = try Tieout.run(["repair", "apply", night.folder.path] + place)
        #expect(applied.status == 0, "\(applied)")
        #expect(try simulated.database.differences(from: before).contains("\"liveShoppingSessions\""))
        let run = try #require(try simulated.database.query(sql: "SELECT min(run_id) FROM tieout_repair_log")[0][0])
        let undone = try Tieout.run(["repair", "undo", String(run.prefix(17))] + place)
        #expect(undone.status == 0 && undone.stderr.isEmpty, "\(undone)")
        #expect(try simulated.database.differences(from: before).isEmpty)
    }

    /// Repairs that are applied without those of the exposures move what clients owe, and the next night says so.
    @Test func `The next night says which exposures repairs have moved`() throws {
        let simulated = try SimulatedNight(sessions: 40, faultsPerRule: 1, seed: 11)
        let place = ["--database", simulated.database.conninfo]
        func run(_ asOf: String) throws {
            let limits = ["--max-repair-ratio", "100%", "--max-rule-share", "100%", "--fail-on", "never"]
            let output = ["--output", simulated.folder.path("output"), "--as-of", asOf]
            #expect(try Tieout.run(["run"] + place + output + limits).status == 0)
        }
        try run("2026-11-21T02:00:00Z")
        let latest = simulated.folder.path("output/latest")
        let rule = ["--rule", "conversion.duplicate-orders"]
        let applied = try Tieout.run(["repair", "apply", latest, "--yes"] + place + rule)
        #expect(applied.status == 0, "\(applied)")
        try run(SimulatedNight.asOf)
        let page = try String(contentsOfFile: latest + "/rules/credit.exposure.html", encoding: .utf8)
        #expect(page.contains(">moved by repairs of 2026-11-21T020000Z<"))
    }
}
