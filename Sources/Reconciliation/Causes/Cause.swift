public import FinancialMath

/// Findings that have come of one thing, and are settled by looking at it once: a lost status update with the lines
/// that differ, the prices that an older margin gave.
///
/// Every finding belongs to one cause, most of them to one of their own, so that the causes' money adds up to the
/// findings' money.
public struct Cause: Sendable, Hashable {
    public let origin: CauseOrigin
    /// What has happened, in a line.
    public let title: String
    /// What it has happened to: `session 42 (room TEA-1) of Acme Trading (client 7)`.
    public let subject: String
    /// What the findings have in common, in sentences; empty when the title says it all.
    public let story: String
    /// The places of its findings in the outcome's, the one that explains the others first.
    public let findings: [Int]
    /// The sum of their impacts.
    public let impact: Money
    /// The worst of theirs.
    public let severity: Severity

    /// Several findings have come of it.
    public var isShared: Bool { findings.count > 1 }
}

extension Cause {
    /// What is left of it when some findings do not count; nil when nothing is.
    ///
    /// - Parameter findings: The outcome's.
    public func counting(_ findings: [Finding], where counts: (Finding) -> Bool) -> Cause? {
        let left = self.findings.filter { counts(findings[$0]) }
        guard let severity = left.map({ findings[$0].severity }).min() else { return nil }
        guard left.count < self.findings.count else { return self }
        return Cause(
            origin: origin, title: title, subject: subject, story: CauseStory(findings: findings).text(origin, left),
            findings: left, impact: left.reduce(.zero) { $0 + findings[$1].impact }, severity: severity)
    }
}
