import Foundation

/// Who runs the server: PostgreSQL refuses to be run by root, so root lends it to another account.
struct ServerAccount: Sendable {
    /// The account's name and ids; nil when this process's own account will do.
    private let other: (name: String, uid: uid_t, gid: gid_t)?

    static var current: ServerAccount {
        guard geteuid() == 0 else { return ServerAccount(other: nil) }
        for name in ["postgres", "nobody"] {
            if let entry = getpwnam(name) {
                return ServerAccount(other: (name, entry.pointee.pw_uid, entry.pointee.pw_gid))
            }
        }
        return ServerAccount(other: ("65534", 65_534, 65_534))
    }

    func makeDirectory(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 else {
            throw PostgresFailure(doing: "mkdir \(path)", message: String(cString: strerror(errno)))
        }
        if let other { chown(path, other.uid, other.gid) }
    }

    /// A command as it has to be started so that this account runs it.
    func command(for command: [String]) -> [String] {
        guard let other else { return command }
        if let setpriv = CommandRun.find("setpriv") {
            return [setpriv, "--reuid=\(other.uid)", "--regid=\(other.gid)", "--clear-groups", "--"] + command
        }
        return [CommandRun.find("runuser") ?? "/sbin/runuser", "-u", other.name, "--"] + command
    }
}
