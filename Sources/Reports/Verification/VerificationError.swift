/// Why it could not be found out whether a report is as it was written.
public struct VerificationError: Error, Hashable, Sendable, CustomStringConvertible {
    public let path: String
    public let problem: String
    public let remedy: String

    /// One line: `/output: there is no run in it; name a folder that a run left`.
    public var description: String { "\(path): \(problem); \(remedy)" }
}
