internal import FinancialMath
internal import Reconciliation

extension BarChart {
    /// The money by severity, the worst first.
    static func bySeverity(_ breakdown: Breakdown) -> BarChart {
        BarChart(
            id: "severities", caption: "By severity.", heading: "Severity",
            amounts: Severity.allCases.map { severity in
                let sum = breakdown.sum(severity)
                return BarAmount(name: severity.rawValue, count: sum.count, parts: [(severity.rawValue, sum.impact)])
            })
    }

    /// The money by family of rules, in the order of the catalogue, each in parts by severity.
    static func byFamily(_ facts: PageFacts) -> BarChart {
        BarChart(
            id: "families", caption: "By family of rules; a bar's colours are the severities.", heading: "Family",
            amounts: facts.families.map { family in
                BarAmount(
                    name: family, count: facts.open.sum(family: family).count,
                    parts: Severity.allCases.map {
                        ($0.rawValue, facts.open.sum(family: family, $0).impact)
                    })
            })
    }
}

extension PageFacts {
    /// The families of the catalogue, in its order.
    var families: [String] {
        var seen: Set<String> = []
        return catalogue.map(\.id.family).filter { seen.insert($0).inserted }
    }

    /// Where most of the money is, in a sentence.
    var moneySentence: String {
        let total = open.total.impact
        let sums = families.map { (name: $0, sum: open.sum(family: $0)) }
        guard !total.isZero, let most = sums.max(by: { $0.sum.impact < $1.sum.impact }) else {
            return "No money is behind what was found."
        }
        let largest = catalogue.filter { $0.id.family == most.name }.map { (rule: $0, sum: open.sum($0.id)) }
            .max { $0.sum.impact < $1.sum.impact }
        let inside = largest.map { "; the largest part of that is \($0.rule.id), \($0.sum.impact.figure)" } ?? ""
        return "\(Share.percent(most.sum.impact, of: total)) of the money, \(most.sum.impact.amount), is in "
            + "\(most.name)\(inside)."
    }
}
