import Foundation
import LiveShopping
import Testing

@testable import Reconciliation
@testable import Reports

@Suite struct ReportTests {
    private func write(_ outcome: Outcome, into folder: URL, repairs: @Sendable (URL) throws -> Void = { _ in }) throws
    {
        try Report(outcome: outcome, catalogue: RuleDescription.sampleCatalogue, run: .sample)
            .write(into: folder, templates: TestTemplates.folder, repairs: repairs)
    }

    private func contents(_ outcome: Outcome) throws -> [String: String] {
        try withTemporaryFolder { folder in
            try write(outcome, into: folder)
            return try Dictionary(
                uniqueKeysWithValues: OutputFolder.files(in: folder).map { ($0, try text(folder, $0)) })
        }
    }

    @Test func leavesAllThatWasPromised() throws {
        let files = try contents(.sample([.sample("line.price")])).keys.sorted()
        #expect(
            files == [
                "credit.csv", "evidence.html", "explanations.js", "findings.csv", "findings.js", "history.csv",
                "holds.csv", "index.html",
                "manifest.json",
                "prices.csv",
                "reconciliation.xml", "reconciliation.xsd", "rules/index.html", "rules/line.price.html", "script.js",
                "sessions.csv", "settled.csv", "style.css", "totals.csv",
            ])
    }

    @Test func givesTheSameBytesTwice() throws {
        var (one, other) = (try contents(.hostile()), try contents(.hostile()))
        for file in ["manifest.json"] {
            one[file] = try #require(one[file]).replacing(/"(milliseconds|seal)" : ("[0-9a-f]+"|\d+)/, with: "")
            other[file] = try #require(other[file]).replacing(/"(milliseconds|seal)" : ("[0-9a-f]+"|\d+)/, with: "")
        }
        #expect(one == other)
    }

    @Test func vouchesForTheRepairsToo() throws {
        try withTemporaryFolder { folder in
            try write(.sample([.sample("line.price", repair: .automatic)]), into: folder) { repairs in
                try OutputFile.write("how", to: repairs.appendingPathComponent("README.txt"))
                try OutputFile.write("begin;", to: repairs.appendingPathComponent("line.price.sql"))
            }
            #expect(try text(folder, "manifest.json").contains("\"path\" : \"repairs/line.price.sql\""))
            #expect(try text(folder, "rules/line.price.html").contains("href=\"../repairs/line.price.sql\""))
            #expect(try text(folder, "index.html").contains("href=\"repairs/README.txt\""))
        }
    }

    @Test func writesNothingWhenATemplateIsBroken() throws {
        try withTemporaryFolder { root in
            let folder = root.appendingPathComponent("run")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let error = #expect(throws: PublicationError.self) {
                try Report(outcome: .sample(), catalogue: RuleDescription.sampleCatalogue, run: .sample)
                    .write(into: folder, templates: root, repairs: { _ in })
            }
            #expect(error?.exitStatus == 78)
            #expect(try names(in: folder).isEmpty)
        }
    }
}
