public import FinancialMath
public import LiveShopping

/// One thing that does not tie out: what should be, what is, how much money it is about, and how it is repaired.
public struct Finding: Sendable, Hashable {
    /// The same from night to night: `f` and the first 16 hex digits of SHA-256 of `rule|key`.
    public let id: FindingID
    public let rule: RuleID
    public let severity: Severity
    public let key: FindingKey
    /// The rows that the finding is about, as far as they apply.
    public let subject: Subject
    /// Money with 2 places, quantities with 4, counts and ids plain, else the word.
    public let expected: String
    public let actual: String
    /// Never negative.
    public let impact: Money
    public let repair: RepairClass
    /// The people-readable story with its arithmetic, in plain text.
    public let explanation: String

    public init(
        rule: RuleID, severity: Severity, key: FindingKey, subject: Subject, expected: String, actual: String,
        impact: Money, repair: RepairClass, explanation: String
    ) {
        id = FindingID(rule: rule, key: key)
        self.rule = rule
        self.severity = severity
        self.key = key
        self.subject = subject
        self.expected = expected
        self.actual = actual
        self.impact = impact.magnitude
        self.repair = repair
        self.explanation = explanation
    }
}

/// The rows that a finding is about, each as the row that names it does, whether or not it exists.
public struct Subject: Sendable, Hashable {
    public var session: SessionID?
    public var roomCode: String?
    public var order: OrderID?
    public var client: ClientID?
    public var batch: BatchID?
    public var item: CartItemID?

    public init(
        session: SessionID? = nil, roomCode: String? = nil, order: OrderID? = nil, client: ClientID? = nil,
        batch: BatchID? = nil, item: CartItemID? = nil
    ) {
        self.session = session
        self.roomCode = roomCode
        self.order = order
        self.client = client
        self.batch = batch
        self.item = item
    }
}

/// What may be done about a finding.
public enum RepairClass: String, Sendable, CaseIterable {
    /// A guarded statement that is right whatever a person would decide.
    case automatic
    /// The alternatives are written out, none is active until someone picks it.
    case choice
    /// What to look at, in words.
    case manual
}

/// A rule's name, `family.rule`.
public struct RuleID: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
    public let description: String

    public init(_ name: String) {
        description = name
    }

    public init(stringLiteral name: String) {
        description = name
    }

    /// The word before the dot.
    public var family: String {
        String(description[..<(description.utf8.firstIndex(of: UInt8(ascii: ".")) ?? description.endIndex)])
    }
}
