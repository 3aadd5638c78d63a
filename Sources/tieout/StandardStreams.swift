import Glibc

/// Where a command's result goes: what cron mails.
enum StandardOutput {
    /// Makes sure that each of the three standard streams is something.
    ///
    /// A program that is started with standard output closed would be given its number for the next file that it opens,
    /// and would print its summary into that.
    static func secure() {
        for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) == -1 {
            // Opened the wrong way round on purpose: nothing can be written to what nobody reads.
            _ = open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
        }
    }

    /// Prints a text and what ends it.
    ///
    /// - Throws: ``OutputLost`` when it cannot be written.
    static func print(_ text: String, terminator: String = "\n") throws(OutputLost) {
        guard let problem = Descriptor.write(text + terminator, to: 1) else { return }
        throw OutputLost(problem: problem)
    }
}

/// What a command printed cannot be read by anybody.
struct OutputLost: Error, CustomStringConvertible {
    let problem: String

    var description: String {
        "standard output: what was to be printed cannot be written (\(problem)); give it a place that takes it"
    }
}

/// Where messages go.
enum StandardError {
    /// Writes as much of a text as can be written: there is nobody left who could be told otherwise.
    static func write(_ text: String) {
        _ = Descriptor.write(text, to: 2)
    }

    /// Says one thing in one line, whatever is in it, and below it the lines that it speaks of.
    static func complain(_ message: String, about lines: String? = nil) {
        if Log.format == .json {
            let below = lines.map { $0.split(separator: "\n").map { Terminal.escaped(String($0)) } }
            return Log.write(.init(level: "error", message: Terminal.escaped(message), lines: below))
        }
        let below = lines.map { $0.split(separator: "\n").map { Terminal.escaped(String($0)) } } ?? []
        write((["tieout: \(Terminal.escaped(message))"] + below).map { $0 + "\n" }.joined())
    }
}

private enum Descriptor {
    /// Writes all of a text; what the system says against it otherwise.
    static func write(_ text: String, to descriptor: Int32) -> String? {
        var text = text
        return text.withUTF8 { bytes in
            var done = 0
            while done < bytes.count {
                let count = Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
                guard count <= 0 else {
                    done += count
                    continue
                }
                switch errno {
                case EINTR: continue
                case EAGAIN:
                    var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&ready, 1, -1)
                default: return String(cString: strerror(errno))
                }
            }
            return nil
        }
    }
}
