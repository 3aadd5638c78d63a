import FinancialMath
import LiveShopping
import TestSupport
import Testing

@testable import Snapshots

@Suite("What is encoded is decoded")
struct CellRoundTripTests {
    private let rows: MemoryRows

    init() {
        var generator = RowGenerator(random: .printed())
        rows = generator.rows(150)
    }

    @Test("Rows of every table come back as they were")
    func everyTable() throws {
        try expectRoundTrip(rows.users)
        try expectRoundTrip(rows.clients)
        try expectRoundTrip(rows.creditLimits)
        try expectRoundTrip(rows.products)
        try expectRoundTrip(rows.batches)
        try expectRoundTrip(rows.pricingDefaults)
        try expectRoundTrip(rows.channelSettings)
        try expectRoundTrip(rows.sessions)
        try expectRoundTrip(rows.priceOverrides)
        try expectRoundTrip(rows.orders)
        try expectRoundTrip(rows.orderLines)
        try expectRoundTrip(rows.invoices)
        try expectRoundTrip(rows.cartItems)
    }

    private func expectRoundTrip<Row: TableRow>(_ rows: [Row]) throws {
        let decoded = try decode(Row.self, copyBytes(rows), checksKeys: true)
        for (row, back) in zip(rows, decoded) { #expect("\(back)" == "\(row)") }
        #expect(decoded.count == rows.count)
    }

    @Test("Columns of other types hold the same values", arguments: [CellType.int2, .int4, .int8])
    func otherTypes(ids: CellType) throws {
        let items = TableLayout(reference: .cartItems).with(ids, for: .integer, .boolean).with(
            .timestamp, for: .timestamp)
        let found = try decode(CartItem.self, copyBytes(rows.cartItems, as: items), as: items)
        #expect(found.map { "\($0)" } == rows.cartItems.map { "\($0)" })
        let clients = TableLayout(reference: .clients).with(.text, for: .json)
        let back = try decode(Client.self, copyBytes(rows.clients, as: clients), as: clients)
        #expect(back.map { "\($0)" } == rows.clients.map { "\($0)" })
    }

    @Test("Whole numbers fit integer columns")
    func wholeNumbers() throws {
        let layout = TableLayout(reference: .clientCreditLimits).with(.int8, for: .money)
        let rows = [0, 1, -1, 92_233_720_368_547_758, -92_233_720_368_547_758].map {
            CreditLimit(clientID: ID(1), limit: .finite(Exact($0)), storedExposure: .finite(Exact(-$0)))
        }
        let found = try decode(CreditLimit.self, copyBytes(rows, as: layout), as: layout)
        #expect(found.map { "\($0)" } == rows.map { "\($0)" })
    }

    @Test("Columns that a source lacks are null")
    func absentColumns() throws {
        var available = AvailableColumns.all
        for column in ["addedByRole", "itemStatus", "negotiationStatus", "deleted_at"] {
            available.remove(.cartItems, column)
        }
        let layout = TableLayout(reference: .cartItems, available: available)
        let found = try decode(CartItem.self, copyBytes(rows.cartItems, as: layout), as: layout)
        for (row, back) in zip(rows.cartItems, found) {
            var bare = row
            (bare.itemStatus, bare.negotiationStatus, bare.negotiation, bare.isDeleted) = (nil, nil, nil, false)
            #expect("\(back)" == "\(bare)")
        }
    }

    @Test("Blanks that pad char(n) are no part of the text")
    func padding() throws {
        let layout = TableLayout(reference: .products).with(.bpchar, for: .text)
        let bytes = copyBytes([Product(id: ID(1), name: "tea   ", category: "   ")], as: layout)
        let row = try #require(try decode(Product.self, bytes, as: layout).first)
        #expect(row.name == "tea")
        #expect(row.category == "")
    }
}

@Suite("Cells that are no values")
struct CellDefectTests {
    @Test("NaN and the infinities are kept and noted")
    func notFinite() throws {
        let row = OrderLine(
            id: ID(7), orderID: ID(1), batchID: ID(1), quantity: .nan, unitPrice: .infinity,
            lineTotal: .negativeInfinity)
        let back = try #require(try decode(OrderLine.self, copyBytes([row])).first)
        #expect(back.quantity == .nan)
        #expect(back.unitPrice == .infinity)
        #expect(back.lineTotal == .negativeInfinity)
        #expect(
            back.defects == ["quantity", "unit_price", "line_total"].map { Defect(column: $0, reason: .notFinite) })
        #expect(!back.isExcluded)
        let margin = try decode(PricingDefault.self, copyBytes([PricingDefault(category: "x", margin: .nan)]))
        #expect(margin.first?.defects == [Defect(column: "default_margin_percent", reason: .notFinite)])
    }

    @Test("Nulls where none may be are noted, column by column, and the id stays right")
    func nulls() throws {
        for column in CartItem.Field.allCases where column.column.isRequired {
            var row = CartItem(
                id: ID(42), sessionID: ID(1), batchID: ID(2), productID: ID(3), quantity: .finite(Exact(1)),
                unitPrice: .finite(Exact(2)), createdAt: Timestamp(microseconds: 1),
                updatedAt: Timestamp(microseconds: 2))
            row.defects = [Defect(column: column.name, reason: .null)]
            let back = try #require(try decode(CartItem.self, copyBytes([row])).first)
            #expect(back.defects == row.defects)
            #expect(back.isExcluded)
            #expect(back.id.rawValue == (column == .id ? 0 : 42))
            #expect(back.sessionID.rawValue == (column == .sessionID ? 0 : 1))
        }
    }

    @Test("Values beyond the range of the fixed-point types are noted, percentages have a far wider one")
    func outOfRange() throws {
        let huge = Money(literal: "92233720368547758.08")!
        let rows = [huge, -huge, Money(literal: "1e100")!].map {
            CreditLimit(clientID: ID(5), limit: .finite($0), storedExposure: .finite(.zero))
        }
        for row in try decode(CreditLimit.self, copyBytes(rows)) {
            #expect(row.defects == [Defect(column: "credit_limit", reason: .outOfRange)])
            #expect(row.limit == .finite(.zero))
            #expect(row.isExcluded)
        }
        let fits = CreditLimit(
            clientID: ID(5), limit: .finite(Money(literal: "92233720368547758.07")!), storedExposure: .finite(.zero))
        #expect(try decode(CreditLimit.self, copyBytes([fits])).first?.defects == [])
        for (margin, defects) in [("1e999", 0), ("1e1000", 1), ("1e-16383", 0), ("1e131071", 1)] {
            let row = PricingDefault(category: "x", margin: .finite(Percentage(literal: margin)!))
            #expect(try decode(PricingDefault.self, copyBytes([row])).first?.defects.count == defects, "\(margin)")
        }
    }

    /// A number is never made that is known beforehand to be of no use: with 131,072 digits that took a minute.
    @Test("A numeric of any weight is read, and is out of range where PostgreSQL could not have it")
    func everyWeight() throws {
        let row = CreditLimit(clientID: ID(5), limit: .finite(Money(literal: "20")!), storedExposure: .finite(.zero))
        let bytes = copyBytes([row])
        // The weight stands between one digit and positive.
        let numeric: [UInt8] = [0, 1, 0, 0, 0, 0]
        let place = try #require(bytes.firstRange(of: numeric)).lowerBound + 2
        for weight in Int16.min...Int16.max where weight % 1_000 == 0 || abs(Int(weight) + 4_096) < 3 {
            var altered = bytes
            altered.replaceSubrange(
                place..<place + 2, with: [UInt8(truncatingIfNeeded: weight >> 8), UInt8(truncatingIfNeeded: weight)])
            let defects = try decode(CreditLimit.self, altered).first?.defects
            let isRange = (-4_096...3).contains(weight)
            #expect(
                defects == (isRange ? [] : [Defect(column: "credit_limit", reason: .outOfRange)]), "weight \(weight)")
        }
    }

    @Test("A defect of one row does not stick to the next")
    func noLeak() throws {
        let bad = OrderLine(
            id: ID(1), orderID: ID(1), batchID: ID(1), quantity: .nan, unitPrice: .nan, lineTotal: .nan)
        let good = OrderLine(
            id: ID(2), orderID: ID(1), batchID: ID(1), quantity: .finite(Exact(1)), unitPrice: .finite(Exact(1)),
            lineTotal: .finite(Exact(1)))
        #expect(try decode(OrderLine.self, copyBytes([bad, good])).map(\.defects.count) == [3, 0])
    }

    @Test("Text that is no UTF-8 is refused by table, row and column")
    func invalidUTF8() throws {
        var bytes = copyBytes([Product(id: ID(31), name: "name?", category: "tea")])
        bytes[bytes.firstIndex(of: UInt8(ascii: "?"))!] = 0xFF
        let error = sourceError { _ = try decode(Product.self, bytes) }
        #expect(error?.kind == .unreadable)
        #expect(error?.place == "products.nameCanonical, id 31")
        #expect(error?.problem == "the text is not valid UTF-8")
    }
}
