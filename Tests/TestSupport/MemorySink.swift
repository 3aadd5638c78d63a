public import LiveShopping

/// Keeps every row that is written to it.
public final class MemorySink: RowSink {
    public private(set) var rows = MemoryRows()

    public init() {}

    public func write(_ user: User) { rows.users.append(user) }
    public func write(_ client: Client) { rows.clients.append(client) }
    public func write(_ creditLimit: CreditLimit) { rows.creditLimits.append(creditLimit) }
    public func write(_ product: Product) { rows.products.append(product) }
    public func write(_ batch: Batch) { rows.batches.append(batch) }
    public func write(_ pricingDefault: PricingDefault) { rows.pricingDefaults.append(pricingDefault) }
    public func write(_ channelSetting: ChannelSetting) { rows.channelSettings.append(channelSetting) }
    public func write(_ session: Session) { rows.sessions.append(session) }
    public func write(_ priceOverride: PriceOverride) { rows.priceOverrides.append(priceOverride) }
    public func write(_ order: Order) { rows.orders.append(order) }
    public func write(_ orderLine: OrderLine) { rows.orderLines.append(orderLine) }
    public func write(_ invoice: Invoice) { rows.invoices.append(invoice) }
    public func write(_ cartItem: CartItem) { rows.cartItems.append(cartItem) }
}
