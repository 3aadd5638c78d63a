internal import FinancialMath
internal import LiveShopping

/// What some orders and carts come to: owed by clients, promised of batches.
struct Promises {
    private(set) var openOrders: [ClientID: Money] = [:]
    private(set) var receivables: [ClientID: Money] = [:]
    private(set) var drafts: [ClientID: Money] = [:]
    private(set) var reserved: [BatchID: Quantity] = [:]
    private(set) var softHold: [BatchID: Quantity] = [:]
    private(set) var sampleHold: [BatchID: Quantity] = [:]

    mutating func add(_ invoice: Invoice) {
        guard let owed = invoice.amountOwed, let client = invoice.clientID else { return }
        receivables[client, default: .zero] += owed
    }

    mutating func add(_ order: Order, _ lines: [OrderLine]) {
        if let amount = order.openAmount { openOrders[order.clientID, default: .zero] += amount }
        guard order.reservesInventory else { return }
        for line in lines where line.isReadable && !line.isSample {
            reserved[line.batchID, default: .zero] += line.quantity.value ?? .zero
        }
    }

    /// - Parameter isWithoutOrder: No order counts for the session yet, and none that cannot be read might.
    mutating func add(_ session: Session, isWithoutOrder: Bool, _ items: [CartItem]) {
        guard session.isOpen, !session.isDeleted, isWithoutOrder else { return }
        for item in items where !item.isDeleted && !item.isExcluded && item.isReadable { add(item, of: session) }
    }

    private mutating func add(_ item: CartItem, of session: Session) {
        let quantity = item.quantity.value ?? .zero
        if item.isSample {
            sampleHold[item.batchID, default: .zero] += quantity
        } else {
            softHold[item.batchID, default: .zero] += quantity
            drafts[session.clientID, default: .zero] += item.value
        }
    }

    var clients: Set<ClientID> { Set(openOrders.keys).union(receivables.keys).union(drafts.keys) }
    var batches: Set<BatchID> { Set(reserved.keys).union(softHold.keys).union(sampleHold.keys) }
}
