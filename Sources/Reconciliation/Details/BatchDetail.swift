public import FinancialMath
public import LiveShopping

/// A batch with everyone who holds some of it.
public struct BatchDetail: Sendable {
    /// The row of holds.csv.
    public var hold: HoldResult
    public var product: ProductID
    public var productName: String?
    /// Nil where batches have no status, or this one has none.
    public var status: String?
    public var isDeleted: Bool
    /// The items of the soft hold in order of time.
    public var holders: FirstRows<Holder>
    /// The items of the sample hold in order of time.
    public var sampleHolders: FirstRows<Holder>
    /// The order lines that reserve it, by order.
    public var reservations: FirstRows<Reservation>

    /// A cart item that holds some of the batch.
    public struct Holder: Sendable, Hashable {
        public var item: CartItemID
        public var session: SessionID
        public var roomCode: String
        public var client: ClientID
        public var host: UserID
        public var hostName: String?
        public var createdAt: Timestamp
        public var quantity: Quantity
        /// With this item and all before it.
        public var runningTotal: Quantity
    }

    /// An order line that reserves some of the batch.
    public struct Reservation: Sendable, Hashable {
        public var line: OrderLineID
        public var order: OrderID
        public var orderNumber: String
        public var client: ClientID
        public var createdAt: Timestamp
        /// The session that the order belongs to, when it does to any.
        public var session: SessionID?
        public var quantity: Quantity
        /// With this line and all before it.
        public var runningTotal: Quantity
    }
}

extension BatchDetail {
    static func gather(_ results: [HoldResult], _ tallies: Tallies, _ source: any RowSource) throws -> [BatchDetail] {
        guard !results.isEmpty else { return [] }
        var promises = BatchPromises(tallies: tallies)
        try promises.read(of: Set(results.map(\.batch)), source)
        var details = results.compactMap { BatchDetail($0, tallies.ledger, &promises) }
        let hosts = try HostNames(
            of: details.flatMap { $0.holders.rows.map(\.host) + $0.sampleHolders.rows.map(\.host) }, source)
        for place in details.indices { details[place].name(hosts) }
        return details
    }

    private init?(_ result: HoldResult, _ ledger: Ledger, _ promises: inout BatchPromises) {
        guard let batch = ledger.batches.batch(result.batch) else { return nil }
        self.init(
            hold: result, product: batch.productID, productName: ledger.batches.product(batch.productID)?.name,
            status: batch.status, isDeleted: batch.isDeleted,
            holders: promises.holders(of: batch.id, samples: false),
            sampleHolders: promises.holders(of: batch.id, samples: true),
            reservations: promises.reservations(of: batch.id))
    }

    private mutating func name(_ hosts: HostNames) {
        func named(_ holder: Holder) -> Holder {
            var holder = holder
            holder.hostName = hosts[holder.host]
            return holder
        }
        holders = holders.map(named)
        sampleHolders = sampleHolders.map(named)
    }
}
