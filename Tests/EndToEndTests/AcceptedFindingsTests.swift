import Foundation
import TestSupport
import Testing

@Suite("Known differences are accepted by a file")
struct AcceptedFileTests {
    private func file(_ text: String, in folder: TemporaryFolder) throws -> String {
        let path = folder.path("accepted.yaml")
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    private let rest = "\n  reason: agreed\n  by: Ann\n  until: 2026-11-22\n  up-to: 25.00\n"

    @Test func `and then the run ends well, and proposes no repair`() throws {
        let shop = try Shop("accepted")
        try shop.loseStatusUpdate()
        let plain = try shop.run()
        #expect(plain.run.status == 2)
        let id = try #require(plain.rows("findings.csv").first?["finding_id"])

        let accepted = try shop.run("--accepted", try file("- finding: \(id)" + rest, in: shop.folder))
        #expect(accepted.run.status == 0 && accepted.run.stdout.isEmpty, "\(accepted.run)")
        #expect(try accepted.findings() == plain.findings())
        #expect(FileManager.default.fileExists(atPath: plain.path("repairs/README.txt")))
        #expect(!FileManager.default.fileExists(atPath: accepted.path("repairs")))
        let verdict = "Nothing was found except what is accepted: 1 finding, 25.00."
        #expect(try accepted.text("index.html").contains(verdict))

        let small = rest.replacing("25.00", with: "24.99")
        let outgrown = try shop.run("--accepted", try file("- finding: \(id)" + small, in: shop.folder))
        #expect(outgrown.run.status == 2)
        #expect(outgrown.run.stdout.contains("accepted.yaml:1: 1 finding with more than 24.99 behind it"))

        let late = rest.replacing("2026-11-22", with: "2026-11-21")
        let config = try shop.write("accepted: \(try file("- finding: \(id)" + late, in: shop.folder))\n")
        let expired = try shop.run("--config", config)
        #expect(expired.run.status == 2)
        #expect(expired.run.stdout.contains("accepted.yaml:1: expired on 2026-11-21; 1 finding counts again."))
    }

    @Test(arguments: [
        ("- finding: 454247e6ec3062cd\n  reasn: x", "2:3: 'reasn' is not a key that tieout knows here"),
        ("- finding: 454247e6ec3062cd\n  by: Ann", "1:3: reason is missing"),
        ("- finding: 454247e6ec3062cd\n  reason: ''\n  by: Ann", "2:11: reason is empty"),
        (
            "- finding: 454247\(0)$",
            "1:12: finding is '4542470', which is not a finding ID (f and 16 hexadecimal digits)"
        ),
        ("- rule: line.prise\n  key: x$", "1:9: rule is 'line.prise', which is not a rule that 'tieout rules' lists"),
        ("- rule: line.price$", "1:3: key is missing"),
        ("- rule: line.price\n  key: *$", "2:9: "),
        ("- rule: line.price\n  finding: 454247e6ec3062cd$", "1:9: it names both a finding and a rule"),
        ("- key: x$", "1:3: it names neither a finding nor a rule"),
        (
            "- finding: 454247e6ec3062cd\n  reason: x\n  by: y\n  until: 2026-02-30\n  up-to: 1",
            "4:10: until is '2026-02-30'"
        ),
        ("- finding: 454247e6ec3062cd\n  reason: x\n  by: y\n  until: 2026-02-20\n  up-to: -1", "5:10: up-to is '-1'"),
        ("- finding: 454247e6ec3062cd$- finding: 454247E6EC3062CD$", "6:3: it is about the same as accepted.yaml:1"),
        ("finding: 454247e6ec3062cd\nby: Ann", "1:1: it is not a list of entries"),
    ])
    func `a mistake in it is refused with its place, before anything is read`(text: String, message: String) throws {
        let folder = try TemporaryFolder()
        let path = try file(text.replacing("$", with: rest), in: folder)
        let run = try Tieout.run(
            "run", "--snapshot", folder.path("none"), "--output", folder.path("output"), "--accepted", path)
        #expect(run.status == 78 && run.stdout.isEmpty)
        #expect(run.stderr.hasPrefix("tieout: \(path):\(message)"), "\(run.stderr)")
        #expect(run.stderr.split(separator: "\n").count == 1)
        #expect(!FileManager.default.fileExists(atPath: folder.path("output")))
    }
}
