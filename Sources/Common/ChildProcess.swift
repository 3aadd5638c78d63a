internal import Glibc

/// Another program that this one starts, tells something, and waits for.
///
/// It has what it is told as its input, and one place for all that it prints; nothing else that is open here is open there,
/// because whatever opens something here says so (`O_CLOEXEC`). It leads a process group, so that what it has started itself can be ended with it.
package final class ChildProcess {
    package enum Output {
        /// Where this program's complaints go.
        case standardError
        /// To ``ChildProcess/output``.
        case own
    }

    package enum Ending: Hashable, Sendable {
        case status(Int32)
        case signal(Int32)
    }

    /// What the system says against starting it.
    package struct Failure: Error, Hashable, Sendable {
        package let code: Int32
        /// In the system's own words: `Permission denied`.
        package var reason: String { String(cString: strerror(code)) }
    }

    /// Where to read what it prints; -1 when it is not for us.
    package let output: Int32
    private let process: pid_t
    private var ending: Ending?

    /// Starts it.
    ///
    /// - Parameters:
    ///   - program: Its path; PATH is not looked along.
    ///   - arguments: Those behind the program's name.
    ///   - environment: nil is this program's own.
    ///   - input: What it may read. Whether it does, and how much, nobody waits for.
    package init(
        _ program: String, _ arguments: [String], environment: [String: String]? = nil, input: String, output: Output
    ) throws(Failure) {
        let told = try Self.file(of: input)
        defer { close(told) }
        guard output == .own else {
            process = try Self.start(program, arguments, environment, told, STDERR_FILENO)
            self.output = -1
            return
        }
        let ends = try Self.channel()
        defer { close(ends.writing) }
        do throws(Failure) {
            process = try Self.start(program, arguments, environment, told, ends.writing)
        } catch {
            close(ends.reading)
            throw error
        }
        self.output = ends.reading
    }

    deinit {
        if output >= 0 { close(output) }
    }
}

extension ChildProcess {
    /// Waits for it.
    ///
    /// - Returns: nil when it has not ended after that long.
    package func wait(atMost limit: Duration) -> Ending? {
        let end = ContinuousClock.now + limit
        while true {
            if let ending = ended(WNOHANG) { return ending }
            guard ContinuousClock.now < end else { return nil }
            usleep(20_000)
        }
    }

    /// Ends it, and whatever it has started, unless it has ended by itself.
    package func end() {
        guard ended(WNOHANG) == nil else { return }
        kill(-process, SIGKILL)
        _ = ended(0)
    }

    /// All that it prints until it has nothing more to say.
    package func printed() -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(output, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }

    /// How it ended; nil while it runs. Its number is somebody else's once this is known.
    private func ended(_ options: Int32) -> Ending? {
        if let ending { return ending }
        var status: Int32 = 0
        var found = waitpid(process, &status, options)
        while found < 0 && errno == EINTR { found = waitpid(process, &status, options) }
        guard found == process else { return nil }
        ending = status & 0x7F == 0 ? .status(status >> 8 & 0xFF) : .signal(status & 0x7F)
        return ending
    }
}

private extension ChildProcess {
    /// A file without a name, at its beginning.
    static func file(of text: String) throws(Failure) -> Int32 {
        guard let file = tmpfile() else { throw Failure(code: errno) }
        defer { fclose(file) }
        let count = text.utf8.count
        guard fwrite(text, 1, count, file) == count, fflush(file) == 0 else { throw Failure(code: errno) }
        let descriptor = fcntl(fileno(file), F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0, lseek(descriptor, 0, SEEK_SET) == 0 else { throw Failure(code: errno) }
        return descriptor
    }

    /// What is written at one end is read at the other. Sockets, because those of a pipe are inherited, for a moment, by
    /// whatever another thread starts meanwhile, and then have no end before that has.
    static func channel() throws(Failure) -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw Failure(code: errno) }
        return (ends[0], ends[1])
    }

    static func start(
        _ program: String, _ arguments: [String], _ environment: [String: String]?, _ input: Int32, _ output: Int32
    ) throws(Failure) -> pid_t {
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&files, output, STDERR_FILENO)
        // As a program expects to be started, whatever this one has set.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        posix_spawnattr_setflags(&attributes, Int16(flags))

        let words = CStrings([program] + arguments)
        let variables = environment.map { CStrings($0.map { "\($0.key)=\($0.value)" }) }
        var process: pid_t = 0
        let code = posix_spawn(&process, program, &files, &attributes, words.list, variables?.list ?? environ)
        guard code == 0 else { throw Failure(code: code) }
        return process
    }
}

/// Texts as C has them, ended by a null pointer, for as long as this lives.
private final class CStrings {
    let list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ texts: [String]) {
        count = texts.count
        list = .allocate(capacity: count + 1)
        list.initialize(repeating: nil, count: count + 1)
        for (place, text) in texts.enumerated() { list[place] = strdup(text) }
    }

    deinit {
        for place in 0..<count { free(list[place]) }
        list.deallocate()
    }
}
