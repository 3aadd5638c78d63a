import FinancialMath
import Foundation
import LiveShopping
import Reconciliation
import Snapshots
import TestSupport
import Testing

@testable import Repairs
@testable import Reports

/// What the rules really propose, for each example that they document themselves with.
@Suite("Repair scripts: what the rules propose")
struct RepairExampleTests {
    struct Story: Sendable, CustomTestStringConvertible {
        let rule: RuleDescription
        let example: RuleExample

        var testDescription: String { "\(rule.id): \(example.story)" }
    }

    static let stories = Catalogue.descriptions.flatMap { rule in
        rule.examples.filter(\.fires).map { Story(rule: rule, example: $0) }
    }

    /// A kind of proposal is tried once for each rule, unless every example is.
    @Test func `What the rules propose for their examples goes and comes back exactly`() throws {
        var tried: Set<String> = []
        for story in Self.stories {
            let source = MemorySource(takenAt: RuleExample.asOf, rows: story.example.rows)
            let outcome = try Reconciler(
                source: source, parameters: Parameters(asOf: RuleExample.asOf, settings: story.example.settings)
            ).run()
            let proposals = outcome.proposals.filter { proposal in
                guard proposal.repair != .manual, !Thoroughness.isFull else { return proposal.repair != .manual }
                let kind = "\(proposal.findings.map(\.rule)) \(proposal.repair) \(proposal.alternatives.count)"
                return tried.insert(kind).inserted
            }
            guard !proposals.isEmpty else { continue }
            try PrivatePostgres.shared().withDatabase(copying: Self.lenient.get()) { database in
                try database.run(sql: story.example.rows.insertions)
                let shop = try Shop(database, filled: false)
                try shop.scripts(proposals) { try check($0, proposals, shop, story) }
            }
        }
    }

    /// An empty database. Examples name rows that do not exist, and show numbers that the reference schema would round.
    private static let lenient = Result {
        let database = try PrivatePostgres.shared().makeDatabase("lenient")
        try database.run(sql: lenientSchema)
        return database
    }

    private static let lenientSchema =
        ReferenceSchema.ddl.replacing(/numeric\(\d+,\d+\)/, with: "numeric") + """
            ;DO $$ DECLARE key record; BEGIN
                FOR key IN SELECT conrelid::regclass AS place, conname FROM pg_constraint WHERE contype = 'f' LOOP
                    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', key.place, key.conname);
                END LOOP;
            END $$
            """

    private func check(_ scripts: Scripts, _ proposals: [Proposal], _ shop: Shop, _ story: Story) throws {
        let before = try shop.digest()
        for proposal in proposals {
            let file = "\(proposal.findings[0].rule).sql"
            for index in proposal.alternatives.indices {
                let original = try scripts.text(file)
                if proposal.repair == .choice {
                    try scripts.pick(proposal.findings[0].id, Proposal.letter(index), in: file)
                }
                let counts = try scripts.apply(file)
                #expect(counts.status == 0 && (counts.done ?? 0) > 0, "\(story.testDescription)\n\(counts)")
                #expect(try shop.digest() != before, "\(story.testDescription)\n\(counts)")
                let again = try scripts.apply(file)
                #expect(again.done == 0, "\(story.testDescription)\n\(again)")
                let undo = try scripts.apply("undo/" + file)
                #expect(undo.done == counts.done, "\(story.testDescription)\n\(undo)")
                #expect(try shop.digest() == before, "\(story.testDescription)\n\(undo)")
                try original.write(toFile: scripts.path(file), atomically: true, encoding: .utf8)
            }
        }
        let automatic = proposals.filter { $0.repair == .automatic }
        guard automatic.count > 1 else { return }
        let all = try scripts.apply("apply-all.sql")
        #expect(all.status == 0, "\(story.testDescription)\n\(all)")
        #expect(all.output.contains("moved on") == false, "\(story.testDescription)\n\(all)")
        let undo = try scripts.apply("undo/apply-all.sql")
        #expect(undo.status == 0, "\(story.testDescription)\n\(undo)")
        #expect(try shop.digest() == before, "\(story.testDescription)\n\(undo)")
    }
}
