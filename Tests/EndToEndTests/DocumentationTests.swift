import Foundation
import TestSupport
import Testing

/// What the documentation says is what the program says.
@Suite struct DocumentationTests {
    @Test func theCatalogueIsWrittenAnewWhenARuleChanges() throws {
        let folder = try TemporaryFolder()
        let script = Tieout.packageRoot.appendingPathComponent("Scripts/document-rules").path
        let run = try CommandRun.run(script, [Tieout.executable.path, folder.path("rules.md")])
        #expect(run.status == 0, "\(run.stderr)")
        let written = try String(contentsOfFile: folder.path("rules.md"), encoding: .utf8)
        let kept = Tieout.packageRoot.appendingPathComponent("docs/rules.md")
        #expect(
            try written == String(contentsOf: kept, encoding: .utf8),
            "run Scripts/document-rules and commit docs/rules.md")
    }
}
