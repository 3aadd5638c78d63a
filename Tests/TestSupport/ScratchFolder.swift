public import Foundation

/// Where a test process, its servers and a campaign keep what is gone with them: in memory, where the machine has enough of it.
/// On a disk a quarter of a test server's time goes into making and deleting files.
public enum ScratchFolder {
    /// A folder of this process alone, which everybody may write to; short, because a socket's path has 107 bytes at most.
    public static let path = make()
    public static let url = URL(fileURLWithPath: path, isDirectory: true)

    /// Where the server's data and socket are.
    static func server(in folder: String = path) -> String { folder + "/pg" }

    private static let (memory, disk) = ("/dev/shm", "/tmp")
    private static let prefix = "tieout-tests-"

    private static func make() -> String {
        for parent in [memory, disk] { removeStale(in: parent) }
        let path = "\(hasRoom(memory) ? memory : disk)/\(prefix)\(getpid())"
        mkdir(path, 0o777)
        chmod(path, 0o1777)
        atexit { try? FileManager.default.removeItem(atPath: ScratchFolder.path) }
        return path
    }

    /// Whether there are four gigabytes to write to; containers often have 64 MB.
    private static func hasRoom(_ folder: String) -> Bool {
        var status = statvfs()
        return access(folder, W_OK) == 0 && statvfs(folder, &status) == 0
            && UInt64(status.f_bavail) * UInt64(status.f_frsize) > 4 << 30
    }

    /// Deletes the folders of processes that were killed, and stops the servers that were not.
    private static func removeStale(in parent: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [] where name.hasPrefix(prefix) {
            guard let process = pid_t(name.dropFirst(prefix.count)), process == getpid() || !isAlive(process) else {
                continue
            }
            stopServer(in: server(in: "\(parent)/\(name)"))
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
