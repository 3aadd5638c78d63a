import FinancialMath
import LiveShopping
import TestSupport
import Testing

@testable import Reconciliation
@testable import Reports

@Suite struct FindingAddressesTests {
    /// Findings of a few rules with amounts that often repeat.
    private func findings(_ count: Int, seed: UInt64) -> [Finding] {
        var generator = SeededGenerator(seed: seed)
        let rules: [RuleID] = ["line.price", "price.margin", "hold.unsellable"]
        return (0..<count).map { number in
            .sample(
                rules[Int.random(in: 0..<rules.count, using: &generator)],
                key: FindingKey(.session(SessionID(Int64(number)))), cents: Int64.random(in: 0...20, using: &generator))
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func everyFindingOnAPageHasItsAddressThere(seed: UInt64) throws {
        let findings = findings(90, seed: seed)
        let pages = Int(seed % 12) + 3
        let addresses = FindingAddresses(findings, perPage: 7, pages: pages)
        let sheets = addresses.sheets.values.flatMap(\.self)
        #expect(sheets.count <= pages)
        #expect(sheets.allSatisfy { (1...7).contains($0.findings.count) })
        for sheet in sheets {
            for finding in sheet.findings {
                #expect(addresses.address(of: finding.id) == "\(sheet.path)#f-\(finding.id)", "seed \(seed)")
            }
        }
        let shown = sheets.flatMap(\.findings)
        #expect(Set(shown).count == shown.count)
        for finding in Set(findings).subtracting(shown) { #expect(addresses.address(of: finding.id) == nil) }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func whatIsLeftOutIsNeverMoreThanWhatIsShown(seed: UInt64) throws {
        let findings = findings(90, seed: seed)
        let addresses = FindingAddresses(findings, perPage: 7, pages: 8)
        for (rule, sheets) in addresses.sheets {
            #expect(sheets.map(\.number) == Array(1...sheets.count))
            let shown = sheets.flatMap(\.findings)
            #expect(shown.map(\.impact) == shown.map(\.impact).sorted(by: >), "seed \(seed)")
            let hidden = Set(findings.filter { $0.rule == rule }).subtracting(shown)
            if let least = shown.last?.impact { #expect(hidden.allSatisfy { $0.impact <= least }, "seed \(seed)") }
        }
        #expect(Set(addresses.sheets.keys) == Set(findings.map(\.rule)))
    }

    @Test func showsThemAllWhenTheyFit() {
        let addresses = FindingAddresses(findings(90, seed: 1), perPage: 7, pages: 200)
        #expect(addresses.sheets.values.flatMap(\.self).flatMap(\.findings).count == 90)
        #expect(FindingAddresses([]).sheets.isEmpty)
    }

    @Test func namesTheFirstPageAfterTheRuleAlone() {
        #expect(RuleSheet.path("line.price", 1) == "rules/line.price.html")
        #expect(RuleSheet.path("line.price", 3) == "rules/line.price-3.html")
    }
}
