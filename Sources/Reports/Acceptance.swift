public import FinancialMath
public import LiveShopping
public import Reconciliation

/// A known difference that someone has looked at and answers for, until a day and up to an amount.
public struct Acceptance: Sendable, Hashable {
    public enum Scope: Sendable, Hashable {
        /// One finding, by its id.
        case finding(String)
        /// Every finding of a rule whose key is like this.
        case rule(RuleID, key: KeyPattern)
    }

    public let scope: Scope
    public let reason: String
    /// Who answers for it.
    public let by: String
    /// The beginning, in UTC, of the last day on which it holds.
    public let until: Timestamp
    /// A finding with more money behind it is not accepted.
    public let limit: Money
    /// Where it is written: `accepted.yaml:12`.
    public let place: String

    public init(scope: Scope, reason: String, by: String, until: Timestamp, limit: Money, place: String) {
        self.scope = scope
        self.reason = reason
        self.by = by
        self.until = until
        self.limit = limit
        self.place = place
    }

    /// Whether its last day is over.
    func hasExpired(_ asOf: Timestamp) -> Bool { asOf >= until + .days(1) }

    /// Whether it is about a finding, whatever the amount and the day.
    func names(_ finding: Finding, id: String) -> Bool {
        switch scope {
        case .finding(let named): named == id
        case .rule(let rule, let pattern): rule == finding.rule && pattern.matches(finding.key.description)
        }
    }
}

/// A finding's key, in which `*` stands for any text, also for none.
public struct KeyPattern: Sendable, Hashable, CustomStringConvertible {
    public let description: String

    public init(_ text: String) {
        description = text
    }

    func matches(_ key: String) -> Bool {
        let parts = description.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map(
            Array.init)
        var rest = Array(key.utf8)[...]
        guard let first = parts.first, let last = parts.last, rest.starts(with: first) else { return false }
        guard parts.count > 1 else { return rest.count == first.count }
        rest = rest.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() {
            guard let place = Self.place(of: part, in: rest) else { return false }
            rest = rest[(place + part.count)...]
        }
        return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
    }

    /// Where a text first stands in another.
    private static func place(of part: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        guard part.count <= text.count else { return nil }
        return (text.startIndex...text.endIndex - part.count).first { text[$0...].starts(with: part) }
    }
}

extension AcceptedFindings.Entry {
    /// Why someone should look at an acceptance again; nil while it does what it is for.
    var notice: String? {
        let acceptance = acceptance
        if hasExpired {
            let end = "expired on \(acceptance.until.day)"
            if refused.count == 0 { return end + "; nothing counts again by that" }
            return end + "; \(Words.count(refused.count, "finding")) \(refused.count == 1 ? "counts" : "count") again"
        }
        if refused.count > 0 {
            return "\(Words.count(refused.count, "finding")) with more than \(acceptance.limit.formatted) behind "
                + "\(refused.count == 1 ? "it" : "them"): the largest has \(largest.formatted)"
        }
        if accepted.count == 0 && others == 0 { return "names nothing that was found; remove it when it is settled" }
        if accepted.count == 0 { return "names nothing that an entry before it does not accept; remove it" }
        return nil
    }

    /// Where it is written and what is the matter.
    var sentence: String? { notice.map { "\(acceptance.place): \($0)." } }
}

extension Acceptance {
    /// What a finding's row says of it.
    var words: String { "accepted by \(by) until \(until.day): \(reason)" }
}
