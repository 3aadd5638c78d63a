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

    private func paths(in folder: URL) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    }
}
