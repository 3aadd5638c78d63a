internal import LiveShopping

/// A rule that fires on so much of what it judged that it is more often a setting, a mapping or a missing table than
/// damage: its findings stay, its repairs are withheld.
public struct Doubt: Sendable, Hashable {
    public let rule: RuleID
    public let fired: Int
    /// How many rows it could have fired on.
    public let judged: Int
    /// What to look at first; one sentence without its full stop.
    public let advice: String

    /// So few findings are never doubted.
    static let fewFindings = 5

    /// `credit.exposure fires on 27 of 30 clients`
    public var words: String {
        let kind = Catalogue.description(of: rule)?.population.noun ?? "rows"
        return "\(rule) fires on \(fired) of \(judged) \(kind)"
    }
}

extension Outcome {
    /// The rules that are to be doubted, in catalogue order.
    mutating func doubt(_ populations: Populations) {
        let fired = findings.reduce(into: [RuleID: Int]()) { $0[$1.rule, default: 0] += 1 }
        doubts = Catalogue.descriptions.compactMap { rule in
            let (count, judged) = (fired[rule.id] ?? 0, populations[rule.population])
            guard count >= Doubt.fewFindings, settings.maxRuleShare.isExceeded(by: count, of: judged) else {
                return nil
            }
            return Doubt(rule: rule.id, fired: count, judged: judged, advice: advice(rule, count))
        }
    }

    private func advice(_ rule: RuleDescription, _ count: Int) -> String {
        switch rule.population {
        case .clients where rule.id == CreditExposure.id: exposureAdvice
        case .pricedItems: priceAdvice(rule.id, count)
        case _ where rule.looksAt.contains(.idleness) || rule.id.family == "lifecycle": timeAdvice
        default: "look whether a column, a table or a setting is another than it seems"
        }
    }

    private var exposureAdvice: String {
        let (other, count) =
            exposure.basis == .orders
            ? ("invoices", exposure.differFromInvoices) : ("orders", exposure.differFromOrders)
        return "with exposure-basis \(other) it would fire on \(count)"
    }

    /// Whether one thing explains most of it.
    private func priceAdvice(_ rule: RuleID, _ count: Int) -> String {
        let explained = causes.map { cause in (cause, cause.findings.count { findings[$0].rule == rule }) }
        guard let (cause, most) = explained.max(by: { $0.1 < $1.1 }), most * 2 > count else {
            return "no one margin, cost or host explains most of them"
        }
        let subject = cause.subject.isEmpty ? "" : " (\(cause.subject))"
        return "one cause explains \(most) of them: \(cause.title)\(subject)"
    }

    private var timeAdvice: String {
        "the newest time that was read is \(newestTime?.description ?? "none"), T is \(asOf)"
    }
}
