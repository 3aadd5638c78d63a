import Foundation
import LiveShopping
import TestSupport
import Testing

@testable import Repairs
@testable import Reports

@Suite("Repair scripts: half of the rows move on")
struct RepairHalvesTests {
    enum Moment: CaseIterable {
        /// The writer has committed before the script begins.
        case before
        /// The writer holds its rows when the script begins, and commits while it is waited for.
        case during
    }

    /// Every second session sees activity after the run has read it.
    private static let write = """
        UPDATE "liveShoppingSessions" SET "lastActivityAt" = '2026-11-22 02:30Z' WHERE id > 1000 AND id % 2 = 0
        """

    @Test(arguments: Moment.allCases)
    func `Exactly these are skipped, and listed with what was expected and what is there`(_ moment: Moment) throws {
        try Shop.open { shop in
            try shop.database.run(sql: Sessions.rows(200))
            try shop.scripts(Sessions.proposals(200)) { scripts in
                let writer = Others()
                switch moment {
                case .before: try shop.database.run(sql: Self.write)
                case .during:
                    writer.start { try shop.database.run(sql: "BEGIN; \(Self.write); SELECT pg_sleep(1.5); COMMIT") }
                    try shop.waitForSleeper()
                }
                let counts = try scripts.apply("lifecycle.abandoned.sql", ["lock_timeout": "20s"])
                #expect(writer.wait().isEmpty)
                #expect(counts.says(200, 100, 100), "\(counts)")
                let listed = counts.output.split(separator: "\n").filter {
                    $0.contains("moved on since the run read it")
                }
                let rows = listed.compactMap { line -> Int? in
                    let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
                    #expect(cells.suffix(3) == ["lastActivityAt", "(null)", "2026-11-22 02:30:00+00"])
                    return cells.count > 5 ? Int(cells[5]) : nil
                }
                let moved: [Int] = Array(stride(from: 1_002, through: 1_200, by: 2))
                #expect(rows == moved)
                let ended = try shop.database.query(
                    sql: "SELECT id FROM \"liveShoppingSessions\" WHERE id > 1000 AND status = 'ENDED' ORDER BY id")
                let still: [String?] = stride(from: 1_001, through: 1_199, by: 2).map { String($0) }
                #expect(ended.map { $0[0] } == still)
            }
        }
    }
}
