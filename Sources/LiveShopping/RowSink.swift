/// Where rows are written to, one by one. Rows of different tables may come in any order.
public protocol RowSink: AnyObject {
    func write(_ user: User) throws
    func write(_ client: Client) throws
    func write(_ creditLimit: CreditLimit) throws
    func write(_ product: Product) throws
    func write(_ batch: Batch) throws
    func write(_ pricingDefault: PricingDefault) throws
    func write(_ channelSetting: ChannelSetting) throws
    func write(_ session: Session) throws
    func write(_ priceOverride: PriceOverride) throws
    func write(_ order: Order) throws
    func write(_ orderLine: OrderLine) throws
    func write(_ invoice: Invoice) throws
    func write(_ cartItem: CartItem) throws
}
