internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// A finding, as every table of findings and every page shows it.
struct FindingRow: TemplateRow {
    let finding: Finding
    let facts: PageFacts
    let age: FindingAge

    init(_ finding: Finding, _ facts: PageFacts) {
        self.finding = finding
        self.facts = facts
        age = facts.run.history.age(of: finding)
    }

    static let tags: [PageTag<Self>] = [
        .text("id") { $0.finding.id.description },
        .text("rule") { $0.finding.rule.description },
        // What is wrong, as its rule says it.
        .text("title") { $0.facts.titles[$0.finding.rule] ?? "" },
        .text("severity") { $0.finding.severity.rawValue },
        // In words; in pieces that are not to be broken; as the files for programs have it.
        .text("key", \.key),
        .texts("keyParts") { $0.finding.key.wordParts },
        .text("exactKey") { $0.finding.key.description },
        // Where it is shown in full, from the report's root.
        .maybe("address") { $0.facts.addresses.address(of: $0.finding.id) },
        .row("client", \.client),
        // The other rows that it is about, and the session's room code.
        .rows("about", \.about),
        .maybe("room") { $0.finding.subject.roomCode },
        // The page that tells most of what it is about.
        .row("subjectPage", \.subjectPage),
        .text("expected") { $0.finding.expectedWords },
        .text("actual") { $0.finding.actualWords },
        .text("impact") { $0.finding.impact.figure },
        .text("explanation") { $0.finding.explanationWords },
        // `new`, or the day of the first run that had it; that it came back, or comes from repairs.
        .text("since") { $0.age.since },
        .texts("notes") { $0.age.notes },
        // The same in a sentence, where there is something to compare with.
        .maybe("age", \.ageSentence),
        // Who accepts it and why.
        .maybe("accepted") { $0.facts.run.accepted.acceptance(of: $0.finding)?.words },
        .text("repair") { $0.finding.repair.rawValue },
        .text("repairMeaning") { $0.finding.repair.meaning },
        .rows("ways", \.ways),
        // The script that has its repair, from the report's root.
        .maybe("script", \.script),
    ]
}

extension FindingRow {
    var key: String { finding.key.words }

    var client: Linked? {
        finding.subject.client.map { Linked($0.description, facts.subjects.address(of: $0)) }
    }

    var subjectPage: Linked? { facts.subjects.page(of: finding.subject) }

    private var about: [Linked] {
        let (subject, pages) = (finding.subject, facts.subjects)
        return [
            subject.session.map { pages.linked($0) }, subject.order.map { pages.linked($0) },
            subject.batch.map { pages.linked($0) }, subject.item.map { pages.linked($0, "item \($0)") },
        ]
        .compactMap(\.self)
    }

    private var ageSentence: String? {
        let sentence = facts.run.history.sentence(on: finding)
        return sentence.isEmpty ? nil : sentence
    }

    private var ways: [RepairWay] { facts.proposal(for: finding).map(RepairWay.all) ?? [] }

    private var script: String? { facts.proposal(for: finding).flatMap { _ in facts.scripts.path(of: finding.rule) } }
}

/// One way to repair a finding.
struct RepairWay: TemplateRow {
    /// `A:`, as the repair script names it, where there are several to choose from; else empty.
    let letter: String
    let alternative: Proposal.Alternative

    static let tags: [PageTag<Self>] = [
        .text("letter", \.letter),
        .text("title") { $0.alternative.title.prose },
        .text("consequence") { $0.alternative.consequence.prose },
    ]

    static func all(of proposal: Proposal) -> [Self] {
        let isChoice = proposal.alternatives.count > 1
        return proposal.offered.enumerated().map { place, alternative in
            Self(letter: isChoice ? Proposal.letter(place) + ":" : "", alternative: alternative)
        }
    }
}

private extension RepairClass {
    var meaning: String {
        switch self {
        case .automatic: "Automatic: right whatever a person would decide."
        case .choice: "A choice: someone has to pick."
        case .manual: "Manual: for a person to look at."
        }
    }
}
