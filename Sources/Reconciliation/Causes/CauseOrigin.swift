public import FinancialMath
public import LiveShopping

/// What findings may have in common; those that have it are one cause.
public enum CauseOrigin: Sendable, Hashable {
    /// What became of a session, with the orders and the carts that came of it.
    case session(SessionID)
    /// An order that belongs to no session.
    case order(OrderID)
    case item(CartItemID)
    case client(ClientID)
    case batch(BatchID)
    /// Room codes are not unique where they are the finding.
    case room(ExactText)
    /// Prices that an older or another margin gave, where one applies that is not it; a range where prices were rounded.
    case margin(PriceSource.MarginOrigin, ClientID?, implied: ClosedRange<Percentage>)
    /// A margin that gives no price.
    case uselessMargin(PriceSource.MarginOrigin, ClientID?)
    /// A category for which there is no margin; nil for products that do not exist.
    case noMargin(category: String?)
    /// The prices of a client that come from elsewhere.
    case pricingProfile(ClientID)
    case cost(BatchID)
    /// What one host set.
    case host(UserID)
    /// Rows name one that does not exist.
    case missing(table: Table, id: Int64)
    /// Several causes that have this in common.
    case mass([CauseTrait], mostly: CauseTrait?)
    /// Nothing that another finding could share.
    case finding(FindingID)
}
