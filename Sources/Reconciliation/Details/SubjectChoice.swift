internal import Common
internal import FinancialMath
internal import LiveShopping

/// Chooses the subjects that get a page: those with findings, the worst and then the most money first; where all are
/// wanted, then those about which it is most.
struct SubjectChoice {
    private let limit: Int
    private let findings: [Finding]
    /// Also clients and batches without findings.
    private let wantsAll: Bool

    init(limit: Int, findings: [Finding], wantsAll: Bool) {
        self.limit = limit
        self.findings = findings
        self.wantsAll = wantsAll
    }

    /// Sessions with findings, as far as there are such sessions.
    func sessions(among exists: (SessionID) -> Bool) -> [SessionID] {
        let weights = weights(of: \.session)
        return chosen(weights.keys.filter(exists), weights) { _ in Amount.zero }
    }

    /// - Parameter results: By client.
    func clients(among results: ResultRows<CreditResult>) -> [CreditResult] {
        chosen(among: results, \.client, weights(of: \.client), size: \.projected)
    }

    /// - Parameter results: By batch.
    func batches(among results: ResultRows<HoldResult>) -> [HoldResult] {
        chosen(among: results, \.batch, weights(of: \.batch), size: \.promised)
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

    func chosen<Entity, Measure: Dimension, Result>(
        among results: ResultRows<Result>, _ id: KeyPath<Result, ID<Entity>>, _ weights: [ID<Entity>: Weight],
        size: KeyPath<Result, Exact<Measure>>
    ) -> [Result] {
        // Each result is made when it is looked at, and there are hundred thousands.
        let wanted =
            wantsAll
            ? Array(results)
            : weights.keys.compactMap { key in
                let place = results.firstPlace { $0[keyPath: id] >= key }
                return place < results.count && results[place][keyPath: id] == key ? results[place] : nil
            }
        let byID = Dictionary(wanted.map { ($0[keyPath: id], $0) }, uniquingKeysWith: { first, _ in first })
        return chosen(byID.keys, weights) { byID[$0]?[keyPath: size] ?? .zero }.compactMap { byID[$0] }
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
