import LiveShopping
import Reconciliation
import Simulation
import Snapshots
import TestSupport
import Testing

@Suite("A simulated database in PostgreSQL")
struct SimulationDatabaseTests {
    static let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)

    @Test("fits the reference schema, and what is labelled is what rules and oracle find")
    func constrained() throws {
        let simulation = try Simulation(sessions: 150, seed: 17, asOf: Self.asOf, faultsPerRule: 5)
        try expectTruth(simulation, schema: ReferenceSchema.ddl)
    }

    @Test("without constraints holds orphans too, and they are found")
    func unconstrained() throws {
        let simulation = try Simulation(
            sessions: 150, seed: 18, asOf: Self.asOf, faultsPerRule: 5, allowsOrphans: true)
        let schema = ReferenceSchema.ddl.split(separator: "\n").map { line in
            line.replacing(/\sREFERENCES .* ON DELETE [A-Z]+/, with: "").replacing(" UNIQUE", with: "")
        }
        try expectTruth(simulation, schema: schema.joined(separator: "\n"))
    }

    @Test("without faults is healthy to the oracle too")
    func healthy() throws {
        let simulation = try Simulation(sessions: 1_000, seed: 19, asOf: Self.asOf)
        try expectTruth(simulation, schema: ReferenceSchema.ddl)
    }

    private func expectTruth(_ simulation: Simulation, schema: String) throws {
        try PrivatePostgres.shared().withDatabase("simulated") { database in
            try database.run(sql: schema)
            var labels: [Label] = []
            try DatabaseLoader(conninfo: database.conninfo).load { labels = try simulation.run(into: $0) }
            let source = try PostgresSource(conninfo: database.conninfo)
            let outcome = try Reconciler(source: source, parameters: Parameters(asOf: Self.asOf)).run()
            expectSame(outcome.findings.map { Label(rule: "\($0.rule)", key: "\($0.key)", impact: $0.impact) }, labels)
            let oracle = try SQLOracle.findings(in: database)
            expectSame(oracle.map { Label(rule: $0.rule, key: $0.key, impact: $0.impact) }, labels)
        }
    }

    private func expectSame(_ found: [Label], _ labels: [Label]) {
        let missed = Set(labels).subtracting(found)
        let surplus = Set(found).subtracting(labels)
        #expect(missed.isEmpty, "missed:\n\(Label.csv(missed))")
        #expect(surplus.isEmpty, "found besides:\n\(Label.csv(surplus))")
        #expect(found.count == labels.count)
    }
}
