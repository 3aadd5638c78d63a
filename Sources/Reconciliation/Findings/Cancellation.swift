internal import FinancialMath
internal import LiveShopping

/// Orders that are called off: both statuses, and what they hold of the batches given back.
struct Cancellation {
    private let orders: [CaseOrder]
    private let ledger: Ledger

    init(of orders: [CaseOrder], in ledger: Ledger) {
        self.orders = orders
        self.ledger = ledger
    }

    var alternative: Proposal.Alternative {
        .init(title: "Cancel \(names)", consequence: consequence, changes: changes)
    }

    func alternative(keeping kept: CaseOrder) -> Proposal.Alternative {
        .init(title: "Keep \(kept.order.name), cancel \(names)", consequence: consequence, changes: changes)
    }
}

private extension Cancellation {
    var names: String { orders.map(\.order.name).joined(separator: ", ") }

    var consequence: String {
        let total = orders.reduce(Money.zero) { $0 + $1.order.countableTotal }
        let fixed = orders.filter { !$0.isAmendable }.map(\.order.name)
        let warning =
            fixed.isEmpty
            ? ""
            : """
             \(fixed.joined(separator: ", ")) may be billed, paid or packed already: see to that first, an invoice stays \
            as it is.
            """
        return "\(total.formatted) are no longer sold, and what these orders hold is free again.\(warning)"
    }

    var changes: [Change] { orders.flatMap(statusChanges) + givenBack }

    func statusChanges(_ order: CaseOrder) -> [Change] {
        let row = RowReference.order(order.order.id)
        return [
            .set(
                row, column: Order.Field.saleStatus.name, from: Cell(order.order.saleStatus?.description),
                to: .text(SaleStatus.cancelled.rawValue)),
            .set(
                row, column: Order.Field.fulfillmentStatus.name,
                from: Cell(order.order.fulfillmentStatus?.description),
                to: .text(FulfillmentStatus.cancelled.rawValue)),
        ]
    }

    /// Reservations of plain lines for orders that reserve, and samples, each batch once.
    var givenBack: [Change] {
        var reserved: [BatchID: Quantity] = [:]
        var samples: [BatchID: Quantity] = [:]
        for order in orders {
            for line in order.readableLines where ledger.batches.exists(line.batchID) {
                let quantity = line.quantity.value ?? .zero
                if line.isSample {
                    samples[line.batchID, default: .zero] += quantity
                } else if order.order.reservesInventory {
                    reserved[line.batchID, default: .zero] += quantity
                }
            }
        }
        return reserved.sorted { $0.key < $1.key }.filter { !$0.value.isZero }.map {
            .add(.batch($0.key), column: Batch.Field.reserved.name, difference: -$0.value)
        }
            + samples.sorted { $0.key < $1.key }.filter { !$0.value.isZero }.map {
                .add(.batch($0.key), column: Batch.Field.sample.name, difference: $0.value)
            }
    }
}
