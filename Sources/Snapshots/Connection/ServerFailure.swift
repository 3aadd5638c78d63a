/// What a server answered instead of what it was asked for.
package struct ServerFailure: Error, Sendable {
    /// The five characters of SQLSTATE; empty when the failure is libpq's own.
    package let state: String
    package let text: String
    /// What the server itself advises.
    package let hint: String?
    package let isConnectionLost: Bool
    /// It answered nothing at all, for longer than we wait.
    package let isSilent: Bool

    init(state: String, text: String, hint: String?, isConnectionLost: Bool, isSilent: Bool = false) {
        self.state = state
        self.text = text
        self.hint = hint
        self.isConnectionLost = isConnectionLost
        self.isSilent = isSilent
    }

    func error(place: String, doing what: String) -> SourceError {
        let (kind, cause, remedy) = meaning
        return SourceError(kind, place: place, problem: "\(cause) while \(what): \(text)", remedy: remedy)
    }

    private var meaning: (kind: SourceError.Kind, cause: String, remedy: String) {
        switch state {
        case _ where isSilent:
            (
                .unreachable, "the server fell silent",
                "see whether it, or what stands before it, still works; --read-timeout says how long to wait"
            )
        case "42P01", "42883", "42703", "42704":
            (
                .unreadable, "something that a view uses is not found",
                "give the function that the view calls SET search_path, or name the schema in it: only pg_catalog is "
                    + "searched while tieout reads"
            )
        case _ where text.contains("conflict with recovery"):
            (
                .unreachable, "the standby gave up the reading, because it stood in the way of what the primary does",
                "raise max_standby_streaming_delay there or turn hot_standby_feedback on, or run again"
            )
        case "57014" where text.contains("user request"):
            (.unreachable, "somebody stopped the statement", "ask who, and why; then run again")
        case "57014":
            (
                .unreachable, "the server stopped the statement",
                "raise the statement timeout, or run when the server has less to do and nobody alters its tables"
            )
        case "25P04":
            (
                .unreachable, "the server ended the transaction for its length",
                "raise transaction_timeout for the connecting role"
            )
        case _ where isConnectionLost || state.hasPrefix("08") || ["57P01", "57P02", "57P03"].contains(state):
            (.unreachable, "the server went away", "run again when it is back; nothing has been written")
        case "42501" where text.contains("row-level security"):
            (
                .unreachable, "rows may be hidden from the connecting user",
                "connect as a role with BYPASSRLS: a run that does not see every row proves nothing"
            )
        case "42501":
            (.unreachable, "permission denied", "GRANT SELECT on it, and USAGE on its schema, to the connecting user")
        case "22021", "22P05":
            (
                .unreadable, "the server has text that is not in its own encoding",
                "mend the text; the server's log has the statement"
            )
        case _ where state.hasPrefix("22") || state.hasPrefix("XX"):
            (.unreadable, "the server cannot read its own data", "mend the view or the data that the message names")
        default:
            (.unreachable, "the server refused", "the server's log has the statement and more about the reason")
        }
    }
}
