import FinancialMath
import Foundation
import LiveShopping
import Reconciliation
import Simulation
import Snapshots
import TestSupport
import Testing

@testable import Repairs
@testable import Reports

/// What the blast radius says is what the next night reads.
@Suite("Blast radius of repairs")
struct BlastRadiusTests {
    private static let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)

    @Test(arguments: Thoroughness.some(of: [5, 6] as [UInt64]))
    func `Each rule's automatic repairs, and all together, move what was said and nothing else`(_ seed: UInt64) throws {
        try Self.night(seed) { shop, outcome in
            let radii = RepairRadii(outcome.stakes)
            let automatic = outcome.proposals.filter { $0.repair == .automatic }
            let following = automatic + outcome.stakes.followers
            try shop.scripts(automatic, stakes: outcome.stakes) { scripts in
                for rule in Self.rules(automatic) {
                    let own = automatic.filter { $0.findings.contains { $0.rule == rule } }
                    let radius = radii.radius(ofAutomatic: own)
                    try Self.expect(radius, after: "\(rule).sql", of: own.count, scripts, outcome)
                }
                let perRule = Self.rules(following).map { rule in
                    following.filter { $0.findings.contains { $0.rule == rule } }
                }
                let radius = radii.radius(ofAll: perRule)
                #expect(!radius.clients.isEmpty && !radius.batches.isEmpty)
                try Self.expect(radius, after: "apply-all.sql", of: nil, scripts, outcome)
            }
        }
    }

    @Test(arguments: [7] as [UInt64])
    func `Each alternative of a choice moves what was said and nothing else`(_ seed: UInt64) throws {
        try Self.night(seed) { shop, outcome in
            let choices = outcome.proposals.filter { $0.repair == .choice }
            for way in 0..<(choices.map(\.alternatives.count).max() ?? 0) {
                let offered = choices.filter { $0.alternatives.count > way }
                for rule in Self.rules(offered) {
                    guard let proposal = offered.first(where: { $0.findings[0].rule == rule }) else { continue }
                    try shop.scripts([proposal]) { scripts in
                        try scripts.pick(proposal.findings[0].id, Proposal.letter(way), in: "\(rule).sql")
                        let radius = RepairRadii(outcome.stakes).radius(of: proposal.alternatives[way])
                        try Self.expect(radius, after: "\(rule).sql", of: 1, scripts, outcome)
                    }
                }
            }
        }
    }

    /// Applies a script, reconciles again, and takes it back.
    private static func expect(
        _ radius: BlastRadius, after script: String, of count: Int?, _ scripts: Scripts, _ before: Outcome
    ) throws {
        let applied = try scripts.apply(script)
        #expect(applied.status == 0, "\(applied)")
        if let count { #expect(applied.says(count, count, 0), "\(applied)") }
        let after = try outcome(scripts.database)
        let clients = Dictionary(uniqueKeysWithValues: radius.clients.map { ($0.id, $0) })
        for now in after.credit {
            let then = try #require(before.credit.first { $0.client == now.client }, "\(script): \(now.client)")
            let move = clients[now.client]
            #expect(ClientStanding(then) == move?.before ?? ClientStanding(then), "\(script): before \(now.client)")
            #expect(ClientStanding(now) == move?.after ?? ClientStanding(then), "\(script): client \(now.client)")
        }
        let batches = Dictionary(uniqueKeysWithValues: radius.batches.map { ($0.id, $0) })
        for now in after.holds {
            guard let then = before.holds.first(where: { $0.batch == now.batch }) else {
                #expect(BatchStanding(now) == batches[now.batch]?.after, "\(script): batch \(now.batch)")
                continue
            }
            let move = batches[now.batch]
            #expect(BatchStanding(then) == move?.before ?? BatchStanding(then), "\(script): before \(now.batch)")
            #expect(BatchStanding(now) == move?.after ?? BatchStanding(then), "\(script): batch \(now.batch)")
        }
        for batch in radius.batches where !after.holds.contains(where: { $0.batch == batch.id }) {
            #expect(batch.after.softHold.isZero && batch.after.reservedStored.isZero, "\(script): \(batch)")
        }
        let undone = try scripts.apply("undo/\(script)")
        #expect(undone.status == 0, "\(undone)")
    }

    @Test(arguments: Thoroughness.some(of: ["0.31", "-0.77", "0.12"]))
    func `Nasty random rows are moved as was said, too`(_ seed: String) throws {
        try PrivatePostgres.shared().withDatabase("chaos") { database in
            try database.run(sql: ReferenceSchema.ddl)
            let chaos = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("../../TestSupport/Oracle/chaos.sql").standardized.path
            let filled = try database.psql(
                file: chaos, variables: ["seed": seed, "sessions": "60", "strict": "1", "nulls": "0", "huge": "0"])
            try #require(filled.status == 0, "\(filled.stderr)")
            let outcome = try Self.outcome(database)
            let shop = try Shop(database, filled: false)
            let automatic = outcome.proposals.filter { $0.repair == .automatic }
            #expect(!automatic.isEmpty)
            for proposal in Self.some(of: automatic) {
                try shop.scripts([proposal]) { scripts in
                    let radius = RepairRadii(outcome.stakes).radius(ofAutomatic: [proposal])
                    try Self.expect(radius, after: "\(proposal.findings[0].rule).sql", of: 1, scripts, outcome)
                }
            }
        }
    }

    /// Some of each rule, unless every example is tried.
    private static func some(of proposals: [Proposal]) -> [Proposal] {
        guard !Thoroughness.isFull else { return proposals }
        let ofRule = Dictionary(grouping: proposals) { $0.findings[0].rule }
        return Catalogue.inRepairOrder(Set(ofRule.keys)).flatMap { ofRule[$0, default: []].prefix(3) }
    }

    private static func night(_ seed: UInt64, _ body: (Shop, Outcome) throws -> Void) throws {
        print("BlastRadiusTests seed \(seed)")
        try PrivatePostgres.shared().withDatabase("blast") { database in
            let simulation = try Simulation(sessions: 80, seed: seed, asOf: asOf, faultsPerRule: 2)
            let loader = try DatabaseLoader(preparing: database.conninfo)
            _ = try loader.load { _ = try simulation.run(into: $0) }
            try body(Shop(database, filled: false), outcome(database))
        }
    }

    private static func outcome(_ database: Database) throws -> Outcome {
        let source = try PostgresSource(conninfo: database.conninfo)
        return try Reconciler(source: source, parameters: Parameters(asOf: asOf, jobs: 1)).run()
    }

    private static func rules(_ proposals: [Proposal]) -> [RuleID] {
        Catalogue.inRepairOrder(Set(proposals.flatMap { $0.findings.map(\.rule) }))
    }
}

private extension ClientStanding {
    /// A row of credit.csv; a limit of 0 or below is none.
    init(_ row: CreditResult) {
        self.init(
            limit: row.limit.flatMap { $0.isPositive ? $0 : nil }, storedExposure: row.storedExposure,
            posted: row.posted, draft: row.draft)
        #expect(projected == row.projected && available == row.available)
    }
}

private extension BatchStanding {
    /// A row of holds.csv.
    init(_ row: HoldResult) {
        self.init(
            onHand: row.onHand, quarantine: row.quarantine, hold: row.hold, reservedStored: row.reservedStored,
            reservedExpected: row.reservedExpected, softHold: row.softHold, sampleQuantity: row.sampleQuantity,
            sampleHold: row.sampleHold)
        #expect(available == row.available && netAvailable == row.netAvailable)
    }
}
