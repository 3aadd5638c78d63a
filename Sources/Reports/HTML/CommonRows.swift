internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// A name with its value, in a list of facts.
struct NamedValue: TemplateRow {
    let name: String
    let value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    static let tags: [PageTag<Self>] = [.text("name", \.name), .text("value", \.value)]
}

extension PageFacts {
    /// Where the rows came from.
    var provenance: [NamedValue] { run.provenance.map { NamedValue($0.name, $0.value) } }

    var settings: [NamedValue] { outcome.settings.named.map { NamedValue($0.name, $0.value) } }

    /// The settings of the command, beside those of the rules.
    var options: [NamedValue] { run.options.map { NamedValue($0.name, $0.value) } }
}

/// Text, with the page that tells more of it, from the report's root.
struct Linked: TemplateRow {
    let text: String
    let address: String?

    init(_ text: String, _ address: String? = nil) {
        self.text = text
        self.address = address
    }

    static let tags: [PageTag<Self>] = [.text("text", \.text), .maybe("address", \.address)]
}

/// A rule, and what it came to.
struct RuleRow: TemplateRow {
    let rule: RuleDescription
    let facts: PageFacts

    static let tags: [PageTag<Self>] = [
        .text("rule") { $0.rule.id.description },
        .text("title") { $0.rule.title },
        // That of the rule, and the worst that it found.
        .text("severity") { $0.rule.severity.rawValue },
        .text("worst") { ($0.facts.breakdown.worst[$0.rule.id] ?? $0.rule.severity).rawValue },
        // `checked`, or why it was not.
        .text("state") { $0.rule.isOn($0.facts.outcome.available) ? "checked" : "not checked: columns missing" },
        .text("count") { $0.facts.breakdown.sum($0.rule.id).count.counted },
        .text("impact") { $0.facts.breakdown.sum($0.rule.id).impact.figure },
    ]
}

/// How many findings are of one kind, and the money behind them.
struct Card: TemplateRow {
    let name: String
    let count: Int
    let money: String
    /// What the kind is; empty where its name says it.
    var meaning = ""

    static let tags: [PageTag<Self>] = [
        .text("name", \.name), .text("count") { $0.count.counted }, .text("money", \.money),
        .text("meaning", \.meaning),
    ]
}

extension Card {
    init(_ name: String, _ sum: Breakdown.Sum, meaning: String = "") {
        self.init(name: name, count: sum.count, money: sum.impact.figure, meaning: meaning)
    }

    private static let repairMeanings: [(RepairClass, String)] = [
        (.automatic, "right whatever a person would decide"), (.choice, "the alternatives are written out"),
        (.manual, "for a person to look at"),
    ]

    /// How many findings each kind of repair is for.
    static func repairs(_ findings: [Finding]) -> [Self] {
        var sums: [RepairClass: Breakdown.Sum] = [:]
        for finding in findings { sums[finding.repair, default: Breakdown.Sum()].add(finding) }
        return repairMeanings.map { Self($0.rawValue, sums[$0] ?? Breakdown.Sum(), meaning: $1) }
    }
}

/// A repair script in the list of them.
struct RepairScriptRow: TemplateRow {
    let rule: RuleID
    let path: String
    /// What is wrong, as the rule says it.
    let title: String
    let proposals: [Proposal]

    static let tags: [PageTag<Self>] = [
        .text("path", \.path),
        // The page of the rule that it repairs.
        .text("page") { "rules/\($0.rule).html" },
        .text("rule") { $0.rule.description },
        .text("title", \.title),
        .text("automatic") { $0.proposals.count { $0.repair == .automatic }.counted },
        .text("choices") { $0.proposals.count { $0.repair != .automatic }.counted },
        .text("impact", \.impact),
    ]

    private var impact: String {
        proposals.flatMap(\.findings).filter { $0.rule == rule }.reduce(Money.zero) { $0 + $1.impact }.figure
    }

    /// The scripts of a run, in the order in which all are applied.
    static func all(_ facts: PageFacts) -> [RepairScriptRow] {
        var proposals: [RuleID: [Proposal]] = [:]
        for proposal in facts.outcome.proposals {
            for rule in Set(proposal.findings.map(\.rule)) { proposals[rule, default: []].append(proposal) }
        }
        return Catalogue.inRepairOrder(Set(proposals.keys)).compactMap { rule in
            facts.scripts.path(of: rule).map {
                RepairScriptRow(rule: rule, path: $0, title: facts.titles[rule] ?? "", proposals: proposals[rule] ?? [])
            }
        }
    }
}
