/// What the front page says when repair scripts are withheld.
struct WithheldSection {
    /// Which and why, a sentence each without its full stop.
    let reasons: [String]
}

extension WithheldSection {
    /// Nil when nothing is withheld.
    init?(_ withheld: Withheld) {
        guard !withheld.isEmpty else { return nil }
        let single = withheld.rules.map { rule, reasons in "\(rule): \(reasons.joined(separator: "; "))" }
        reasons = (withheld.everything.map { [$0] } ?? []) + single.sorted()
    }
}
