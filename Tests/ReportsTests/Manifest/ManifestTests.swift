import Digests
import Foundation
import LiveShopping
import Testing

@testable import Reconciliation
@testable import Reports

@Suite struct ManifestTests {
    private func object(_ folder: URL) throws -> [String: Any] {
        let data = try Data(contentsOf: folder.appendingPathComponent("manifest.json"))
        return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private func write(_ outcome: Outcome, run: RunFacts = .sample, into folder: URL) throws {
        try Manifest(outcome: outcome, run: run, timings: run.timings, files: Manifest.File.all(in: folder)).write(
            into: folder)
    }

    @Test func vouchesForEveryFile() throws {
        try withTemporaryFolder { folder in
            let repairs = folder.appendingPathComponent("repairs/undo")
            try FileManager.default.createDirectory(at: repairs, withIntermediateDirectories: true)
            let files = ["b.csv": "abc", "a.html": "", "repairs/undo/x.sql": "\u{1F600}"]
            for (path, content) in files { try OutputFile.write(content, to: folder.appendingPathComponent(path)) }
            try write(.sample(), into: folder)
            let listed = try #require(try object(folder)["files"] as? [[String: Any]])
            #expect(listed.map { $0["path"] as? String } == files.keys.sorted())
            for file in listed {
                let data = try Data(contentsOf: folder.appendingPathComponent(try #require(file["path"] as? String)))
                let digest = SHA256.digest(of: data).hexadecimal
                #expect(file["sha256"] as? String == digest)
                #expect(file["bytes"] as? Int == data.count)
            }
        }
    }

    @Test func chainsToTheRunBefore() throws {
        try withTemporaryFolder { folder in
            let previous = folder.appendingPathComponent("previous.json")
            var run = RunFacts.sample
            run.previousManifest = previous
            try write(.sample(), run: run, into: folder)
            #expect(try object(folder)["previousManifest"] == nil)

            try FileManager.default.removeItem(at: folder.appendingPathComponent("manifest.json"))
            try OutputFile.write("{}", to: previous)
            try write(.sample(), run: run, into: folder)
            let digest = SHA256.digest(of: "{}".utf8).hexadecimal
            #expect(
                try object(folder)["previousManifest"] as? [String: String]
                    == ["run": folder.lastPathComponent, "sha256": digest])
        }
    }

    @Test func tellsWhatWentInAndWhatCameOut() throws {
        var available = AvailableColumns.all
        available.remove(.orders, "liveSessionId")
        let outcome = Outcome.sample(
            [.sample("line.price", cents: 150), .sample("line.price", cents: 50)], available: available)
        try withTemporaryFolder { folder in
            try write(outcome, into: folder)
            let manifest = try object(folder)
            #expect(manifest["asOf"] as? String == "2026-11-22T02:00:00.000000Z")
            #expect((manifest["settings"] as? [String: String])?["price-window"] == "35d")
            #expect(manifest["rulesSwitchedOff"] as? [String] == ["conversion.link-conflict"])
            #expect((manifest["missing"] as? [[String: Any]])?.first?["column"] as? String == "liveSessionId")
            let findings = try #require(manifest["findings"] as? [String: [String: Any]])
            let rule = try #require(findings["byRule"]?["line.price"] as? [String: Any])
            #expect(rule["findings"] as? Int == 2)
            #expect(rule["impact"] as? String == "2.00")
            #expect((findings["bySeverity"]?.keys).map(Set.init) == ["critical", "error", "warning", "notice"])
            #expect((manifest["timings"] as? [[String: Any]])?.first?["milliseconds"] as? Int == 1_250)
        }
    }

    @Test func namesEverySettingOfTheDefinitions() {
        #expect(
            Settings().named.map { "\($0.name)=\($0.value)" } == [
                "grace=15m", "session-timeout=2h", "no-show=1d", "clock-skew=5m", "cart-limit=200",
                "price-tolerance=0.00", "exposure-tolerance=0.00", "price-window=35d", "exposure-basis=auto",
                "fulfillment-aliases=PENDING=READY_FOR_PACKING", "time-zone=UTC", "max-rule-share=20%",
            ])
    }
}
