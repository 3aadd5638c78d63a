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
    /// How many sessions each client has, by the client's slot; of clients without a slot, by their ids.
    private var clients: [Int32]
    private var unknownClients: [ClientID: Int32] = [:]
    private var categories: [String: Int] = [:]
    private var batches: [BatchID: Int] = [:]

    init(_ ledger: Ledger) {
        self.ledger = ledger
        clients = Array(repeating: 0, count: ledger.clients.count)
        for session in ledger.sessions.standings {
            if let slot = ledger.clients.slot(of: session.client) {
                clients[slot] += 1
            } else {
                unknownClients[session.client, default: 0] += 1
            }
        }
        for batch in ledger.batches.batches {
            batches[batch.id, default: 0] += 1
            if let product = ledger.batches.product(batch.productID) { categories[product.category, default: 0] += 1 }
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
        case .batch(let id): (max(1, batches[id] ?? 0), ledger.batches.batches.count)
        case .category(let category): (max(1, categories[category] ?? 0), ledger.batches.batches.count)
        case .host(let id): (max(1, ledger.sessions.hosts[id] ?? 0), ledger.sessions.count)
        case .day(let day): (max(1, ledger.sessions.days[day] ?? 0), ledger.sessions.count)
        case .client(let id): (max(1, sessions(of: id)), ledger.sessions.count)
        }
    }

    private func sessions(of client: ClientID) -> Int {
        Int(ledger.clients.slot(of: client).map { clients[$0] } ?? unknownClients[client] ?? 0)
    }

    private static func traits(of session: Session) -> [CauseTrait] {
        [.host(session.hostID), .day(session.dayOfBeginning), .client(session.clientID)]
    }

    private func traits(of batch: Batch) -> [CauseTrait] {
        [.batch(batch.id)] + (ledger.batches.product(batch.productID).map { [.category($0.category)] } ?? [])
    }
}
