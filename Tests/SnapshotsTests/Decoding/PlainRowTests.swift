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
            #expect(plain.itemStatus == item.itemStatus && item.agreement == nil && item.isReadable)
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
