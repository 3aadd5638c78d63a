import FinancialMath
import LiveShopping

/// An order with its lines.
struct Sale: Sendable {
    var order: Order
    var lines: [OrderLine]

    var total: Money { order.total.value ?? .zero }
    /// A simulated order says when it was made.
    var createdAt: Timestamp { order.createdAt ?? .negativeInfinity }

    /// Σ line_total, as the lines say it.
    var linesTotal: Money { lines.reduce(.zero) { $0 + ($1.isDeleted ? .zero : $1.lineTotal.value ?? .zero) } }

    /// Writes subtotal and total as they follow from the lines.
    mutating func foot() {
        order.subtotal = .finite(linesTotal)
        footTotal()
    }

    /// Writes the total as it follows from the subtotal that is stored.
    mutating func footTotal() {
        let extras = (order.tax?.value ?? .zero) + (order.shipping?.value ?? .zero) - (order.discount?.value ?? .zero)
        order.total = .finite((order.subtotal.value ?? .zero) + extras)
    }
}

/// A session with its cart, its overrides and the orders that are linked to it.
struct Visit: Sendable {
    var session: Session
    var items: [CartItem] = []
    var overrides: [PriceOverride] = []
    var sales: [Sale] = []
}

/// What the credit desk has on file about a client, apart from what the books say.
enum CreditPlan: Sendable, Hashable {
    /// No row at all.
    case none
    /// A row whose limit of 0 or below is no limit.
    case unlimited(Money)
    /// A limit that nothing comes near.
    case roomy
    /// A limit so far beyond the posted exposure.
    case beyondPosted(Money)
}

/// A client, its credit plan, and by how much the stored exposure is wrong.
struct Party: Sendable {
    var client: Client
    var credit = CreditPlan.roomy
    var exposureError = Money.zero
}

/// A batch of a scene's own, with what is left of it beyond what is promised.
struct Lot: Sendable {
    var product: Product
    var batch: Batch
    /// What is available beyond the soft hold; negative is oversold.
    var spare = Quantity(40)
    /// What is there for samples beyond the sample hold.
    var sampleSpare = Quantity(10)
    /// By how much the stored reservation is wrong.
    var reservedError = Quantity.zero
}

/// Clients and everything that belongs to them, or one fault and everything it needs: what is made and settled at once.
struct Scene: Sendable {
    var parties: [Party] = []
    var lots: [Lot] = []
    var defaults: [PricingDefault] = []
    var visits: [Visit] = []
    /// Orders that no session's cart became.
    var otherSales: [Sale] = []
    var invoices: [Invoice] = []
    var strays = Strays()

    /// Rows whose owner is missing.
    struct Strays: Sendable {
        var items: [CartItem] = []
        var overrides: [PriceOverride] = []
        var lines: [OrderLine] = []
    }
}
