internal import FinancialMath
internal import LiveShopping

/// Chooses the subjects that get a page: those with findings first, the worst and then the most money; then those
/// about which it is most.
struct SubjectChoice {
    private let limit: Int
    private let findings: [Finding]

    init(limit: Int, findings: [Finding]) {
        self.limit = limit
        self.findings = findings
    }

    /// Sessions with findings, as far as there are such sessions.
    func sessions(among exists: (SessionID) -> Bool) -> [SessionID] {
        let weights = weights(of: \.session)
        return chosen(weights.keys.filter(exists), weights) { _ in Amount.zero }
    }

    func clients(among results: [CreditResult]) -> [CreditResult] {
        let byID = Dictionary(results.map { ($0.client, $0) }, uniquingKeysWith: { first, _ in first })
        return chosen(byID.keys, weights(of: \.client)) { byID[$0]?.projected ?? .zero }.compactMap { byID[$0] }
    }

    func batches(among results: [HoldResult]) -> [HoldResult] {
        let byID = Dictionary(results.map { ($0.batch, $0) }, uniquingKeysWith: { first, _ in first })
        return chosen(byID.keys, weights(of: \.batch)) { byID[$0]?.promised ?? .zero }.compactMap { byID[$0] }
    }
}

private extension SubjectChoice {
    /// How bad what was found about a subject is, and how much money is behind it.
    struct Weight {
        var severity: Severity
        var impact: Money
    }

    func weights<Entity>(of subject: KeyPath<Subject, ID<Entity>?>) -> [ID<Entity>: Weight] {
        findings.reduce(into: [:]) { weights, finding in
            guard let id = finding.subject[keyPath: subject] else { return }
            let known = weights[id]
            weights[id] = Weight(
                severity: min(finding.severity, known?.severity ?? finding.severity),
                impact: (known?.impact ?? .zero) + finding.impact)
        }
    }

    /// By id.
    func chosen<Entity, Measure: Dimension>(
        _ ids: some Sequence<ID<Entity>>, _ weights: [ID<Entity>: Weight], size: (ID<Entity>) -> Exact<Measure>
    ) -> [ID<Entity>] {
        let ranked = ids.map { (id: $0, weight: weights[$0], size: size($0)) }.sorted { one, other in
            if let left = one.weight, let right = other.weight {
                if left.severity != right.severity { return left.severity < right.severity }
                if left.impact != right.impact { return left.impact > right.impact }
            } else if one.weight != nil || other.weight != nil {
                return one.weight != nil
            }
            return one.size == other.size ? one.id < other.id : one.size > other.size
        }
        return ranked.prefix(limit).map(\.id).sorted()
    }
}

private extension HoldResult {
    var promised: Quantity { softHold + sampleHold + reservedExpected }
}
