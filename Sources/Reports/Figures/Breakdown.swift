internal import FinancialMath
internal import Reconciliation

/// How many findings there are and how much money is behind them, in all and by severity, family and rule.
struct Breakdown {
    struct Sum: Hashable {
        var count = 0
        var impact = Money.zero

        mutating func add(_ finding: Finding) { add(finding.impact) }

        mutating func add(_ impact: Money) {
            count += 1
            self.impact = self.impact + impact
        }
    }

    private(set) var total = Sum()
    /// The money behind all findings, told once: each session, order, client, batch with its largest finding.
    let atRisk: Money
    let atRiskBySeverity: [Severity: Money]
    let atRiskByRule: [RuleID: Money]
    private(set) var bySeverity: [Severity: Sum] = [:]
    private(set) var byFamily: [String: Sum] = [:]
    private(set) var byFamilyAndSeverity: [String: [Severity: Sum]] = [:]
    private(set) var byRule: [RuleID: Sum] = [:]
    /// The worst severity that each rule's findings have: a rule may soften its own.
    private(set) var worst: [RuleID: Severity] = [:]

    /// - Parameter believable: Findings with more money behind them count, and their money does not; nil adds up all.
    init(_ findings: [Finding], believable limit: Amount? = nil) {
        var (all, ofSeverity, ofRule) = (MoneyAtRisk(), [Severity: MoneyAtRisk](), [RuleID: MoneyAtRisk]())
        for finding in findings {
            let impact = finding.believed(limit)
            total.add(impact)
            bySeverity[finding.severity, default: Sum()].add(impact)
            byFamily[finding.rule.family, default: Sum()].add(impact)
            byFamilyAndSeverity[finding.rule.family, default: [:]][finding.severity, default: Sum()].add(impact)
            byRule[finding.rule, default: Sum()].add(impact)
            worst[finding.rule] = min(finding.severity, worst[finding.rule] ?? finding.severity)
            guard finding.isBelievable(limit) else { continue }
            let subject = MoneySubject(finding)
            all.add(finding.impact, of: subject)
            ofSeverity[finding.severity, default: MoneyAtRisk()].add(finding.impact, of: subject)
            ofRule[finding.rule, default: MoneyAtRisk()].add(finding.impact, of: subject)
        }
        atRisk = all.sum
        atRiskBySeverity = ofSeverity.mapValues(\.sum)
        atRiskByRule = ofRule.mapValues(\.sum)
    }

    var worstSeverity: Severity? { worst.values.min() }
}
