internal import FinancialMath
internal import LiveShopping

/// Puts findings together that have one cause.
struct CauseFinder {
    let ledger: Ledger
    /// In the order of the outcome.
    let findings: [Finding]
    /// The recomputed prices of the items that a price rule fired on.
    let prices: [CartItemID: PriceResult]
    /// The sessions of the overrides that findings are about.
    private let orphans: [PriceOverrideID: SessionID]

    init(ledger: Ledger, findings: [Finding], prices: [PriceResult]) {
        self.ledger = ledger
        self.findings = findings
        self.prices = Dictionary(prices.map { ($0.item, $0) }, uniquingKeysWith: { first, _ in first })
        orphans = Self.sessions(ofOverridesIn: findings, ledger)
    }

    /// By money, most first; among equals by severity, then in the order of their first findings.
    func causes() -> [Cause] {
        var groups: [CauseOrigin: [Int]] = [:]
        for (place, origin) in origins().enumerated() { groups[origin, default: []].append(place) }
        let words = CauseWords(ledger: ledger, findings: findings, prices: prices)
        let single = groups.map { origin, places in (origin, places.sorted(by: explainsFirst)) }
            .sorted { $0.1[0] < $1.1[0] }
        return together(single).map { origin, places in cause(origin, places, words) }.sorted(by: isBefore)
    }
}

extension CauseFinder {
    /// In the catalogue what happens to a session comes before what it does to lines, prices and holds.
    func explainsFirst(_ one: Int, _ other: Int) -> Bool {
        let (left, right) = (Catalogue.rank(of: findings[one].rule), Catalogue.rank(of: findings[other].rule))
        return left == right ? one < other : left < right
    }
}

private extension CauseFinder {
    func cause(_ origin: CauseOrigin, _ places: [Int], _ words: CauseWords) -> Cause {
        Cause(
            origin: origin, title: words.title(origin, root: places[0]), subject: words.subject(origin),
            story: CauseStory(findings: findings).text(origin, places), findings: places,
            impact: places.reduce(.zero) { $0 + findings[$1].impact },
            severity: places.map { findings[$0].severity }.min() ?? .notice)
    }

    func isBefore(_ one: Cause, _ other: Cause) -> Bool {
        if one.impact != other.impact { return one.impact > other.impact }
        if one.severity != other.severity { return one.severity < other.severity }
        return one.findings[0] < other.findings[0]
    }

    func origins() -> [CauseOrigin] {
        var origins = findings.map(origin)
        let margins = MarginFinder(findings: findings, prices: prices).margins()
        guard !margins.isEmpty else { return origins }
        let items = Dictionary(
            margins.compactMap { place, origin in findings[place].subject.item.map { ($0, origin) } },
            uniquingKeysWith: { first, _ in first })
        for (place, origin) in origins.enumerated() {
            guard case .item(let item) = origin, let margin = items[item] else { continue }
            origins[place] = margin
        }
        return origins
    }
}

// MARK: - What a finding has come of

private extension CauseFinder {
    func origin(_ finding: Finding) -> CauseOrigin {
        switch Catalogue.cause(of: finding.rule) {
        case .session: sessionOrigin(finding)
        case .batch: batchOrigin(finding)
        case .price: priceOrigin(finding) { _ in nil }
        case .host: priceOrigin(finding, hostOrigin)
        case .priceInput: priceOrigin(finding) { inputOrigin(finding, $0) }
        case .room: roomOrigin(finding)
        case .missingRow: missingOrigin(finding)
        }
    }

    func sessionOrigin(_ finding: Finding) -> CauseOrigin {
        let subject = finding.subject
        if let session = subject.session { return .session(session) }
        if let order = subject.order { return .order(order) }
        if let client = subject.client { return .client(client) }
        return .finding(finding.id)
    }

    func batchOrigin(_ finding: Finding) -> CauseOrigin {
        finding.subject.batch.map { .batch($0) } ?? sessionOrigin(finding)
    }

    /// - Parameter own: What the rule's findings have in common besides, where they have.
    func priceOrigin(_ finding: Finding, _ own: (PriceResult) -> CauseOrigin?) -> CauseOrigin {
        guard let item = finding.subject.item, let price = prices[item] else { return sessionOrigin(finding) }
        if let own = own(price) { return own }
        return price.source == .cost ? .noMargin(category: category(price)) : .item(item)
    }

    func hostOrigin(_ price: PriceResult) -> CauseOrigin? {
        guard case .override = price.source else { return nil }
        return ledger.sessions.slot(of: price.session).map { .host(ledger.sessions[$0].hostID) }
    }

    /// What the price lacks to be made, or to be checked.
    func inputOrigin(_ finding: Finding, _ price: PriceResult) -> CauseOrigin? {
        switch price.source {
        case .unverifiable(.pricingProfile), .unverifiable(.pricingRules):
            finding.subject.client.map { .pricingProfile($0) }
        case .unverifiable(.noCost): .cost(price.batch)
        case .unverifiable(.marginTooHigh): uselessMargin(finding, price)
        default: nil
        }
    }

    func uselessMargin(_ finding: Finding, _ price: PriceResult) -> CauseOrigin {
        if let client = finding.subject.client, ledger.clients.client(client)?.customMargin != nil {
            return .uselessMargin(.client, client)
        }
        return .uselessMargin(.pricingDefault(category(price) ?? ""), nil)
    }

    func category(_ price: PriceResult) -> String? {
        ledger.batches.batch(price.batch).flatMap { ledger.batches.product($0.productID)?.category }
    }

    func roomOrigin(_ finding: Finding) -> CauseOrigin {
        guard case .room(let code) = finding.key.parts.first else { return .finding(finding.id) }
        return .room(code)
    }

    /// The rule expects the row that is missing, by its word.
    func missingOrigin(_ finding: Finding) -> CauseOrigin {
        if case .override = finding.key.parts.first { return orphanOverride(finding) }
        let subject = finding.subject
        let missing =
            switch finding.expected {
            case "session": missing(.sessions, subject.session?.rawValue)
            case "batch": missing(.batches, subject.batch?.rawValue)
            case "client": missing(.clients, subject.client?.rawValue)
            default: missing(.orders, subject.order?.rawValue)
            }
        return missing ?? sessionOrigin(finding)
    }

    func missing(_ table: Table, _ id: Int64?) -> CauseOrigin? { id.map { .missing(table: table, id: $0) } }

    static func sessions(ofOverridesIn findings: [Finding], _ ledger: Ledger) -> [PriceOverrideID: SessionID] {
        let named = Set(
            findings.compactMap { finding -> PriceOverrideID? in
                guard case .override(let id) = finding.key.parts.first else { return nil }
                return id
            })
        var sessions: [PriceOverrideID: SessionID] = [:]
        guard !named.isEmpty else { return sessions }
        ledger.overrides.forEach { if named.contains($0.id) { sessions[$0.id] = $0.sessionID } }
        return sessions
    }

    func orphanOverride(_ finding: Finding) -> CauseOrigin {
        guard case .override(let id) = finding.key.parts.first, let session = orphans[id] else {
            return .finding(finding.id)
        }
        return .missing(table: .sessions, id: session.rawValue)
    }
}
