public import FinancialMath
public import LiveShopping

/// The money behind findings, told once: each subject counts with its largest finding.
///
/// A session's open order, its wrong line and the exposure that is wrong for both are the same money seen three
/// times; sums of impacts count it three times.
public struct MoneyAtRisk: Sendable {
    private var largest: [MoneySubject: Money] = [:]

    public init() {}

    public mutating func add(_ impact: Money, of subject: MoneySubject) {
        largest[subject, default: .zero].raise(to: impact)
    }

    public var sum: Money { largest.values.reduce(.zero, +) }
}

extension Sequence<Finding> {
    /// The money behind them, told once.
    public var moneyAtRisk: Money {
        var money = MoneyAtRisk()
        for finding in self { money.add(finding.impact, of: MoneySubject(finding)) }
        return money.sum
    }
}

/// Whose money a finding is about.
public enum MoneySubject: Sendable, Hashable {
    case session(SessionID)
    case order(OrderID)
    case client(ClientID)
    case batch(BatchID)
    case room(ExactText)
    /// None of these: it is its own.
    case finding(FindingID)

    /// The client of a credit finding, the batch that a hold finding is about; else the session, the order, the client,
    /// the batch or the room, the first that there is.
    public init(_ finding: Finding) {
        let subject = finding.subject
        if finding.rule.family == "credit", let client = subject.client {
            self = .client(client)
        } else if finding.rule.family == "hold", case .batch(let batch) = finding.key.parts.first {
            self = .batch(batch)
        } else if let session = subject.session {
            self = .session(session)
        } else if let order = subject.order {
            self = .order(order)
        } else if let client = subject.client {
            self = .client(client)
        } else if let batch = subject.batch {
            self = .batch(batch)
        } else if case .room(let code) = finding.key.parts.first {
            self = .room(code)
        } else {
            self = .finding(finding.id)
        }
    }
}

extension Money {
    /// Makes it another amount, when that is more.
    public mutating func raise(to other: Money) {
        if other > self { self = other }
    }
}
