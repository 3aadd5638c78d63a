import FinancialMath
import Foundation
import LiveShopping
import Simulation
import TestSupport
import Testing

@testable import Reconciliation
@testable import Reports

@Suite("reconciliation.xml")
struct ReconciliationXMLTests {
    /// A run on disk: the document was found valid, or this throws.
    private func written<Result>(
        _ outcome: Outcome, catalogue: [RuleDescription] = RuleDescription.sampleCatalogue,
        scope: RunFacts.DocumentScope = .full, _ body: (URL) throws -> Result
    ) throws -> Result {
        try withTemporaryFolder { folder in
            try CSVFiles.write(outcome, into: folder)
            var run = RunFacts.sample
            run.document = scope
            try ReconciliationXML(outcome: outcome, catalogue: catalogue, run: run).write(into: folder)
            return try body(folder)
        }
    }

    private func document(_ outcome: Outcome) throws -> String {
        try written(outcome) { try text($0, "reconciliation.xml") }
    }

    @Test func `Nothing at all is valid`() throws {
        var outcome = Outcome.sample()
        outcome.totals = []
        let document = try document(outcome)
        #expect(document.contains("<findings/>") && document.contains("findings=\"0\" impact=\"0.00\""))
        #expect(try XMLRows.read(document, list: "settings").contains(["name": "grace", "value": "15m"]))
    }

    @Test func `Faults of every rule are valid, and say what the CSV files say`() throws {
        let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)
        let sink = MemorySink()
        _ = try Simulation(sessions: 40, seed: 3, asOf: asOf, faultsPerRule: 2, allowsOrphans: true).run(into: sink)
        let outcome = try Reconciler(
            source: MemorySource(takenAt: asOf, rows: sink.rows), parameters: Parameters(asOf: asOf, fullPrices: true)
        ).run()
        try written(outcome, catalogue: Catalogue.descriptions) { folder in
            let document = try text(folder, "reconciliation.xml")
            for list in ["findings", "sessions", "prices", "credit", "holds", "totals"] {
                let rows = try CSVReader.read(text(folder, "\(list).csv"))
                let expected = rows.dropFirst().map { row in
                    Dictionary(uniqueKeysWithValues: zip(rows[0], row)).filter { !$0.value.isEmpty }
                }
                #expect(try XMLRows.read(document, list: list) == expected, "\(list)")
                #expect(!expected.isEmpty)
            }
            #expect(try XMLRows.read(document, list: "rules").count == Catalogue.descriptions.count)
        }
    }

    @Test func `Unless told, it holds the rows that findings are about`() throws {
        let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)
        let sink = MemorySink()
        _ = try Simulation(sessions: 60, seed: 4, asOf: asOf, faultsPerRule: 1, allowsOrphans: true).run(into: sink)
        let outcome = try Reconciler(
            source: MemorySource(takenAt: asOf, rows: sink.rows), parameters: Parameters(asOf: asOf, fullPrices: true)
        ).run()
        try written(outcome, catalogue: Catalogue.descriptions, scope: .findings) { folder in
            let document = try text(folder, "reconciliation.xml")
            let findings = try CSVReader.read(text(folder, "findings.csv"))
            for (list, id) in [
                ("sessions", "session_id"), ("prices", "item_id"), ("credit", "client_id"), ("holds", "batch_id"),
            ] {
                let place = try #require(findings[0].firstIndex(of: id))
                let named = Set(findings.dropFirst().map { $0[place] })
                let rows = try CSVReader.read(text(folder, "\(list).csv"))
                let key = try #require(rows[0].firstIndex(of: id))
                let expected = rows.dropFirst().map { $0[key] }.filter(named.contains)
                #expect(try XMLRows.read(document, list: list).map { $0[id] } == expected, "\(list)")
                #expect(!expected.isEmpty && expected.count < rows.count - 1, "\(list)")
            }
        }
        try written(outcome, catalogue: Catalogue.descriptions, scope: .none) { folder in
            let files = try OutputFolder.files(in: folder)
            #expect(!files.isEmpty && !files.contains { $0.hasPrefix("reconciliation") })
        }
    }

    @Test func `Hostile texts come through, but for what XML forbids`() throws {
        let outcome = Outcome.hostile()
        let document = try document(outcome)
        let names = try XMLRows.read(document, list: "credit").map { Array(($0["client_name"] ?? "").utf8) }
        let expected = HostileText.all.map { text in
            Array(
                text.replacing(/[\u{0}\u{7}\u{B}\u{FFFE}\u{FFFF}]/.matchingSemantics(.unicodeScalar), with: "\u{FFFD}")
                    .utf8)
        }
        #expect(names == expected)
        let explanations = try XMLRows.read(document, list: "findings").map { Array(($0["explanation"] ?? "").utf8) }
        #expect(explanations == expected)
    }

    @Test func `The same outcome gives the same bytes`() throws {
        #expect(try document(.hostile()) == document(.hostile()))
    }

    @Test(arguments: [
        .infinity, .negativeInfinity, Timestamp(year: 9_999, month: 12, day: 31),
        Timestamp(year: 12_026, month: 2, day: 29),
        Timestamp(year: 294_276, month: 12, day: 31), Timestamp(year: 0, month: 2, day: 29),
        Timestamp(year: -4_712, month: 1, day: 1), Timestamp(year: 1, month: 1, day: 1),
    ])
    func `Every time that a database can hold is valid`(time: Timestamp) throws {
        var outcome = Outcome.sample()
        var session = SessionResult.sample()
        session.startedAt = time
        session.endedAt = nil
        outcome.sessions = [session]
        let row = try #require(try XMLRows.read(document(outcome), list: "sessions").first)
        #expect(row["started_at"] == time.description && row["ended_at"] == nil)
    }

    @Test(arguments: ["0.00", "-0.01", "92233720368547758.07", "-99999999999999999999999999999999999999.99"])
    func `Every amount is valid`(amount: String) throws {
        var outcome = Outcome.sample()
        outcome.sessions = [.sample(variance: Money(literal: amount))]
        #expect(try XMLRows.read(document(outcome), list: "sessions").first?["variance"] == amount)
    }

    @Test func `What is missing is said`() throws {
        var available = AvailableColumns.all
        available.remove(.invoices)
        available.remove(.sessions, "deleted_at")
        let document = try document(.sample(available: available))
        let missing = try XMLRows.read(document, list: "columns").filter { $0["available"] == "false" }
        #expect(missing.count { $0["table"] == "invoices" } == Table.invoices.columns.count)
        #expect(missing.contains { $0["table"] == "liveShoppingSessions" && $0["name"] == "deleted_at" })
        let limitations = try XMLRows.read(document, list: "limitations")
        #expect(limitations.map { $0["table"] } == ["liveShoppingSessions", "invoices"])
        #expect(limitations.allSatisfy { $0["effect"]?.isEmpty == false })
    }

    @Test func `Every source of a price is in the schema`() throws {
        var outcome = Outcome.sample()
        let sources: [PriceSource] = [
            .override(PriceOverrideID(1)), .negotiated, .margin(.client), .cost, .unverifiable(.noCost),
        ]
        outcome.prices = sources.map { source in
            PriceResult(
                item: CartItemID(1), session: SessionID(2), batch: BatchID(3), product: ProductID(4), source: source,
                cost: nil, margin: Percentage(literal: "33.333333333333333333333333333333"), expected: nil,
                actual: .zero, difference: nil, quantity: .zero, extendedDifference: nil)
        }
        #expect(try XMLRows.read(document(outcome), list: "prices").map { $0["source"] } == sources.map(\.word))
    }
}
