internal import Common

/// Runs every example of every rule in memory: a report without findings means something only when the rules work.
public enum CatalogueCheck {
    /// Judges all examples, and counts what was judged.
    ///
    /// - Throws: ``Failure`` with every example that is not judged as it is written.
    @discardableResult
    public static func verify() throws -> (rules: Int, examples: Int) {
        try verify(Catalogue.descriptions)
    }

    /// How many rules and examples there are, as ``verify()`` counts them, without judging one.
    public static var counted: (rules: Int, examples: Int) { counted(Catalogue.descriptions) }

    private static func counted(_ rules: [RuleDescription]) -> (rules: Int, examples: Int) {
        (rules.count, rules.reduce(0) { $0 + $1.examples.count })
    }

    @discardableResult
    static func verify(_ rules: [RuleDescription]) throws -> (rules: Int, examples: Int) {
        let misjudgements = try inParallel(rules.count, threads: processorCount) { place in
            try rules[place].examples.compactMap { try misjudgement(of: $0, by: rules[place]) }
        }.flatMap(\.self)
        guard misjudgements.isEmpty else { throw Failure(misjudgements: misjudgements) }
        return counted(rules)
    }

    /// How a rule misjudges one of its examples; nil when it says what is written.
    static func misjudgement(of example: RuleExample, by rule: RuleDescription) throws -> Misjudgement? {
        let found = try example.judged(by: rule.id)
        let isAsWritten =
            found.count == example.expectations.count
            && zip(example.expectations, found).allSatisfy { $0.describes($1, by: rule) }
        return isAsWritten ? nil : Misjudgement(rule: rule.id, example: example, found: found)
    }
}

extension CatalogueCheck {
    /// An example that its rule does not judge as it is written.
    public struct Misjudgement: Sendable, CustomStringConvertible {
        public let rule: RuleID
        public let story: String
        /// Where the example is written.
        public let file: String
        public let line: Int
        public let expected: [RuleExample.Expectation]
        public let found: [RuleExample.Expectation]

        init(rule: RuleID, example: RuleExample, found: [RuleExample.Expectation]) {
            self.rule = rule
            self.found = found
            story = example.story
            file = example.file
            line = example.line
            expected = example.expectations
        }

        public var description: String {
            """
            \(file):\(line): \(rule) does not judge its example as it is written
              story:    \(story)
              expected: \(Self.words(expected))
              found:    \(Self.words(found))
            """
        }

        private static func words(_ findings: [RuleExample.Expectation]) -> String {
            findings.isEmpty ? "nothing" : findings.map(\.description).joined(separator: "; ")
        }
    }

    /// The rules do not do what their examples say: this build must not be trusted with a night.
    public struct Failure: Error, CustomStringConvertible {
        public let misjudgements: [Misjudgement]

        public var description: String {
            let count = misjudgements.count
            let headline = "\(count == 1 ? "One example is" : "\(count) examples are") not judged as written:"
            return ([headline] + misjudgements.map(\.description)).joined(separator: "\n")
        }
    }
}
