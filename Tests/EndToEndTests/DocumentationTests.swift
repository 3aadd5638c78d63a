import Foundation
import TestSupport
import Testing

@testable import tieout

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

extension DocumentationTests {
    private static let pages: [URL] = {
        let docs = Tieout.packageRoot.appendingPathComponent("docs")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: docs.path)) ?? []
        return [Tieout.packageRoot.appendingPathComponent("README.md")]
            + names.filter { $0.hasSuffix(".md") }.sorted().map(docs.appendingPathComponent)
    }()

    @Test func `every command in it is one that the program takes`() throws {
        var count = 0
        for page in Self.pages {
            for command in Self.commands(try String(contentsOf: page, encoding: .utf8)) {
                let mistake = UsageAdvice.mistake(in: Self.words(command))
                // In a sentence a command, or an option of it, may stand for itself, without what it needs.
                let isNamed = !command.contains("-") || mistake?.contains("its value is missing") == true
                let isWhole = mistake == nil || isNamed || mistake?.hasPrefix("Missing expected argument") == true
                #expect(isWhole, "\(page.lastPathComponent): tieout \(command): \(mistake ?? "")")
                count += 1
            }
        }
        #expect(count > 50, "\(count)")
    }

    @Test func `every place that it leads to is there`() throws {
        for page in Self.pages {
            for match in try String(contentsOf: page, encoding: .utf8).matches(of: /\]\(([^)\s]+)\)/) {
                let parts = match.1.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
                guard !parts[0].hasPrefix("http") else { continue }
                let target = parts[0].isEmpty ? page : page.deletingLastPathComponent().appendingPathComponent(parts[0])
                #expect(FileManager.default.fileExists(atPath: target.path), "\(page.lastPathComponent): \(match.1)")
                guard parts.count > 1 else { continue }
                let heads = try String(contentsOf: target, encoding: .utf8).split(separator: "\n").filter {
                    $0.hasPrefix("#")
                }
                let anchors = heads.map { head in
                    head.drop { $0 == "#" || $0 == " " }.lowercased().filter {
                        $0.isLetter || $0.isNumber || " -_".contains($0)
                    }
                    .replacing(" ", with: "-")
                }
                #expect(anchors.contains(parts[1]), "\(page.lastPathComponent): \(match.1)")
            }
        }
    }

    @Test func `what is checked of a deployment is in its table, and what can be set in its`() throws {
        let operations = try String(
            contentsOf: Tieout.packageRoot.appendingPathComponent("docs/operations.md"), encoding: .utf8)
        let list = try Tieout.run("doctor", "--list")
        #expect(list.status == 0)
        for line in list.stdout.split(separator: "\n") {
            let name = String(line.prefix { $0 != " " })
            let rows = operations.split(separator: "\n").filter { $0.hasPrefix("| ") }
            let names = rows.flatMap { $0.split(separator: "|")[0].split { ", ".contains($0) } }
            #expect(names.contains { $0 == name }, "\(name)")
        }
        let settings = try String(
            contentsOf: Tieout.packageRoot.appendingPathComponent("docs/settings.md"), encoding: .utf8)
        for key in ConfigurationKey.allCases { #expect(settings.contains("\n| \(key.name) |"), "\(key.name)") }
    }

    /// The commands in code and in sentences, each from what follows the program's name.
    private static func commands(_ page: String) -> [String] {
        let joined = page.replacing(/\\\n\s*/, with: " ")
        let code = joined.split(separator: "\n").filter { $0.hasPrefix("    ") }.map(String.init)
        let flowing = joined.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let inline = flowing.matches(of: /`(tieout [^`]+)`/).map { String($0.1) }
        let known = UsageAdvice.commandNames
        return (code + inline).flatMap { line in
            line.matches(of: /(?:^|[\s\/])tieout ([^#&|;>]+)/).map { $0.1.trimmingCharacters(in: .whitespaces) }
        }.filter { command in known.contains(String(command.prefix { $0 != " " })) }
    }

    /// The words of a command as a shell parts them.
    private static func words(_ command: String) -> [String] {
        command.matches(of: /(?:"[^"]*"|'[^']*'|\S)+/).map { $0.0.filter { $0 != "\"" && $0 != "'" } }
    }
}
