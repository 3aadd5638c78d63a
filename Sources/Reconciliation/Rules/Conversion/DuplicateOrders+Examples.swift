internal import LiveShopping

extension DuplicateOrders {
    static let examples: [RuleExample] = [
        .fires(
            "The button was pressed twice: a second order with the same line was made ten minutes later.", "session=1",
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
            "There are three orders over 25.00, 40.00 and 30.00, and the first is kept.", "session=1", expected: "1",
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
            "The order with the higher number was made first, so the other one over 40.00 is too many.", "session=1",
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
            "A cent of the second order was paid in cash.", "session=1", expected: "1", actual: "2", impact: "25.00",
            repair: .choice
        ) {
            $0.session(.converted)
            $0.order()
            $0.order { $0.cashPayment = .number("0.01") }
        },
        .fires(
            "The second order has a cash payment of 0.00.", "session=1", expected: "1", actual: "2", impact: "25.00",
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
            actual: "2", impact: "25.00", repair: .automatic
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
            "The first order has two lines of two pieces and one of one, the second has it the other way round.",
            "session=1", expected: "1", actual: "2", impact: "25.00", repair: .choice
        ) {
            $0.session(.converted)
            $0.order()
            $0.line()
            $0.line()
            $0.line { $0.quantity = .number("1") }
            $0.order()
            $0.line()
            $0.line { $0.quantity = .number("1") }
            $0.line { $0.quantity = .number("1") }
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
    ]
}
