import Foundation
import TestSupport
import Testing

/// Each command that stands in the documentation as a line of its own is run, in its page's order, on a night's data.
@Suite struct DocumentedCommandTests {
    /// The repairs come last, after which the data are others.
    private static let pages = [
        ("README.md", 3), ("docs/operations.md", 15), ("docs/report.md", 1), ("templates/README.md", 1),
        ("docs/repairs.md", 5),
    ]

    @Test func `the commands of a page do what they say`() throws {
        let site = try Site()
        for (page, least) in Self.pages {
            let lines = try Self.lines(of: page)
            #expect(lines.count >= least, "\(lines)")
            let run = try site.run(lines)
            let statuses = run.stdout.split(separator: "\n").compactMap { $0.wholeMatch(of: /=(\d+)= (.*)/) }
            #expect(statuses.count == lines.count, "\(run.stdout)\(run.stderr)")
            for status in statuses {
                // 2 says that something was found, and 1 of diff that two nights differ.
                let may = status.2.hasPrefix("diff") ? ["0", "1"] : ["0", "2"]
                #expect(may.contains(String(status.1)), "\(page): \(status.2) ended with \(status.1)\n\(run.stderr)")
            }
        }
    }

    /// The lines of code that are commands of ours, or that look at what they leave.
    private static func lines(of page: String) throws -> [String] {
        let text = try String(contentsOf: Tieout.packageRoot.appendingPathComponent(page), encoding: .utf8)
        let hasJQ = CommandRun.find("jq") != nil
        return text.replacing(/\\\n\s*/, with: " ").split(separator: "\n").compactMap { line in
            guard line.hasPrefix("    ") else { return nil }
            let command = line.drop { $0 == " " }.replacing(#/^0 2 \* \* \* +/#, with: "")
            let isOurs = command.contains(/^(umask 027 && )?(\S+\/)?tieout (?!as of)[a-z]|^(psql|night=|diff|cd) ?/)
            return isOurs && (hasJQ || !command.contains("jq ")) ? String(command) : nil
        }
    }
}

/// A machine as the documentation has it: a shop's database, a configuration, a night's report in `output`.
private struct Site {
    private let night: SimulatedNight
    private let folder: TemporaryFolder

    init() throws {
        night = try SimulatedNight(sessions: 40, faultsPerRule: 1, seed: 7)
        folder = try TemporaryFolder()
        for name in ["etc/tieout", "var/lib/tieout/output", "var/lib/node_exporter", "srv/shop", "tmp", "bin"] {
            try FileManager.default.createDirectory(
                at: folder.url.appendingPathComponent(name), withIntermediateDirectories: true)
        }
        let first = try Tieout.run(
            "run", "--database", night.database.conninfo, "--as-of", SimulatedNight.asOf, "--output",
            folder.path("output"))
        try #require(first.status == 2, "\(first.stderr)")
        for name in ["tieout.yaml", "etc/tieout/tieout.yaml"] {
            try write(
                "database: \"\(night.database.conninfo)\"\noutput: \(folder.path("var/lib/tieout/output"))\n", to: name)
        }
        try write("FEATURE_LIVE_SHOPPING_ENABLED=true\n", to: "srv/shop/.env")
        try write("Cookie: none\n", to: "etc/tieout/cookie")
        try write("# decided by finance\n", to: "decisions.txt")
        try FileManager.default.copyItem(
            at: Tieout.packageRoot.appendingPathComponent("templates"),
            to: folder.url.appendingPathComponent("etc/tieout/templates"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("bin/tieout"), withDestinationPath: Tieout.executable.path)
    }

    /// Runs lines one after the other in a shell, which says how each ended.
    func run(_ lines: [String]) throws -> CommandRun {
        let script = try lines.map { line in
            // What changes the shell's state does so for the lines after it; ours begin where the reports are.
            let isState = line.hasPrefix("night=") || line.hasPrefix("cd output/latest/repairs")
            let command = try here(line.replacing(##/\ +#.*/##, with: ""))
            let place = command.hasPrefix("psql") || isState ? "" : "cd '\(folder.url.path)'; "
            return
                "\(isState ? command : "( \(place)\(command) ) >/dev/null")\nprintf '=%s= %s\\n' $? '\(line.replacing("'", with: ""))'"
        }
        try write(script.joined(separator: "\n") + "\n", to: "lines.sh")
        return try CommandRun.run(
            "/bin/sh", [folder.path("lines.sh")],
            environment: [
                "TIEOUT_DATABASE": night.database.conninfo, "TIEOUT_MAX_REPAIR_RATIO": "100%",
                "PATH": "\(folder.path("bin")):/usr/bin:/bin",
            ], directory: folder.url.path)
    }

    /// A line with this site's names in the place of the documentation's.
    private func here(_ line: String) throws -> String {
        var line = line.replacing(#/(\S+/)?\btieout (?=[a-z])/#, with: "tieout ")
        line = line.replacing(#/(^|[\s"'=])(/(?:var/lib|etc|srv|tmp)/)/#, with: { "\($0.1)\(folder.url.path)\($0.2)" })
        line = line.replacing("2026-11-22T020000Z", with: "latest")
        line = line.replacing(#/"(host=db.example.org )?dbname=shop user=\w+"/#, with: "\"\(night.database.conninfo)\"")
        line = line.replacing("psql -d shop", with: "psql -X -q -d \"\(night.database.conninfo)\"")
        line = line.replacing(#/(shop\.example\.org|10\.0\.0\.\d:3000)/#, with: "127.0.0.1:9")
        line = line.replacing("1f0c3a5b", with: try choice()).replacing(" …", with: "").replacing("…", with: "x")
        return line.replacing(#/tieout repair (apply|undo)/#, with: { "tieout repair \($0.1) --yes" })
    }

    /// A finding of the night that waits for a choice.
    private func choice() throws -> String {
        let script = try String(
            contentsOfFile: folder.path("output/latest/repairs/conversion.cancelled-session.sql"), encoding: .utf8)
        return String(try #require(script.firstMatch(of: /tieout_pick VALUES \('(\w+)', 'B'\)/)).1)
    }

    private func write(_ text: String, to name: String) throws {
        try text.write(toFile: folder.path(name), atomically: true, encoding: .utf8)
    }
}
