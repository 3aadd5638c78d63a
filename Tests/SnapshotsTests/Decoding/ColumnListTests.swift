import FinancialMath
import LiveShopping
import TestSupport
import Testing

@testable import Snapshots

/// A row's one list of columns is what is written, what is read and what is said of the table.
@Suite("The list of a row's columns")
struct ColumnListTests {
    private let rows: MemoryRows

    init() {
        var generator = RowGenerator(random: .printed())
        // Few items have a negotiation that matters.
        rows = generator.rows(60, cartItems: 400)
    }

    @Test("names each field once, by a name of its own")
    func names() {
        func check<Row: TableRow>(_: Row.Type) {
            #expect(Row.Field.columns.count == Row.Field.allCases.count, "\(Row.table)")
            #expect(Set(Row.Field.columns.map(\.name)).count == Row.Field.columns.count, "\(Row.table)")
            #expect(Row.Field.allCases.map(\.rawValue) == Array(0..<Row.Field.columns.count), "\(Row.table)")
            #expect(Row.listColumns() == Row.Field.columns && Row.table.columns == Row.Field.columns)
        }
        for table in Table.allCases { check(table.rowType) }
    }

    @Test("carries something in each column that is read: without it, rows read otherwise")
    func eachColumnCarries() throws {
        try forEachTable(EachColumnCarries())
    }

    @Test("says of which columns the presence alone matters, and these are never selected")
    func presenceAlone() throws {
        let unread = Table.allCases.flatMap { table in
            table.columns.filter { !$0.isRead }.map { "\(table.name).\($0.name)" }
        }
        #expect(
            unread == [
                "users.role", "clients.deleted_at", "products.deleted_at", "batches.version", "orders.items",
                "orders.version", "invoices.version", "sessionCartItems.addedByRole",
            ])
        let layout = TableLayout(reference: .orders)
        #expect(!layout.select.contains("\"items\"") && !layout.select.contains("\"version\""))
        #expect(AvailableColumns([.orders: layout]).has(Order.Field.items))
    }

    @Test("comes back with what is the matter with a row", arguments: [1, 2, 20_261_122] as [UInt64])
    func defects(seed: UInt64) throws {
        try forEachTable(DefectsComeBack(seed: seed))
    }

    @Test("finds a row's integers, and none where the cell held none")
    func integers() {
        var line = OrderLine(
            id: ID(7), orderID: ID(0), batchID: ID(3), quantity: .finite(.zero), unitPrice: .finite(.zero),
            lineTotal: .finite(.zero))
        #expect(line.rowID == 7 && line.integer(.orderID) == 0 && line.integer(.quantity) == nil)
        line.defects = [Defect(column: "order_id", reason: .null), Defect(column: "id", reason: .null)]
        #expect(line.rowID == nil && line.integer(.orderID) == nil && line.integer(.batchID) == 3)
        #expect(PricingDefault(category: "TEA", margin: .nan).rowID == nil)
    }

    @Test("lets a deleted default share its category, and its channel, with another")
    func keysOfDeletedRows() throws {
        let defaults = [true, false, true].map {
            PricingDefault(category: "TEA", margin: .finite(Percentage(20)), isDeleted: $0)
        }
        #expect(try decode(PricingDefault.self, copyBytes(defaults), checksKeys: true).count == 3)
        #expect(
            sourceError {
                _ = try decode(PricingDefault.self, copyBytes([defaults[1], defaults[1]]), checksKeys: true)
            }?
            .kind == .unreadable)
        let settings = [false, true].map { ChannelSetting(channel: "X", defaultBasis: nil, isDeleted: $0) }
        #expect(try decode(ChannelSetting.self, copyBytes(settings), checksKeys: true).count == 2)
    }
}

private extension ColumnListTests {
    /// Does the same with the rows of every table.
    func forEachTable(_ work: some TableWork) throws {
        try work.check(rows.users)
        try work.check(rows.clients)
        try work.check(rows.creditLimits)
        try work.check(rows.products)
        try work.check(rows.batches)
        try work.check(rows.pricingDefaults)
        try work.check(rows.channelSettings)
        try work.check(rows.sessions)
        try work.check(rows.priceOverrides)
        try work.check(rows.orders)
        try work.check(rows.orderLines)
        try work.check(rows.invoices)
        try work.check(rows.cartItems)
    }
}

/// What is done with the rows of one table, whatever they are.
private protocol TableWork {
    func check<Row: TableRow>(_ rows: [Row]) throws
}

private struct EachColumnCarries: TableWork {
    func check<Row: TableRow>(_ rows: [Row]) throws {
        let whole = try decode(Row.self, copyBytes(rows)).map { "\($0)" }
        for field in Row.Field.allCases where field.column.isRead {
            let layout = TableLayout(reference: Row.table)
            let without = TableLayout(
                table: Row.table, name: layout.name, present: layout.present.filter { $0.field != field.rawValue })
            let found = try decode(Row.self, copyBytes(rows, as: without), as: without)
            #expect(found.map { "\($0)" } != whole, "\(Row.table.name).\(field.name)")
            let nulls = found.filter { $0.defects.contains(Defect(column: field.name, reason: .null)) }
            #expect(nulls.count == (field.column.allowsNull ? 0 : rows.count), "\(Row.table.name).\(field.name)")
        }
    }
}

private struct DefectsComeBack: TableWork {
    let seed: UInt64

    func check<Row: TableRow>(_ rows: [Row]) throws {
        var random = SeededGenerator(seed: seed)
        let required = Row.Field.allCases.filter { !$0.column.allowsNull }
        let rows = rows.map { row in
            var row = row
            row.defects = required.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
                .map { Defect(column: $0.name, reason: .null) }
            return row
        }
        let once = try decode(Row.self, copyBytes(rows))
        #expect(once.map(\.defects) == rows.map(\.defects), "\(Row.table.name)")
        for (row, back) in zip(rows, once) {
            for field in Row.Field.allCases where row.canRead(field) {
                #expect(back.integer(field) == row.integer(field), "\(Row.table.name).\(field.name)")
            }
        }
        let twice = try decode(Row.self, copyBytes(once))
        #expect(twice.map { "\($0)" } == once.map { "\($0)" }, "\(Row.table.name)")
    }
}
