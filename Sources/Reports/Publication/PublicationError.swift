internal import Files
internal import FoundationEssentials
internal import Glibc

/// Why a run's report could not be left where it belongs.
public enum PublicationError: Error, Hashable, Sendable {
    /// A file or folder could not be written: which, what the system said, and what to do about it.
    case cannotWrite(path: String, reason: String, remedy: String)
    /// Another run is writing to the same output folder; its process id, where it has left one.
    case locked(path: String, holder: String?)
    /// A template is missing or broken: where, what is the matter, and what to do about it.
    case template(TemplateProblem)
    /// A file for other programs is not what its schema says, so nothing is published: a mistake in tieout.
    case invalid(path: String, line: Int, flaw: String, more: Int)

    /// What the process ends with: 73 output cannot be written, 75 another run holds the lock, 78 configuration.
    public var exitStatus: Int32 {
        switch self {
        case .cannotWrite, .invalid: 73
        case .locked: 75
        case .template: 78
        }
    }
}

extension PublicationError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .cannotWrite(let path, let reason, let remedy):
            return "\(path): cannot be written: \(reason); \(remedy)"
        case .locked(let path, let holder):
            let who = holder.map { "process \($0)" } ?? "another process"
            return "\(path): \(who) is writing a report to this folder; wait until it has ended, or choose another "
                + "with --output"
        case .template(let problem):
            return problem.description
        case .invalid(let path, let line, let flaw, let more):
            let others = more == 0 ? "" : " (and \(more) more)"
            return "\(path):\(line): it does not agree with its schema: \(flaw)\(others); this is a mistake in tieout: "
                + "report it with this line, and keep a snapshot of the database"
        }
    }
}

extension PublicationError {
    /// The error for the system call that has just failed on a path.
    static func system(_ path: String, code: Int32 = errno) -> Self { system(FileFailure(path: path, code: code)) }

    static func system(_ failure: FileFailure) -> Self {
        .cannotWrite(
            path: failure.path, reason: failure.reason, remedy: failure.remedy("choose another folder with --output"))
    }
}
