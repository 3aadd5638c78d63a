internal import FinancialMath
public import LiveShopping

/// What many findings may have in common.
public enum CauseTrait: Sendable, Hashable {
    case rule(RuleID)
    case batch(BatchID)
    case host(UserID)
    /// The day on which the session began, by the moment at which that began in UTC.
    case day(Timestamp)
    case client(ClientID)
    case category(String)

    var noun: String {
        switch self {
        case .rule: "rule"
        case .batch: "batch"
        case .host: "host"
        case .day: "day"
        case .client: "client"
        case .category: "category"
        }
    }

    /// The order in which they are tried where several explain the same: the narrower ones first.
    var rank: Int {
        switch self {
        case .rule: 0
        case .batch: 1
        case .host: 2
        case .day: 3
        case .client: 4
        case .category: 5
        }
    }
}

/// The traits of findings, and how frequent each is among all sessions or batches.
struct CauseTraits {
    private let ledger: Ledger
    private var sessions: [CauseTrait: Int] = [:]
    private var batches: [CauseTrait: Int] = [:]

    init(_ ledger: Ledger) {
        self.ledger = ledger
        for slot in ledger.sessions.indices {
            for trait in Self.traits(of: ledger.sessions[slot]) { sessions[trait, default: 0] += 1 }
        }
        for slot in 0..<ledger.batches.batches.count {
            for trait in traits(of: ledger.batches.batches[slot]) { batches[trait, default: 0] += 1 }
        }
    }

    /// - Parameter finding: The one that explains the others of its cause.
    func traits(of finding: Finding, _ price: PriceResult?) -> [CauseTrait] {
        var traits = [CauseTrait.rule(finding.rule)]
        if let batch = (finding.subject.batch ?? price?.batch).flatMap({ ledger.batches.batch($0) }) {
            traits += self.traits(of: batch)
        }
        if let slot = finding.subject.session.flatMap({ ledger.sessions.slot(of: $0) }) {
            traits += Self.traits(of: ledger.sessions[slot])
        } else if let client = finding.subject.client {
            traits.append(.client(client))
        }
        return traits
    }

    /// Nil for rules, which findings alone have.
    func frequency(_ trait: CauseTrait) -> (part: Int, whole: Int)? {
        switch trait {
        case .rule: nil
        case .batch, .category: (max(1, batches[trait] ?? 0), ledger.batches.batches.count)
        case .host, .day, .client: (max(1, sessions[trait] ?? 0), ledger.sessions.count)
        }
    }

    private static func traits(of session: Session) -> [CauseTrait] {
        let day = (session.startedAt ?? session.createdAt).startOfDay
        return [.host(session.hostID), .day(day), .client(session.clientID)]
    }

    private func traits(of batch: Batch) -> [CauseTrait] {
        [.batch(batch.id)] + (ledger.batches.product(batch.productID).map { [.category($0.category)] } ?? [])
    }
}
