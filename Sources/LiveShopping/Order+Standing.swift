public import FinancialMath

extension Order {
    /// Not deleted, and neither of its statuses is CANCELLED.
    public var isLive: Bool {
        !isDeleted && saleStatus?.known != .cancelled && fulfillmentStatus?.known != .cancelled
    }

    /// A sale, not a quote and not a draft: what a conversion makes.
    public var isConversion: Bool { type == .sale && !isDraft }

    /// Its plain lines hold inventory: live, a sale, and not shipped yet.
    public var reservesInventory: Bool {
        guard isLive, isConversion else { return false }
        guard let fulfillmentStatus else { return true }
        return switch fulfillmentStatus.known {
        case .confirmed, .readyForPacking, .packed: true
        default: false
        }
    }

    /// Every amount is a number.
    public var hasReadableAmounts: Bool { defects.isEmpty }

    /// It names an invoice, or one that stands names it.
    public var isInvoiced: Bool { invoiceID != nil || isNamedByInvoice }

    /// Made before a moment; one without a time was made before every moment.
    public func isOlder(than moment: Timestamp) -> Bool { createdAt.map { $0 < moment } ?? true }

    /// total − cash_payment; nil for an order with an amount that is no number.
    public var unpaid: Money? {
        guard hasReadableAmounts, let total = total.value else { return nil }
        return total - (cashPayment?.value ?? .zero)
    }

    /// Its goods came back: nothing is owed for them.
    public var isBack: Bool {
        switch fulfillmentStatus?.known {
        case .returned, .restocked, .returnedToVendor: true
        default: false
        }
    }

    /// A status that nobody knows: what it means for what is owed and reserved is unknown, too.
    public var hasUnknownStatus: Bool { unknownStatus != nil }

    /// The word that nobody knows; the fulfilment's, when both are unknown.
    public var unknownStatus: String? {
        if let fulfillmentStatus, fulfillmentStatus.known == nil { return fulfillmentStatus.description }
        if let saleStatus, saleStatus.known == nil { return saleStatus.description }
        return nil
    }

    /// What the client still owes for it before it is invoiced; nil for an order that is no open one.
    public var openAmount: Money? {
        guard isLive, isConversion, !isInvoiced, saleStatus?.known != .paid, !isBack, let unpaid
        else { return nil }
        return max(.zero, unpaid)
    }

    /// It can still be changed without touching what was billed, paid or packed; its lines must be readable as well.
    public var isAmendableItself: Bool {
        guard defects.isEmpty, !isInvoiced, cashPayment?.value ?? .zero == .zero else { return false }
        guard saleStatus == nil || saleStatus?.known == .pending else { return false }
        guard let fulfillmentStatus else { return true }
        return switch fulfillmentStatus.known {
        case .draft, .confirmed, .readyForPacking: true
        default: false
        }
    }

    /// The total that its own figures add up to: subtotal + tax + shipping − discount; nil when one is unreadable.
    public var totalExpected: Money? {
        guard hasReadableAmounts, let subtotal = subtotal.value else { return nil }
        return total(subtotal: subtotal)
    }

    /// The total for another subtotal, with the order's own tax, shipping and discount.
    public func total(subtotal: Money) -> Money {
        subtotal + (tax?.value ?? .zero) + (shipping?.value ?? .zero) - (discount?.value ?? .zero)
    }

    public static func isEarlier(_ left: Order, _ right: Order) -> Bool { left.turn < right.turn }

    /// Where the order stands among others.
    public var turn: Turn { Turn(id: id, createdAt: createdAt) }

    /// Earliest first: by `created_at`, one without first of all, then by id.
    public struct Turn: Sendable, Hashable, Comparable {
        public let id: OrderID
        public let createdAt: Timestamp?

        public static func < (left: Self, right: Self) -> Bool {
            guard let one = left.createdAt else { return right.createdAt != nil || left.id < right.id }
            guard let other = right.createdAt else { return false }
            return (one, left.id) < (other, right.id)
        }
    }
}

extension Invoice {
    /// Neither deleted nor void, and within the range of what can be counted with.
    public var stands: Bool { !isExcluded && !isDeleted && status?.known != .void }

    /// The order that it names; nil for one that names something else, or nothing.
    public var namedOrder: OrderID? { referenceType == "ORDER" || referenceType == "SALE" ? referenceID : nil }

    /// What is owed on it; nil for one that is deleted, paid or void, or that says no amount.
    public var amountOwed: Money? {
        guard !isExcluded, !isDeleted, status?.known != .paid, status?.known != .void else { return nil }
        return amountDue?.value
    }
}

extension OrderLine {
    /// All three numerics are numbers.
    @inlinable
    public var isReadable: Bool { defects.isEmpty }

    /// round2(quantity × unit_price); nil for an unreadable line.
    @inlinable
    public var lineTotalExpected: Money? {
        guard let quantity = quantity.value, let unitPrice = unitPrice.value else { return nil }
        return (unitPrice * quantity).roundedToMoney
    }
}

extension CartItem {
    /// What host and client agreed on; nil while they have not.
    ///
    /// The agreement is as old as it says, else as the item's last change.
    public var agreement: Agreement? {
        guard negotiationStatus?.known == .accepted else { return nil }
        return Agreement(acceptedAt: negotiation?.acceptedAt ?? updatedAt, price: negotiation?.finalPrice)
    }

    /// Quantity and price are numbers.
    @inlinable
    public var isReadable: Bool { defects.isEmpty }

    /// round2(quantity × unitPrice); zero for an unreadable item.
    @inlinable
    public var value: Money {
        guard let quantity = quantity.value, let unitPrice = unitPrice.value else { return .zero }
        return (unitPrice * quantity).roundedToMoney
    }
}
