public import Reconciliation

/// Whether a run's verdict is another than that of the run before it.
public struct VerdictChange: Sendable {
    /// The severity of the worst finding that counts; `clean` where there is none.
    public enum Verdict: String, Sendable {
        case clean, notice, warning, error, critical

        init(_ worst: Severity?) {
            self =
                switch worst {
                case nil: .clean
                case .notice: .notice
                case .warning: .warning
                case .error: .error
                case .critical: .critical
                }
        }
    }

    public let verdict: Verdict
    /// Nil where there is no run to compare with, which is a change from nothing known.
    public let previous: Verdict?

    public var hasChanged: Bool { verdict != previous }

    public init(_ open: [Finding], _ run: RunFacts) {
        let history = run.history
        verdict = Verdict(open.map(\.severity).min())
        previous = history.previous.flatMap { previous in
            history.nights.last { $0.run == previous.run }.map { night in
                Verdict(Severity.allCases.first { (night.sums[$0]?.count ?? 0) > 0 })
            }
        }
    }
}
