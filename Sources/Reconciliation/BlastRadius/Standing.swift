public import FinancialMath
public import LiveShopping

/// How a client's credit stands, before some repairs or after them.
public struct ClientStanding: Sendable, Hashable {
    /// Nil without a credit row, or without a limit.
    public var limit: Money?
    /// What `client_credit_limits.current_exposure` holds; nil without a readable credit row.
    public var storedExposure: Money?
    /// Unpaid invoices and open orders.
    public var posted: Money
    /// What the carts of open sessions promise.
    public var draft: Money

    public init(limit: Money?, storedExposure: Money?, posted: Money, draft: Money) {
        self.limit = limit
        self.storedExposure = storedExposure
        self.posted = posted
        self.draft = draft
    }

    public var projected: Money { posted + draft }
    /// limit − projected, signed.
    public var available: Money? { limit.map { $0 - projected } }
}

/// What of a batch is promised, before some repairs or after them.
public struct BatchStanding: Sendable, Hashable {
    public var onHand: Quantity
    public var quarantine: Quantity
    public var hold: Quantity
    /// What `batches.reservedQty` holds.
    public var reservedStored: Quantity
    /// What the lines of live orders reserve.
    public var reservedExpected: Quantity
    public var softHold: Quantity
    public var sampleQuantity: Quantity
    public var sampleHold: Quantity

    public init(
        onHand: Quantity, quarantine: Quantity, hold: Quantity, reservedStored: Quantity, reservedExpected: Quantity,
        softHold: Quantity, sampleQuantity: Quantity, sampleHold: Quantity
    ) {
        self.onHand = onHand
        self.quarantine = quarantine
        self.hold = hold
        self.reservedStored = reservedStored
        self.reservedExpected = reservedExpected
        self.softHold = softHold
        self.sampleQuantity = sampleQuantity
        self.sampleHold = sampleHold
    }

    public var available: Quantity { onHand - reservedStored - quarantine - hold }
    public var netAvailable: Quantity { available - softHold }
}

/// A client or a batch that repairs move: what it is called, how it stands, how it would.
public struct Move<Entity, Standing: Sendable & Hashable>: Sendable, Hashable {
    public let id: ID<Entity>
    /// The client's name or the batch's code; nil for a client that has no row.
    public let name: String?
    public let before: Standing
    public let after: Standing
}

public typealias ClientMove = Move<Client, ClientStanding>
public typealias BatchMove = Move<Batch, BatchStanding>
