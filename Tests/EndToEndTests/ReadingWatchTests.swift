import LiveShopping
import Testing

@testable import tieout

@Suite("Who waits at a terminal is told how far the reading is") struct ReadingWatchTests {
    private func line(
        _ rows: [Table: Int], since before: [Table: Int] = [:], expected: [Table: Int] = [:],
        milliseconds: Int64 = 2_000
    ) -> String {
        ReadingWatch.line("Working", rows, since: before, expected: expected, milliseconds: milliseconds)
    }

    @Test func beforeTheFirstRow() {
        #expect(line([:]) == "Working …")
        #expect(line([.orders: 1], milliseconds: 0) == "Working …")
    }

    @Test func theTablesThatAreReadWithTheRateAndTheTimeLeft() {
        #expect(
            line(
                [.sessions: 10, .cartItems: 1_990], since: [.sessions: 10],
                expected: [.sessions: 10, .cartItems: 6_001])
                == "Reading sessionCartItems: 2,000 of about 6,011 rows, 1,000/s, 5 s left")
    }

    @Test func anEstimateThatWasWrongIsNone() {
        #expect(
            line([.orders: 5_000], expected: [.orders: 4_000]) == "Reading orders: 5,000 rows, 2,500/s")
    }

    @Test func aLineThatANarrowTerminalHasRoomFor() {
        let rows = Dictionary(uniqueKeysWithValues: Table.allCases.map { ($0, 9_000_000) })
        let expected = rows.mapValues { $0 * 100 }
        #expect(
            line(rows, expected: expected)
                == "Reading 13 tables: 117,000,000 of about 11,700,000,000 rows, 58,500,000/s, 198 s left")
    }

    @Test func whatComesAfterReading() {
        #expect(line([.orders: 5_000], since: [.orders: 5_000]) == "Working: 5,000 rows read …")
    }
}
