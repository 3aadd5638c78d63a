import Foundation
import TestSupport
import Testing

@Suite("Labels are compared with findings")
struct CompareCommandTests {
    private let folder: TemporaryFolder
    private let labels = """
        rule,key,impact\r
        line.price,"session=1,order=2,batch=3,sample=0",1.50\r
        hold.negative,batch=4,0.00\r

        """

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func agreementIsStatusZero() throws {
        let findings = """
            finding_id,rule,key,impact,explanation\r
            a,hold.negative,batch=4,0.00,"it says ""no"", twice"\r
            b,line.price,"session=1,order=2,batch=3,sample=0",1.50,"two\r
            lines"\r

            """
        let run = try compare(labels, findings)
        #expect(run.status == 0 && run.stderr.isEmpty, "\(run.stderr)")
        #expect(try line("line.price", in: run) == ["1", "1", "0", "0"])
        #expect(try line("price.zero", in: run) == ["0", "0", "0", "0"])
        #expect(try line("total", in: run) == ["2", "2", "0", "0"])
        #expect(!run.stdout.contains("missed:") && !run.stdout.contains("false:"))
        let places = try ["conversion.open-session", "line.price", "hold.negative", "\ntotal"].map { word in
            try #require(run.stdout.range(of: word)).lowerBound
        }
        #expect(places == places.sorted())
    }

    @Test(arguments: ["1.51", "-1.50", ""])
    func anotherImpactIsOneMissedAndOneFalse(impact: String) throws {
        let findings = "rule,key,impact\r\nline.price,\"session=1,order=2,batch=3,sample=0\",\(impact)\r\n"
        let run = try compare(labels, findings)
        #expect(run.status == 2)
        #expect(try line("line.price", in: run) == ["1", "1", "1", "1"])
        #expect(try line("hold.negative", in: run) == ["1", "0", "1", "0"])
        #expect(run.stdout.contains("missed:\n  line.price  session=1,order=2,batch=3,sample=0  1.50\n"))
        #expect(run.stdout.contains("false:\n  line.price  session=1,order=2,batch=3,sample=0  \(impact)\n"))
    }

    @Test func theSameFindingTwiceIsFalseOnce() throws {
        let once = "rule,key,impact\r\na.b,x=1,0.00\r\n"
        let run = try compare(once, once + "a.b,x=1,0.00\r\n")
        #expect(run.status == 2)
        #expect(try line("a.b", in: run) == ["1", "2", "0", "1"])
    }

    @Test func whatIsNoSuchFileIsSaidSo() throws {
        let missing = try Tieout.run("compare", folder.path("none.csv"), folder.path("none.csv"))
        #expect(missing.status == 69 && missing.stderr.contains("none.csv: the file cannot be read"))
        let other = try compare(labels, "rule,key\r\n")
        #expect(other.status == 65 && other.stderr.contains("findings.csv:1: the columns rule, key and impact"))
        let ragged = try compare(labels, "rule,key,impact\r\na,b\r\n")
        #expect(ragged.status == 65 && ragged.stderr.contains("findings.csv, row 1: it has 2 cells"))
    }

    private func compare(_ labels: String, _ findings: String) throws -> CommandRun {
        try Data(labels.utf8).write(to: folder.url.appendingPathComponent("labels.csv"))
        try Data(findings.utf8).write(to: folder.url.appendingPathComponent("findings.csv"))
        return try Tieout.run("compare", folder.path("labels.csv"), folder.path("findings.csv"))
    }

    /// The numbers beside a word in the table.
    private func line(_ word: String, in run: CommandRun) throws -> [String] {
        let lines = run.stdout.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        return Array(try #require(lines.first { $0.first == word }).dropFirst())
    }
}
