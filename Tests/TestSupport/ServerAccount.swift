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

/// The clusters of test processes that were killed together with the shell that should have cleaned up.
enum StaleClusters {
    private static let parent = "/tmp"
    private static let prefix = "tieout-pg-"

    static func directory(of process: pid_t) -> String { "\(parent)/\(prefix)\(process)" }

    /// Stops and deletes those whose process is gone.
    static func remove() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [] where name.hasPrefix(prefix) {
            guard let process = pid_t(name.dropFirst(prefix.count)), process == getpid() || !isAlive(process) else {
                continue
            }
            stopServer(in: "\(parent)/\(name)")
            try? FileManager.default.removeItem(atPath: "\(parent)/\(name)")
        }
    }

    private static func isAlive(_ process: pid_t) -> Bool { kill(process, 0) == 0 || errno == EPERM }

    /// Only a process that says it serves this very directory is stopped: a pid may have been given away again.
    private static func stopServer(in directory: String) {
        guard
            let text = try? String(contentsOfFile: directory + "/data/postmaster.pid", encoding: .utf8),
            let server = text.split(separator: "\n").first.flatMap({ pid_t($0) }),
            let command = try? String(contentsOfFile: "/proc/\(server)/cmdline", encoding: .utf8),
            command.contains(directory)
        else { return }
        kill(server, SIGQUIT)
    }
}
