internal import LiveShopping

extension CaseFile {
    /// Judges the live conversion orders of a session that is not deleted.
    func eachOrder(_ judge: (CaseOrder) -> Ruling?) -> [Ruling] {
        facts.session.isDeleted ? [] : orders.compactMap(judge)
    }

    func eachLine(_ judge: (CaseOrder, OrderLine) -> Ruling?) -> [Ruling] {
        facts.session.isDeleted ? [] : orders.flatMap { order in order.readableLines.compactMap { judge(order, $0) } }
    }

    /// A step of the order's one amendment while it can still be changed, else a choice.
    func amendment(
        _ order: CaseOrder, _ step: AmendmentStep.Step, otherwise ways: () -> [Proposal.Alternative?]
    ) -> Repair {
        order.isAmendable ? .amendment(AmendmentStep(order: order, step: step)) : choice(order, ways())
    }

    /// Subtotal and total follow the lines.
    func addingUp(_ order: CaseOrder) -> Repair {
        amendment(order, .addUp) {
            [
                Amendment(of: order).alternative(
                    "Add \(order.order.name) up again", "Subtotal and total follow the lines.")
            ]
        }
    }

    /// Ways to change an order; those that are none are left out.
    func choice(_ order: CaseOrder, _ ways: [Proposal.Alternative?]) -> Repair {
        .choice(ways.compactMap(\.self), restingOn: evidence.order(order))
    }
}
