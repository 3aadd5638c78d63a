/// How bad a finding is, worst first.
public enum Severity: String, Sendable, CaseIterable, Comparable {
    case critical, error, warning, notice

    /// Worse is less: critical sorts first.
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .critical: 0
        case .error: 1
        case .warning: 2
        case .notice: 3
        }
    }
}
