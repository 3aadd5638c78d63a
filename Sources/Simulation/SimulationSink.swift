public import LiveShopping

/// Takes the rows of a simulated database as they are made.
///
/// Rows of different tables come mixed, and a row may come before the one it refers to: a batch, say, is only known when
/// everything that reserves it has been made. Within a table each row comes once.
public protocol SimulationSink {
    mutating func write(_ user: User) throws
    mutating func write(_ client: Client) throws
    mutating func write(_ creditLimit: CreditLimit) throws
    mutating func write(_ product: Product) throws
    mutating func write(_ batch: Batch) throws
    mutating func write(_ pricingDefault: PricingDefault) throws
    mutating func write(_ channelSetting: ChannelSetting) throws
    mutating func write(_ session: Session) throws
    mutating func write(_ priceOverride: PriceOverride) throws
    mutating func write(_ order: Order) throws
    mutating func write(_ orderLine: OrderLine) throws
    mutating func write(_ invoice: Invoice) throws
    mutating func write(_ cartItem: CartItem) throws
}
