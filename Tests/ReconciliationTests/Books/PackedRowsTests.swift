import FinancialMath
import LiveShopping
import TestSupport
import Testing

@testable import Reconciliation

/// What is packed comes out as it went in, whatever is in it.
struct PackedRowsTests {
    @Test func rowsOfEveryTableComeBack() {
        var random = SeededGenerator.printed()
        expectSame(User.self, &random)
        expectSame(Client.self, &random)
        expectSame(CreditLimit.self, &random)
        expectSame(Product.self, &random)
        expectSame(Batch.self, &random)
        expectSame(Session.self, &random)
        expectSame(PriceOverride.self, &random)
        expectSame(Order.self, &random)
        expectSame(OrderLine.self, &random)
        expectSame(Invoice.self, &random)
        expectSame(CartItem.self, &random)
    }

    /// More than a chunk of rows, in two parts of which one ends within a chunk, some with defects.
    private func expectSame<Row: TableRow>(
        _ table: Row.Type, _ random: inout SeededGenerator, location: SourceLocation = #_sourceLocation
    ) {
        let rows = (0..<1_100).map { _ in
            var row = Row()
            var filling = RandomFilling(random: random)
            row.visitColumns(&filling)
            random = filling.random
            if Int.random(in: 0..<20, using: &random) == 0 { row.defects = [Defect(column: "id", reason: .null)] }
            return row
        }
        expectOmitted(rows, &random, location)
        expectHeads(rows, &random, location)
        let (first, second) = (rows.prefix(1_050), rows.dropFirst(1_050))
        var packed = PackedRows(first)
        let shift = packed.append(PackedRows(second))
        #expect(packed.count == rows.count, sourceLocation: location)
        let places = Array(0..<1_050) + (0..<50).map { shift + $0 }
        for (row, place) in zip(rows, places) {
            let found = packed[place]
            guard described(found).utf8.elementsEqual(described(row).utf8) else {
                Issue.record("\(described(row)) came back as \(described(found))", sourceLocation: location)
                return
            }
        }
    }

    /// Columns that are left out come back as nulls where there may be nulls, of rows that do not pack, too.
    private func expectOmitted<Row: TableRow>(
        _ rows: [Row], _ random: inout SeededGenerator, _ location: SourceLocation
    ) {
        let omitted = Row.Field.allCases.filter { _ in Bool.random(using: &random) }
        for row in rows.prefix(60) {
            var packed = PackedRows<Row>()
            packed.append(row, omitting: ColumnSet(omitted))
            for (found, kept) in zip(packed[0].cells, row.cells) {
                let isLost = omitted.contains(kept.field) && kept.field.column.allowsNull && !kept.cell.isDeletion
                #expect(found.cell == (isLost ? .null : kept.cell), "\(kept.field)", sourceLocation: location)
            }
        }
    }

    /// Up to the last column that is wanted a row comes back as it went in.
    private func expectHeads<Row: TableRow>(
        _ rows: [Row], _ random: inout SeededGenerator, _ location: SourceLocation
    ) {
        let packed = PackedRows(rows)
        for (place, row) in rows.enumerated().prefix(200) {
            let fields = Row.Field.allCases
            let last = fields[
                fields.index(fields.startIndex, offsetBy: Int.random(in: 0..<fields.count, using: &random))]
            let found = packed.head(at: Int32(place), through: last)
            for (found, kept) in zip(found.cells, row.cells) where kept.field.rawValue <= last.rawValue {
                #expect(found.cell == kept.cell, "\(kept.field)", sourceLocation: location)
            }
            #expect(found.defects == row.defects, sourceLocation: location)
        }
    }

    private func described(_ row: some TableRow) -> String { "\(row) \(row.cells.map(\.cell)) \(row.defects)" }

    @Test func aliasesAndWordsThatNobodyKnowsComeBack() {
        let texts = (0..<400).map { "WORD_\($0)" } + ["PENDING", "PAID", "", "é", "e\u{301}", "SHIPPED"]
        let orders = (texts + texts).map { text in
            var order = Order(
                id: OrderID(1), clientID: ClientID(1), number: text, subtotal: .finite(Money(1)),
                total: .finite(Money(1)), saleStatus: Word(text), fulfillmentStatus: Word(text), createdAt: nil)
            order.read(through: .standard)
            // A word that is known and was not read as such stays so.
            order.type = .other(text == "PAID" ? "SALE" : "QUOTE")
            return order
        }
        let packed = PackedRows(orders)
        for (place, order) in orders.enumerated() {
            #expect(described(packed[Int32(place)]).utf8.elementsEqual(described(order).utf8))
        }
    }

    @Test func theFarthestMomentsAndAmountsComeBack() {
        let moments: [Int64] = [.min, .min + 1, -1_000, -1, 0, 1, 999, 1_000, .max / 2, .max / 2 + 1, .max - 1, .max]
        for first in moments {
            for second in moments {
                var session = Session.typical(1)
                session.createdAt = Timestamp(microseconds: first)
                session.updatedAt = Timestamp(microseconds: second)
                #expect(described(PackedRows([session])[0]) == described(session))
            }
        }
        for millionths in moments {
            var order = Order.typical(1)
            order.total = .finite(Money(unscaled: millionths, places: 6))
            #expect(described(PackedRows([order])[0]) == described(order))
        }
    }

    @Test func textsOfTheLongestRowsThatPackAndOfLongerOnesComeBack() {
        var lengths = Array(65_400...65_540)
        lengths += [0, 1, 200_000]
        let orders = lengths.map { length in
            var order = Order()
            (order.number, order.notes) = (String(repeating: "x", count: length), "é")
            return order
        }
        let packed = PackedRows(orders)
        #expect((2..<lengths.count).contains(packed.wholeCount))
        for (place, order) in orders.enumerated() {
            let found = packed[Int32(place)]
            #expect(found.number == order.number && found.notes == order.notes)
        }
    }

    /// The sizes that the books' documentation names.
    @Test func rowsTakeWhatIsSaidOfThem() {
        func bytes<Row: TableRow>(_ row: (Int) -> Row) -> Int {
            PackedRows((0..<1_000).map(row)).byteCount / 1_000
        }
        #expect((60...72).contains(bytes { Session.typical(500_000 + $0) }), "\(bytes(Session.typical))")
        #expect((45...57).contains(bytes { Order.typical(500_000 + $0) }), "\(bytes(Order.typical))")
        #expect((44...60).contains(bytes(Batch.typical)), "\(bytes(Batch.typical))")
        #expect((22...34).contains(bytes(Client.typical)), "\(bytes(Client.typical))")
        #expect((14...22).contains(bytes(CreditLimit.typical)), "\(bytes(CreditLimit.typical))")
        #expect((22...34).contains(bytes(PriceOverride.typical)), "\(bytes(PriceOverride.typical))")
        #expect(MemoryLayout<SessionTally>.stride == 56)
        #expect(MemoryLayout<LinesTally>.stride == 16)
        #expect(MemoryLayout<BatchTally>.stride == 48)
        #expect(MemoryLayout<BatchBook.Standing>.stride == 32)
        #expect(MemoryLayout<SessionBook.Standing>.stride == 16)
        #expect(MemoryLayout<LinkedOrder>.stride == 48)
        #expect(MemoryLayout<OrderStub>.stride == 8)
        #expect(MemoryLayout<OrderStanding>.stride == 1)
        #expect(MemoryLayout<OpenOrder>.stride == 24)
        #expect(MemoryLayout<OrderBook.SessionOrders>.stride == 20)
    }
}

private extension Cell {
    var isDeletion: Bool {
        if case .isDeleted = self { return true }
        return false
    }
}

private extension Session {
    /// As the live system writes them, times to the microsecond.
    static func typical(_ number: Int) -> Session {
        let created = Timestamp(microseconds: 818_000_000_000_000 + Int64(number) * 7_654_321)
        return Session(
            id: SessionID(Int64(number)), hostID: UserID(37), clientID: ClientID(Int64(number / 4)),
            status: .known(.converted), roomCode: "LIVE-A\(number)", scheduledAt: created + TimeSpan(seconds: 86_400),
            startedAt: created + TimeSpan(microseconds: 86_401_234_567),
            endedAt: created + TimeSpan(microseconds: 90_012_345_678), timeoutSeconds: 7_200,
            expiresAt: created + TimeSpan(microseconds: 93_712_345_678),
            lastActivityAt: created + TimeSpan(microseconds: 90_002_345_678), createdAt: created,
            updatedAt: created + TimeSpan(microseconds: 90_012_345_679))
    }
}

private extension Order {
    static func typical(_ number: Int) -> Order {
        Order(
            id: OrderID(Int64(number)), clientID: ClientID(Int64(number / 4)), number: "SO-2026-\(number)",
            subtotal: .finite(Money(unscaled: 123_456, places: 2)), total: .finite(Money(unscaled: 133_456, places: 2)),
            tax: .finite(.zero), discount: .finite(.zero), shipping: .finite(Money(100)), cashPayment: .finite(.zero),
            saleStatus: .known(.pending), fulfillmentStatus: .known(.readyForPacking),
            invoiceID: InvoiceID(Int64(number)), liveSessionID: SessionID(Int64(number)),
            createdAt: Timestamp(microseconds: 818_000_000_000_000 + Int64(number) * 7_654_321))
    }
}

private extension Batch {
    static func typical(_ number: Int) -> Batch {
        Batch(
            id: BatchID(Int64(number)), productID: ProductID(Int64(number / 2)), code: "B-2026-\(number)",
            onHand: .finite(Quantity(unscaled: 12_550, places: 2)), sample: .finite(Quantity(5)),
            reserved: .finite(Quantity(40)), unitCost: .finite(Cost(unscaled: 12_3456, places: 4)),
            costMode: .known(.fixed), status: "LIVE", updatedAt: Timestamp(microseconds: 818_000_000_123_456))
    }
}

private extension Client {
    static func typical(_ number: Int) -> Client { Client(id: ClientID(Int64(number)), name: "Acme Trading \(number)") }
}

private extension CreditLimit {
    static func typical(_ number: Int) -> CreditLimit {
        CreditLimit(
            clientID: ClientID(Int64(number)), limit: .finite(Money(25_000)),
            storedExposure: .finite(Money(unscaled: 1_234_567, places: 2)))
    }
}

private extension PriceOverride {
    static func typical(_ number: Int) -> PriceOverride {
        let made = Timestamp(microseconds: 818_000_000_123_456 + Int64(number) * 7_654_321)
        return PriceOverride(
            id: PriceOverrideID(Int64(number)), sessionID: SessionID(Int64(number)), productID: ProductID(4_711),
            price: .finite(Money(unscaled: 12_345, places: 2)), createdAt: made,
            updatedAt: made + TimeSpan(microseconds: 60_123_456))
    }
}

/// Puts something in every column: what is usual, what is at the edge, and what is beyond it.
private struct RandomFilling: ColumnVisitor, CellSource {
    var random: SeededGenerator

    mutating func required<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value
    ) {
        if let found = Value.read(field.rawValue, of: &self) { value = found }
    }

    mutating func optional<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value?, isRequired: Bool, matters: Bool
    ) {
        value = Bool.random(using: &random) ? Value.read(field.rawValue, of: &self) : nil
    }

    mutating func deletion<Field: TableColumn>(_ field: Field, _ name: String, _ value: inout Bool) {
        value = Bool.random(using: &random)
    }

    mutating func presence<Field: TableColumn>(_ field: Field, _ name: String, _ kind: Column.Kind) {}

    mutating func integer(_ field: Int) -> Int64? {
        pick([
            Int64.random(in: 1...9_999_999, using: &random), 0, -1, .max, .min,
            .random(in: .min ... .max, using: &random),
        ])
    }

    mutating func flag(_ field: Int) -> Bool? { .random(using: &random) }

    mutating func text(_ field: Int) -> String? {
        let length = Int.random(in: 0...300, using: &random)
        return pick([
            "", "ROOM-\(length)", "SALE", "ENDED", "PAID", "PENDING", "RETURNED_TO_VENDOR",
            "nobody's word \(length % 5)",
            "fünfzehn \u{0} Bytes", "e\u{301}", "é", String(repeating: "x", count: length),
            length < 3 ? String(repeating: "long ", count: 20_000) : "SHIPPED",
        ])
    }

    mutating func moment(_ field: Int) -> Timestamp? {
        let usual = Int64.random(in: 800_000_000_000...830_000_000_000, using: &random)
        return Timestamp(
            microseconds: pick([
                usual * 1_000, usual * 1_000, usual * 1_000 + 1, .random(in: .min ... .max, using: &random), 0, .min,
                .max,
            ]))
    }

    mutating func figure<Measure: Dimension>(_ field: Int) -> Figure<Measure>? {
        let cents = Int64.random(in: -99_999...9_999_999, using: &random)
        let any = Int64.random(in: .min ... .max, using: &random)
        let number: Exact<Measure> = pick([
            Exact(unscaled: cents, places: 2), Exact(unscaled: cents, places: 2), Exact(unscaled: cents, places: 4),
            .zero,
            Exact(unscaled: any, places: 6), Exact(unscaled: any, places: 2), Exact(unscaled: any, places: 9),
        ])
        return pick([
            .finite(number), .finite(number), .finite(number), .finite(number), .nan, .infinity, .negativeInfinity,
        ])
    }

    func json(_ field: Int, keys: [String]) -> JSONOutline? { .object(keys.map { _ in .number("12.5") }) }
    func noteUnusable(_ field: Int) {}

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &random)]
    }
}
