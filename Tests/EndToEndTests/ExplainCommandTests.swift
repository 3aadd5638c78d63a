import Foundation
import TestSupport
import Testing

@Suite("A finding is explained")
struct ExplainCommandTests {
    /// A simulated night with one fault of every rule, from a folder.
    private static let night = Result { try ExplainedNight() }

    private func explain(_ words: String...) throws -> CommandRun {
        try Tieout.run(["explain"] + words + ["--run", Self.night.get().run])
    }

    @Test func `with its rows, its rule and its repair`() throws {
        let finding = try Self.night.get().finding("conversion.duplicate-orders")
        let run = try explain(finding["finding_id"] ?? "")
        #expect(run.status == 0, "\(run.stderr)")
        for line in [
            "One session, several live orders", "  rule:      conversion.duplicate-orders", "  severity:  critical",
            "What was found", "Why it matters", "What to do", "The session", "  status:             CONVERTED",
            "The client's credit", "Repair: automatic",
        ] {
            #expect(run.stdout.contains("\(line)\n"), "\(line)")
        }
        let folder = try Self.night.get().run + "/repairs"
        #expect(run.stdout.contains("psql -f \(folder)/conversion.duplicate-orders.sql\n"))
        #expect(run.stdout.contains("psql -v apply=1 -f \(folder)/conversion.duplicate-orders.sql\n"))
        #expect(run.stdout.contains("psql -v apply=1 -f \(folder)/undo/conversion.duplicate-orders.sql\n"))
    }

    @Test func `every one of them, whatever its rule`() throws {
        for finding in try Self.night.get().findings {
            let id = try #require(finding["finding_id"])
            let run = try explain(id)
            #expect(run.status == 0 && run.stdout.contains("Finding \(id) of run 2026-11-22T020000Z"), "\(run.stderr)")
            let hasScript = run.stdout.contains("psql -f ")
            #expect(hasScript || finding["repair"] == "manual" || run.stdout.contains("but no script"), "\(run.stdout)")
            #expect(run.stdout.contains("Repair: \(finding["repair"] ?? "")\n"))
        }
    }

    @Test func `by the beginning of its id`() throws {
        let id = try #require(try Self.night.get().findings.first?["finding_id"])
        #expect(try explain(String(id.prefix(6))).stdout == explain(id.uppercased()).stdout)
    }

    @Test func `by what it is about`() throws {
        let night = try Self.night.get()
        for (word, rule) in [
            ("session", "conversion.duplicate-orders"), ("client", "credit.over-limit"), ("batch", "hold.oversold"),
            ("item", "price.margin"), ("order", "order.total"), ("line", "integrity.orphan-line"),
            ("room", "integrity.room-code"),
        ] {
            let finding = try night.finding(rule)
            let key = try #require(finding["key"]?.split(separator: ",").first { $0.hasPrefix("\(word)=") })
            let run = try explain(String(key))
            #expect(run.status == 0 && run.stdout.contains(finding["finding_id"] ?? "-"), "\(run.stdout)\(run.stderr)")
        }
    }

    @Test func `as finance reads it: amounts by their points`() throws {
        let key = try #require(try Self.night.get().finding("credit.over-limit")["key"])
        let lines = try explain(key).stdout.split(separator: "\n").filter { $0.contains(/\d\.\d\d$/) }
        #expect(lines.count == 8 && Set(lines.map(\.count)).count == 1, "\(lines)")
    }

    @Test(arguments: [
        ("0000000000000000", "There is no finding '0000000000000000' in "), ("12345", "six are enough"),
        ("nonsense", "is not a finding ID"), ("session=99999999", "Nothing in "), ("session=x", "'x' is not a number"),
        ("shop=1", "but not about 'shop='"),
    ])
    func `or it is said why not`(subject: String, message: String) throws {
        let run = try explain(subject)
        #expect(run.status == 64 && run.stdout.isEmpty)
        #expect(run.stderr.contains(message), "\(run.stderr)")
    }

    @Test func `and how many findings there are where it was looked for`() throws {
        let night = try Self.night.get()
        #expect(
            try explain("0000000000000000").stderr.contains(
                "\(night.run)/findings.csv, which has \(night.findings.count) findings"))
    }

    @Test func `A run that is not there is status 69`() throws {
        let run = try Tieout.run("explain", "abcdef", "--run", "/nowhere/latest")
        #expect(run.status == 69 && run.stderr.contains("/nowhere/latest/findings.csv: the file cannot be read"))
    }

    @Test func `Names cannot give orders to a terminal`() throws {
        let folder = try TemporaryFolder()
        let finding = "0123456789abcdef,no.such-rule,error,line=1,,,,,,,1,2,0.00,manual,\u{1B}[2J\u{9B}31mred\r\n"
        let header =
            "finding_id,rule,severity,key,session_id,room_code,order_id,client_id,batch_id,item_id,expected,actual,"
            + "impact,repair,explanation\r\n"
        try Data((header + finding).utf8).write(to: folder.url.appendingPathComponent("findings.csv"))
        let run = try Tieout.run("explain", "012345", "--run", folder.url.path)
        #expect(run.status == 0 && run.stdout.contains("\u{FFFD}[2J\u{FFFD}31mred"))
        #expect(run.stdout.contains("A rule that this tieout does not know"))
    }
}

/// A night with a fault of every rule, and its run.
private struct ExplainedNight: Sendable {
    let folder: TemporaryFolder
    let run: String
    let findings: [[String: String]]

    init() throws {
        folder = try TemporaryFolder()
        let snapshot = folder.path("snapshot")
        let made = try Tieout.run("simulate", "--snapshot", snapshot, "--sessions", "60", "--faults-per-rule", "1")
        try #require(made.status == 0, "\(made.stderr)")
        let ran = try Tieout.run("run", "--snapshot", snapshot, "--output", folder.path("output"))
        try #require(ran.status == 2, "\(ran.stderr)")
        run = folder.path("output") + "/latest"
        findings = try NightResult(run: ran, folder: URL(fileURLWithPath: run)).rows("findings.csv")
    }

    func finding(_ rule: String) throws -> [String: String] {
        try #require(findings.first { $0["rule"] == rule })
    }
}
