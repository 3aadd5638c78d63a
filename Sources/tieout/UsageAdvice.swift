import ArgumentParser
import LiveShopping

/// A command line that is none: what is wrong with it, and what to write instead.
struct UsageMistake: Error, Equatable, CustomStringConvertible {
    let description: String
}

/// What the argument parser says about a command line, in our form, with what to write instead.
enum UsageAdvice {
    /// The command that the arguments of the program name.
    ///
    /// - Throws: ``UsageMistake`` when something is wrong with them, the parser's own error when help was asked for.
    static func command(of arguments: [String]) throws -> any ParsableCommand {
        do {
            return try Tieout.parseAsRoot(arguments)
        } catch {
            guard Tieout.exitCode(for: error) == .validationFailure else { throw error }
            let words = Tieout.message(for: error).split(whereSeparator: \.isWhitespace).joined(separator: " ")
            throw UsageMistake(description: complete(words, arguments))
        }
    }

    private static func complete(_ message: String, _ arguments: [String]) -> String {
        var problem = message
        if problem.hasSuffix(".") { problem.removeLast() }
        if let match = problem.firstMatch(of: /^The value '(.*)' is invalid for '--([a-z-]+)[^']*'(.*)$/) {
            return invalid(String(match.1), of: String(match.2), String(match.3))
        }
        if let match = problem.firstMatch(of: /^Unknown option '(-[^']+)'(?:\.? Did you mean '(-[^']+)'\?)?/) {
            return unknown(String(match.1), match.2.map(String.init), arguments)
        }
        if let match = problem.firstMatch(of: /^Unexpected argument '(.*)'$/) {
            return unexpected(String(match.1), arguments)
        }
        if let match = problem.firstMatch(of: /^Missing value for '(--[a-z-]+)/) {
            return "\(match.1): its value is missing; write it behind, with = where it begins with a dash"
        }
        let isParsers =
            ["Missing ", "Invalid ", "Multiple "].contains { problem.hasPrefix($0) } || problem.hasPrefix("Error: ")
        return isParsers ? "\(problem); \(help(arguments))" : problem
    }
}

extension UsageAdvice {
    /// Every command and what is below it.
    static var commandNames: [String] { commands(under: Tieout.self) }
}

private extension UsageAdvice {
    static func invalid(_ value: String, of option: String, _ rest: String) -> String {
        if let form = form(option) { return "--\(option): '\(value)' is not \(form.noun); write \(form.example)" }
        let known = rest.matches(of: /'([^']+)'/).map { String($0.1) }
        guard !known.isEmpty else { return "--\(option): '\(value)' cannot be read; see --help" }
        let near = nearestName(to: value, among: known).map { "did you mean '\($0)'? " } ?? ""
        return "--\(option): '\(value)' is not one of its values; \(near)it takes \(known.joined(separator: ", "))"
    }

    /// A suggestion that has nothing in common with what was written helps nobody.
    static func unknown(_ option: String, _ suggestion: String?, _ arguments: [String]) -> String {
        let near = suggestion.flatMap { nearestName(to: option, among: [$0]) }.map { "did you mean '\($0)'? " } ?? ""
        return "there is no option '\(option)'; \(near)\(help(arguments))"
    }

    static func unexpected(_ argument: String, _ arguments: [String]) -> String {
        let names = commandNames
        let near = nearestName(to: argument, among: names).map { "did you mean '\($0)'? " } ?? ""
        return "'\(argument)' is one argument too many, and no command; \(near)\(help(arguments))"
    }

    static func commands(under command: any ParsableCommand.Type) -> [String] {
        command.configuration.subcommands.flatMap { [$0._commandName] + commands(under: $0) }
    }

    /// `see 'tieout help run'`
    static func help(_ arguments: [String]) -> String {
        let known = commandNames
        guard let command = arguments.first, known.contains(command) else { return "see 'tieout help'" }
        let below = arguments.dropFirst().first.map { known.contains($0) ? " \($0)" : "" } ?? ""
        return "see 'tieout help \(command)\(below)'"
    }

    /// What the value of an option is, and how it is written.
    static func form(_ option: String) -> (noun: String, example: String)? {
        switch option {
        case "grace", "session-timeout", "no-show", "clock-skew", "price-window", "statement-timeout", "read-timeout",
            "connect-retry", "deadline", "lock-timeout", "keep", "max-age", "heartbeat":
            ("a duration", "90s, 15m, 24h, 35d or 0")
        case "as-of":
            ("a time with its zone", "one such as 2026-11-22T02:00:00Z or 2026-11-22T03:00:00+01:00")
        case "fulfillment-aliases": (FulfillmentAliases.noun, FulfillmentAliases.example)
        case "jobs": ("a number of connections", "a number from 1 to 64")
        case "pages": ("a number of pages", "a number from 0 to 10000")
        case "cart-limit": ("a number of items", "a whole number, 0 or more")
        case "client": ("a client's id", "its number, such as 42")
        case "price-tolerance", "exposure-tolerance": ("an amount of money", "one such as 0.05, 0 or more")
        case "max-repair-ratio", "max-rule-share": ("a share", "one such as 10% or 0.1")
        case "time-zone": ("a time zone", "an IANA name such as Europe/Berlin, or an offset such as +02:00")
        default: nil
        }
    }
}
