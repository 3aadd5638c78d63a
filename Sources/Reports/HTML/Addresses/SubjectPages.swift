internal import LiveShopping

/// Which sessions, clients and batches have a page of their own in a report, and where it is, from the report's root.
struct SubjectPages: Sendable {
    var sessions: Set<SessionID> = []
    var clients: Set<ClientID> = []
    var batches: Set<BatchID> = []
    /// The session on whose page an order, or an item, has a row.
    var orders: [OrderID: SessionID] = [:]
    var items: [CartItemID: SessionID] = [:]

    /// A report with pages of rules alone.
    static let none = SubjectPages()

    func address(of session: SessionID) -> String? {
        sessions.contains(session) ? "sessions/\(session.rawValue).html" : nil
    }

    func address(of client: ClientID) -> String? {
        clients.contains(client) ? "clients/\(client.rawValue).html" : nil
    }

    func address(of batch: BatchID) -> String? {
        batches.contains(batch) ? "batches/\(batch.rawValue).html" : nil
    }

    /// Its row on the page of its session.
    func address(of order: OrderID) -> String? {
        orders[order].flatMap(address(of:)).map { "\($0)#order-\(order)" }
    }

    func address(of item: CartItemID) -> String? {
        items[item].flatMap(address(of:)).map { "\($0)#item-\(item)" }
    }
}
