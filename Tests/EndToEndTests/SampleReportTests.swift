import Foundation
import TestSupport
import Testing

/// The report that is kept under output/sample is the one that the demo makes.
///
/// `TIEOUT_RECORD=1` writes it anew, after a change of the pages or the rules.
@Suite struct SampleReportTests {
    private static let sample = Tieout.packageRoot.appendingPathComponent("output/sample")

    /// What says when and with what a report was made, not what it says.
    private static let ofTheMaking: Set = ["manifest.json", "evidence.html"]

    @Test func isWhatTheDemoMakes() throws {
        let folder = try TemporaryFolder()
        let demo = try CommandRun.run(
            "/bin/bash", [Tieout.packageRoot.appendingPathComponent("Scripts/demo").path, folder.path("output")],
            environment: ["TIEOUT": Tieout.executable.path])
        #expect(demo.status == 0, "\(demo.stderr)")
        let made = folder.url.appendingPathComponent("output/latest").resolvingSymlinksInPath()
        if ProcessInfo.processInfo.environment["TIEOUT_RECORD"] == "1" {
            try? FileManager.default.removeItem(at: Self.sample)
            try FileManager.default.copyItem(at: made, to: Self.sample)
        }
        try expectOnTheFrontPage(demo.stdout)
        let files = try paths(in: made)
        #expect(try paths(in: Self.sample) == files)
        for path in files where !Self.ofTheMaking.contains(path) {
            let isSame = FileManager.default.contentsEqual(
                atPath: Self.sample.appendingPathComponent(path).path, andPath: made.appendingPathComponent(path).path)
            #expect(isSame, "\(path): if the change is meant, run this test with TIEOUT_RECORD=1")
        }
    }

    @Test func vouchesForItself() throws {
        let run = try Tieout.run("verify", Self.sample.path)
        #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
    }

    /// The README shows what the demo prints, shortened.
    private func expectOnTheFrontPage(_ printed: String) throws {
        let readme = Tieout.packageRoot.appendingPathComponent("README.md")
        let text = try String(contentsOf: readme, encoding: .utf8)
        let start = try #require(text.range(of: "<!-- demo -->\n\n")).upperBound
        let end = try #require(text.range(of: "\n<!-- /demo -->")).lowerBound
        let lines = printed.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let rules = try #require(lines.firstIndex { $0.hasPrefix("  rule ") })
        let report = try #require(lines.first { $0.hasPrefix("Report: ") }).replacing(
            #/ \S*/output//#, with: " …/output/")
        let sample = (lines[0...rules + 2] + ["  …", "", report]).map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
        if ProcessInfo.processInfo.environment["TIEOUT_RECORD"] == "1" {
            try (text[..<start] + sample + text[end...]).write(to: readme, atomically: true, encoding: .utf8)
        } else {
            #expect(text[start..<end] == sample, "run this test with TIEOUT_RECORD=1")
        }
    }

    private func paths(in folder: URL) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    }
}
