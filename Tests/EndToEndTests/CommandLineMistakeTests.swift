import Foundation
import TestSupport
import Testing

@testable import tieout

@Suite("Mistakes on the command line are one line that says what to write")
struct CommandLineMistakeTests {
    @Test(arguments: [
        ("run --grace 15min", "--grace: '15min' is not a duration; write 90s, 15m, 24h, 35d or 0"),
        ("run --deadline 1.5h", "--deadline: '1.5h' is not a duration; write 90s, 15m, 24h, 35d or 0"),
        ("prune --keep 3", "--keep: '3' is not a duration; write 90s, 15m, 24h, 35d or 0"),
        (
            "run --as-of 2026-11-22T02:00:00",
            "--as-of: '2026-11-22T02:00:00' is not a time with its zone; write one such as 2026-11-22T02:00:00Z or "
                + "2026-11-22T03:00:00+01:00"
        ),
        ("run --jobs 0", "--jobs: '0' is not a number of connections; write a number from 1 to 64"),
        ("run --jobs \u{0664}", "--jobs: '\u{0664}' is not a number of connections; write a number from 1 to 64"),
        ("run --pages many", "--pages: 'many' is not a number of pages; write a number from 0 to 10000"),
        ("run --cart-limit few", "--cart-limit: 'few' is not a number of items; write a whole number, 0 or more"),
        ("run --max-repair-ratio half", "--max-repair-ratio: 'half' is not a share; write one such as 10% or 0.1"),
        (
            "run --time-zone Berlin",
            "--time-zone: 'Berlin' is not a time zone; write an IANA name such as Europe/Berlin, or an offset such as +02:00"
        ),
        (
            "run --fulfillment-aliases WAITING=DRFT",
            "--fulfillment-aliases: 'WAITING=DRFT' is not a list of words and what each means, one of DRAFT, CONFIRMED, "
                + "READY_FOR_PACKING, PACKED, SHIPPED, DELIVERED, RETURNED, RESTOCKED, RETURNED_TO_VENDOR, CANCELLED; "
                + "write PENDING=READY_FOR_PACKING,WAITING=DRAFT, or NONE"
        ),
        (
            "run --fail-on critcal",
            "--fail-on: 'critcal' is not one of its values; did you mean 'critical'? it takes critical, error, warning, "
                + "notice, never"
        ),
        ("run --gracee 1m", "there is no option '--gracee'; did you mean '--grace'? see 'tieout help run'"),
        ("run --xyzzy", "there is no option '--xyzzy'; see 'tieout help run'"),
        (
            "repair aply",
            "'aply' is one argument too many, and no command; did you mean 'apply'? see 'tieout help repair'"
        ),
        (
            "simulate --snapshot x --sessions -1",
            "--sessions: its value is missing; write it behind, with = where it begins with a dash"
        ),
        ("snapshot", "Missing expected argument '<directory>'; see 'tieout help snapshot'"),
        ("run --database a --snapshot b", "--database and --snapshot exclude each other: a run reads one source"),
        (
            "run --audience client --client 5 --json x",
            "--audience client leaves a statement: --json and --metrics are of a report"
        ),
        ("run --verbose --quiet", "--verbose and --quiet exclude each other"),
    ])
    func mistake(_ line: String, _ message: String) {
        #expect(UsageAdvice.mistake(in: line.split(separator: " ").map(String.init)) == message)
    }

    @Test(
        "What a command itself finds wrong is its sentence alone",
        arguments: [
            (
                ["repair", "apply", "output/sample"], 64,
                "There is no terminal to ask at: give --yes to apply without being asked, or --dry-run to look"
            ),
            (["rules", "price.margn"], 64, "There is no rule 'price.margn'; 'tieout rules' lists them"),
            (
                ["prune", "--keep", "3d", "--output", "/none"], 64,
                "There is no folder /none: name the output folder of 'tieout run'"
            ),
            (
                ["doctor", "--headers", "/none"], 78,
                "/none: the file cannot be read: No such file or directory; give --headers a file that is there and that this user "
                    + "may read"
            ),
            (
                ["run", "--config", "/none"], 78,
                "/none: the file cannot be read: No such file or directory; give --config a file that is there and that "
                    + "this user may read"
            ),
            (
                ["status", "--config", "/tmp"], 78,
                "/tmp: the file cannot be read: it is a folder; give --config a file that is there and that this user may read"
            ),
            (["run", "--output", ""], 64, "--output is empty: name a folder"),
            (
                ["run", "--database", "host=127.0.0.1 port=1 dbname=shop", "--connect-retry", "0"], 69,
                "database \"shop\" on 127.0.0.1:1: no connection: Connection refused; check that the server runs there, and the "
                    + "host and port: --database, or PGHOST and PGPORT"
            ),
            (
                ["run", "--snapshot", "output/sample"], 65,
                "output/sample/manifest.json: this is the folder of a run's report, not a snapshot; name a folder that 'tieout "
                    + "snapshot' has made"
            ),
            (
                ["run", "--database", "dbname=x", "--output", "/proc/x"], 73,
                "/proc/x: cannot be written: No such file or directory; nothing can be made there, or something removed the "
                    + "folder meanwhile; choose another folder with --output, or run again"
            ),
            (
                ["explain", "client=999999", "--run", "output/sample"], 64,
                "Nothing in output/sample is about client 999999: it is in none of"
            ),
        ] as [([String], Int32, String)])
    func alone(_ arguments: [String], _ status: Int32, _ message: String) throws {
        let folder = try TemporaryFolder()
        let output =
            arguments.first == "run" && !arguments.contains("--output") ? ["--output", folder.path("o")] : []
        let run = try Tieout.run(arguments + output)
        #expect(run.status == status && run.stdout.isEmpty, "\(run)")
        #expect(run.stderr.hasPrefix("tieout: \(message)") || run.stderr.contains("/\(message)"), "\(run.stderr)")
        #expect(run.stderr.split(separator: "\n").count == 1 && !run.stderr.contains("tieout help"), "\(run.stderr)")
    }

    @Test func `a source that nobody named, and a moment that has not come`() throws {
        let folder = try TemporaryFolder()
        let names = ["PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER", "PGSERVICE"]
        let script = "unset \(names.joined(separator: " ")); exec \"$@\""
        let run = try CommandRun.run(
            "/bin/sh", ["-c", script, "sh", Tieout.executable.path, "run", "--output", folder.path("o")],
            directory: Tieout.packageRoot.path)
        #expect(
            run.status == 69 && run.stderr.hasPrefix("tieout: no source was given: what libpq guesses, "), "\(run)")
        #expect(
            run.stderr.hasSuffix(
                "name one: --database, --snapshot, database: in the configuration, or PGHOST and PGDATABASE\n"))
        let shop = try Shop("mistakes")
        let future = try Tieout.run(
            "run", "--database", shop.database.conninfo, "--output", folder.path("o"), "--as-of", "2136-01-01T00:00:00Z"
        )
        #expect(
            future.status == 64 && future.stderr.contains("is later than the moment that was read, 20"), "\(future)")
        #expect(future.stderr.hasSuffix("leave it out, or name a time that has passed\n"))
        // A table that is gone is the first thing that is said, and nothing that rests on it is repaired.
        try shop.loseStatusUpdate()
        _ = try shop.run()
        try shop.database.run(sql: "ALTER TABLE invoices RENAME TO bills")
        let gone = try shop.run("--as-of", "2026-11-22T02:30:00Z")
        #expect(
            gone.run.stdout.split(separator: "\n").dropFirst().first?.hasPrefix("Gone since the run before: invoices.")
                == true, "\(gone.run)")
        // A manifest that somebody has written in is not compared with, and that is said.
        let manifest = gone.path("manifest.json")
        let text = try String(contentsOfFile: manifest, encoding: .utf8)
        for name in try FileManager.default.contentsOfDirectory(atPath: shop.folder.path("output"))
        where name.hasPrefix("2026") {
            try text.replacing("\"tool\"", with: "\"tooI\"").write(
                toFile: shop.folder.path("output/\(name)/manifest.json"), atomically: true, encoding: .utf8)
        }
        let after = try shop.run("--as-of", "2026-11-22T03:00:00Z")
        #expect(
            after.run.stdout.contains("Not compared with 2026-11-22T023000Z, which has a manifest.json that "),
            "\(after.run)")
    }
}

extension UsageAdvice {
    /// What is wrong with the arguments of the program; nil when nothing is, or help was asked for.
    static func mistake(in arguments: [String]) -> String? {
        do {
            _ = try command(of: arguments)
            return nil
        } catch {
            return (error as? UsageMistake)?.description
        }
    }
}
