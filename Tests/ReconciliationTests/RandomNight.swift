import FinancialMath
import LiveShopping
import Simulation
import Snapshots
import TestSupport

@testable import Reconciliation

/// Rows with everything wrong that can be, and ways to part and to shuffle them.
struct RandomNight {
    static let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)
    var rows: MemoryRows

    /// A simulated shop with faults of every rule, some of whose rows were deleted or spoilt besides.
    init(simulatedWith random: inout SeededGenerator) throws {
        let sink = MemorySink()
        let simulation = try Simulation(
            sessions: 60, seed: random.next(), asOf: Self.asOf, faultsPerRule: 3, allowsOrphans: true)
        _ = try simulation.run(into: sink)
        rows = sink.rows
        spoil(&random)
    }

    /// Nasty random data, made by SQL in a schema without constraints.
    init(chaosIn database: Database) throws {
        rows = try MemoryRows(PostgresSource(conninfo: database.conninfo))
    }

    var source: MemorySource { MemorySource(takenAt: Self.asOf, rows: rows) }

    /// Deals the sessions out at random, and with each its orders, their lines and its items; clients' invoices go
    /// together, and what belongs to no session goes anywhere.
    func parts(_ count: Int, _ random: inout SeededGenerator) throws -> [MemorySource] {
        var register = Register()
        let ledger = try Ledger.load(
            from: source, jobs: 1, threads: 2, asOf: Self.asOf, settings: Settings(), into: &register)
        let ofSession = ledger.sessions.indices.map { _ in Int.random(in: 0..<count, using: &random) }
        var parts = Array(repeating: MemoryRows(), count: count)
        var ofOrder: [OrderID: Int] = [:]
        for order in rows.orders {
            let linked = OrderLink(order, in: ledger).sessionSlot.map { ofSession[$0] }
            let part = linked ?? Int.random(in: 0..<count, using: &random)
            ofOrder[order.id] = part
            parts[part].orders.append(order)
        }
        for line in rows.orderLines {
            parts[ofOrder[line.orderID] ?? Int.random(in: 0..<count, using: &random)].orderLines.append(line)
        }
        for item in rows.cartItems {
            let part = ledger.sessions.slot(of: item.sessionID).map { ofSession[$0] }
            parts[part ?? Int.random(in: 0..<count, using: &random)].cartItems.append(item)
        }
        for invoice in rows.invoices {
            parts[Int((invoice.clientID?.rawValue ?? 0).magnitude) % count].invoices.append(invoice)
        }
        return parts.map { MemorySource(takenAt: Self.asOf, rows: $0) }
    }

    mutating func shuffle(_ random: inout SeededGenerator) {
        rows.users.shuffle(using: &random)
        rows.clients.shuffle(using: &random)
        rows.creditLimits.shuffle(using: &random)
        rows.products.shuffle(using: &random)
        rows.batches.shuffle(using: &random)
        rows.pricingDefaults.shuffle(using: &random)
        rows.channelSettings.shuffle(using: &random)
        rows.sessions.shuffle(using: &random)
        rows.priceOverrides.shuffle(using: &random)
        rows.orders.shuffle(using: &random)
        rows.orderLines.shuffle(using: &random)
        rows.invoices.shuffle(using: &random)
        rows.cartItems.shuffle(using: &random)
    }

    private mutating func spoil(_ random: inout SeededGenerator) {
        for index in rows.cartItems.indices where Int.random(in: 0..<40, using: &random) == 0 {
            rows.cartItems[index].isDeleted.toggle()
        }
        for index in rows.orders.indices where Int.random(in: 0..<40, using: &random) == 0 {
            rows.orders[index].saleStatus = .known(.cancelled)
        }
        for index in rows.sessions.indices where Int.random(in: 0..<40, using: &random) == 0 {
            rows.sessions[index].status = .known(.active)
        }
        for index in rows.orderLines.indices where Int.random(in: 0..<40, using: &random) == 0 {
            rows.orderLines[index].batchID = rows.batches.randomElement(using: &random)?.id ?? BatchID(1)
        }
    }
}
