public import FinancialMath
public import LiveShopping

/// Everything that a night's reconciliation found and recomputed, sorted, ready to be printed.
public struct Outcome: Sendable {
    /// T, the time that everything is as of.
    public var asOf: Timestamp
    public var settings: Settings
    public var available: AvailableColumns
    /// By severity, then rule in catalogue order, then key.
    public var findings: [Finding]
    /// By money; every finding belongs to one.
    public var causes: [Cause]
    /// By the findings they settle, in the order of the findings.
    public var proposals: [Proposal]
    /// What the proposals move besides the rows that they change.
    public var stakes = RepairStakes()
    /// Rules whose repairs are not to be believed yet, in catalogue order.
    public var doubts: [Doubt] = []
    /// What the stored exposure was compared with.
    public var exposure = ExposureChoice.none
    /// The newest time that was read; nil when there was none.
    public var newestTime: Timestamp?
    public var sessions: ResultRows<SessionResult>
    public var prices: [PriceResult]
    public var credit: ResultRows<CreditResult>
    public var holds: ResultRows<HoldResult>
    /// Rows with a cell that cannot be counted with, by table and id.
    public var unreadable: [UnreadableCell]
    /// What was read of each table, in reading order.
    public var totals: [TableTotal]
    /// The rows behind the subjects that have pages of their own.
    public var details = SubjectDetails()
    /// What the client that was asked for has seen itself; nil when none was, or there is none.
    public var statement: ClientStatement?
}

/// A cell that could not be counted with.
public struct UnreadableCell: Sendable, Hashable, Comparable {
    public let table: Table
    /// The row's primary key; nil where it has none, or it is null itself.
    public let rowID: Int64?
    public let defect: Defect

    public init(table: Table, rowID: Int64?, defect: Defect) {
        self.table = table
        self.rowID = rowID
        self.defect = defect
    }

    public static func < (left: Self, right: Self) -> Bool {
        func rank(_ table: Table) -> Int { Table.allCases.firstIndex(of: table) ?? 0 }
        return (rank(left.table), left.rowID ?? .min, left.defect.column)
            < (rank(right.table), right.rowID ?? .min, right.defect.column)
    }
}

/// A row of sessions.csv.
public struct SessionResult: Sendable, Hashable {
    public var session: SessionID
    public var roomCode: String
    public var client: ClientID
    public var host: UserID
    public var status: String
    public var isAbandoned: Bool
    public var startedAt: Timestamp?
    public var endedAt: Timestamp?
    public var liveItems: Int
    public var cartValue: Money
    public var convertibleValue: Money
    public var sampleItems: Int
    public var keptOrder: OrderID?
    public var liveOrders: Int
    /// The kept order's; nil without one, or when it is no number.
    public var orderTotal: Money?
    /// orderTotal − convertibleValue, signed.
    public var variance: Money?
    public var findings: Int
}

/// A row of prices.csv.
public struct PriceResult: Sendable, Hashable {
    public var item: CartItemID
    public var session: SessionID
    public var batch: BatchID
    /// The item's own.
    public var product: ProductID
    public var source: PriceSource
    public var cost: Cost?
    public var margin: Percentage?
    public var expected: Money?
    public var actual: Money
    /// actual − expected, signed.
    public var difference: Money?
    public var quantity: Quantity
    /// round2(difference × quantity), signed.
    public var extendedDifference: Money?
}

/// A row of credit.csv.
public struct CreditResult: Sendable, Hashable {
    public var client: ClientID
    public var clientName: String?
    public var limit: Money?
    public var storedExposure: Money?
    public var receivables: Money
    public var openOrders: Money
    public var posted: Money
    public var draft: Money
    public var projected: Money
    /// limit − projected, signed; nil without a limit.
    public var available: Money?
    public var level: Level

    public enum Level: String, Sendable, CaseIterable {
        case unlimited = "UNLIMITED"
        case exceeded = "EXCEEDED"
        case approaching = "APPROACHING"
        case none = "NONE"
    }
}

/// A row of holds.csv.
public struct HoldResult: Sendable, Hashable {
    public var batch: BatchID
    public var code: String
    public var onHand: Quantity
    public var reservedStored: Quantity
    public var reservedExpected: Quantity
    public var quarantine: Quantity
    public var hold: Quantity
    public var available: Quantity
    public var softHold: Quantity
    public var sampleQuantity: Quantity
    public var sampleHold: Quantity
    /// available − softHold.
    public var netAvailable: Quantity
    public var sessionsHolding: Int
}
