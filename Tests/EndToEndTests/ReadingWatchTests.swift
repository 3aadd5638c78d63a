import LiveShopping
import Testing

@testable import tieout

@Suite("Who waits at a terminal is told how far the reading is") struct ReadingWatchTests {
    private func line(
        _ rows: [Table: Int], since before: [Table: Int] = [:], expected: [Table: Int] = [:], milliseconds: Int = 2_000
    ) -> String {
        ReadingWatch.line("Reading", rows, since: before, expected: expected, milliseconds: milliseconds)
    }

    @Test func beforeTheFirstRow() {
        #expect(line([:]) == "Reading …")
        #expect(line([.orders: 1], milliseconds: 0) == "Reading …")
    }

    @Test func theTablesThatAreReadWithTheRateAndTheTimeLeft() {
        #expect(
            line(
                [.sessions: 10, .cartItems: 1_990], since: [.sessions: 10],
                expected: [.sessions: 10, .cartItems: 6_001])
                == "Reading: sessionCartItems: 2,000 of about 6,011 rows, 1,000 a second, 5 s left")
    }

    @Test func anEstimateThatWasWrongIsNone() {
        #expect(
            line([.orders: 5_000], expected: [.orders: 4_000]) == "Reading: orders: 5,000 rows, 2,500 a second")
    }

    @Test func whatComesAfterReading() {
        #expect(line([.orders: 5_000], since: [.orders: 5_000]) == "Reading: 5,000 rows read …")
    }
}
