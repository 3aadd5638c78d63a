import Testing

@testable import Reconciliation

/// Every example of every rule is judged as it is written.
@Suite struct RuleExampleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let rule: RuleID
        let example: RuleExample
        var testDescription: String { "\(rule): \(example.story)" }
    }

    static let cases = Catalogue.descriptions.flatMap { rule in
        rule.examples.map { Case(rule: rule.id, example: $0) }
    }

    @Test(arguments: cases)
    func isJudgedAsWritten(_ example: Case) throws {
        let place = "\(example.example.file):\(example.example.line)"
        #expect(try example.example.judged(by: example.rule) == example.example.expectations, "\(place)")
    }
}
