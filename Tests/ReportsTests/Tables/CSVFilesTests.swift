import FinancialMath
import LiveShopping
import Testing

@testable import Reconciliation
@testable import Reports

@Suite struct CSVFilesTests {
    private static let headers: [String: String] = [
        "findings.csv": "finding_id,rule,severity,key,session_id,room_code,order_id,client_id,batch_id,item_id,"
            + "expected,actual,impact,repair,explanation",
        "sessions.csv": "session_id,room_code,client_id,host_user_id,status,abandoned,started_at,ended_at,"
            + "live_items,cart_value,convertible_value,sample_items,kept_order_id,live_orders,order_total,"
            + "variance,findings",
        "prices.csv": "item_id,session_id,batch_id,product_id,source,cost,margin_percent,expected,actual,"
            + "difference,quantity,extended_difference",
        "credit.csv": "client_id,client_name,credit_limit,stored_exposure,receivables,open_orders,posted_exposure,"
            + "draft_exposure,projected_exposure,available_credit,level",
        "holds.csv": "batch_id,batch_code,on_hand,reserved_stored,reserved_expected,quarantine,hold,available,"
            + "soft_hold,sample_qty,sample_hold,net_available,sessions_holding",
        "totals.csv": "table,column,what,count,sum",
        "history.csv": "finding_id,state,rule,key,severity,impact,first_seen,settled_in,repaired_in",
        "settled.csv": "finding_id,settled_in",
    ]

    private func rows(_ outcome: Outcome, _ file: String) throws -> [[String]] {
        try withTemporaryFolder { folder in
            try CSVFiles.write(outcome, into: folder)
            return try CSVReader.read(text(folder, file))
        }
    }

    @Test(arguments: headers.keys.sorted())
    func hasTheColumnsOfTheContract(file: String) throws {
        #expect(try rows(.sample(), file).first?.joined(separator: ",") == Self.headers[file])
    }

    @Test func writesAFinding() throws {
        let finding = Finding.sample(
            "line.price", key: FindingKey(.session(SessionID(1)), .sample(false)), cents: 1_234)
        #expect(
            try rows(.sample([finding]), "findings.csv").last == [
                finding.id.description, "line.price", "error", "session=1,sample=0", "1", "plain", "2", "3", "", "",
                "plain", "plain", "12.34", "manual", "plain",
            ])
    }

    @Test func writesASession() throws {
        var outcome = Outcome.sample()
        outcome.sessions = [.sample(variance: Money(cents: -100))]
        #expect(
            try rows(outcome, "sessions.csv").last == [
                "42", "plain", "7", "3", "plain", "1", "2026-11-22T02:00:00Z", "", "4", "10.50", "10.00", "1", "9", "2",
                "9.00", "-1.00", "1",
            ])
    }

    @Test func writesPricesBySource() throws {
        var outcome = Outcome.sample()
        outcome.prices = [
            .sample(.margin(.client)), .sample(.unverifiable(.marginTooHigh), expected: nil),
            .sample(.cost), .sample(.override(PriceOverrideID(1))), .sample(.negotiated, expected: nil),
        ]
        #expect(
            try rows(outcome, "prices.csv").dropFirst().map { $0[4...9].joined(separator: "|") } == [
                "MARGIN|3.5000|33.333|10.00|9.50|-0.50", "UNVERIFIABLE|3.5000|33.333||9.50|",
                "COST|3.5000||10.00|9.50|-0.50", "OVERRIDE|3.5000||10.00|9.50|-0.50", "NEGOTIATED|3.5000|||9.50|",
            ])
    }

    @Test func writesHoldsAndCreditWithWhatIsUnknownEmpty() throws {
        let outcome = Outcome.hostile()
        #expect(try rows(outcome, "holds.csv")[3].suffix(3) == ["0.0000", "-1.0000", "3"])
        #expect(
            try rows(outcome, "credit.csv")[3].suffix(8) == [
                "", "0.00", "0.01", "0.01", "0.00", "0.01", "", "UNLIMITED",
            ])
    }

    @Test func accountsForEveryRow() throws {
        let totals = try rows(.sample(), "totals.csv")
        #expect(
            totals.filter { $0[0] == "orders" } == [
                ["orders", "", "read", "10", ""], ["orders", "", "used", "7", ""], ["orders", "", "deleted", "2", ""],
                ["orders", "", "unreadable", "1", ""], ["orders", "", "unattached", "0", ""],
            ])
        #expect(totals.contains(["users", "", "read", "3", ""]))
    }

    @Test func survivesHostileTexts() throws {
        for file in Self.headers.keys {
            let rows = try rows(.hostile(), file)
            #expect(Set(rows.map(\.count)).count == 1, "\(file)")
        }
    }
}

private extension PriceResult {
    static func sample(_ source: PriceSource, expected: Money? = Money(cents: 1_000)) -> PriceResult {
        PriceResult(
            item: CartItemID(1), session: SessionID(2), batch: BatchID(3), product: ProductID(4), source: source,
            cost: Cost(unscaled: 35, places: 1), margin: Percentage(unscaled: 33_333, places: 3), expected: expected,
            actual: Money(cents: 950), difference: expected.map { Money(cents: 950) - $0 }, quantity: Quantity(2),
            extendedDifference: nil)
    }
}
