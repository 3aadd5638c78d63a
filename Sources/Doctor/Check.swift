/// One line of the checklist: what was looked at, what was found, and what to do.
public struct Check: Sendable, Hashable, Encodable {
    public enum State: String, Sendable, Encodable, CaseIterable {
        case ok
        /// Something to know that is as it may be.
        case note
        /// A night goes well as it is, and somebody should look.
        case warning
        /// A night fails, or the system does not do what it should.
        case failure
        /// It could not be looked at, for the reason that stands in its evidence.
        case skipped
    }

    /// Which check it is: what `--only` takes.
    public let name: String
    public let state: State
    /// What was seen.
    public let evidence: String
    /// What to do about it; nil where there is nothing.
    public let remedy: String?
}

/// What one check found: its name is put to it where it was asked for.
struct Observation {
    let state: Check.State
    let evidence: String
    let remedy: String?

    static func ok(_ evidence: String) -> Observation { .init(state: .ok, evidence: evidence, remedy: nil) }
    static func note(_ evidence: String, _ remedy: String? = nil) -> Observation {
        .init(state: .note, evidence: evidence, remedy: remedy)
    }
    static func warning(_ evidence: String, _ remedy: String) -> Observation {
        .init(state: .warning, evidence: evidence, remedy: remedy)
    }
    static func failure(_ evidence: String, _ remedy: String) -> Observation {
        .init(state: .failure, evidence: evidence, remedy: remedy)
    }
    static func skipped(_ evidence: String, _ remedy: String? = nil) -> Observation {
        .init(state: .skipped, evidence: evidence, remedy: remedy)
    }
}
