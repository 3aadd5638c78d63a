internal import FinancialMath
internal import LiveShopping

/// A row whose amounts are accounted for.
protocol Accounted: TableRow {
    /// The columns that are summed.
    static var amountFields: [Field] { get }
    /// The amount in one of them, by its number; nil when it is null, no number or out of range.
    func amount(_ number: Int) -> Amount?
}

extension Accounted {
    static var amountFields: [Field] { [] }
    func amount(_ number: Int) -> Amount? { nil }

    /// Nil also for the placeholder of a cell that is out of range or null.
    fileprivate func sound<Measure: Dimension>(_ figure: Figure<Measure>?, _ number: Int) -> Amount? {
        guard let value = figure?.value, canRead(Self.amountFields[number]) else { return nil }
        return Amount(converting: value)
    }
}

extension User: Accounted {}
extension Client: Accounted {}
extension Product: Accounted {}
extension PricingDefault: Accounted {}
extension ChannelSetting: Accounted {}
extension Session: Accounted {}

extension CreditLimit: Accounted {
    static let amountFields: [Field] = [.limit, .storedExposure]
    func amount(_ number: Int) -> Amount? { sound(number == 0 ? limit : storedExposure, number) }
}

extension Batch: Accounted {
    static let amountFields: [Field] = [.onHand, .sample, .reserved, .quarantine, .hold]

    func amount(_ number: Int) -> Amount? {
        let figures = [onHand, sample, reserved, quarantine, hold]
        return sound(figures[number], number)
    }
}

extension PriceOverride: Accounted {
    static let amountFields: [Field] = [.price]
    func amount(_ number: Int) -> Amount? { sound(price, number) }
}

extension Order: Accounted {
    static let amountFields: [Field] = [.subtotal, .total, .tax, .discount, .shipping, .cashPayment]

    func amount(_ number: Int) -> Amount? {
        switch number {
        case 0: sound(subtotal, number)
        case 1: sound(total, number)
        case 2: sound(tax, number)
        case 3: sound(discount, number)
        case 4: sound(shipping, number)
        default: sound(cashPayment, number)
        }
    }
}

extension OrderLine: Accounted {
    static let amountFields: [Field] = [.quantity, .unitPrice, .lineTotal]

    func amount(_ number: Int) -> Amount? {
        switch number {
        case 0: sound(quantity, number)
        case 1: sound(unitPrice, number)
        default: sound(lineTotal, number)
        }
    }
}

extension Invoice: Accounted {
    static let amountFields: [Field] = [.amountDue]
    func amount(_ number: Int) -> Amount? { sound(amountDue, number) }
}

extension CartItem: Accounted {
    static let amountFields: [Field] = [.quantity, .unitPrice]
    func amount(_ number: Int) -> Amount? { number == 0 ? sound(quantity, number) : sound(unitPrice, number) }
}

extension Table {
    /// The names of the columns that are summed, in their order.
    var amountColumns: [String] {
        switch self {
        case .clientCreditLimits: CreditLimit.amountFields.map(\.name)
        case .batches: Batch.amountFields.map(\.name)
        case .priceOverrides: PriceOverride.amountFields.map(\.name)
        case .orders: Order.amountFields.map(\.name)
        case .orderLines: OrderLine.amountFields.map(\.name)
        case .invoices: Invoice.amountFields.map(\.name)
        case .cartItems: CartItem.amountFields.map(\.name)
        case .users, .clients, .products, .pricingDefaults, .channelSettings, .sessions: []
        }
    }
}
