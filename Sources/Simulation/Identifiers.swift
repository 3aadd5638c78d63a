import LiveShopping

/// Hands out the ids of one simulated database, each once.
struct Identifiers: Sendable {
    private var clients: Int64 = 0
    private var sessions: Int64
    private var items: Int64 = 0
    private var overrides: Int64 = 0
    private var orders: Int64 = 0
    private var lines: Int64 = 0
    private var invoices: Int64 = 0
    private var products: Int64
    private var batches: Int64

    /// Ids after those that the healthy sessions and the shop's own goods have.
    init(sessions: Int, products: Int, batches: Int) {
        self.sessions = Int64(sessions)
        self.products = Int64(products)
        self.batches = Int64(batches)
    }

    mutating func client() -> ClientID { Self.next(&clients) }
    mutating func session() -> SessionID { Self.next(&sessions) }
    mutating func item() -> CartItemID { Self.next(&items) }
    mutating func override() -> PriceOverrideID { Self.next(&overrides) }
    mutating func order() -> OrderID { Self.next(&orders) }
    mutating func line() -> OrderLineID { Self.next(&lines) }
    mutating func invoice() -> InvoiceID { Self.next(&invoices) }
    mutating func product() -> ProductID { Self.next(&products) }
    mutating func batch() -> BatchID { Self.next(&batches) }

    private static func next<Entity>(_ counter: inout Int64) -> ID<Entity> {
        counter += 1
        return ID(counter)
    }
}
