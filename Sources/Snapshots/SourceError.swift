/// Why rows could not be had: where, what was found, and what to do next.
///
/// The three pieces make one message, `place: problem; remedy`, in which no password and no row's content appears.
public struct SourceError: Error, Sendable, Hashable {
    /// What kind of failure it is, each of which ends a run with an exit status of its own.
    public enum Kind: Sendable, Hashable {
        /// The database or the folder cannot be reached, or was lost on the way: status 69.
        case unreachable
        /// What is there cannot be read as the tables that a run needs: status 65.
        case unreadable
        /// What the run was told about the source cannot be so: status 78.
        case configuration
        /// A snapshot folder or a table cannot be written: status 73.
        case unwritable
        /// Another run is reading the database: status 75.
        case busy
    }

    public let kind: Kind
    /// The table, column, row, file or connection that it is about.
    public let place: String
    /// What was found there, and why it is a problem.
    public let problem: String
    /// What the reader of the message can do.
    public let remedy: String
    /// Lines for the configuration that the remedy speaks of; nil when it speaks of none.
    public let toPaste: String?
    /// It may be otherwise in a moment, without anybody doing anything.
    let isPassing: Bool

    public init(_ kind: Kind, place: String, problem: String, remedy: String, toPaste: String? = nil) {
        self.init(kind, place: place, problem: problem, remedy: remedy, toPaste: toPaste, isPassing: false)
    }

    init(_ kind: Kind, place: String, problem: String, remedy: String, toPaste: String? = nil, isPassing: Bool) {
        self.kind = kind
        self.place = place
        self.problem = problem
        self.remedy = remedy
        self.toPaste = toPaste
        self.isPassing = isPassing
    }
}

extension SourceError: CustomStringConvertible {
    public var description: String { "\(place): \(problem); \(remedy)" }
}
