import Foundation
import LiveShopping
import Testing

@testable import Reconciliation
@testable import Reports

@Suite("The schema refuses what it does not promise")
struct SchemaValidatorTests {
    /// What is wrong with a document after one piece of text in it is exchanged for another.
    private func flaws(_ old: String, _ new: String) throws -> [XMLFlaw] {
        var outcome = Outcome.sample([
            .sample("line.price", .error, key: FindingKey(.session(SessionID(1)))),
            .sample("price.margin", .warning, key: FindingKey(.session(SessionID(2)))),
        ])
        outcome.sessions = [.sample()]
        return try withTemporaryFolder { folder in
            var run = RunFacts.sample
            run.document = .full
            try ReconciliationXML(outcome: outcome, catalogue: RuleDescription.sampleCatalogue, run: run)
                .write(into: folder)
            let document = try text(folder, ReconciliationXML.fileName)
            #expect(document.contains(old))
            let broken = folder.appendingPathComponent("broken.xml")
            try Data(document.replacingOccurrences(of: old, with: new).utf8).write(to: broken)
            return try SchemaValidator.flaws(of: broken, by: ReconciliationSchema.text)
        }
    }

    @Test func `An unchanged document is valid`() throws {
        #expect(try flaws("line.price", "line.price").isEmpty)
    }

    @Test(arguments: [
        ("severity=\"error\"", "severity=\"fatal\""), ("severity=\"error\"", ""),
        ("session_id=\"1\"", "session_id=\"one\""),
        ("impact=\"1.00\"", "impact=\"1.0\""), ("impact=\"1.00\"", "impact=\"-1.00\""),
        ("impact=\"1.00\"", "impact=\"1.000\""), ("cart_value=\"10.50\"", "cart_value=\"\""),
        ("repair=\"manual\"", "repair=\"maybe\""), ("<sessions>", "<sessions><surprise/>"), ("<prices/>", ""),
        ("started_at=\"2026-11-22T02:00:00Z\"", "started_at=\"2026-11-31T02:00:00Z\""),
        ("started_at=\"2026-11-22T02:00:00Z\"", "started_at=\"2026-11-22T02:00:00\""),
        ("urn:tieout:reconciliation:1", "urn:tieout:reconciliation:2"), ("</reconciliation>", ""),
        ("<explanation>plain</explanation>", "<explanation>a & b</explanation>"),
        ("rule=\"line.price\"", "rule=\"line price\""),
    ])
    func `A broken document is refused`(old: String, new: String) throws {
        let flaws = try flaws(old, new)
        #expect(!flaws.isEmpty)
        #expect(flaws.allSatisfy { !$0.message.isEmpty && $0.line > 0 })
    }

    @Test func `A finding is there once`() throws {
        let (one, other) = (
            FindingID(rule: "line.price", key: FindingKey(.session(SessionID(1)))),
            FindingID(rule: "price.margin", key: FindingKey(.session(SessionID(2))))
        )
        let flaws = try flaws(other.description, one.description)
        #expect(flaws.contains { $0.message.contains("Duplicate key-sequence") })
    }

    @Test func `What is not valid is not published, and the message says where`() throws {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("a.xml")
            try Data("<reconciliation xmlns='\(ReconciliationXML.namespace)'/>".utf8).write(to: file)
            let error = try #require(throws: PublicationError.self) {
                try SchemaValidator.requireValid(file, by: ReconciliationSchema.text)
            }
            #expect(error.exitStatus == 73)
            #expect(error.description.hasPrefix("\(file.path):1: it does not agree with its schema: "))
            #expect(error.description.contains("'as_of'") || error.description.contains("'run'"))
        }
    }
}
