import LiveShopping
import Reconciliation
import Simulation
import TestSupport
import Testing

@Suite("What a simulation says about itself is what reconciliation finds")
struct SimulationTruthTests {
    static let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)

    @Test("Nothing is found in healthy data", arguments: [1, 2, 3, 7, 20_261_122] as [UInt64])
    func healthy(seed: UInt64) throws {
        let simulation = try Simulation(sessions: 1_500, seed: seed, asOf: Self.asOf)
        try expectTruth(simulation, seed: seed)
    }

    @Test("Nothing is found in shops of a few sessions", arguments: 0...12)
    func small(sessions: Int) throws {
        try expectTruth(try Simulation(sessions: sessions, seed: 5, asOf: Self.asOf), seed: 5)
    }

    @Test("Every fault is found once, with its impact, and nothing else is", arguments: [1, 11, 4_711] as [UInt64])
    func faults(seed: UInt64) throws {
        let simulation = try Simulation(
            sessions: 60, seed: seed, asOf: Self.asOf, faultsPerRule: 9, allowsOrphans: true)
        try expectTruth(simulation, seed: seed)
    }

    @Test("Each rule's faults are found alone", arguments: Simulation.rules)
    func alone(rule: String) throws {
        let simulation = try Simulation(
            sessions: 12, seed: 3, asOf: Self.asOf, faults: [rule: 12], allowsOrphans: true)
        let labels = try expectTruth(simulation, seed: 3)
        #expect(labels.filter { $0.rule == rule }.count >= 12)
    }

    /// Compares labels with findings, as sets and in number.
    @discardableResult
    private func expectTruth(_ simulation: Simulation, seed: UInt64) throws -> [Label] {
        let sink = MemorySink()
        let labels = try simulation.run(into: sink)
        let source = MemorySource(takenAt: Self.asOf, rows: sink.rows)
        let outcome = try Reconciler(source: source).run()
        let found = outcome.findings.map { finding in
            Label(rule: "\(finding.rule)", key: "\(finding.key)", impact: finding.impact)
        }
        let missed = Set(labels).subtracting(found).sorted()
        let surplus = Set(found).subtracting(labels).sorted()
        #expect(missed.isEmpty, "seed \(seed) missed:\n\(Label.csv(missed))")
        #expect(surplus.isEmpty, "seed \(seed) found besides:\n\(Label.csv(surplus))")
        #expect(labels.count == found.count, "seed \(seed)")
        return labels
    }
}
