internal import FinancialMath
internal import LiveShopping

/// A client's exposure, recomputed.
struct ClientFacts {
    let slot: Int
    let id: ClientID
    let credit: ClientBook.Credit
    let receivables: Money
    let openOrders: Money
    let draft: Money
    let openSessions: Int
    /// Open sessions that are not abandoned.
    let busySessions: [SessionID]
    /// What it owes row by row, where a rule asks for it.
    var debts: ClientDebts?
    /// What the stored exposure should equal, `orders` or `invoices`.
    let basis: ExposureBasis
    let ledger: Ledger

    /// Its row, unpacked.
    var client: Client? { ledger.clients.client(at: slot) }
    var posted: Money { receivables + openOrders }
    /// What the stored exposure should be.
    var exposure: Money { basis == .invoices ? receivables : posted }
    var projected: Money { posted + draft }

    /// The credit row, when it is there and its figures are numbers.
    var creditRow: CreditLimit? {
        if case .row(let row) = credit, row.defects.isEmpty { return row }
        return nil
    }

    var hasCreditRow: Bool {
        if case .none = credit { return false }
        return true
    }

    /// Above zero; 0 or below means no limit.
    var limit: Money? {
        guard let limit = creditRow?.limit.value, limit.isPositive else { return nil }
        return limit
    }

    var isOverLimit: Bool { limit.map { projected > $0 } ?? false }

    /// Within the limit, but what is left of it is less than one and a half times what the carts promise.
    var isApproaching: Bool {
        guard let limit, projected <= limit, draft.isPositive else { return false }
        return (limit - posted).multiplied(by: 2) < draft.multiplied(by: 3)
    }

    var debtEvidence: [Evidence] { debts?.evidence(of: id, ledger) ?? [] }

    func with(_ debts: ClientDebts) -> ClientFacts {
        var client = self
        client.debts = debts
        return client
    }

    var key: FindingKey { FindingKey(.client(id)) }
    var subject: Subject { Subject(client: id) }
}
