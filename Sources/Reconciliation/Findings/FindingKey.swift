public import LiveShopping

/// What a finding is about, as `name=value` joined by commas, in the order that its rule gives.
public struct FindingKey: Sendable, Hashable, CustomStringConvertible {
    public enum Part: Sendable, Hashable {
        case session(SessionID)
        case order(OrderID)
        case line(OrderLineID)
        case item(CartItemID)
        case batch(BatchID)
        case client(ClientID)
        case product(ProductID)
        case override(PriceOverrideID)
        case sample(Bool)
        case invoice(InvoiceID)
        case room(ExactText)
    }

    public let parts: [Part]

    public init(_ parts: Part...) {
        self.parts = parts
    }

    public var description: String {
        parts.map(\.description).joined(separator: ",")
    }
}

extension FindingKey.Part: CustomStringConvertible {
    public var description: String { "\(name)=\(value)" }

    /// The word before the equals sign.
    public var name: String {
        switch self {
        case .session: "session"
        case .order: "order"
        case .line: "line"
        case .item: "item"
        case .batch: "batch"
        case .client: "client"
        case .product: "product"
        case .override: "override"
        case .sample: "sample"
        case .invoice: "invoice"
        case .room: "room"
        }
    }

    private var value: String {
        if case .room(let code) = self { return code.description }
        return String(number)
    }

    /// The number behind the equals sign; zero for a room code.
    fileprivate var number: Int64 {
        switch self {
        case .session(let id): id.rawValue
        case .order(let id): id.rawValue
        case .line(let id): id.rawValue
        case .item(let id): id.rawValue
        case .batch(let id): id.rawValue
        case .client(let id): id.rawValue
        case .product(let id): id.rawValue
        case .override(let id): id.rawValue
        case .sample(let isSample): isSample ? 1 : 0
        case .invoice(let id): id.rawValue
        case .room: 0
        }
    }
}

extension FindingKey: Comparable {
    /// Field by field, numbers as numbers, room codes by their UTF-8 bytes.
    public static func < (left: Self, right: Self) -> Bool {
        for (one, other) in zip(left.parts, right.parts) where one != other { return isLess(one, other) }
        return left.parts.count < right.parts.count
    }

    private static func isLess(_ left: Part, _ right: Part) -> Bool {
        if case .room(let one) = left, case .room(let other) = right {
            return one < other
        }
        return left.number < right.number
    }
}
