internal import FinancialMath
internal import LiveShopping

/// The stored exposure is not what is owed.
struct CreditExposure: ClientRule {
    static let description = RuleDescription(
        id: "credit.exposure", severity: .error,
        title: "The stored credit exposure is not what the client owes",
        rationale: """
            The credit desk decides by the stored figure. Too low, and it lets through what it should stop; too high, \
            and it stops good sales.
            """,
        remedy: "Apply the repair: it stores what unpaid invoices and open orders come to.",
        population: .clients, looksAt: [.orders, .debts, .payments, .invoiceReferences],
        restsOn: [RuleInput(.invoices)] + [Invoice.Field.customerID, .amountDue, .status].map { RuleInput($0) }
            + [RuleInput(Order.Field.cashPayment)], repairStage: .exposures,
        examples: [
            .fires(
                "The client owes an order of 25.00 that nobody added to its exposure.", "client=1", expected: "25.00",
                actual: "0.00", impact: "25.00", repair: .automatic, settings: .byOrders()
            ) {
                $0.order()
            },
            .silent("The client owes an order of 25.00, and its exposure says so.", settings: .byOrders()) {
                $0.credit(stored: .number("25"))
                $0.order()
            },
            .fires(
                "The order was cancelled, and the exposure still contains it.", "client=1", expected: "0.00",
                actual: "25.00", impact: "25.00", settings: .byOrders()
            ) {
                $0.credit(stored: .number("25"))
                $0.order { $0.saleStatus = .known(.cancelled) }
            },
            .silent("An unpaid invoice over 100.00 and an open order of 25.00 are 125.00.", settings: .byOrders()) {
                $0.credit(stored: .number("125"))
                $0.invoice()
                $0.order()
            },
            .silent(
                "The order was invoiced with 100.00, and is not counted besides its invoice.", settings: .byOrders()
            ) {
                $0.credit(stored: .number("100"))
                $0.invoice()
                $0.order { $0.invoiceID = ID(1) }
            },
            .silent(
                "Of four invoices one is paid, one is void and one is deleted, so the fourth counts.",
                settings: .byOrders()
            ) {
                $0.credit(stored: .number("100"))
                $0.invoice()
                $0.invoice { $0.status = .known(.paid) }
                $0.invoice { $0.status = .known(.void) }
                $0.invoice { $0.isDeleted = true }
            },
            .silent("Paid orders, drafts, offers and deleted orders are not owed.", settings: .byOrders()) {
                $0.order { $0.saleStatus = .known(.paid) }
                $0.order { $0.isDraft = true }
                $0.order { $0.type = .known(.quote) }
                $0.order { $0.isDeleted = true }
            },
            .silent("5.00 of the order of 25.00 was paid in cash.", settings: .byOrders()) {
                $0.credit(stored: .number("20"))
                $0.order { $0.cashPayment = .number("5") }
            },
            .silent(
                "More was paid in cash than the order came to, which makes no credit for the next order.",
                settings: .byOrders()
            ) {
                $0.credit(stored: .number("25"))
                $0.order { $0.cashPayment = .number("30") }
                $0.order()
            },
            .silent("The cart of an open session is not owed yet.", settings: .byOrders()) {
                $0.session(.active)
                $0.item()
            },
            .silent(
                "The site tolerates 5.00, and the exposure is off by just that.",
                settings: .byOrders(tolerating: Money(5))
            ) {
                $0.credit(stored: .number("20"))
                $0.order()
            },
            .fires(
                "The site tolerates 5.00, and the exposure is off by 5.01.", "client=1", expected: "25.00",
                actual: "19.99", impact: "5.01", settings: .byOrders(tolerating: Money(5))
            ) {
                $0.credit(stored: .number("19.99"))
                $0.order()
            },
            .silent(
                "The total of the second order is not a number, so only the first one counts.", settings: .byOrders()
            ) {
                $0.credit(stored: .number("25"))
                $0.order()
                $0.order { $0.total = .nan }
            },
            .silent("The stored exposure is not a number.", settings: .byOrders()) {
                $0.credit(stored: .nan)
                $0.order()
            },
            .silent("The client has no credit row.", settings: .byOrders()) {
                $0.rows.creditLimits = []
                $0.order()
            },
            .silent(
                "The only exposure that there is is what is owed without the open order, as the original stores it."
            ) {
                $0.order()
            },
            .fires(
                "The site stores unpaid invoices alone, and one of 100.00 is missing.", "client=1", expected: "100.00",
                actual: "0.00", impact: "100.00", settings: .with(\.exposureBasis, .invoices)
            ) {
                $0.invoice()
                $0.order()
            },
            .silent("The site stores unpaid invoices alone.", settings: .with(\.exposureBasis, .invoices)) {
                $0.credit(stored: .number("100"))
                $0.invoice()
                $0.order()
            },
            .fires(
                "Two clients' exposures contain their open orders, the third's contains nothing.", "client=1",
                expected: "25.00", actual: "0.00", impact: "25.00"
            ) {
                for id in [Int64(2), 3] {
                    $0.client()
                    $0.rows.creditLimits.append(
                        CreditLimit(clientID: ID(id), limit: .number("1000"), storedExposure: .number("25")))
                    $0.order { $0.clientID = ID(id) }
                }
                $0.order()
            },
            .silent("The goods came back, and are not owed.", settings: .byOrders()) {
                $0.order { $0.fulfillmentStatus = .known(.returned) }
                $0.order { $0.fulfillmentStatus = .known(.restocked) }
                $0.order { $0.fulfillmentStatus = .known(.returnedToVendor) }
            },
            .silent("An invoice names the order, which does not know it: it counts once.", settings: .byOrders()) {
                $0.credit(stored: .number("25"))
                $0.order()
                $0.billedAgain()
            },
            .fires(
                "Two orders of 25.00; the status of one is unknown, so nobody sets the exposure.", "client=1",
                expected: "50.00", actual: "0.00", impact: "50.00", repair: .manual, settings: .byOrders()
            ) {
                $0.order()
                $0.order { $0.saleStatus = .other("OPEN") }
            },
            .fires(
                "The site has no invoices, as far as one can see, so nobody sets the exposure.", "client=1",
                expected: "25.00", actual: "0.00", impact: "25.00", repair: .manual, settings: .byOrders()
            ) {
                $0.available.remove(.invoices)
                $0.order()
            },
        ])

    func asksForDebts(of client: ClientFacts) -> Bool { Self.difference(client) != nil }

    func judge(_ client: ClientFacts) -> Ruling? {
        guard let difference = Self.difference(client), let row = client.creditRow,
            let stored = row.storedExposure.value
        else { return nil }
        return ruling(
            client.key, client.subject, expected: client.exposure.formatted, actual: stored.formatted,
            impact: difference, repair: Self.repair(client, row),
            because: """
                \(client.ledger.named(client.id)): \(Self.sum(client)); stored is \(stored.formattedExactly).
                """)
    }

    /// A repair that does nothing but follow others, for a client whose stored exposure is right.
    func follower(_ client: ClientFacts) -> Ruling? {
        guard let stored = client.creditRow?.storedExposure else { return nil }
        let reference = RowReference.credit(client.id)
        let column = CreditLimit.Field.storedExposure.name
        let repair = Repair.automatic(
            .init(
                title: "Exposure of \(client.ledger.named(client.id))",
                changes: [.add(reference, column: column, difference: .zero)]),
            restingOn: Grounds([.row(reference, [ColumnValue(column, Cell(stored))])] + client.debtEvidence))
        return ruling(
            client.key, client.subject, expected: client.exposure.formatted, actual: client.exposure.formatted,
            repair: repair, because: Self.sum(client))
    }

    private static func sum(_ client: ClientFacts) -> String {
        let receivables = "unpaid invoices \(client.receivables.formattedExactly)"
        guard client.basis == .orders else { return receivables }
        return "\(receivables) + open orders \(client.openOrders.formattedExactly) = \(client.posted.formattedExactly)"
    }

    /// How far the stored figure is off; nil when it is not, or is no number.
    private static func difference(_ client: ClientFacts) -> Money? {
        guard let stored = client.creditRow?.storedExposure.value else { return nil }
        let difference = (stored - client.exposure).magnitude
        return difference > client.ledger.settings.exposureTolerance ? difference : nil
    }

    /// The stored figure is replaced only while it, and everything that was summed, still is what was read.
    private static func repair(_ client: ClientFacts, _ row: CreditLimit) -> Repair {
        let reference = RowReference.credit(client.id)
        let column = CreditLimit.Field.storedExposure.name
        return .automatic(
            .init(
                title: "Store \(client.exposure.formatted) as the exposure of \(client.ledger.named(client.id))",
                changes: [.set(reference, column: column, from: Cell(row.storedExposure), to: Cell(client.exposure))]),
            restingOn: Grounds(
                [.row(reference, [ColumnValue(column, Cell(row.storedExposure))])] + client.debtEvidence))
    }
}
