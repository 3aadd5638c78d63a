public import LiveShopping

/// Something that the live-shopping system promises of its tables, and that the database itself can keep.
///
/// Columns are named as in the reference schema.
public struct SchemaPromise: Sendable, Hashable {
    public let table: Table
    public let columns: [String]
    public let kind: Kind
    /// What can happen where nothing keeps it.
    public let otherwise: String

    public enum Kind: Sendable, Hashable {
        /// The column names a row of a table, by its id.
        case reference(Table, onDelete: Deletion)
        case unique
        case index
    }

    /// What becomes of a row when the one that it names is deleted.
    public enum Deletion: String, Sendable {
        /// The other cannot be deleted.
        case restrict = "RESTRICT"
        /// It is deleted too.
        case cascade = "CASCADE"
    }

    public static let all: [SchemaPromise] = sessions + cartItems + priceOverrides
}

private extension SchemaPromise {
    static let sessions = [
        reference(.sessions, "hostUserId", .users, .restrict, "a session can have a host who does not exist"),
        reference(.sessions, "clientId", .clients, .restrict, "a session can be of a client who does not exist"),
        SchemaPromise(
            table: .sessions, columns: ["roomCode"], kind: .unique,
            otherwise: "two sessions can share a room, and an order's note can mean either"),
        index(.sessions, "hostUserId"), index(.sessions, "clientId"), index(.sessions, "status"),
        index(.sessions, "roomCode"),
    ]

    static let cartItems = [
        reference(.cartItems, "sessionId", .sessions, .cascade, "an item can be in no session's cart"),
        reference(.cartItems, "batchId", .batches, .restrict, "a cart can promise a batch that does not exist"),
        reference(.cartItems, "productId", .products, .restrict, "an item can be of a product that does not exist"),
        index(.cartItems, "sessionId"), index(.cartItems, "batchId"),
    ]

    static let priceOverrides = [
        reference(.priceOverrides, "sessionId", .sessions, .cascade, "a price can be set in no session"),
        reference(.priceOverrides, "productId", .products, .cascade, "a price can be set for no product"),
        index(.priceOverrides, "sessionId", "productId"),
    ]

    static func reference(
        _ table: Table, _ column: String, _ target: Table, _ deletion: Deletion, _ otherwise: String
    ) -> SchemaPromise {
        SchemaPromise(
            table: table, columns: [column], kind: .reference(target, onDelete: deletion), otherwise: otherwise)
    }

    static func index(_ table: Table, _ columns: String...) -> SchemaPromise {
        SchemaPromise(
            table: table, columns: columns, kind: .index, otherwise: "looking rows up by it reads the whole table")
    }
}
