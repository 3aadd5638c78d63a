import FinancialMath
import LiveShopping
import Reconciliation
import Simulation
import Snapshots
import TestSupport
import Testing

@testable import Repairs
@testable import Reports

/// A whole simulated system with faults of every rule, repaired by what the rules propose.
@Suite("Repair scripts: a simulated system")
struct RepairFixpointTests {
    private static let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)

    @Test(arguments: Thoroughness.some(of: [1, 2] as [UInt64]))
    func `Automatic repairs leave nothing automatic behind, and come back exactly`(_ seed: UInt64) throws {
        try PrivatePostgres.shared().withDatabase("fixpoint") { database in
            try Self.fill(database, seed: seed)
            let shop = try Shop(database, filled: false)
            let before = try shop.digest()
            var runs: [(RunIdentity, Outcome)] = []
            for round in 1...3 {
                let outcome = try Self.outcome(database)
                let automatic = outcome.proposals.filter { $0.repair == .automatic }
                let summed = automatic.filter { Self.summing.contains($0.findings[0].rule) }
                #expect(round == 1 || summed.isEmpty, "left to the next run: \(summed)")
                guard !automatic.isEmpty else { break }
                #expect(round < 3, "still automatic: \(automatic.map(\.findings[0].rule))")
                let run = RunIdentity(id: "round-\(round)", asOf: Self.asOf)
                runs.append((run, outcome))
                try shop.scripts(outcome.proposals, run: run, stakes: outcome.stakes) { scripts in
                    let start = try shop.digest()
                    #expect(try scripts.dryRun("apply-all.sql").status == 0)
                    #expect(try shop.digest() == start)
                    let counts = try scripts.apply("apply-all.sql")
                    #expect(counts.status == 0, "\(counts)")
                    for problem in ["moved on", "does not fit", "in use"] {
                        #expect(counts.output.contains(problem) == false, "\(counts)")
                    }
                    let after = try shop.digest()
                    #expect(try scripts.apply("apply-all.sql").status == 0)
                    #expect(try shop.digest() == after)
                }
            }
            for (run, outcome) in runs.reversed() {
                try shop.scripts(outcome.proposals, run: run, stakes: outcome.stakes) { scripts in
                    let counts = try scripts.apply("undo/apply-all.sql")
                    #expect(counts.status == 0, "\(counts)")
                }
            }
            #expect(try shop.digest() == before)
        }
    }

    /// What some of a night's repairs move, whichever are picked, is right after one round; and comes back exactly.
    @Test(arguments: Thoroughness.some(of: [11, 14] as [UInt64]))
    func `Exposures and reservations follow whatever was applied before`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        try PrivatePostgres.shared().withDatabase("following") { database in
            try Self.fill(database, seed: seed)
            let shop = try Shop(database, filled: false)
            let (before, outcome) = (try shop.digest(), try Self.outcome(database))
            #expect(!outcome.stakes.followers.isEmpty)
            try shop.scripts(outcome.proposals, stakes: outcome.stakes) { scripts in
                let all = outcome.proposals + outcome.stakes.followers
                for rule in Catalogue.inRepairOrder(Set(all.flatMap { $0.findings.map(\.rule) })) {
                    guard Self.summing.contains(rule) || Bool.random(using: &random) else { continue }
                    for proposal in outcome.proposals
                    where proposal.repair == .choice && proposal.findings[0].rule == rule {
                        let way = Int.random(in: -1..<proposal.offered.count, using: &random)
                        guard way >= 0 else { continue }
                        try scripts.pick(proposal.findings[0].id, Proposal.letter(way), in: "\(rule).sql")
                    }
                    let counts = try scripts.apply("\(rule).sql")
                    #expect(counts.status == 0, "\(counts)")
                }
                let left = try Self.outcome(database).findings.filter {
                    Self.summing.contains($0.rule) && $0.repair == .automatic
                }
                #expect(left.isEmpty, "seed \(seed): \(left)")
                #expect(try scripts.apply("undo/apply-all.sql").status == 0)
                #expect(try shop.digest() == before)
            }
        }
    }

    private static let summing: [RuleID] = ["hold.reserved", "credit.exposure"]

    @Test func `Scripts come to one end in any order`() throws {
        var ends: Set<String> = []
        for order in 0..<3 {
            try PrivatePostgres.shared().withDatabase("orders") { database in
                try Self.fill(database, seed: 3)
                let shop = try Shop(database, filled: false)
                let proposals = try Self.proposals(database).filter { $0.repair == .automatic }
                try shop.scripts(proposals) { scripts in
                    var rules = Set(proposals.flatMap { $0.findings.map(\.rule.description) }).sorted()
                    if order == 1 { rules.reverse() }
                    if order == 2 { rules.shuffle() }
                    print("order \(order): \(rules)")
                    for rule in rules {
                        let counts = try scripts.apply("\(rule).sql")
                        #expect(counts.status == 0 && counts.output.contains("moved on") == false, "\(counts)")
                    }
                    ends.insert(try Self.cells(shop))
                }
            }
        }
        #expect(ends.count == 1)
    }

    @Test func `Every alternative of every choice goes and comes back exactly`() throws {
        try PrivatePostgres.shared().withDatabase("choices") { database in
            try Self.fill(database, seed: 4)
            let shop = try Shop(database, filled: false)
            let choices = try Self.proposals(database).filter { $0.repair == .choice }
            let before = try shop.digest()
            for way in 0..<3 {
                let offered = choices.filter { $0.alternatives.count > way }
                try shop.scripts(offered) { scripts in
                    for rule in Set(offered.flatMap { $0.findings.map(\.rule.description) }).sorted() {
                        let untouched = try scripts.apply("\(rule).sql")
                        #expect(untouched.done == 0 && untouched.status == 0, "\(untouched)")
                        let own = offered.filter { $0.findings[0].rule.description == rule }
                        for proposal in own.prefix(1) {
                            try scripts.pick(proposal.findings[0].id, Proposal.letter(way), in: "\(rule).sql")
                        }
                        let counts = try scripts.apply("\(rule).sql")
                        #expect(counts.status == 0 && counts.done == 1, "\(counts)")
                        let undo = try scripts.apply("undo/\(rule).sql")
                        #expect(undo.status == 0 && undo.done == 1, "\(undo)")
                        #expect(try shop.digest() == before, "\(rule) \(way)")
                    }
                }
            }
        }
    }

    private static func fill(_ database: Database, seed: UInt64) throws {
        let simulation = try Simulation(sessions: 60, seed: seed, asOf: asOf, faultsPerRule: 2)
        let loader = try DatabaseLoader(preparing: database.conninfo)
        _ = try loader.load { _ = try simulation.run(into: $0) }
    }

    private static func proposals(_ database: Database) throws -> [Proposal] { try outcome(database).proposals }

    private static func outcome(_ database: Database) throws -> Outcome {
        let source = try PostgresSource(conninfo: database.conninfo)
        return try Reconciler(source: source, parameters: Parameters(asOf: asOf)).run()
    }

    /// Everything but the times of change.
    private static func cells(_ shop: Shop) throws -> String {
        try shop.database.run(
            sql: """
                UPDATE batches SET "updatedAt" = NULL; UPDATE "liveShoppingSessions" SET "updatedAt" = '2000-01-01';
                UPDATE "sessionCartItems" SET "updatedAt" = '2000-01-01';
                UPDATE "sessionPriceOverrides" SET "updatedAt" = '2000-01-01';
                """)
        return try shop.digest()
    }
}
