import LiveShopping

/// How a column's values stand in a binary COPY: one of the PostgreSQL types that tieout can read.
enum CellType: String, Sendable, Hashable, Codable {
    case int2, int4, int8, numeric, bool, text, bpchar, timestamp, timestamptz, json, jsonb

    /// The type of the base type's row in `pg_type`; nil when tieout cannot read it.
    ///
    /// Enum types, and string types that are not built in, are text: an enum's label is sent as such, and
    /// the others are cast.
    init?(oid: UInt32, isEnum: Bool, isString: Bool) {
        switch oid {
        case 16: self = .bool
        case 20: self = .int8
        case 21: self = .int2
        case 23: self = .int4
        case 114: self = .json
        case 1042: self = .bpchar
        case 1114: self = .timestamp
        case 1184: self = .timestamptz
        case 1700: self = .numeric
        case 3802: self = .jsonb
        default:
            guard isEnum || isString else { return nil }
            self = .text
        }
    }

    /// The bytes of every value of the type; nil when they differ from value to value.
    var width: Int? {
        switch self {
        case .bool: 1
        case .int2: 2
        case .int4: 4
        case .int8, .timestamp, .timestamptz: 8
        case .numeric, .text, .bpchar, .json, .jsonb: nil
        }
    }

    /// Whether values are strings of characters.
    var isText: Bool { self == .text || self == .bpchar }

    /// Whether columns of a kind may have the type.
    func holds(_ kind: Column.Kind) -> Bool {
        switch (self, kind) {
        case (.int2, _), (.int4, _), (.int8, _): kind.isNumeric || kind == .integer || kind == .boolean
        case (.numeric, _): kind.isNumeric
        case (.bool, .boolean): true
        case (.text, .text), (.bpchar, .text), (.text, .json), (.json, .json), (.jsonb, .json): true
        case (.timestamp, .timestamp), (.timestamptz, .timestamp): true
        default: false
        }
    }
}

extension Column.Kind {
    var isNumeric: Bool {
        switch self {
        case .money, .quantity, .cost, .percentage: true
        case .integer, .boolean, .text, .timestamp, .json: false
        }
    }

    /// The types that a column of the kind may have, for people.
    var acceptedTypes: String {
        switch self {
        case .integer: "smallint, integer, bigint"
        case .money, .quantity, .cost, .percentage: "numeric, smallint, integer, bigint"
        case .boolean: "boolean, smallint, integer, bigint"
        case .text: "text, varchar, char, an enum type"
        case .timestamp: "timestamp with or without time zone"
        case .json: "json, jsonb, text, varchar"
        }
    }

    /// The type in the reference schema.
    var referenceType: CellType {
        switch self {
        case .integer: .int8
        case .money, .quantity, .cost, .percentage: .numeric
        case .boolean: .bool
        case .text: .text
        case .timestamp: .timestamptz
        case .json: .jsonb
        }
    }
}
