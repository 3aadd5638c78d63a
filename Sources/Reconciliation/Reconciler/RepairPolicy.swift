internal import LiveShopping

/// What a repair is worth on the inputs that there were: automatic and choice are so on sound inputs.
struct RepairPolicy {
    private let tallies: Tallies
    /// For each rule, what its repairs rest on and the source lacks.
    private let missing: [RuleID: [RuleInput]]
    /// What an order's total is made from, and the source lacks.
    private let missingExtras: [RuleInput]
    /// Orders have a second copy of their lines, from which the system may bill.
    private let hasSecondCopy: Bool
    /// Clients whose invoices are to be settled first.
    private(set) var disputed: Set<ClientID> = []

    init(_ tallies: Tallies) {
        self.tallies = tallies
        let ledger = tallies.ledger
        missing = Dictionary(
            uniqueKeysWithValues: Catalogue.descriptions.map { ($0.id, $0.restsOn.filter(ledger.isDoubtedForLackOf)) })
        missingExtras = RuleInput.Group.orderExtras.inputs.filter(ledger.isDoubtedForLackOf)
        hasSecondCopy = ledger.available.has(Order.Field.items)
    }

    /// Takes note of what is wrong with invoices: what a client owes is not settled before they are.
    mutating func note(_ rulings: [Ruling]) {
        for ruling in rulings where ruling.finding.rule.family == "invoice" && ruling.finding.severity <= .error {
            if let client = ruling.finding.subject.client { disputed.insert(client) }
            disputed.formUnion(ruling.otherClients)
        }
    }

    /// The ruling with the class that its repair has on these inputs, and its explanation with the reason.
    func judged(_ ruling: Ruling) -> Ruling {
        guard ruling.finding.repair != .manual else { return ruling }
        if let reason = reasonForManual(ruling) { return ruling.manual(because: reason) }
        if case .amendment = ruling.repair, hasSecondCopy {
            return ruling.choice(
                because: """
                    orders.items holds a second copy of the lines, from which the system may bill: this amends the lines, \
                    not the copy
                    """)
        }
        return ruling
    }
}

private extension RepairPolicy {
    func reasonForManual(_ ruling: Ruling) -> String? {
        let rule = ruling.finding.rule
        if let lacking = missing[rule], !lacking.isEmpty { return Self.words(lacking) }
        if case .amendment = ruling.repair, !missingExtras.isEmpty { return Self.words(missingExtras) }
        if restsOnUnknownStatus(ruling.finding) {
            return "it rests on an order whose status nobody knows (integrity.order-status)"
        }
        if rule == CreditExposure.id, let client = ruling.finding.subject.client, disputed.contains(client) {
            return "the client's invoices are to be settled first (invoice.*)"
        }
        return nil
    }

    static func words(_ missing: [RuleInput]) -> String {
        "the database has no \(missing.map(\.name).joined(separator: ", "))"
    }

    func restsOnUnknownStatus(_ finding: Finding) -> Bool {
        let orders = tallies.orders
        switch finding.rule.family {
        case "conversion", "line", "order":
            guard let session = finding.subject.session, let slot = tallies.ledger.sessions.slot(of: session) else {
                return false
            }
            return orders.summary(ofSession: slot).hasUnknownStatus
        case "credit": return finding.subject.client.map(orders.unknownClients.contains) ?? false
        case "hold":
            guard finding.rule == HoldReserved.id, let batch = finding.subject.batch,
                let slot = tallies.ledger.batches.slot(of: batch)
            else { return false }
            return tallies.batches[slot].hasUnknownLines
        default: return false
        }
    }
}

private extension Ruling {
    func manual(because reason: String) -> Ruling {
        Ruling(finding: finding.with(.manual, "Not repaired by a script: \(reason)."), repair: .manual)
    }

    func choice(because reason: String) -> Ruling {
        Ruling(finding: finding.with(.choice, "To be decided: \(reason)."), repair: repair)
    }
}

private extension Finding {
    func with(_ repair: RepairClass, _ reason: String) -> Finding {
        Finding(
            rule: rule, severity: severity, key: key, subject: subject, expected: expected, actual: actual,
            impact: impact, repair: repair, explanation: "\(explanation) \(reason)")
    }
}
