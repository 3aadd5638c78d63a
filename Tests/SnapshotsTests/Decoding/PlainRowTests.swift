import FinancialMath
import LiveShopping
import TestSupport
import Testing

@testable import Snapshots

@Suite("Plain rows")
struct PlainRowTests {
    private let rows: MemoryRows

    init() {
        var generator = RowGenerator(random: .printed())
        rows = generator.rows(10, cartItems: 2_000)
    }

    @Test("Cells are as plain as the row that they are of, and every other is handed over as a row")
    func sameFromCells() throws {
        let lines = [0, 1, 2, 3].flatMap { spoilt in rows.orderLines.map { Self.spoilt($0, spoilt) } }
        try expectSame(rows.cartItems, PlainItem.self)
        try expectSame(lines, PlainLine.self)
    }

    private func expectSame<Plain: PlainRow & DecodablePlainRow & Equatable>(
        _ rows: [Plain.Row], _: Plain.Type
    ) throws {
        let (plain, others) = try read(copyBytes(rows), Plain.self)
        #expect(plain == rows.compactMap { Plain($0) })
        #expect(others.map { "\($0)" } == rows.filter { Plain($0) == nil }.map { "\($0)" })
        #expect(!plain.isEmpty && !others.isEmpty)
    }

    private static func spoilt(_ line: OrderLine, _ column: Int) -> OrderLine {
        var line = line
        // More places than millionths, and no number at all.
        switch column {
        case 1: line.quantity = .finite(Exact(unscaled: 1, places: 7))
        case 2: line.unitPrice = .finite(Exact(literal: "9223372036854.775808")!)
        case 3:
            line.lineTotal = .nan
            line.defects = [Defect(column: "line_total", reason: .notFinite)]
        default: break
        }
        return line
    }

    @Test("A plain row says of every amount and every status what the row says")
    func sameAsRow() {
        for item in rows.cartItems {
            guard let plain = PlainItem(item) else { continue }
            #expect(plain.quantity == item.quantity && plain.unitPrice == item.unitPrice)
            #expect(plain.itemStatus == item.itemStatus && item.isReadable)
            #expect(plain.isAgreed == item.isAgreed && plain.agreedPrice == item.agreedPrice)
            #expect(
                amounts(plain) == [
                    item.quantity.value.map { Amount(converting: $0) },
                    item.unitPrice.value.map { Amount(converting: $0) },
                ])
        }
        for line in rows.orderLines {
            guard let plain = PlainLine(line) else { continue }
            #expect(plain.lineTotal == line.lineTotal && plain.lineTotalExpected == line.lineTotalExpected)
            #expect(amounts(plain)[2] == line.lineTotal.value.map { Amount(converting: $0) })
        }
    }

    private func amounts(_ row: some PlainRow) -> [Amount?] {
        var found: [Amount?] = []
        row.forEachAmount { found.append($0) }
        return found
    }

    @Test("A number of plain JSON is the one that strict reading finds, and of what is not plain there is none")
    func plainJSON() throws {
        let plain = [
            #"{"finalPrice": 7.84}"#, #"{"acceptedAt": "2026-07-05T01:12:15.630000Z", "finalPrice": 0.005}"#,
            #"{ "a" : null,"finalPrice":-1234567890.123456 , "b":true,"c":false,"d":-0.5,"e":"" }"#,
            #"{"finalPrice":0}"#,
        ]
        for text in plain {
            guard case .object(let values) = try outline(text), case .number(let literal)? = values[0] else {
                Issue.record("\(text) has a number")
                continue
            }
            #expect(millionths(text) == Money(literal: literal)?.millionths, "\(text)")
            #expect(millionths(text) != nil, "\(text)")
            for beginning in text.indices.map({ String(text[..<$0]) }) {
                #expect(millionths(beginning) == nil, "\(beginning)")
            }
        }
        let others = [
            "{}", "[]", "7", #"{"finalPrice": "7.84"}"#, #"{"finalPrice": null}"#,
            #"{"finalPrice": 7, "finalPrice": 1}"#, #"{"finalPrice": 7e1}"#, #"{"finalPrice": 07}"#,
            #"{"finalPrice": 7.}"#, #"{"finalPrice": .5}"#, #"{"finalPrice": 7.1234567}"#,
            #"{"finalPrice": 12345678901}"#, #"{"finalPrice": 7, "a": {}}"#, #"{"finalPrice": 7, "a": "\u0041"}"#,
            #"{"finalPrice": 7, "a": "ü"}"#, #"{"finalPrice": 7} x"#, #"{"finalPrice": 7,}"#,
            #"{"finalPrice": 7 "a": 1}"#, #"{"finalPrice": 7, "a": nul}"#, #"{"finalPrice": 7, "a": tru}"#,
            #"{"finalPrice": --7}"#, #"{"finalPrice": 7.8.4}"#, #"{"x": {"finalPrice": 7}}"#,
        ]
        for text in others { #expect(millionths(text) == nil, "\(text)") }
    }

    private func millionths(_ text: String) -> Int64? {
        Array(text.utf8).withUnsafeBytes { PlainJSON.millionths(of: "finalPrice", in: $0) }
    }

    private func outline(_ text: String) throws -> JSONOutline {
        try Array(text.utf8).withUnsafeBytes { try JSONScanner.outline(of: $0, keys: ["finalPrice"]) }
    }

    @Test("A key that comes twice is refused, whether the row is taken or not", arguments: [true, false])
    func repeatedKey(isTaken: Bool) {
        let item = CartItem(
            id: ID(7), sessionID: ID(1), batchID: ID(1), productID: ID(1), quantity: .finite(.zero),
            unitPrice: .finite(.zero), createdAt: .infinity, updatedAt: .infinity)
        let error = sourceError {
            _ = try read(copyBytes([item, item]), PlainItem.self, isTaken: isTaken, checksKeys: true)
        }
        #expect(error?.problem == "7 comes more than once and must be unique")
    }

    private func read<Plain: DecodablePlainRow>(
        _ bytes: [UInt8], _: Plain.Type, isTaken: Bool = true, checksKeys: Bool = false
    ) throws -> (plain: [Plain], others: [Plain.Row]) {
        var stream = RowStream<Plain.Row>(TableLayout(reference: Plain.Row.table), checksKeys: checksKeys)
        var (plain, others): ([Plain], [Plain.Row]) = ([], [])
        func take(_ row: Plain) -> Bool {
            plain.append(row)
            return isTaken
        }
        try bytes.withUnsafeBytes { try stream.feed($0, taking: take) { others.append($0) } }
        try stream.finish()
        return (plain, others)
    }
}
