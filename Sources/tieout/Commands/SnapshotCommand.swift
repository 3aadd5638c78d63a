import ArgumentParser
import FoundationEssentials
import Snapshots

struct SnapshotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot", abstract: "Keeps one moment of a database in a folder, to be reconciled anywhere.",
        discussion: """
            The folder holds the very bytes that PostgreSQL sent for the columns that a run reads, and a manifest with \
            their hashes. 'tieout run --snapshot DIR' gives the report that the database gave at that moment.
            """)

    @OptionGroup var source: SourceOptions

    @Option(help: ArgumentHelp("A configuration file in YAML; flags come before what it says.", valueName: "file"))
    var config: String?

    @Option(help: .key(.jobs))
    var jobs: Jobs?

    @Option(
        help: ArgumentHelp(
            "After so many bytes a table goes on in another file, such as 64MB; 32MB unless said.", valueName: "size"))
    var fileSize: FileSize?

    @Option(
        help: ArgumentHelp(
            "An earlier snapshot of the database: what has not changed since is taken over from it.", valueName: "dir"))
    var since: String?

    @OptionGroup var log: LogOptions

    @Argument(help: "The folder to make; it must not be there yet.")
    var directory: String

    func validate() throws {
        guard source.snapshot == nil else {
            throw ValidationError("A snapshot is taken of a database: give --database, not --snapshot.")
        }
    }

    func run() async throws {
        try await ExitStatus.reporting {
            let file = try ConfigurationFile(path: config)
            try source.begin(file, log)
            let progress = Progress()
            progress.step("Opening the database")
            let jobs = try jobs ?? file.value("jobs", Jobs.init(argument:), "a number from 1 to 64")
            let database = try source.openDatabase(file, jobs: jobs?.count ?? 2, isAlone: true)
            progress.step("Keeping the snapshot", reading: database.meter)
            let base = since.map { URL(fileURLWithPath: $0, isDirectory: true) }
            let facts = try SnapshotFolder.capture(
                from: database, to: URL(fileURLWithPath: directory, isDirectory: true),
                fileSize: fileSize?.bytes, since: base)
            progress.end()
            if base != nil { try StandardOutput.print(facts.words) }
        }
    }
}

/// A number of bytes, with kB, MB or GB for thousands, millions and thousands of millions of them; at least 64 kB.
struct FileSize: ExpressibleByArgument {
    let bytes: Int

    private static let least = 64_000

    init?(argument: String) {
        let units = ["GB": 1_000_000_000, "MB": 1_000_000, "kB": 1_000]
        let unit = units.keys.first(where: argument.hasSuffix)
        let digits = unit.map { argument.dropLast($0.count) } ?? argument[...]
        guard let number = Int(digits), number >= 0 else { return nil }
        let (bytes, isTooMuch) = number.multipliedReportingOverflow(by: unit.flatMap { units[$0] } ?? 1)
        guard !isTooMuch, bytes >= Self.least else { return nil }
        self.bytes = bytes
    }
}
