/// What the argument parser says about a command line, with what to write instead.
enum UsageAdvice {
    static func complete(_ message: String) -> String {
        var problem = withoutFarSuggestion(message)
        if problem.hasSuffix(".") { problem.removeLast() }
        let option = problem.firstMatch(of: /is invalid for '--([a-z-]+)/).map { String($0.1) }
        return "\(problem); \(option.flatMap(form) ?? "see 'tieout help' and 'tieout help COMMAND'")"
    }

    /// A suggestion that has nothing in common with what was written helps nobody.
    private static func withoutFarSuggestion(_ message: String) -> String {
        guard let match = message.firstMatch(of: /Unknown option '(-[^']+)'(\.? Did you mean '(-[^']+)'\?)/),
            nearestName(to: String(match.1), among: [String(match.3)]) == nil
        else { return message }
        return message.replacing(match.2, with: "")
    }

    /// How the value of an option is written.
    private static func form(_ option: String) -> String? {
        switch option {
        case "grace", "session-timeout", "no-show", "clock-skew", "price-window", "statement-timeout", "read-timeout",
            "connect-retry", "deadline", "lock-timeout", "keep", "max-age":
            "write a duration: 90s, 15m, 24h, 35d or 0"
        case "as-of": "write a time with its zone: 2026-11-22T02:00:00Z or 2026-11-22T03:00:00+01:00"
        case "jobs": "write a number from 1 to 64"
        case "pages": "write a number from 0 to 10000"
        case "cart-limit": "write a number of items, 0 or more"
        case "price-tolerance", "exposure-tolerance": "write an amount, 0 or more: 0.05"
        case "max-repair-ratio": "write a share: 10% or 0.1"
        default: nil
        }
    }
}
