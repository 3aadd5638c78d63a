internal import FinancialMath
internal import LiveShopping

/// One session was converted more than once.
struct DuplicateOrders: CaseRule {
    static let description = RuleDescription(
        id: "conversion.duplicate-orders", severity: .critical,
        title: "One session, several live orders",
        rationale: """
            The client bought one cart and is billed for it several times; inventory is reserved as often. The \
            earliest order is kept, because it is the one that the client agreed to.
            """,
        remedy: """
            Where every further order is a plain copy that can still be changed, apply the repair: it cancels the \
            copies and gives their inventory back. Otherwise ask the client which order is meant, and pick it.
            """,
        examples: [
            .fires(
                "The button was pressed twice: a second order with the same line was made ten minutes later.",
                "session=1",
                expected: "1", actual: "2", impact: "25.00", repair: .automatic
            ) {
                $0.session(.converted)
                $0.order()
                $0.line()
                $0.order { $0.createdAt = .ago(minutes: 50) }
                $0.line()
            },
            .silent("There is one order.") {
                $0.session(.converted)
                $0.order()
                $0.line()
            },
            .silent("The second order was cancelled.") {
                $0.session(.converted)
                $0.order()
                $0.order { $0.saleStatus = .known(.cancelled) }
            },
            .silent("An offer and a draft stand beside the order.") {
                $0.session(.converted)
                $0.order()
                $0.order { $0.type = .known(.quote) }
                $0.order { $0.isDraft = true }
            },
            .fires(
                "There are three orders over 25.00, 40.00 and 30.00, and the first is kept.", "session=1",
                expected: "1",
                actual: "3", impact: "70.00", repair: .automatic
            ) {
                $0.session(.converted)
                $0.order()
                $0.order {
                    $0.total = .number("40")
                    $0.createdAt = .ago(minutes: 50)
                }
                $0.order {
                    $0.total = .number("30")
                    $0.createdAt = .ago(minutes: 40)
                }
            },
            .fires(
                "The order with the higher number was made first, so the other one over 40.00 is too many.",
                "session=1",
                expected: "1", actual: "2", impact: "40.00"
            ) {
                $0.session(.converted)
                $0.order {
                    $0.total = .number("40")
                    $0.createdAt = .ago(minutes: 50)
                }
                $0.order()
            },
            .fires(
                "Both orders were made at the same moment, so the one with the lower number is kept.", "session=1",
                expected: "1", actual: "2", impact: "40.00"
            ) {
                $0.session(.converted)
                $0.order()
                $0.order { $0.total = .number("40") }
            },
            .fires(
                "The second order was invoiced already.", "session=1", expected: "1", actual: "2", impact: "25.00",
                repair: .choice
            ) {
                $0.session(.converted)
                $0.order()
                $0.order { $0.invoiceID = ID(1) }
            },
            .fires(
                "Only the first order was invoiced, the second is a copy.", "session=1", expected: "1", actual: "2",
                impact: "25.00", repair: .automatic
            ) {
                $0.session(.converted)
                $0.order {
                    $0.invoiceID = ID(1)
                    $0.createdAt = .ago(minutes: 61)
                }
                $0.order()
            },
            .fires(
                "A cent of the second order was paid in cash.", "session=1", expected: "1", actual: "2",
                impact: "25.00",
                repair: .choice
            ) {
                $0.session(.converted)
                $0.order()
                $0.order { $0.cashPayment = .number("0.01") }
            },
            .fires(
                "The second order has a cash payment of 0.00.", "session=1", expected: "1", actual: "2",
                impact: "25.00",
                repair: .automatic
            ) {
                $0.session(.converted)
                $0.order()
                $0.order { $0.cashPayment = .number("0") }
            },
            .fires(
                "The second order is packed.", "session=1", expected: "1", actual: "2", impact: "25.00", repair: .choice
            ) {
                $0.session(.converted)
                $0.order()
                $0.order { $0.fulfillmentStatus = .known(.packed) }
            },
            .fires(
                "The second order is ready for packing, and not packed yet.", "session=1", expected: "1", actual: "2",
                impact: "25.00", repair: .automatic
            ) {
                $0.session(.converted)
                $0.order()
                $0.order { $0.fulfillmentStatus = .known(.readyForPacking) }
            },
            .fires(
                "The second order has neither a sale status nor a fulfilment status.", "session=1", expected: "1",
                actual: "2",
                impact: "25.00", repair: .automatic
            ) {
                $0.session(.converted)
                $0.order()
                $0.order {
                    $0.saleStatus = nil
                    $0.fulfillmentStatus = nil
                }
            },
            .fires(
                "The second order is for another client.", "session=1", expected: "1", actual: "2", impact: "25.00",
                repair: .choice
            ) {
                $0.client()
                $0.session(.converted)
                $0.order()
                $0.order { $0.clientID = ID(2) }
            },
            .fires(
                "The second order has the same goods at another price.", "session=1", expected: "1", actual: "2",
                impact: "26.00", repair: .choice
            ) {
                $0.session(.converted)
                $0.order()
                $0.line()
                $0.order { $0.total = .number("26") }
                $0.line { $0.unitPrice = .number("13") }
            },
            .fires(
                "The second order has the same two lines the other way round.", "session=1", expected: "1", actual: "2",
                impact: "25.00", repair: .automatic
            ) {
                $0.session(.converted)
                $0.order()
                $0.line()
                $0.line { $0.quantity = .number("1") }
                $0.order()
                $0.line { $0.quantity = .number("1") }
                $0.line()
            },
            .fires(
                "The first order has two lines of two pieces, the second one line of four.", "session=1", expected: "1",
                actual: "2", impact: "50.00", repair: .choice
            ) {
                $0.session(.converted)
                $0.order { $0.total = .number("50") }
                $0.line()
                $0.line()
                $0.order { $0.total = .number("50") }
                $0.line { $0.quantity = .number("4") }
            },
            .fires(
                "The same line is bought on the first order and a sample on the second.", "session=1", expected: "1",
                actual: "2", impact: "25.00", repair: .choice
            ) {
                $0.session(.converted)
                $0.order()
                $0.line()
                $0.order()
                $0.line { $0.isSample = true }
            },
            .fires(
                "Both orders have one line, and neither quantity is a number.", "session=1", expected: "1", actual: "2",
                impact: "25.00", repair: .choice
            ) {
                $0.session(.converted)
                $0.order()
                $0.line { $0.quantity = .nan }
                $0.order()
                $0.line { $0.quantity = .nan }
            },
        ])

    func judge(_ file: CaseFile) -> [Finding] {
        guard !file.facts.session.isDeleted, let kept = file.kept, file.orders.count > 1 else { return [] }
        let extras = file.orders.dropFirst()
        let surplus = extras.reduce(Money.zero) { $0 + $1.order.countableTotal }
        let sum = extras.map(\.order.totalWord).joined(separator: " + ")
        return [
            finding(
                file.facts.key, file.facts.subject, expected: "1", actual: String(file.orders.count), impact: surplus,
                repair: Self.areCopies(file) ? .automatic : .choice,
                because: """
                    \(file.facts.sentenceName) has \(file.orders.count) live orders. The earliest, \(kept.order.name) \
                    of \(kept.order.createdAt), is kept; \(extras.map(\.order.name).joined(separator: ", ")) \
                    \(extras.count == 1 ? "is" : "are") too many: \(sum) = \(surplus.formatted). \
                    \(Self.areCopies(file) ? "Copies of the kept order" : Self.whyNot(file)).
                    """)
        ]
    }

    func proposal(for finding: Finding, _ file: CaseFile) -> Proposal? {
        let alternatives =
            finding.repair == .automatic
            ? [Cancellation(of: Array(file.orders.dropFirst()), in: file.facts.ledger).alternative]
            : file.orders.map { keeper in
                Cancellation(of: file.orders.filter { $0.order.id != keeper.order.id }, in: file.facts.ledger)
                    .alternative(keeping: keeper)
            }
        return Proposal(
            findings: [.init(finding)], repair: finding.repair, alternatives: alternatives,
            evidence: file.orderEvidence)
    }

    /// Every extra order is amendable, for the kept order's client, and has the same lines.
    static func areCopies(_ file: CaseFile) -> Bool {
        guard !file.facts.session.isDeleted, let kept = file.kept, file.orders.count > 1 else { return false }
        return file.orders.dropFirst().allSatisfy { extra in
            extra.isAmendable && extra.order.clientID == kept.order.clientID && extra.hasSameLines(as: kept)
        }
    }

    private static func whyNot(_ file: CaseFile) -> String {
        let extras = file.orders.dropFirst()
        if extras.contains(where: { !$0.isAmendable }) { return "Not all of them can still be changed" }
        if extras.contains(where: { $0.order.clientID != file.orders[0].order.clientID }) {
            return "Not all of them are for the same client"
        }
        return "Their lines differ"
    }
}
