import Foundation
import TestSupport
import Testing

/// What the documentation shows of what is printed is what is printed.
///
/// A sample follows a line `<!-- sample: NAME -->` and is shortened: `…` stands for anything, any space for any other.
@Suite struct PrintedSampleTests {
    private static let pages = ["README.md", "templates/README.md", "docs/repairs.md"]

    @Test func `a sample of what a night's repairs print is that`() throws {
        let simulated = try SimulatedNight(sessions: 120, faultsPerRule: 1, seed: 7)
        let source = ["--database", simulated.database.conninfo]
        let night = try simulated.run(source, into: "output")
        #expect(night.run.status == 2)
        let repair = { (command: String) in ["repair", command, night.folder.path] + source }

        let asked = try Tieout.atTerminal(repair("apply"), answer: "n").stdout
        try expect(
            sample: "apply",
            in: asked.replacing(#/database "\w+" on .*? as \w+\?/#, with: Self.database + " as tieout_repairer?"))
        try expect(sample: "rehearse", in: Tieout.run(repair("rehearse")).stdout)
        let script = night.folder.path + "/repairs/conversion.open-session.sql"
        try expect(sample: "dry run", in: simulated.database.psql(file: script).stdout)
        try expect(
            sample: "choice",
            in: String(contentsOfFile: night.folder.path + "/repairs/conversion.cancelled-session.sql", encoding: .utf8)
        )
    }

    @Test func `a sample of what does not fit is that`() throws {
        let shop = try Shop("names")
        try shop.database.run(sql: "DROP TABLE users CASCADE; ALTER TABLE orders RENAME COLUMN notes TO \"Notes\"")
        let run = try Tieout.run("run", "--database", shop.database.conninfo, "--output", shop.folder.path("o"))
        #expect(run.status == 65)
        try expect(
            sample: "names", in: run.stderr.replacing(#/database "\w+" on .*?: it/#, with: Self.database + ": it"))
    }

    @Test func `a sample of what a policy would block is that`() throws {
        let shop = try Shop("policy")
        try shop.loseStatusUpdate()
        let templates = shop.folder.url.appendingPathComponent("templates")
        try FileManager.default.copyItem(at: Tieout.packageRoot.appendingPathComponent("templates"), to: templates)
        let rule = templates.appendingPathComponent("rule.mustache")
        let text = try String(contentsOf: rule, encoding: .utf8)
        try text.replacing("<h1", with: "<h1 style=\"color: red\"", maxReplacements: 1)
            .write(to: rule, atomically: true, encoding: .utf8)
        let run = try Tieout.run(
            "run", "--database", shop.database.conninfo, "--as-of", Shop.asOf, "--output", shop.folder.path("o"),
            "--templates", templates.path)
        try expect(sample: "policy", in: run.stderr.replacing(templates.path, with: "templates"))
    }

    @Test func `each file of a night is in the list of what a run leaves behind`() throws {
        let folder = Tieout.packageRoot.appendingPathComponent("output/sample")
        let page = try String(
            contentsOf: Tieout.packageRoot.appendingPathComponent("docs/report.md"), encoding: .utf8)
        let list = try #require(page.firstMatch(of: /<!-- listing -->\n\n((?:    .*\n)+)\n<!-- \/listing -->/)).1
        let names = Set(list.split { " \n,".contains($0) }.map { String($0.hasSuffix("/") ? $0.dropLast() : $0) })
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            #expect(names.contains(name), "\(name) is not in docs/report.md")
        }
        // And nothing else: what only some nights have is said to be so.
        let ofSomeNights: Set = ["new.html", "repairs/withheld"]
        let isFile = #/^(repairs/)?[a-z-]+\.(html|csv|js|css|xml|xsd|json|sql)$/#
        for path in names where path.contains(isFile) && path != "apply-all.sql" && !ofSomeNights.contains(path) {
            #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent(path).path), "\(path)")
        }
    }

    @Test func `each sample is looked at`() throws {
        let known: Set = ["apply", "rehearse", "dry run", "choice", "names", "policy"]
        #expect(try Set(Self.samples().keys) == known)
    }

    private static let database = "database \"shop\" on db.example.org:5432"

    private func expect(sample name: String, in printed: String) throws {
        let sample = try #require(Self.samples()[name], "\(name)")
        let words = { (text: String) in text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        var rest = words(printed)[...]
        for part in sample.split(separator: "…").map(String.init).map(words) where !part.isEmpty {
            let place = rest.range(of: part)
            #expect(place != nil, "\(name): \(part)\nis not what is printed:\n\(printed)")
            rest = rest[(place?.upperBound ?? rest.startIndex)...]
        }
    }

    /// The indented lines after each mark, by its name.
    private static func samples() throws -> [String: String] {
        var samples: [String: String] = [:]
        for page in pages {
            let text = try String(contentsOf: Tieout.packageRoot.appendingPathComponent(page), encoding: .utf8)
            for match in text.matches(of: /<!-- sample: ([\w ]+) -->\n\n((?: {4}.*\n|\n(?= {4}))+)/) {
                samples[String(match.1)] = String(match.2)
            }
        }
        return samples
    }
}
