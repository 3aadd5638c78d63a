import ArgumentParser
import Glibc
import LiveShopping
import Snapshots

struct HoldCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "Keeps one moment of a database for several machines to read.",
        discussion: """
            Prints the options with which 'tieout run --shard' and 'tieout merge' read that moment, and keeps it until \
            its standard input ends. Whoever comes later is refused: no shard ever reads another moment.
            """)

    @OptionGroup var source: SourceOptions

    @Option(help: ArgumentHelp("A configuration file in YAML; flags come before what it says.", valueName: "file"))
    var config: String?

    @OptionGroup var log: LogOptions

    func validate() throws {
        guard source.snapshot == nil, source.exportedSnapshot == nil else {
            throw ValidationError("A moment of a database is kept: give --database alone.")
        }
    }

    func run() async throws {
        try await ExitStatus.reporting {
            let file = try ConfigurationFile(path: config)
            try source.begin(file, log)
            let database = try source.openDatabase(file, jobs: 1, isAlone: true, isHeld: true)
            guard let exported = database.exported else { return }
            try StandardOutput.print(
                "--exported-snapshot \(exported) --as-of \(database.snapshot.takenAt.exactDescription)")
            while Self.inputGoesOn(within: 10) { try database.requireOpen() }
        }
    }

    /// Waits for a while for the end of standard input; what comes there is thrown away.
    private static func inputGoesOn(within seconds: Int32) -> Bool {
        var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        guard poll(&input, 1, seconds * 1_000) > 0 else { return true }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        return read(STDIN_FILENO, &bytes, bytes.count) > 0
    }
}
