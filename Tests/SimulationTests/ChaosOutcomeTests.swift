import FinancialMath
import LiveShopping
import Reconciliation
import Snapshots
import TestSupport
import Testing

/// What the files of a run do not say, or not so: it is compared where it is made.
@Suite("Over nasty random data rules and oracle agree")
struct ChaosOutcomeTests {
    private static let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)

    @Test(
        "on what is to be doubted, on the money at risk, and on what could not be read", arguments: ["0.37", "-0.58"])
    func same(seed: String) throws {
        try PrivatePostgres.shared().withDatabase("chaos") { database in
            let schema = try database.psql(file: SQLOracle.looseSchema)
            try #require(schema.status == 0, "\(schema.stderr)")
            try SQLOracle.fillWithChaos(database, seed: seed, sessions: 150, strict: false)
            let oracle = try SQLOracle.files(of: database)
            let source = try PostgresSource(conninfo: database.conninfo)
            let outcome = try Reconciler(source: source, parameters: Parameters(asOf: Self.asOf)).run()

            let doubts = outcome.doubts.map { "\($0.rule),\($0.fired),\($0.judged)" }
            expectSame(
                doubts, rows(oracle["doubts.csv"]).map { $0.split(separator: ",").dropLast().joined(separator: ",") })
            expectSame(money(outcome.findings), rows(oracle["money.csv"]))
            let unreadable = outcome.unreadable.filter { $0.defect.reason != .unusable }
                .map { "\($0.table.name),\($0.rowID?.description ?? ""),\($0.defect.column)" }
            expectSame(unreadable.sorted(), rows(oracle["unreadable.csv"]).map(withoutCategory).sorted())
        }
    }

    /// `of,findings,impact,at_risk` of all findings, of each severity and of each rule.
    private func money(_ findings: [Finding]) -> [String] {
        func line(_ word: String, _ some: [Finding]) -> String? {
            guard !some.isEmpty else { return nil }
            let impact = some.reduce(Money.zero) { $0 + $1.impact }
            return "\(word),\(some.count),\(impact.formatted),\(some.moneyAtRisk.formatted)"
        }
        let severities = [Severity.critical, .error, .warning, .notice].map { severity in
            line("\(severity)", findings.filter { $0.severity == severity })
        }
        let rules = Catalogue.descriptions.map { rule in line("\(rule.id)", findings.filter { $0.rule == rule.id }) }
        return ([line("all", findings)] + severities + rules).compactMap(\.self)
    }

    /// A pricing default has no id: the program names its row in the defect's place alone.
    private func withoutCategory(_ row: String) -> String {
        guard row.hasPrefix("pricing_defaults,") else { return row }
        return "pricing_defaults,," + (row.split(separator: ",").last ?? "")
    }

    private func rows(_ file: String?) -> [String] {
        (file ?? "").split(separator: "\r\n").dropFirst().map(String.init)
    }

    private func expectSame(_ found: [String], _ oracle: [String]) {
        #expect(!oracle.isEmpty)
        let (surplus, missing) = (Set(found).subtracting(oracle), Set(oracle).subtracting(found))
        #expect(found == oracle, "the program alone: \(surplus.sorted()); the oracle alone: \(missing.sorted())")
    }
}
