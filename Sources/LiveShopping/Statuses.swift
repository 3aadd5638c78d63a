/// What a status column holds: one of the words that the system writes, or any other, kept as it is written.
@frozen
public enum Word<Known: RawRepresentable<String> & CaseIterable & Sendable & Hashable>: Sendable, Hashable,
    CustomStringConvertible
{
    case known(Known)
    case other(ExactText)
    /// An older word for one that the system writes today.
    case alias(Known, stored: String)

    /// The words are compared one by one, which for texts of up to 15 bytes takes a fraction of what `init(rawValue:)`
    /// does; and by their bytes, as the system does: one written with another letter of the same look is another.
    @inlinable
    public init(_ text: String) {
        for word in Known.allCases where word.rawValue.hasBytes(of: text) {
            self = .known(word)
            return
        }
        self = .other(ExactText(text))
    }

    /// The known word, or what another means by an alias; nil when the column holds neither.
    @inlinable
    public var known: Known? {
        switch self {
        case .known(let word), .alias(let word, _): word
        case .other: nil
        }
    }

    public var description: String {
        switch self {
        case .known(let word): word.rawValue
        case .other(let text): text.description
        case .alias(_, let text): text
        }
    }

    @inlinable
    public static func == (left: Self, right: Known) -> Bool { left.known == right }

    @inlinable
    public static func != (left: Self, right: Known) -> Bool { left.known != right }
}

/// Where a live-shopping session stands.
public enum SessionStatus: String, Sendable, CaseIterable {
    case scheduled = "SCHEDULED"
    case active = "ACTIVE"
    case paused = "PAUSED"
    case ended = "ENDED"
    case converted = "CONVERTED"
    case cancelled = "CANCELLED"

    /// Being shopped in: ACTIVE or PAUSED.
    @inlinable
    public var isOpen: Bool { self == .active || self == .paused }

    /// Over: ENDED, CONVERTED or CANCELLED.
    public var isClosed: Bool { self == .ended || self == .converted || self == .cancelled }
}

/// What the client means to do with a cart item.
@frozen
public enum ItemStatus: String, Sendable, CaseIterable {
    case sampleRequest = "SAMPLE_REQUEST"
    case interested = "INTERESTED"
    case toPurchase = "TO_PURCHASE"
}

/// How far host and client have come in agreeing on an item's price.
public enum NegotiationStatus: String, Sendable, CaseIterable {
    case pending = "PENDING"
    case counterOffered = "COUNTER_OFFERED"
    case accepted = "ACCEPTED"
    case rejected = "REJECTED"
}

/// Whether an order was sold or only offered.
public enum OrderType: String, Sendable, CaseIterable {
    case sale = "SALE"
    case quote = "QUOTE"
}

/// How far an order is paid.
public enum SaleStatus: String, Sendable, CaseIterable {
    case pending = "PENDING"
    case partial = "PARTIAL"
    case paid = "PAID"
    case overdue = "OVERDUE"
    case cancelled = "CANCELLED"
}

/// How far an order's goods have come.
public enum FulfillmentStatus: String, Sendable, CaseIterable {
    case draft = "DRAFT"
    case confirmed = "CONFIRMED"
    case readyForPacking = "READY_FOR_PACKING"
    case packed = "PACKED"
    case shipped = "SHIPPED"
    case delivered = "DELIVERED"
    case returned = "RETURNED"
    case restocked = "RESTOCKED"
    case returnedToVendor = "RETURNED_TO_VENDOR"
    case cancelled = "CANCELLED"
}

/// How far an invoice has come.
public enum InvoiceStatus: String, Sendable, CaseIterable {
    case draft = "DRAFT"
    case sent = "SENT"
    case viewed = "VIEWED"
    case partial = "PARTIAL"
    case paid = "PAID"
    case overdue = "OVERDUE"
    case void = "VOID"
}

/// How a batch's cost is known: one figure, or a range with a basis.
public enum CostMode: String, Sendable, CaseIterable {
    case fixed = "FIXED"
    case range = "RANGE"
}

/// Which end of a cost range a channel prices from.
public enum CostBasis: String, Sendable, CaseIterable {
    case low = "LOW"
    case mid = "MID"
    case high = "HIGH"
}
