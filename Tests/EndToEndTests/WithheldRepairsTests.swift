import Foundation
import TestSupport
import Testing

@Suite("A night that would be repaired as a whole has its repairs withheld")
struct WithheldRepairsTests {
    @Test("by the flag, by the file, by default") func withheld() throws {
        let night = try SimulatedNight(sessions: 60, faultsPerRule: 3, seed: 11)
        let file = night.folder.path("tieout.yaml")
        try "max-repair-ratio: 0.1\n".write(toFile: file, atomically: true, encoding: .utf8)
        for (number, more) in [["--max-repair-ratio", "10%"], ["--config", file], []].enumerated() {
            let result = try run(night, "withheld-\(number)", more)
            #expect(
                result.run.status == 2 && result.run.stdout.contains("\n\nREPAIRS WITHHELD: the repairs of this run"))
            let repairs = try FileManager.default.contentsOfDirectory(atPath: result.path("repairs")).sorted()
            #expect(repairs == ["README.txt", "blast-radius.csv", "tieout.sql", "withheld"])
            let script = result.path("repairs/withheld/apply-all.sql")
            let before = try night.database.fingerprint()
            let refused = try night.database.psql(file: script, variables: ["apply": "1"])
            #expect(refused.status == 3 && refused.stderr.contains("nothing was changed"), "\(refused)")
            #expect(try night.database.differences(from: before).isEmpty)
            let finding = try #require(
                try result.rows("findings.csv").first { $0["repair"] == "automatic" && $0["session_id"] != "" })
            // The pages lead to where the scripts are, those of sessions as well as those of rules.
            for page in ["rules/\(finding["rule"] ?? "")", "sessions/\(finding["session_id"] ?? "")"] {
                let text = try String(contentsOfFile: result.path(page + ".html"), encoding: .utf8)
                #expect(text.contains("href=\"../repairs/withheld/\(finding["rule"] ?? "").sql\""), "\(page)")
            }
            let words = try Tieout.run("explain", finding["finding_id"] ?? "", "--run", result.folder.path)
            #expect(words.stdout.contains("psql -v withheld=1 -v apply=1 -f "), "\(words)")
        }
    }

    @Test("and does not when it is told that all may be wrong") func told() throws {
        let night = try SimulatedNight(sessions: 60, faultsPerRule: 3, seed: 11)
        let result = try run(night, "told", ["--max-repair-ratio", "100%"])
        #expect(result.run.stdout.contains("WITHHELD") == false)
        #expect(FileManager.default.fileExists(atPath: result.path("repairs/apply-all.sql")))
        #expect(try result.manifest()["repairsWithheld"] == nil)
    }

    @Test("A share that is none is refused", arguments: ["10", "101%", "much"]) func refused(_ share: String) throws {
        let folder = try TemporaryFolder()
        let flag = try Tieout.run("run", "--snapshot", folder.path("none"), "--max-repair-ratio", share)
        #expect(flag.status == 64 && flag.stderr.contains(share), "\(flag)")
        let file = folder.path("tieout.yaml")
        try "max-repair-ratio: \(share)\n".write(toFile: file, atomically: true, encoding: .utf8)
        let key = try CommandRun.run(
            Tieout.executable.path, ["run", "--snapshot", folder.path("none"), "--config", file],
            directory: Tieout.packageRoot.path)
        #expect(key.status == 78, "\(key)")
        #expect(key.stderr.contains("\(file):1:19: max-repair-ratio is '\(share)', which is not a share"), "\(key)")
    }

    /// Without what ``Tieout/run(_:environment:)`` adds.
    private func run(_ night: SimulatedNight, _ output: String, _ more: [String]) throws -> NightResult {
        let path = night.folder.path(output)
        let run = try CommandRun.run(
            Tieout.executable.path,
            ["run", "--database", night.database.conninfo, "--output", path, "--as-of", SimulatedNight.asOf] + more,
            directory: Tieout.packageRoot.path)
        return NightResult(run: run, folder: URL(fileURLWithPath: path + "/latest").resolvingSymlinksInPath())
    }
}
