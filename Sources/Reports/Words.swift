internal import FinancialMath
internal import Reconciliation

/// Sentences that more than one part of a report says.
enum Words {
    /// `1 finding`, `2 findings`.
    static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number) \(number == 1 ? one : many ?? one + "s")"
    }

    /// The rules that had nothing to look at, because of columns that are not there.
    static func switchedOff(_ rules: [RuleID]) -> String {
        "Not checked at all: \(rules.map(\.description).joined(separator: ", "))."
    }

    /// The whole night in one sentence.
    static func verdict(_ breakdown: Breakdown, unreadable: Int) -> String {
        let gap = unreadable == 0 ? "" : " \(count(unreadable, "cell")) could not be read."
        guard let worst = breakdown.worstSeverity else {
            return "Everything that could be checked ties out: nothing found." + gap
        }
        let money = breakdown.total.impact.formatted
        return "\(count(breakdown.total.count, "finding")), the worst of them \(worst.rawValue); \(money) at risk."
            + gap
    }
}

extension Breakdown {
    /// The sum of one rule, family or severity, zero where nothing was found.
    func sum(_ severity: Severity) -> Sum { bySeverity[severity] ?? Sum() }
    func sum(family: String) -> Sum { byFamily[family] ?? Sum() }
    func sum(family: String, _ severity: Severity) -> Sum { byFamilyAndSeverity[family]?[severity] ?? Sum() }
    func sum(_ rule: RuleID) -> Sum { byRule[rule] ?? Sum() }
}
