import FinancialMath
import LiveShopping
import TestSupport
import Testing

@testable import Snapshots

@Suite("What was agreed on an item's price")
struct NegotiationTests {
    @Test(
        "is a number or a text that decimal.js takes for one, and a moment with a zone",
        arguments: [
            (#"{"finalPrice": 90}"#, "90", nil), (#"{"finalPrice": "90.505"}"#, "90.505", nil),
            (#"{"finalPrice": ".5"}"#, "0.5", nil), (#"{"finalPrice": "5."}"#, "5", nil),
            (#"{"finalPrice": -1e-3}"#, "-0.001", nil), (#"{"finalPrice": " 5"}"#, nil, nil),
            (#"{"finalPrice": "20,0"}"#, nil, nil), (#"{"finalPrice": null}"#, nil, nil),
            (#"{"finalPrice": 9999999999.99}"#, "9999999999.99", nil), (#"{"finalPrice": "1e10"}"#, "10000000000", nil),
            (#"{"finalPrice": 9999999999999999}"#, "9999999999999999", nil),
            (#"{"finalPrice": 1e999}"#, "1" + String(repeating: "0", count: 999), nil),
            (#"{"finalPrice": 1e16}"#, "10000000000000000", nil), (#"{"finalPrice": 1e1000}"#, nil, nil),
            (#"{"finalPrice": 1e-16384}"#, nil, nil), (#"{"finalPrice": {"finalPrice": 1}}"#, nil, nil),
            (#"{"acceptedAt": "2026-11-22T02:03:04.567Z"}"#, nil, "2026-11-22T02:03:04.567000Z"),
            (#"{"acceptedAt": "2026-11-22T02:03+01:30"}"#, nil, "2026-11-22T00:33:00.000000Z"),
            (#"{"acceptedAt": "2026-11-22T02:03:04.1234567-00:01"}"#, nil, "2026-11-22T02:04:04.123456Z"),
            (#"{"acceptedAt": "2026-11-22T02:03:04"}"#, nil, nil), (#"{"acceptedAt": "2026-11-22 02:03Z"}"#, nil, nil),
            (#"{"acceptedAt": "2026-02-29T02:03Z"}"#, nil, nil), (#"{"acceptedAt": 1763776984}"#, nil, nil),
            (#"{"acceptedAt": "2026-11-22T02:03:Z"}"#, nil, nil),
            (#"{"acceptedAt": "2026-11-22T02:03+0130"}"#, nil, nil),
            (#"{"acceptedAt": "２０26-11-22T02:03Z"}"#, nil, nil), ("[]", nil, nil), ("5", nil, nil),
        ] as [(String, String?, String?)], [CellType.text, .json, .jsonb])
    func parts(_ agreement: (json: String, price: String?, moment: String?), _ type: CellType) throws {
        let found = try #require(try item(agreement.json, status: "ACCEPTED", type).negotiation)
        #expect(found.finalPrice == agreement.price.flatMap { Money(literal: $0) })
        #expect(found.acceptedAt?.exactDescription == agreement.moment)
    }

    @Test("is not looked at unless the item is ACCEPTED", arguments: ["PENDING", "REJECTED", "accepted", nil])
    func others(status: String?) throws {
        #expect(try item(#"{"finalPrice": "#, status: status, .text).negotiation == nil)
    }

    @Test("is refused by table, row and column where an ACCEPTED item's text is no JSON")
    func broken() throws {
        let error = sourceError { _ = try item(#"{"finalPrice": "#, status: "ACCEPTED", .text) }
        #expect(error?.kind == .unreadable)
        #expect(error?.place == "sessionCartItems.negotiationData, id 9")
    }

    @Test("is none where the numeral has more digits than a price can have")
    func longNumerals() throws {
        let nines = String(repeating: "9", count: 131_072)
        #expect(try item("{\"finalPrice\": \(nines)}", status: "ACCEPTED", .text).negotiation?.finalPrice == nil)
        #expect(try item("{\"finalPrice\": 1e\(nines)}", status: "ACCEPTED", .text).negotiation?.finalPrice == nil)
        for (count, isPrice) in [(1_000, true), (1_001, false)] {
            let price = "0." + String(repeating: "9", count: count)
            let found = try item("{\"finalPrice\": \(price)}", status: "ACCEPTED", .text).negotiation?.finalPrice
            #expect(found == (isPrice ? Money(literal: price) : nil))
        }
        let zeros = String(repeating: "0", count: 131_072)
        #expect(
            try item("{\"finalPrice\": \"\(zeros)5\"}", status: "ACCEPTED", .text).negotiation?.finalPrice == Money(5))
    }

    private func item(_ json: String, status: String?, _ type: CellType) throws -> CartItem {
        let layout = TableLayout(reference: .cartItems).with(type, for: .json)
        var writer = CellWriter(bytes: CopyFrame.header)
        writer.beginRow(layout)
        for column in layout.columns where writer.beginColumn(column.field) {
            writer.cell { cell in
                switch CartItem.Field(rawValue: column.field) {
                case .id: cell.put(integer: 9)
                case .negotiationStatus: if let status { cell.put(text: status) }
                case .negotiationData: cell.put(json: json)
                default: break
                }
            }
        }
        writer.append(CopyFrame.trailer)
        return try #require(try decode(CartItem.self, writer.bytes, as: layout).first)
    }
}
