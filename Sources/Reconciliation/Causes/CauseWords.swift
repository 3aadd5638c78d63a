internal import FinancialMath
internal import LiveShopping

/// What is said of a cause.
struct CauseWords {
    let ledger: Ledger
    let findings: [Finding]
    let prices: [CartItemID: PriceResult]

    /// - Parameter root: The place of the finding that explains the others.
    func title(_ origin: CauseOrigin, root: Int) -> String {
        switch origin {
        case .margin(_, _, let implied):
            let now = prices.price(of: findings[root])?.margin.map { ", where \($0.formattedExactly) % applies" } ?? ""
            let (low, high) = (implied.lowerBound.formattedExactly, implied.upperBound.formattedExactly)
            return "Priced with a margin of \(low == high ? low : "\(low)–\(high)") %\(now)"
        case .mass(let traits, _): return title(traits)
        case .missing(let table, let id): return "There is no \(Self.noun(table)) \(id), and other rows name it"
        default: return Catalogue.title(of: findings[root].rule)
        }
    }

    func subject(_ origin: CauseOrigin) -> String {
        switch origin {
        case .session(let id): ledger.named(sessionAt: ledger.sessions.slot(of: id), id: id)
        case .order(let id): "order \(id)"
        case .item(let id): named(id)
        case .client(let id), .pricingProfile(let id): ledger.named(id)
        case .batch(let id), .cost(let id): ledger.named(id)
        case .room(let code): "room \(told(code.description))"
        case .margin(let origin, let client, _), .uselessMargin(let origin, let client): named(origin, client)
        case .noMargin(let category): category.map { "category \(told($0))" } ?? "products that do not exist"
        case .host(let id): "host \(id)"
        case .mass(let traits, let mostly): subject(traits, mostly)
        case .missing, .finding: ""
        }
    }
}

private extension CauseWords {
    /// What the rule says is wrong, where it is one rule that does.
    func title(_ traits: [CauseTrait]) -> String {
        for case .rule(let rule) in traits { return Catalogue.title(of: rule) }
        return "Different findings with one \(traits.first?.noun ?? "thing") in common"
    }

    /// `host 7, sessions of 2026-11-20`, and what most have in common besides; `in many places` where there is neither.
    func subject(_ traits: [CauseTrait], _ mostly: CauseTrait?) -> String {
        let isOneBatch = traits.contains { $0.noun == "batch" }
        var words = traits.filter { !(isOneBatch && $0.noun == "category") }.compactMap(named)
        if let most = mostly.flatMap(named), !isOneBatch { words.append("mostly \(most)") }
        return words.isEmpty ? "in many places" : words.joined(separator: ", ")
    }

    /// Nil for a rule, which is in the title.
    func named(_ trait: CauseTrait) -> String? {
        switch trait {
        case .rule: nil
        case .batch(let id): ledger.named(id)
        case .host(let id): "host \(id)"
        case .day(let day): "sessions of \(day.day)"
        case .client(let id): ledger.named(id)
        case .category(let category): "category \(told(category))"
        }
    }

    func named(_ id: CartItemID) -> String {
        guard let price = prices[id] else { return "item \(id)" }
        let session = ledger.sessions.slot(of: price.session)
        return "item \(id) of \(ledger.named(sessionAt: session, id: price.session))"
    }

    func named(_ origin: PriceSource.MarginOrigin, _ client: ClientID?) -> String {
        switch origin {
        case .client: client.map(ledger.named) ?? "the client's margin"
        case .pricingDefault(let category): "category \(told(category))"
        }
    }

    static func noun(_ table: Table) -> String {
        switch table {
        case .sessions: "session"
        case .batches: "batch"
        case .clients: "client"
        case .orders: "order"
        default: table.name
        }
    }
}

extension [CartItemID: PriceResult] {
    /// The price of the item that a finding is about.
    func price(of finding: Finding) -> PriceResult? { finding.subject.item.flatMap { self[$0] } }
}
