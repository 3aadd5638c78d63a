import CLibPQ
import Foundation
import Synchronization

/// A PostgreSQL of this test process alone: started when first asked for, gone when the process is.
///
/// It lives in a short temporary directory, listens on a Unix socket there and on no network, trusts whoever reaches
/// the socket, and promises no durability. A small shell holds it: when its standard input closes, which happens
/// however this process ends, the shell stops the server and deletes the directory.
public final class PrivatePostgres: Sendable {
    /// Where the data and the socket are. Short, because a socket's path has 107 bytes at most.
    let directory: String
    let binaries: PostgresBinaries
    private let keeper: Keeper
    private let databases = Atomic(0)

    private static let started = Mutex<Result<PrivatePostgres, any Error>?>(nil)

    /// The one cluster of this process.
    ///
    /// - Throws: ``PostgresUnavailable`` without PostgreSQL, ``PostgresFailure`` when it does not start.
    public static func shared() throws -> PrivatePostgres {
        let result = started.withLock { started in
            let result = started ?? Result { try PrivatePostgres() }
            started = result
            return result
        }
        return try result.get()
    }

    /// A cluster in which no other test has a transaction; gone when nobody has it any more.
    public static func another() throws -> PrivatePostgres {
        let number = others.add(1, ordering: .relaxed).newValue
        return try PrivatePostgres(in: ScratchFolder.server() + String(number))
    }

    private static let others = Atomic(0)

    private init(in directory: String = ScratchFolder.server()) throws {
        binaries = try PostgresBinaries.find()
        self.directory = directory
        let account = ServerAccount.current
        try account.makeDirectory(directory)
        try Self.initialize(directory, binaries, account)
        keeper = try Keeper(command: account.command(for: Self.serverCommand(directory, binaries)))
        try waitUntilReady()
    }

    func conninfo(_ database: String) -> String {
        "host=\(directory) port=5432 user=postgres dbname=\(database)"
    }

    /// A fresh, empty database, dropped with the cluster or by ``Database/drop()``.
    ///
    /// - Parameters:
    ///   - hint: What the database is for; part of its unique name.
    ///   - encoding: What its text is stored in.
    public func makeDatabase(_ hint: String = "test", encoding: String = "UTF8") throws -> Database {
        let word = hint.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(40)
        return try make(String(word), "TEMPLATE template0 ENCODING '\(encoding)'")
    }

    /// A fresh database that is what another one is, to which nobody may be connected.
    public func makeDatabase(copying model: Database) throws -> Database {
        try make("copy", "TEMPLATE \"\(model.name)\"")
    }

    private func make(_ word: String, _ options: String) throws -> Database {
        let name = "\(word)_\(databases.wrappingAdd(1, ordering: .relaxed).newValue)"
        let connection = try Connection(conninfo("postgres"))
        // Where there is a choice: files that lie in memory are copied in less time than a log of their pages is written.
        let strategy = connection.serverVersion >= 150_000 ? " STRATEGY file_copy" : ""
        try connection.execute("CREATE DATABASE \"\(name)\" \(options)\(strategy)")
        return Database(name: name, cluster: self)
    }

    /// Lends a fresh database to a body and drops it afterwards.
    @discardableResult
    public func withDatabase<Result>(
        _ hint: String = "test", encoding: String = "UTF8", _ body: (Database) throws -> Result
    ) throws -> Result {
        try lend(makeDatabase(hint, encoding: encoding), body)
    }

    /// Lends a fresh database that is what another one is, to which nobody may be connected, and drops it afterwards.
    @discardableResult
    public func withDatabase<Result>(copying model: Database, _ body: (Database) throws -> Result) throws -> Result {
        try lend(makeDatabase(copying: model), body)
    }

    private func lend<Result>(_ database: Database, _ body: (Database) throws -> Result) rethrows -> Result {
        defer { try? database.drop() }
        return try body(database)
    }
}

extension PrivatePostgres {
    private static func initialize(_ directory: String, _ binaries: PostgresBinaries, _ account: ServerAccount) throws {
        let arguments = [
            "-D", directory + "/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync",
        ]
        let command = account.command(for: [binaries.path("initdb")] + arguments)
        let run = try CommandRun.run(command[0], Array(command.dropFirst()), directory: directory)
        guard run.status == 0 else { throw PostgresFailure(doing: "initdb", message: run.stderr + run.stdout) }
    }

    /// Gives the server that is started afterwards the memory that PostgreSQL is installed with; tests have many servers and small
    /// tables, and theirs have less.
    public static func useInstalledSizes() { setenv(installedSizes, "1", 1) }

    private static let installedSizes = "TIEOUT_INSTALLED_SIZES"

    private static func serverCommand(_ directory: String, _ binaries: PostgresBinaries) -> [String] {
        let settings =
            [
                "listen_addresses=", "unix_socket_directories=\(directory)", "port=5432", "fsync=off",
                "synchronous_commit=off", "full_page_writes=off", "max_connections=60",
                "dynamic_shared_memory_type=mmap", "wal_level=minimal", "max_wal_senders=0", "autovacuum=off",
                "timezone=UTC",
            ]
            + (ProcessInfo.processInfo.environment[installedSizes] == nil
                ? ["shared_buffers=16MB", "max_wal_size=128MB"] : [])
        let server = [binaries.path("postgres"), "-D", directory + "/data"] + settings.flatMap { ["-c", $0] }
        return ["/bin/sh", "-c", Keeper.script, "sh", directory] + server
    }

    private func waitUntilReady() throws {
        let deadline = ContinuousClock.now + .seconds(600)
        while PQping(conninfo("postgres")) != PQPING_OK {
            guard ContinuousClock.now < deadline else {
                let log = try? String(contentsOfFile: directory + "/log", encoding: .utf8)
                throw PostgresFailure(doing: "start of the server", message: log ?? "no log")
            }
            usleep(20_000)
        }
    }
}

private func makePipe(_ ends: inout [Int32]) -> Int32 { pipe(&ends) }

/// The shell that holds the server, and the end of the pipe whose closing ends both.
final class Keeper: Sendable {
    /// The server in the background, the end of the input, the end of everything; the server's folder comes first.
    static let script = """
        trap '' HUP INT TERM
        dir=$1; shift
        cd "$dir" || exit 1
        "$@" >"$dir/log" 2>&1 &
        read -r _
        kill -QUIT $!
        wait
        cd /
        rm -rf "$dir"
        """

    private let pipe: Int32

    init(command: [String]) throws {
        var ends: [Int32] = [0, 0]
        guard makePipe(&ends) == 0 else {
            throw PostgresFailure(doing: "pipe", message: String(cString: strerror(errno)))
        }
        pipe = ends[1]
        _ = fcntl(pipe, F_SETFD, FD_CLOEXEC)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.standardInput = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.runUnblocked()
    }

    deinit { close(pipe) }
}
