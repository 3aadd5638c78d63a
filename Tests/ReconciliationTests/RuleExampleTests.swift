import Testing

@testable import Reconciliation

/// Every rule has examples on both sides of its border, and judges each as it is written.
@Suite struct RuleExampleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let rule: RuleDescription
        let example: RuleExample
        var testDescription: String { "\(rule.id): \(example.story)" }
    }

    static let cases = Catalogue.descriptions.flatMap { rule in
        rule.examples.map { Case(rule: rule, example: $0) }
    }

    @Test(arguments: cases)
    func isJudgedAsWritten(_ example: Case) throws {
        let misjudgement = try CatalogueCheck.misjudgement(of: example.example, by: example.rule)
        #expect(misjudgement == nil, "\(misjudgement?.description ?? "")")
    }

    @Test(arguments: cases)
    func hasOneFindingAKey(_ example: Case) throws {
        let findings = try example.example.outcome().findings
        let keys = findings.map { "\($0.rule) \($0.key)" }
        #expect(Set(keys).count == keys.count, "\(example.example.file):\(example.example.line)")
        let stated = example.example.expectations.map(\.key)
        #expect(Set(stated).count == stated.count, "\(example.example.file):\(example.example.line)")
    }

    @Test(arguments: Catalogue.descriptions.map(\.id))
    func isShownOnBothSidesOfItsBorder(_ rule: RuleID) throws {
        let description = try #require(Catalogue.descriptions.first { $0.id == rule })
        #expect(description.examples.contains { $0.fires }, "\(rule) has no example that fires")
        #expect(description.examples.contains { !$0.fires }, "\(rule) has no example of which it says nothing")
    }

    @Test func tellsEachStoryOfARuleOnce() {
        for rule in Catalogue.descriptions {
            let stories = rule.examples.map(\.story)
            #expect(Set(stories).count == stories.count, "\(rule.id)")
            #expect(stories.allSatisfy { $0.hasSuffix(".") }, "\(rule.id)")
        }
    }
}
