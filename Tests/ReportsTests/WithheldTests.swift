import FinancialMath
import Foundation
import LiveShopping
import TestSupport
import Testing

@testable import Reconciliation
@testable import Reports

@Suite("Repairs are withheld when there are too many of them")
struct WithheldTests {
    @Test(arguments: [
        ("10%", "10%"), ("0.1", "10%"), ("0.10", "10%"), ("7.5%", "7.5%"), ("0", "0%"), ("1", "100%"), ("100%", "100%"),
        ("10 %", "10%"), ("0.0001", "0.01%"),
    ])
    func `A share is a percentage or a part of one`(_ text: String, _ meaning: String) throws {
        #expect(try #require(ShareLimit(text)).description == meaning)
    }

    @Test(arguments: ["", "%", "10", "1.01", "101%", "-1%", "ten", "10%%", "0,1", "NaN"])
    func `Anything else is none`(_ text: String) { #expect(ShareLimit(text) == nil) }

    /// 1,000 sessions were read, and 10 % may be touched.
    @Test(arguments: [(100, false), (101, true)])
    func `Sessions at the share are not too many, one above is`(_ sessions: Int, _ isWithheld: Bool) {
        let outcome = Outcome.repairing(sessions: sessions, rowsEach: 3, read: 1_000)
        #expect((Withheld(outcome, limit: ShareLimit(percent: 10)).everything != nil) == isWithheld)
        #expect(Withheld(outcome, limit: ShareLimit("100%")!).isEmpty)
        #expect(Withheld(outcome, limit: ShareLimit("0.2")!).isEmpty)
    }

    /// Every session that was read is touched.
    @Test(arguments: [(100, false), (101, true)])
    func `A hundred rows are few, whatever their share; one more is not`(_ rows: Int, _ isWithheld: Bool) {
        let outcome = Outcome.repairing(sessions: rows, rowsEach: 1, read: rows)
        #expect(RepairExtent(outcome).rows == rows)
        for share in ["0%", "10%", "99.9%"] {
            #expect((Withheld(outcome, limit: ShareLimit(share)!).everything != nil) == isWithheld, "\(share)")
        }
        #expect(Withheld(outcome, limit: ShareLimit("100%")!).isEmpty)
    }

    /// Findings of 1.00 each; of the orders' money 10 % may be moved.
    @Test(arguments: [("2000.00", false), ("1999.99", true), ("0", true), ("99999999999999999999", false)])
    func `Money at the share is not too much, a cent more is`(_ read: String, _ isWithheld: Bool) throws {
        let outcome = Outcome.repairing(sessions: 200, rowsEach: 1, read: 10_000, money: Amount(literal: read)!)
        #expect(RepairExtent(outcome).money == Money(200))
        let reason = Withheld(outcome, limit: ShareLimit(percent: 10)).everything
        #expect((reason != nil) == isWithheld)
        if let reason { #expect(reason.contains("move 200.00 where all orders")) }
    }

    @Test func `Choices and lines that are added count, a row that two repairs change counts once`() {
        var outcome = Outcome.repairing(sessions: 101, rowsEach: 1, read: 101)
        for index in outcome.proposals.indices { outcome.proposals[index].repair = .choice }
        #expect(Withheld(outcome, limit: ShareLimit(percent: 10)).everything != nil)
        outcome.proposals = outcome.proposals.map { _ in outcome.proposals[0] }
        #expect(RepairExtent(outcome).rows == 1 && Withheld(outcome, limit: ShareLimit(percent: 10)).isEmpty)
        let line = Change.insertLine(
            order: OrderID(1), batch: BatchID(1), quantity: Quantity(1), unitPrice: Money(1), lineTotal: Money(1),
            isSample: false)
        outcome.proposals[0].alternatives = [.init(title: "", changes: Array(repeating: line, count: 100))]
        #expect(RepairExtent(outcome).rows == 101)
    }

    @Test func `The front page, the summary and the manifest say it loudly`() throws {
        let outcome = Outcome.repairing(sessions: 101, rowsEach: 1, read: 101)
        let withheld = Withheld(outcome, limit: ShareLimit(percent: 10))
        let reason = try #require(withheld.everything)
        var run = RunFacts.sample
        run.withheld = withheld
        try withTemporaryFolder { folder in
            try Report(outcome: outcome, catalogue: RuleDescription.sampleCatalogue, run: run).write(
                into: folder, templates: TestTemplates.folder
            ) { repairs in
                let folder = repairs.appendingPathComponent("withheld")
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                try Data().write(to: folder.appendingPathComponent("conversion.open-session.sql"))
            }
            #expect(try text(folder, "index.html").contains(reason))
            let manifest = try JSONSerialization.jsonObject(with: Data(text(folder, "manifest.json").utf8))
            #expect(
                ((manifest as? [String: Any])?["repairsWithheld"] as? [String: Any])?["everything"] as? String == reason
            )
            #expect(
                try text(folder, "rules/conversion.open-session.html").contains(
                    "repairs/withheld/conversion.open-session.sql"))
        }
        let summary = Summary(
            outcome: outcome, catalogue: RuleDescription.sampleCatalogue, report: URL(fileURLWithPath: "/tmp"),
            withheld: withheld)
        #expect(summary.text.split(separator: "\n")[1].hasPrefix("REPAIRS WITHHELD: the repairs of this run"))
    }
}

private extension Outcome {
    /// So many sessions with a finding of 1.00 each, whose repair changes so many rows.
    static func repairing(
        sessions: Int, rowsEach: Int, read: Int, money: Amount = Amount(1_000_000)
    ) -> Outcome {
        let findings = (1...sessions).map { number in
            Finding(
                rule: "conversion.open-session", severity: .notice,
                key: FindingKey(.session(SessionID(Int64(number)))),
                subject: Subject(session: SessionID(Int64(number))), expected: "", actual: "", impact: Money(1),
                repair: .automatic, explanation: "")
        }
        var outcome = Outcome.sample(findings)
        outcome.proposals = findings.enumerated().map { index, finding in
            let rows = (0..<rowsEach).map { RowReference(.cartItems, Int64(index * rowsEach + $0)) }
            return Proposal(
                findings: [.init(finding)], repair: .automatic,
                alternatives: [
                    .init(
                        title: "Set it",
                        changes: rows.map { .set($0, column: "quantity", from: .null, to: .number("1")) })
                ], evidence: [])
        }
        var sum = TableTotal.Sum()
        sum.amount = money
        var orders = TableTotal(table: .orders, used: 1)
        orders.amounts = [.init(column: "total", sums: [.used: sum])]
        outcome.totals = [TableTotal(table: .sessions, used: read), orders]
        return outcome
    }
}
