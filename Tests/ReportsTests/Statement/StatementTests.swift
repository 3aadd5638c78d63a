import FinancialMath
import Foundation
import LiveShopping
import Simulation
import TestSupport
import Testing

@testable import Reconciliation
@testable import Reports

/// A statement says what the client has seen itself, and nothing of anybody else or of how prices are made.
@Suite struct StatementTests {
    private static let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)
    /// Costs that no price, quantity or amount is mistaken for.
    private static func cost(_ place: Int) -> Cost { Cost(unscaled: 7_770_001 + Int64(place) * 10_007, places: 4) }
    private static func name(_ id: ClientID) -> String { "Name <&> of client \(id) ends" }

    /// A night with faults of every rule, orders made out to others among them.
    private func rows(seed: UInt64) throws -> MemoryRows {
        let sink = MemorySink()
        let simulation = try Simulation(
            sessions: 80, seed: seed, asOf: Self.asOf, faultsPerRule: 2, allowsOrphans: true)
        _ = try simulation.run(into: sink)
        var rows = sink.rows
        for place in rows.batches.indices {
            rows.batches[place].unitCost = .finite(Self.cost(place))
            rows.batches[place].unitCostMinimum = .finite(Self.cost(place) + Cost(unscaled: 1_0001, places: 4))
            rows.batches[place].unitCostMaximum = .finite(Self.cost(place) + Cost(unscaled: 2_0003, places: 4))
        }
        for place in rows.clients.indices { rows.clients[place].name = Self.name(rows.clients[place].id) }
        for place in rows.users.indices { rows.users[place].name = "Host \(place) ends" }
        return rows
    }

    private func statement(of client: ClientID, _ rows: MemoryRows) throws -> ClientStatement? {
        let source = MemorySource(takenAt: Self.asOf, rows: rows)
        return try Reconciler(source: source, parameters: Parameters(statement: client)).run().statement
    }

    /// Everything that a statement leaves in its folder.
    private func files(_ statement: ClientStatement) throws -> [String: String] {
        try withTemporaryFolder { folder in
            try Statement(statement, asOf: Self.asOf).write(into: folder, templates: TestTemplates.folder)
            return Dictionary(uniqueKeysWithValues: try names(in: folder).map { ($0, try text(folder, $0)) })
        }
    }

    @Test(arguments: [5, 23] as [UInt64])
    func tellsNothingThatIsNotTheClients(seed: UInt64) throws {
        let rows = try rows(seed: seed)
        let costs = rows.batches.flatMap { [$0.unitCost, $0.unitCostMinimum, $0.unitCostMaximum] }
            .compactMap { $0?.value?.formatted }
        let foreign = Dictionary(grouping: rows.orders, by: \.clientID)
        let clients = Set(rows.sessions.map(\.clientID)).intersection(rows.clients.map(\.id)).sorted()
        var (ordered, carts) = (0, 0)
        for client in clients.enumerated().filter({ $0.offset % 7 == Int(seed) % 7 }).map(\.element) {
            let statement = try #require(try statement(of: client, rows))
            let files = try files(statement)
            #expect(files.keys.sorted() == ["index.html", "statement.csv"])
            let page = try #require(files["index.html"])
            #expect(page.contains("Name &lt;&amp;&gt; of client \(client) ends"))
            // What a style sheet calls a margin is another thing.
            let style = try #require(page.range(of: "</style>"))
            let all = String(page[style.upperBound...]) + (files["statement.csv"] ?? "")
            func tells(_ text: String) -> Bool { ByteSearch.contains(text, in: all) }
            #expect(tells("of client \(client) ends"))
            let others = rows.clients.map(\.id).filter { $0 != client && tells("of client \($0) ends") }
            #expect(others == [], "client \(client)")
            #expect(costs.filter(tells) == [], "client \(client)")
            let orders = foreign.filter { $0.key != client }.values.joined().map(\.number)
            #expect(orders.filter(tells) == [], "client \(client)")
            #expect(Catalogue.descriptions.flatMap { [$0.id.description, $0.title] }.filter(tells) == [])
            #expect(["Host ", "margin", "finding"].filter(tells) == [])
            let lines = StatementLine.lines(statement)
            ordered += lines.count { $0.order != nil }
            carts += lines.count { $0.order == nil }
        }
        #expect(ordered > 10 && carts > 10, "\(clients.count) \(ordered) \(carts)")
    }

    @Test func listsTheLatestFirstAndDeletedOnesNot() throws {
        let rows = try rows(seed: 5)
        let counts = Dictionary(grouping: rows.sessions.filter { $0.defects.isEmpty }, by: \.clientID)
        let (client, sessions) = try #require(counts.max { ($0.value.count, $0.key) < ($1.value.count, $1.key) })
        let statement = try #require(try statement(of: client, rows))
        let shown = statement.sessions.rows.map(\.session)
        #expect(Set(shown.map(\.id)) == Set(sessions.filter { !$0.isDeleted }.map(\.id)))
        let times = shown.map(\.shownTime)
        #expect(times == times.sorted(by: >))
    }

    @Test func isNoneForAClientThatDoesNotExist() throws {
        let client = try statement(of: ClientID(987_654), rows(seed: 5))?.client
        #expect(client == nil)
    }
}
