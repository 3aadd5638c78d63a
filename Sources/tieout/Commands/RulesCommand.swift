import ArgumentParser
import Reconciliation

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Lists the rules, or explains one.")

    @Argument(help: "A rule's name, such as conversion.open-session.")
    var rule: String?

    func run() throws {
        guard let rule else {
            try StandardOutput.print(RuleText.list(Catalogue.descriptions))
            return
        }
        guard let description = Catalogue.descriptions.first(where: { $0.id.description == rule }) else {
            throw ValidationError("There is no rule '\(rule)'; 'tieout rules' lists them.")
        }
        try StandardOutput.print(RuleText.explanation(description))
    }
}

/// The rules as the terminal shows them.
enum RuleText {
    static func list(_ rules: [RuleDescription]) -> String {
        let width = rules.map(\.id.description.count).max() ?? 0
        return rules.map { rule in
            let name = rule.id.description.padding(to: width)
            return "\(name)  \(rule.severity.rawValue.padding(to: 8))  \(rule.title)"
        }
        .joined(separator: "\n")
    }

    static func explanation(_ rule: RuleDescription) -> String {
        """
        \(rule.id) (\(rule.severity.rawValue))
        \(rule.title)

        Why it matters
        \(rule.rationale)

        What to do
        \(rule.remedy)

        It finds
        \(stories(rule.examples.filter(\.fires)))

        It says nothing of
        \(stories(rule.examples.filter { !$0.fires }))
        """
    }

    private static func stories(_ examples: [RuleExample]) -> String {
        examples.map { example in
            let found = example.expectations.map { finding in
                "\n    \(finding.key): expected \(finding.expected), found \(finding.actual), impact \(finding.impact)"
            }
            return "  - \(example.story)\(found.joined())"
        }
        .joined(separator: "\n")
    }
}

private extension String {
    func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
