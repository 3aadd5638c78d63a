import ArgumentParser
import FoundationEssentials
import Glibc
import LiveShopping
import Repairs
import Synchronization

/// What the program says on standard error beside its result: for people, a line each, or as JSON for programs.
enum Log {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    enum Verbosity {
        /// Errors alone.
        case quiet
        case usual
        /// Each step, whether or not somebody sits at a terminal.
        case verbose
    }

    private struct Settings {
        var format = Format.text
        var verbosity = Verbosity.usual
    }

    private static let settings = Mutex(Settings())

    static func set(_ format: Format? = nil, _ verbosity: Verbosity? = nil) {
        settings.withLock {
            $0.format = format ?? $0.format
            $0.verbosity = verbosity ?? $0.verbosity
        }
    }

    /// Takes the format from the command line or the environment before either is looked at otherwise, so that what is
    /// wrong with them is told in it as well.
    static func prepare(_ arguments: [String], _ environment: [String: String]) {
        let flag = "--\(ConfigurationKey.logFormat.name)"
        let told = zip(arguments, arguments.dropFirst() + [""]).compactMap { argument, next in
            argument == flag ? next : argument.hasPrefix(flag + "=") ? String(argument.dropFirst(flag.count + 1)) : nil
        }
        let word = told.last ?? environment[ConfigurationKey.logFormat.variable]
        set(word.flatMap { Format(rawValue: $0) })
    }

    static var format: Format { settings.withLock { $0.format } }
    static var verbosity: Verbosity { settings.withLock { $0.verbosity } }
}

extension Log {
    /// What is shown of the work while it goes on.
    enum Progress {
        case nothing
        /// One line of a terminal, which each step writes over.
        case line
        /// A line a step, once it is done.
        case lines
    }

    static var progress: Progress {
        let (format, verbosity) = settings.withLock { ($0.format, $0.verbosity) }
        return switch verbosity {
        case .quiet: .nothing
        case .verbose: .lines
        case .usual: format == .json ? .lines : isatty(2) == 1 ? .line : .nothing
        }
    }

    /// A line of the log; absent is what there is nothing of.
    struct Entry: Encodable {
        var time = Timestamp.now.description
        var level = "info"
        let message: String
        /// What the message speaks of, line by line.
        var lines: [String]?
        var milliseconds: Int64?
        var status: Int32?
        var report: String?
    }

    /// Says what was done, where that is wanted.
    static func tell(_ entry: Entry) {
        switch (progress, format) {
        case (.lines, .json): write(entry)
        case (.lines, .text):
            let time = entry.milliseconds.map { ": \($0) ms" } ?? ""
            StandardError.write("tieout: \(Terminal.escaped(entry.message))\(time)\n")
        case (.line, _), (.nothing, _): break
        }
    }

    /// Says what is being done or waited for.
    static func show(_ text: String) {
        if progress == .line { StandardError.write("\r\u{1B}[K\(Terminal.escaped(text))") }
    }

    static func write(_ entry: Entry) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(entry) else { return }
        StandardError.write(String(decoding: data, as: UTF8.self) + "\n")
    }
}

/// How much is said on standard error, and how it is written.
struct LogOptions: ParsableArguments {
    @Option(help: .key(.logFormat))
    var logFormat: Log.Format?

    @Flag(name: .shortAndLong, help: "Say each step and how long it took, on standard error.")
    var verbose = false

    @Flag(name: .shortAndLong, help: "Print nothing but errors: no progress, no summary.")
    var quiet = false

    func validate() throws {
        guard !(verbose && quiet) else { throw ValidationError("--verbose and --quiet exclude each other.") }
    }

    func settle(_ file: ConfigurationFile) throws {
        let words = Log.Format.allCases.map(\.rawValue).joined(separator: " or ")
        Log.set(
            try logFormat ?? file.value(ConfigurationKey.logFormat.name, Log.Format.init(rawValue:), words),
            verbose ? .verbose : quiet ? .quiet : .usual)
    }
}
