import Foundation
import Synchronization

/// A MariaDB of this test process alone, as ``PrivatePostgres`` is: started when first asked for, gone with the process.
///
/// Its clock is five and a half hours ahead of UTC, so that whoever forgets the time zone is found out.
public final class PrivateMariaDB: Sendable {
    /// Where it listens, on 127.0.0.1.
    public let port: Int
    /// A folder that the server can write to.
    public let directory: String
    private let socket: String
    private let keeper: Keeper

    private static let started = Mutex<Result<PrivateMariaDB, any Error>?>(nil)

    /// - Throws: ``ProgramUnavailable`` without MariaDB, ``PostgresFailure`` when it does not start.
    public static func shared() throws -> PrivateMariaDB {
        let result = started.withLock { started in
            let result = started ?? Result { try PrivateMariaDB() }
            started = result
            return result
        }
        return try result.get()
    }

    private init() throws {
        let server = try CommandRun.require("mariadbd", package: "mariadb-server")
        let installer = try CommandRun.require("mariadb-install-db", package: "mariadb-server")
        let account = ServerAccount.current
        directory = ScratchFolder.path + "/my"
        socket = directory + "/socket"
        port = try Self.freePort()
        try? FileManager.default.removeItem(atPath: directory)
        try account.makeDirectory(directory)
        let install = account.command(for: [
            installer, "--no-defaults", "--datadir=\(directory)/data", "--auth-root-authentication-method=normal",
            "--skip-test-db",
        ])
        let made = try CommandRun.run(install[0], Array(install.dropFirst()), directory: directory)
        guard made.status == 0 else {
            throw PostgresFailure(doing: "mariadb-install-db", message: made.stderr + made.stdout)
        }
        let arguments = [
            server, "--no-defaults", "--datadir=\(directory)/data", "--socket=\(socket)", "--port=\(port)",
            "--bind-address=127.0.0.1", "--skip-log-bin", "--innodb-flush-log-at-trx-commit=0",
            "--innodb-buffer-pool-size=32M", "--default-time-zone=+05:30", "--secure-file-priv=",
        ]
        keeper = try Keeper(
            command: account.command(for: ["/bin/sh", "-c", Keeper.script, "sh", directory] + arguments))
        for _ in 0..<30_000 {
            if (try? self.run(sql: "SELECT 1")) != nil { return }
            usleep(20_000)
        }
        let log = try? String(contentsOfFile: directory + "/log", encoding: .utf8)
        throw PostgresFailure(doing: "start of MariaDB", message: log ?? "no log")
    }

    /// Runs statements as its administrator; answers what they print, a line a row.
    @discardableResult
    public func run(sql: String, database: String? = nil) throws -> String {
        try client(
            "mariadb", ["--default-character-set=utf8mb4", "-N", "-r"] + (database.map { [$0] } ?? []) + ["-e", sql])
    }

    /// Runs one of its programs as its administrator.
    @discardableResult
    public func client(_ program: String, _ arguments: [String]) throws -> String {
        let path = try CommandRun.require(program, package: "mariadb-client")
        let run = try CommandRun.run(path, ["--no-defaults", "-uroot", "--socket=\(socket)"] + arguments)
        guard run.status == 0 else { throw PostgresFailure(doing: program, message: run.stderr) }
        return run.stdout
    }

    private static func freePort() throws -> Int {
        let descriptor = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) == 0 ? getsockname(descriptor, address, &size) : -1
            }
        }
        guard result == 0 else { throw PostgresFailure(doing: "bind", message: String(cString: strerror(errno))) }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

extension CommandRun {
    /// A program's path.
    ///
    /// - Throws: ``ProgramUnavailable``, because a test that needs a program must not pass without it.
    public static func require(_ program: String, package: String) throws -> String {
        guard let path = find(program) else { throw ProgramUnavailable(program: program, package: package) }
        return path
    }
}

/// A program that a test needs is not installed.
public struct ProgramUnavailable: Error, CustomStringConvertible {
    let program: String
    let package: String

    public var description: String {
        "\(program) is not installed, and this test needs it: run Scripts/setup, or apt-get install \(package)"
    }
}
