import FinancialMath
import LiveShopping
import TestSupport
import Testing

@testable import Reconciliation

@Suite struct PackedTableTests {
    @Test("Rows of parts, of parts of parts and of no rows stand behind each other")
    func parts() {
        var random = SeededGenerator.printed()
        // About the end of a chunk, and none.
        let counts = [0, 1, 1_023, 1_024, 1_025, 2_048]
        for _ in 0..<8 {
            var number = 0
            func table() -> PackedTable<CreditLimit> {
                let first = number
                number += counts.randomElement(using: &random) ?? 0
                return (first..<number).reduce(into: PackedTable()) { $0.append(row($1)) }
            }
            var whole = table()
            for _ in 0..<3 {
                var part = table()
                if Bool.random(using: &random) { part.append(table()) }
                whole.append(part)
            }
            #expect(whole.count == number)
            #expect(whole.map(\.clientID) == (0..<number).map { row($0).clientID })
        }
    }

    private func row(_ number: Int) -> CreditLimit {
        CreditLimit(clientID: ClientID(Int64(number)), limit: .finite(.zero), storedExposure: .finite(.zero))
    }
}
