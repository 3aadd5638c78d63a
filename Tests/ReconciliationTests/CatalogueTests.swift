import Foundation
import Testing

@testable import Reconciliation

/// The catalogue is what was agreed on: these rules, in this order, with these facts.
///
/// `TIEOUT_RECORD=1 swift test --filter CatalogueTests` writes the list anew, after a change that is meant.
@Suite struct CatalogueTests {
    private static let list = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("catalogue.txt")

    /// `conversion.open-session critical sessions sessions`
    private static func line(_ rule: RuleDescription) -> String {
        let needs = rule.needs.map { $0.map(\.name).joined(separator: "|") }.joined(separator: " ")
        return ["\(rule.id)", rule.severity.rawValue, "\(rule.population)", "\(rule.repairStage)", needs]
            .filter { !$0.isEmpty }.joined(separator: " ")
    }

    @Test func isTheListThatWasAgreedOn() throws {
        let found = Catalogue.descriptions.map(Self.line)
        if ProcessInfo.processInfo.environment["TIEOUT_RECORD"] == "1" {
            try (found.joined(separator: "\n") + "\n").write(to: Self.list, atomically: true, encoding: .utf8)
        }
        let agreed = try String(contentsOf: Self.list, encoding: .utf8).split(separator: "\n").map(String.init)
        #expect(found == agreed, "if the change is meant, run this test with TIEOUT_RECORD=1")
    }

    @Test func explainsEachInWords() {
        for rule in Catalogue.descriptions {
            #expect(!rule.title.isEmpty, "\(rule.id)")
            #expect(!rule.rationale.isEmpty, "\(rule.id)")
            #expect(!rule.remedy.isEmpty, "\(rule.id)")
        }
    }

    @Test func asksForTheRowsOfEachCaseRuleThatMayFire() {
        for rule in Catalogue.caseRules { #expect(!rule.suspicions.isEmpty, "\(type(of: rule).id)") }
    }
}
