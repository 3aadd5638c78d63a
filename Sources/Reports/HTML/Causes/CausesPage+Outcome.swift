internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

extension CausesPage {
    init(_ facts: PageFacts) {
        let (outcome, run) = (facts.outcome, facts.run)
        let leading = LeadingCauses.count(facts)
        let shown = facts.causes.enumerated().filter { $0.offset < leading || $0.element.isShared }.map(\.element)
        let cut = shown.count > Self.limit ? " The \(Self.limit.counted) with the most money are here." : ""
        self.init(
            title: "Causes", asOf: outcome.asOf.moment, runID: run.runID, toolVersion: run.toolVersion,
            note: Words.causes(facts) + cut,
            causes: shown.prefix(Self.limit).map { CauseCard($0, facts, findings: Self.findingsLimit) })
    }
}

extension LeadingCauses {
    /// Nil when every finding is a cause of its own.
    init?(_ facts: PageFacts) {
        guard facts.causes.contains(where: \.isShared) else { return nil }
        self.init(
            causes: facts.causes.prefix(Self.count(facts)).map { CauseCard($0, facts, findings: 0) },
            note: Words.causes(facts))
    }

    /// So many causes, the largest, come to four fifths of the money; no more than are shown.
    static func count(_ facts: PageFacts) -> Int {
        var sum = Money.zero
        for (place, cause) in facts.causes.prefix(limit).enumerated() {
            sum = sum + cause.impact
            if explains(sum, facts) { return place + 1 }
        }
        return min(limit, facts.causes.count)
    }

    /// Whether a sum is four fifths of the money, or more.
    static func explains(_ sum: Money, _ facts: PageFacts) -> Bool {
        let (double, all) = (sum + sum, facts.open.total.impact)
        return !all.isZero && double + double + sum >= all + all + all + all
    }
}

private extension CauseCard {
    /// - Parameter limit: How many of the findings are shown; none for the front page.
    init(_ cause: Cause, _ facts: PageFacts, findings limit: Int) {
        let findings = cause.findings.map { facts.outcome.findings[$0] }
        self.init(
            id: findings[0].id.description, title: cause.title,
            subject: cause.subject.isEmpty ? [] : [cause.subject.prose],
            story: cause.story.isEmpty ? [] : [cause.story.prose], severity: cause.severity.rawValue,
            count: findings.count.counted, counted: Words.counted(findings.count, "finding"),
            impact: cause.impact.figure,
            findings: findings.prefix(limit).map { CauseFinding($0, facts) },
            more: findings.count > limit && limit > 0
                ? [
                    "And \((findings.count - limit).counted) more: they are on the pages of their rules and in findings.csv."
                ]
                : [])
    }
}

private extension CauseFinding {
    init(_ finding: Finding, _ facts: PageFacts) {
        self.init(
            address: facts.addresses.address(of: finding.id).map { [$0] } ?? [], rule: finding.rule.description,
            severity: finding.severity.rawValue, key: finding.key.words,
            since: facts.run.history.age(of: finding).since, impact: finding.impact.figure,
            explanation: finding.explanation.prose)
    }
}

private extension Words {
    /// `30 of 57 findings share 9 causes; the others have a cause of their own each.`, and what the largest come to.
    static func causes(_ facts: PageFacts) -> String {
        let (shared, all) = (facts.sharedCauses, facts.open.total.count)
        let findings = shared.reduce(0) { $0 + $1.findings.count }
        let others = findings == all ? "." : "; the others have a cause of their own each."
        return "\(findings.counted) of \(counted(all, "finding")) share \(counted(shared.count, "cause"))" + others
            + leading(facts)
    }

    private static func leading(_ facts: PageFacts) -> String {
        let total = facts.open.total.impact
        guard !total.isZero else { return "" }
        let number = LeadingCauses.count(facts)
        let sum = facts.causes.prefix(number).reduce(Money.zero) { $0 + $1.impact }
        let share = Share.percent(sum, of: total)
        guard LeadingCauses.explains(sum, facts) else {
            return " No few causes explain most of the money: the \(number) largest come to \(share) of it."
        }
        return number == 1
            ? " The largest explains \(share) of the money."
            : " The \(number) largest explain \(share) of the money."
    }
}
