import FinancialMath
import LiveShopping
import Snapshots
import TestSupport
import Testing

@testable import Reconciliation
@testable import Repairs
@testable import Reports

/// Several things are wrong with one order that was invoiced, and for some of them somebody picks a way.
@Suite("Repair scripts: several choices of one order")
struct RepairPicksTests {
    /// Two prices, a quantity, a line too few and a line too many, and perhaps the order's sums.
    private static func rows(sumsAgree: Bool) -> MemoryRows {
        let example = RuleExample.silent("An order that was invoiced differs from the cart line by line.") { world in
            world.session(.converted)
            for _ in 1...5 { world.batch() }
            for batch in 1...5 { world.item { $0.batchID = ID(Int64(batch)) } }
            world.order {
                $0.invoiceID = ID(1)
                let sums = sumsAgree ? "127" : "130"
                ($0.subtotal, $0.total) = (.number(sums), .number(sums))
            }
            for batch in [1, 2] {
                world.line {
                    $0.batchID = ID(Int64(batch))
                    ($0.unitPrice, $0.lineTotal) = (.number("13"), .number("26"))
                }
            }
            world.line { ($0.batchID, $0.quantity, $0.lineTotal) = (ID(3), .number("3"), .number("37.50")) }
            world.line { $0.batchID = ID(4) }
            world.line { ($0.batchID, $0.quantity, $0.lineTotal) = (ID(6), .number("1"), .number("12.50")) }
        }
        return example.rows
    }

    @Test("What is picked is right together, in whatever order it is applied", arguments: [true, false])
    func together(_ sumsAgree: Bool) throws {
        var random = SeededGenerator.printed()
        for round in 0..<(Thoroughness.isFull ? 20 : 4) {
            try PrivatePostgres.shared().withDatabase("picks") { database in
                try database.run(sql: ReferenceSchema.ddl + Self.rows(sumsAgree: sumsAgree).insertions)
                let shop = try Shop(database, filled: false)
                let (before, outcome) = (try shop.digest(), try Self.outcome(database))
                let choices = outcome.proposals.filter { $0.repair == .choice && $0.findings[0].rule.family == "line" }
                #expect(choices.count == 5)
                try shop.scripts(outcome.proposals, stakes: outcome.stakes) { scripts in
                    let rules = Catalogue.inRepairOrder(Set(choices.map(\.findings[0].rule))).shuffled(using: &random)
                    var (picked, done) = (0, 0)
                    for rule in rules {
                        var marked = 0
                        // In the first round everything, and in each the first way, which is the order's.
                        for choice in choices where choice.findings[0].rule == rule {
                            guard round == 0 || Bool.random(using: &random) else { continue }
                            let way = round == 0 ? 0 : Int.random(in: 0..<choice.alternatives.count, using: &random)
                            try scripts.pick(choice.findings[0].id, Proposal.letter(way), in: "\(rule).sql")
                            marked += 1
                        }
                        let counts = try scripts.apply("\(rule).sql")
                        #expect(counts.status == 0, "\(counts)")
                        picked += marked
                        done += counts.done ?? 0
                        let own = choices.count { $0.findings[0].rule == rule }
                        if sumsAgree { #expect(counts.skipped == own - marked, "\(counts)") }
                    }
                    let left = try Self.outcome(database).findings
                    #expect(left.count { $0.rule.family == "line" } == choices.count - done, "\(left)")
                    if sumsAgree {
                        #expect(done == picked)
                        #expect(left.allSatisfy { $0.rule.family != "order" }, "\(left)")
                    }
                    for rule in rules.reversed() { #expect(try scripts.apply("undo/\(rule).sql").status == 0) }
                    #expect(try shop.digest() == before)
                }
            }
        }
    }

    @Test("Of those that would set the order's sums one is made, and the sums are then its lines'")
    func oneOfThem() throws {
        try PrivatePostgres.shared().withDatabase("picks") { database in
            try database.run(sql: ReferenceSchema.ddl + Self.rows(sumsAgree: false).insertions)
            let (shop, outcome) = (try Shop(database, filled: false), try Self.outcome(database))
            try shop.scripts(outcome.proposals, stakes: outcome.stakes) { scripts in
                let prices = outcome.proposals.filter { $0.findings[0].rule == "line.price" }
                for choice in prices { try scripts.pick(choice.findings[0].id, "A", in: "line.price.sql") }
                let counts = try scripts.apply("line.price.sql")
                #expect(counts.says(2, 1, 1), "\(counts)")
                #expect(counts.output.contains("another repair of this run changes the same"), "\(counts)")
                for file in ["order.subtotal.sql", "line.quantity.sql"] {
                    let rule = file.dropLast(4)
                    let choice = try #require(outcome.proposals.first { $0.findings[0].rule.description == rule })
                    try scripts.pick(choice.findings[0].id, "A", in: file)
                    let counts = try scripts.apply(file)
                    #expect(counts.done == 0 && counts.output.contains("changes the same"), "\(counts)")
                }
                let left = try Self.outcome(database).findings.filter { $0.rule.family == "order" }
                #expect(left.isEmpty, "\(left)")
            }
        }
    }

    private static func outcome(_ database: Database) throws -> Outcome {
        let source = try PostgresSource(conninfo: database.conninfo)
        return try Reconciler(source: source, parameters: Parameters(asOf: RuleExample.asOf)).run()
    }
}
