internal import Snapshots

/// Why repairs were not, or not all, made: where, what was found, and what to do next.
package struct RepairFailure: Error, Sendable, Hashable {
    package enum Kind: String, Sendable, Encodable {
        /// What was asked for cannot be: status 64.
        case usage
        /// The folder, a script or the database's data are not as they must be: status 65.
        case data
        /// The database cannot be reached, or does not let us: status 69.
        case unreachable
        /// Somebody else is in the way; it may work a moment later: status 75.
        case busy
        /// Somebody has stopped it.
        case interrupted
    }

    package let kind: Kind
    package let place: String
    package let problem: String
    package let remedy: String
    /// What the server calls it, where the failure is the server's.
    package var state: String?
    /// What the failure means for the database; empty where none was touched.
    package var consequence = ""

    package init(_ kind: Kind, place: String, problem: String, remedy: String) {
        self.kind = kind
        self.place = place
        self.problem = problem
        self.remedy = remedy
    }
}

extension RepairFailure: CustomStringConvertible {
    package var description: String {
        "\(place): \(problem); \(consequence.isEmpty ? "" : consequence + "; ")\(remedy)"
    }
}

extension RepairFailure {
    /// What a server's refusal means, at a place in a script.
    init(_ failure: ServerFailure, at place: String) {
        let (kind, cause, remedy) = Self.meaning(of: failure)
        // tieout.sql says itself that nothing was changed, and what to do with psql; here both are said for this command.
        let text =
            failure.text.hasSuffix(Self.unchanged) ? failure.text.dropLast(Self.unchanged.count) : failure.text[...]
        self.init(
            kind, place: place, problem: "\(cause): \(text)",
            remedy: kind == .busy || failure.state.hasPrefix("TO") ? remedy : failure.hint.map(Self.clause) ?? remedy)
        state = failure.state.isEmpty ? nil : failure.state
    }

    /// A server's hint, which is a sentence of its own, as the end of another.
    static func clause(_ hint: String) -> String {
        let sentence = hint.hasSuffix(".") ? hint.dropLast() : hint[...]
        // Not where a word like SQL begins it.
        guard sentence.dropFirst().first?.isLowercase == true else { return String(sentence) }
        return sentence.prefix(1).lowercased() + sentence.dropFirst()
    }

    private static let unchanged = "; nothing was changed"

    private static func meaning(of failure: ServerFailure) -> (Kind, cause: String, remedy: String) {
        switch failure.state {
        case "55P03":
            (.busy, "something it needs stayed locked", "run this again, or let it wait longer with --lock-timeout")
        case "40001", "40P01":
            (.busy, "someone else changed the same rows at the same moment", "run this again")
        case "TO010": (.busy, "it has to wait its turn", "run this again when the other has ended")
        case "TO012":
            (.data, "refused", "connect to the database that was read; in a restored copy of it, give --other-database")
        case _ where failure.state.hasPrefix("TO"):
            (.data, "refused", failure.hint.map(clause) ?? "see repairs/README.txt")
        case "57014":
            (.unreachable, "the server stopped the statement", "give it longer with --statement-timeout")
        case _ where failure.isConnectionLost || failure.state.hasPrefix("08") || failure.state.hasPrefix("57P"):
            (.unreachable, "the server went away", "run this again when it is back")
        case "42501":
            (.unreachable, "a right is missing", "grant the rights that the top of the script names")
        case "25006":
            (.unreachable, "this server takes no changes", "connect to the primary, as a role that may write")
        case _ where failure.state.hasPrefix("23"):
            (
                .data, "a constraint of the database refuses a repair",
                "look at the constraint that is named; --rule and --finding apply the other repairs"
            )
        default:
            (.data, "the server refuses it", "the server's log has the statement and more about the reason")
        }
    }
}
