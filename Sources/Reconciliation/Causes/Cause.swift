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
