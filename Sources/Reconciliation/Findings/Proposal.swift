public import FinancialMath
public import LiveShopping

/// A repair that can be written as statements: what it would change, and what must still be true for it to be right.
///
/// It is data; how it becomes SQL is the business of the reports. One proposal may settle several findings (an order
/// is amended once for all that is wrong with it), and then stands with each of their rules.
public struct Proposal: Sendable, Hashable {
    /// The findings that it settles, in catalogue order; the first is the one it is named after.
    public var findings: [Settled]
    public var repair: RepairClass
    /// One for an automatic repair; for a choice, each possible way, none preferred.
    public var alternatives: [Alternative]
    /// How many more ways there are like these; what they would change is not worked out.
    public var others = 0
    /// The rows that the finding rests on, with the values that were read. Moved on means skipped.
    public var evidence: [Evidence]
    /// What other repairs of the run move its figure by.
    public var moves: [FigureMove] = []

    public struct Settled: Sendable, Hashable {
        public let id: FindingID
        public let rule: RuleID
        public let impact: Money

        public init(_ finding: Finding) {
            id = finding.id
            rule = finding.rule
            impact = finding.impact
        }
    }

    /// One way to repair.
    public struct Alternative: Sendable, Hashable {
        /// What it does, as an order to the admin: `Set the session to CONVERTED`.
        public let title: String
        /// What that means in money and inventory, for a choice.
        public let consequence: String
        public let changes: [Change]

        public init(title: String, consequence: String = "", changes: [Change]) {
            self.title = title
            self.consequence = consequence
            self.changes = changes
        }
    }

    public init(findings: [Settled], repair: RepairClass, alternatives: [Alternative], evidence: [Evidence]) {
        self.init(findings: findings, repair: repair, alternatives: alternatives, grounds: Grounds(evidence))
    }

    init(findings: [Settled], repair: RepairClass, alternatives: [Alternative], grounds: Grounds) {
        self.findings = findings
        self.repair = repair
        self.alternatives = alternatives
        evidence = grounds.evidence
    }
}

/// What repairs rest on, put in order once for all of them: each row once, with all that is said of it, and each set of members
/// once.
struct Grounds: Sendable, Hashable, ExpressibleByArrayLiteral {
    let evidence: [Evidence]

    init(_ evidence: [Evidence]) { self.evidence = Self.merged(evidence) }

    init(arrayLiteral evidence: Evidence...) { self.init(evidence) }

    private static func merged(_ evidence: [Evidence]) -> [Evidence] {
        var places: [RowReference: Int] = [:]
        var merged: [Evidence] = []
        var members: Set<Evidence> = []
        for entry in evidence {
            guard case .row(let row, let values) = entry else {
                if members.insert(entry).inserted { merged.append(entry) }
                continue
            }
            guard let place = places[row], case .row(_, let known) = merged[place] else {
                places[row] = merged.count
                merged.append(entry)
                continue
            }
            merged[place] = .row(row, known + values.filter { value in !known.contains { $0.column == value.column } })
        }
        return merged
    }
}

/// A row by its table and primary key.
public struct RowReference: Sendable, Hashable {
    public let table: Table
    public let id: Int64

    public init(_ table: Table, _ id: Int64) {
        self.table = table
        self.id = id
    }

    public static func session(_ id: SessionID) -> Self { Self(.sessions, id.rawValue) }
    public static func order(_ id: OrderID) -> Self { Self(.orders, id.rawValue) }
    public static func line(_ id: OrderLineID) -> Self { Self(.orderLines, id.rawValue) }
    public static func item(_ id: CartItemID) -> Self { Self(.cartItems, id.rawValue) }
    public static func batch(_ id: BatchID) -> Self { Self(.batches, id.rawValue) }
    /// A credit row's key is its client.
    public static func credit(_ id: ClientID) -> Self { Self(.clientCreditLimits, id.rawValue) }
    public static func invoice(_ id: InvoiceID) -> Self { Self(.invoices, id.rawValue) }
    public static func override(_ id: PriceOverrideID) -> Self { Self(.priceOverrides, id.rawValue) }
}

/// One change of the database; columns are named as in the reference schema.
public enum Change: Sendable, Hashable {
    /// The column is set from the value that was read to another.
    case set(RowReference, column: String, from: Cell, to: Cell)
    /// A quantity or an amount is moved by a difference, whatever it is by now.
    case add(RowReference, column: String, difference: Quantity)
    case delete(RowReference)
    /// A line is added to an order. Its id is the database's to give.
    case insertLine(
        order: OrderID, batch: BatchID, quantity: Quantity, unitPrice: Money, lineTotal: Money, isSample: Bool)

    /// Whether anything is another than before. What is set to what it is stays so: no other repair of the run may change it.
    public var isChange: Bool {
        if case .set(_, _, let from, let to) = self { return from != to }
        return true
    }
}

/// What a repair rests on.
public enum Evidence: Sendable, Hashable {
    /// A row still holds these values.
    case row(RowReference, [ColumnValue])
    /// The rows of a table whose column has this value are still these and no others; where a note is said, so are those in which the
    /// column is null, or that have none, and the note names it.
    case members(table: Table, column: String, value: Int64, note: Note? = nil, ids: [Int64])

    /// What links a row where its column does not: the words, of which the last is of letters, digits and hyphens, are the first of
    /// their kind in the column.
    public struct Note: Sendable, Hashable {
        public let column: String
        public let words: String

        public init(column: String, words: String) {
            self.column = column
            self.words = words
        }
    }
}

public struct ColumnValue: Sendable, Hashable {
    public let column: String
    public let value: Cell

    public init(_ column: String, _ value: Cell) {
        self.column = column
        self.value = value
    }
}

/// A value as a repair script writes it.
public enum Cell: Sendable, Hashable {
    case null
    case integer(Int64)
    case boolean(Bool)
    case text(String)
    case timestamp(Timestamp)
    /// Exactly, with all its places, or `NaN`, `Infinity`, `-Infinity`.
    case number(String)
    /// Null for a soft-deletable row that is not deleted, not null for one that is.
    case isDeleted(Bool)
    /// T, the time the run is as of; as `timestamp`, but the script may say so.
    case asOf
    /// Any text with this in it, behind which comes no letter, digit or hyphen.
    case naming(String)
}
