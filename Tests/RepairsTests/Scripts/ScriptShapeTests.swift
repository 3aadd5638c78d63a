import FinancialMath
import Foundation
import LiveShopping
import Reconciliation
import Simulation
import Snapshots
import TestSupport
import Testing

@testable import Repairs

/// A script is read in a minute, and what it says to people is nothing that anything rests on.
@Suite("Repair scripts: their shape")
struct ScriptShapeTests {
    @Test func `One repair takes at most eighty lines, a hundred what their data take`() throws {
        try Shop.open { shop in
            for proposal in Proposals.all + [Proposals.amendment, Proposals.missingLine] {
                try shop.scripts([proposal]) { scripts in
                    let lines = try lines(scripts, "\(proposal.findings[0].rule).sql")
                    #expect(lines.count <= 80, "\(proposal.findings[0].rule): \(lines.count)")
                }
            }
            try shop.scripts(Sessions.proposals(100)) { scripts in
                let lines = try lines(scripts, "lifecycle.abandoned.sql")
                #expect(lines.filter { !$0.contains("|") }.count <= 80)
                // Two cells, a row and a set of rows a repair, and the heads.
                #expect(lines.filter { $0.contains("|") }.count <= 100 * 4 + 20)
            }
        }
    }

    /// A night with a fault of every kind: its scripts, the way back of each and what they share.
    @Test func `A whole night is read in an hour`() throws {
        try PrivatePostgres.shared().withDatabase("lines") { database in
            let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)
            let simulation = try Simulation(sessions: 120, seed: 7, asOf: asOf, faultsPerRule: 1)
            _ = try DatabaseLoader(preparing: database.conninfo).load { _ = try simulation.run(into: $0) }
            let source = try PostgresSource(conninfo: database.conninfo)
            let outcome = try Reconciler(source: source, parameters: Parameters(asOf: asOf)).run()
            try Shop(database, filled: false).scripts(outcome.proposals, stakes: outcome.stakes) { scripts in
                var sum = 0
                let files = try #require(FileManager.default.enumerator(atPath: scripts.folder.path))
                for case let name as String in files where name.hasSuffix(".sql") {
                    let count = try lines(scripts, name).count
                    sum += count
                    // Of exposures and reservations, all that may follow others are there besides the one that is wrong.
                    let isLong = ["tieout.sql", "apply-all.sql", "credit.exposure.sql", "hold.reserved.sql"]
                    #expect(count <= 80 || isLong.contains(name), "\(name): \(count)")
                }
                #expect(sum < 3_278, "\(sum)")
            }
        }
    }

    /// A long id of a run, or a long title, is no reason for the next column to begin elsewhere.
    @Test func `The columns of a table stand under each other, whatever is in them up to a hundred places`() throws {
        for width in [0, 1, 9, 48, 49, 52, 99, 100] {
            let long = String(repeating: "é", count: width)
            let bars = try barPlaces([["run", "rule", "money"], [long, "a", "1"], ["", long, ""], ["b", "c", "2"]])
            #expect(Set(bars).count == 1, "\(width): \(bars)")
        }
        // What is wider widens nothing; its own row catches up where there is room.
        let bars = try barPlaces(
            [["a column of its own", "x", "y"], [String(repeating: "w", count: 101), "x", "y"]]
                + [["a", String(repeating: "v", count: 90), "y"]])
        #expect(bars[0] == [20, 113] && bars[2] == bars[0])
        #expect(bars[1] == [102, 113])
    }

    private func barPlaces(_ table: [[String]]) throws -> [[Int]] {
        var script = ScriptBytes()
        try DataTable(target: "t", heads: table[0], rows: table.dropFirst()).write(&script)
        return String(decoding: script.bytes, as: UTF8.self).split(separator: "\n").dropFirst().dropLast().map { line in
            line.enumerated().filter { $0.element == "|" }.map(\.offset)
        }
    }

    @Test func `No ten lines but data are the same in two scripts`() throws {
        try Shop.open { shop in
            try shop.scripts(Proposals.all + [Proposals.amendment, Proposals.missingLine]) { scripts in
                var seen: [String: String] = [:]
                for name in try FileManager.default.contentsOfDirectory(atPath: scripts.folder.path).sorted()
                where name.hasSuffix(".sql") && !["tieout.sql", "apply-all.sql"].contains(name) {
                    // Data part what is compared: each line of them is its own.
                    let own = try lines(scripts, name).enumerated().map { index, line in
                        line.contains("|") || line.contains("GRANT ") ? "\(name) \(index)" : String(line)
                    }
                    for start in own.indices.dropLast(9) {
                        let ten = own[start..<start + 10].joined(separator: "\n")
                        #expect(seen[ten] == nil, "\(name) and \(seen[ten] ?? "") share\n\(ten)")
                        seen[ten] = name
                    }
                }
            }
        }
    }

    /// Every sentence of the shared script is turned round, in comments and in what it says, and all works as before.
    @Test func `Nothing rests on a sentence`() throws {
        try Shop.open { shop in
            let before = try shop.digest()
            try shop.scripts(Proposals.all) { scripts in
                let words = /(THEN |ELSE |echo )'[^'%\n]* [^'%\n]* [^'%\n]*'/
                let code = try scripts.text("tieout.sql")
                let mark = try #require(code.firstRange(of: "FUNCTION pg_temp.tieout_skips")).lowerBound
                let turned =
                    Self.withoutComments(code[..<mark])
                    + Self.withoutComments(code[mark...]).replacing(words) {
                        "\($0.1)'dolor sit amet'"
                    }
                #expect(turned != code && turned.contains("dolor sit amet"))
                try turned.write(toFile: scripts.path("tieout.sql"), atomically: true, encoding: .utf8)
                let all = try scripts.apply("apply-all.sql")
                #expect(all.status == 0 && all.output.contains("6 |       6 |       0"), "\(all)")
                #expect(try scripts.apply("undo/apply-all.sql").status == 0)
                #expect(try shop.digest() == before)
            }
        }
    }

    private static func withoutComments(_ code: Substring) -> String {
        code.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("--") && !line.hasPrefix("-- SQL:") ? "-- Lorem ipsum." : String(line)
        }.joined(separator: "\n")
    }

    /// Many unlike orders on one room: each may be the one that is kept.
    @Test(arguments: [50, 200])
    func `A choice has ten alternatives in full, and says what the others are`(_ count: Int) throws {
        let alternatives = (1...count).map { kept in
            Proposal.Alternative(
                title: "Keep order \(kept)",
                changes: (1...count).filter { $0 != kept }.map {
                    .set(.order(OrderID(Int64($0))), column: "saleStatus", from: .null, to: .text("CANCELLED"))
                })
        }
        let choice = Proposal(
            findings: [Proposals.settled("conversion.duplicate-orders", FindingKey(.session(SessionID(1))))],
            repair: .choice, alternatives: alternatives, evidence: [])
        try Shop.open { shop in
            try shop.scripts([choice]) { scripts in
                let text = try scripts.text("conversion.duplicate-orders.sql")
                #expect(text.contains("\(count - 10) more alternatives"))
                #expect(text.matches(of: /tieout_pick VALUES/).count == 10)
                #expect(text.utf8.count < 3_000 * count, "\(text.utf8.count)")
            }
        }
    }

    private func lines(_ scripts: Scripts, _ name: String) throws -> [Substring] {
        try scripts.text(name).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    }
}
