import FinancialMath
import LiveShopping
import Reconciliation
import TestSupport
import Testing

/// A row without an id is not the row with the id 0, and a row that names none does not name that one.
@Suite("Rows without an id")
struct RowsWithoutIDTests {
    private static let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)

    /// A night in which everything has the id 0 and something is wrong with all of it.
    private static var night: MemoryRows {
        let moment = asOf - .days(1)
        var rows = MemoryRows()
        rows.users = [User(id: ID(0), name: "Host")]
        rows.products = [Product(id: ID(0), name: "Tea", category: "TEA")]
        rows.pricingDefaults = [PricingDefault(category: "TEA", margin: .finite(Percentage(20)))]
        rows.batches = [
            Batch(
                id: ID(0), productID: ID(0), code: "B0", onHand: .finite(Quantity(10)), reserved: .finite(Quantity(3)),
                unitCost: .finite(Cost(10)), status: "LIVE")
        ]
        rows.clients = [Client(id: ID(0), name: "zero")]
        rows.creditLimits = [
            CreditLimit(clientID: ID(0), limit: .finite(Money(100)), storedExposure: .finite(Money(77)))
        ]
        rows.sessions = [session(ID(0), "z0", moment)]
        rows.cartItems = [item(ID(0), moment)]
        rows.orders = [order(ID(0))]
        rows.orderLines = [line(ID(0))]
        return rows
    }

    private static func session(_ id: SessionID, _ room: String, _ moment: Timestamp) -> Session {
        Session(
            id: id, hostID: ID(0), clientID: ID(0), status: .known(.active), roomCode: room, startedAt: moment,
            createdAt: moment, updatedAt: moment)
    }

    private static func item(_ id: CartItemID, _ moment: Timestamp) -> CartItem {
        CartItem(
            id: id, sessionID: ID(0), batchID: ID(0), productID: ID(0), quantity: .finite(Quantity(20)),
            unitPrice: .finite(Money(12)), itemStatus: .known(.toPurchase), createdAt: moment, updatedAt: moment)
    }

    private static func order(_ id: OrderID) -> Order {
        Order(
            id: id, clientID: ID(0), number: "O", isDraft: false, subtotal: .finite(Money(50)),
            total: .finite(Money(50)), createdAt: asOf - .days(2))
    }

    private static func line(_ id: OrderLineID) -> OrderLine {
        OrderLine(
            id: id, orderID: ID(0), batchID: ID(0), quantity: .finite(Quantity(1)), unitPrice: .finite(Money(12)),
            lineTotal: .finite(Money(13)))
    }

    /// What the source hands over for a row with a null in a column.
    private static func lacking<Row: TableRow>(_ field: Row.Field, _ row: Row) -> Row {
        var row = row
        row.defects = [Defect(column: field.name, reason: .null)]
        return row
    }

    private static let additions: [@Sendable (inout MemoryRows) -> Void] = [
        { $0.sessions.append(lacking(.id, session(ID(0), "none", asOf))) },
        { $0.sessions.insert(lacking(.id, session(ID(0), "none", asOf)), at: 0) },
        { $0.clients.append(lacking(.id, Client(id: ID(0), name: "none"))) },
        { $0.batches.append(lacking(.id, Batch(id: ID(0), productID: ID(0), code: "none"))) },
        {
            $0.creditLimits.append(
                lacking(
                    .clientID,
                    CreditLimit(clientID: ID(0), limit: .finite(Money(9)), storedExposure: .finite(.zero))))
        },
        { $0.orders.append(lacking(.id, order(ID(0)))) },
        { $0.orders.append(lacking(.clientID, order(ID(9)))) },
        { $0.cartItems.append(lacking(.sessionID, item(ID(9), asOf))) },
        { $0.cartItems.append(lacking(.id, item(ID(0), asOf))) },
        { $0.orderLines.append(lacking(.orderID, line(ID(9)))) },
        { $0.products.append(lacking(.id, Product(id: ID(0), name: "none", category: "X"))) },
        { $0.users.append(lacking(.id, User(id: ID(0), name: "none"))) },
    ]

    private func outcome(_ rows: MemoryRows) throws -> Outcome {
        try Reconciler(source: MemorySource(takenAt: Self.asOf, rows: rows), parameters: Parameters(pages: 10)).run()
    }

    @Test("change nothing that is found about the rows with the id 0", arguments: additions.indices)
    func nothingChanges(_ number: Int) throws {
        let before = try outcome(Self.night)
        #expect(Set(before.findings.map(\.rule.description)).isSuperset(of: ["credit.exposure", "hold.oversold"]))
        var rows = Self.night
        Self.additions[number](&rows)
        let after = try outcome(rows)
        #expect(after.findings == before.findings)
        #expect(after.credit == before.credit && after.holds == before.holds)
        #expect(after.unreadable.count == 1)
        #expect(after.unreadable.first.map { $0.rowID == nil || $0.rowID == 9 } == true)
    }

    @Test("are not what rows that name the id 0 belong to", arguments: [true, false])
    func nobodysZero(isThere: Bool) throws {
        var rows = Self.night
        rows.sessions[0] = isThere ? rows.sessions[0] : Self.lacking(.id, rows.sessions[0])
        let orphans = try outcome(rows).findings.filter { $0.rule.description == "integrity.orphan-item" }
        #expect(orphans.count == (isThere ? 0 : 1))
    }
}

/// A deleted line, default or channel setting is as if it were not there.
@Suite("Deleted rows that take part in nothing")
struct DeletedRowsTests {
    private static let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)

    @Test("Deleted order lines change nothing but the count of deleted rows", arguments: [1, 2])
    func lines(jobs: Int) throws {
        var random = SeededGenerator(seed: 7)
        let night = try RandomNight(simulatedWith: &random)
        var rows = night.source.rows
        let before = try outcome(MemorySource(takenAt: Self.asOf, rows: rows), jobs)
        for (place, line) in rows.orderLines.enumerated() where place % 3 == 0 {
            var deleted = line
            deleted.id = ID(10_000_000 + line.id.rawValue)
            deleted.isDeleted = true
            rows.orderLines.append(deleted)
        }
        let after = try outcome(MemorySource(takenAt: Self.asOf, rows: rows), jobs)
        #expect(!before.findings.isEmpty)
        #expect(after.findings == before.findings)
        #expect(after.holds == before.holds && after.sessions == before.sessions)
        let lines = try #require(after.totals.first { $0.table == .orderLines })
        #expect(lines.rows(.deleted) > 0)
    }

    @Test("A deleted default gives no margin, and a deleted setting no basis")
    func defaults() throws {
        var random = SeededGenerator(seed: 7)
        let night = try RandomNight(simulatedWith: &random)
        var rows = night.source.rows
        let before = try outcome(MemorySource(takenAt: Self.asOf, rows: rows), 1)
        rows.pricingDefaults += rows.pricingDefaults.map {
            PricingDefault(category: $0.category, margin: .finite(Percentage(77)), isDeleted: true)
        }
        rows.channelSettings += [CostBasis.low, .high].map {
            ChannelSetting(channel: "LIVE_SHOPPING", defaultBasis: .known($0), isDeleted: true)
        }
        let after = try outcome(MemorySource(takenAt: Self.asOf, rows: rows), 1)
        #expect(after.findings == before.findings && after.prices == before.prices)
    }

    @Test("A client whose rules cannot be used takes part, and is listed")
    func unusableRules() throws {
        var random = SeededGenerator(seed: 7)
        let night = try RandomNight(simulatedWith: &random)
        var rows = night.source.rows
        let before = try outcome(MemorySource(takenAt: Self.asOf, rows: rows), 1)
        let place = try #require(rows.clients.firstIndex { $0.customMargin == nil && $0.defects.isEmpty })
        rows.clients[place].defects = [Defect(column: "custom_pricing_rules", reason: .unusable)]
        let after = try outcome(MemorySource(takenAt: Self.asOf, rows: rows), 1)
        #expect(after.findings == before.findings && after.credit == before.credit)
        #expect(after.unreadable.count == before.unreadable.count + 1)
        #expect(after.totals == before.totals)
    }

    private func outcome(_ source: MemorySource, _ jobs: Int) throws -> Outcome {
        try Reconciler(source: source, parameters: Parameters(fullPrices: true, jobs: jobs, pages: 20)).run()
    }
}
