import Testing

@testable import Reconciliation

/// Every example of every rule is judged as it is written.
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

    @Test func tellsEachStoryOfARuleOnce() {
        for rule in Catalogue.descriptions {
            let stories = rule.examples.map(\.story)
            #expect(Set(stories).count == stories.count, "\(rule.id)")
            #expect(stories.allSatisfy { $0.hasSuffix(".") }, "\(rule.id)")
        }
    }
}
