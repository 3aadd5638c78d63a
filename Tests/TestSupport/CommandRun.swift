public import Foundation

/// What a program that ran to its end left behind: its exit status and everything it wrote.
public struct CommandRun: Sendable {
    public let status: Int32
    public let stdout: String
    public let stderr: String

    public init(status: Int32, stdout: String, stderr: String) {
        self.status = status
        self.stdout = stdout
        self.stderr = stderr
    }

    /// Runs a program with nothing on its standard input, and waits for it.
    ///
    /// Output goes through files, so that a program that fills both streams never blocks.
    ///
    /// - Parameter environment: What is added to this process's environment or replaced in it.
    public static func run(
        _ executable: String, _ arguments: [String], environment: [String: String] = [:], directory: String? = nil
    ) throws -> CommandRun {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
        let (stdout, stderr) = try (CapturedStream(), CapturedStream())
        process.standardOutput = stdout.handle
        process.standardError = stderr.handle
        try process.runUnblocked()
        process.waitUntilExit()
        return CommandRun(
            status: process.terminationStatus, stdout: try stdout.take(), stderr: try stderr.take())
    }
}

extension CommandRun {
    /// A program's full path, from the directories of the path and a few that are always looked at; nil where it is
    /// not installed.
    public static func find(_ program: String) -> String? {
        programFolders.map { $0 + "/" + program }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    static var programFolders: [String] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").map(String.init) + ["/usr/local/bin", "/usr/bin", "/usr/sbin", "/sbin"]
    }
}

extension Process {
    /// Starts the program with no signal blocked.
    ///
    /// The threads that tests run on block nearly all of them, a child inherits that, and a shell that never hears of
    /// its own children waits for ever.
    public func runUnblocked() throws {
        var none = sigset_t()
        var blocked = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &blocked)
        defer { pthread_sigmask(SIG_SETMASK, &blocked, nil) }
        try run()
    }
}

/// A temporary file that a child process writes a stream to.
private struct CapturedStream {
    let url = ScratchFolder.url.appendingPathComponent("tieout-\(UUID().uuidString)")
    let handle: FileHandle

    init() throws {
        try Data().write(to: url)
        handle = try FileHandle(forWritingTo: url)
    }

    /// The text written, after which the file is gone.
    func take() throws -> String {
        try handle.close()
        defer { try? FileManager.default.removeItem(at: url) }
        return String(decoding: try Data(contentsOf: url), as: UTF8.self)
    }
}
