import ArgumentParser
import LiveShopping
import Snapshots

struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the schema that a live-shopping system should have, or compares a database with it.",
        discussion: """
            Without --check, the schema as PostgreSQL's DDL. With it, which of the constraints and indexes that the \
            system promises the database keeps, what can happen where it does not, and the statement that would mend \
            it; nothing is changed. Ends with 0 when all are kept, with 2 when not.
            """)

    @Flag(help: "Hold the database's constraints and indexes against the promised ones.")
    var check = false

    @Option(
        help: ArgumentHelp(
            "A PostgreSQL connection string or URI; without it, PGHOST, PGSERVICE, ~/.pgpass and so on say where.",
            valueName: "conninfo"))
    var database: String?

    @Option(help: "The schema that the tables are in; without it, the connection's search path decides.")
    var schema: String?

    @Option(help: ArgumentHelp("A configuration file in YAML, with the site's names of its tables.", valueName: "file"))
    var config: String?

    func validate() throws {
        guard check || (database == nil && schema == nil && config == nil) else {
            throw ValidationError("--database, --schema and --config say what to check: add --check.")
        }
    }

    func run() async throws {
        guard check else { return try StandardOutput.print(ReferenceSchema.ddl) }
        try await ExitStatus.reporting {
            let file = try ConfigurationFile(path: config)
            let source = try PostgresSource(
                conninfo: database ?? file.value("database"), schema: schema ?? file.value("schema"),
                mapping: file.tableMapping())
            let promises = try source.promises()
            try StandardOutput.print(PromiseReport(promises: promises).text)
            guard promises.allSatisfy({ $0.remedy == nil }) else { throw ExitCode(ExitStatus.findings) }
        }
    }
}

/// What a check of the schema prints: what is wanting first, with what to do about it.
private struct PromiseReport {
    let promises: [KeptPromise]

    var text: String {
        let wanting = promises.filter { $0.remedy != nil }
        let rest = promises.filter { $0.remedy == nil }
        let kept = rest.count { $0.state == .kept }
        return
            (["\(kept) of \(promises.count) promises of the schema are kept by the database."]
            + wanting.map(complaint) + [rest.map(line).joined(separator: "\n")])
            .filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private func complaint(_ promise: KeptPromise) -> String {
        """
        \(line(promise))
          otherwise \(promise.promise.otherwise)
          \(promise.remedy ?? "")
        """
    }

    private func line(_ promise: KeptPromise) -> String {
        switch promise.state {
        case .kept: "kept     \(promise.name)"
        case .missing: "missing  \(promise.name)"
        case .differs(let how): "differs  \(promise.name): \(how)"
        case .unbound(let kind): "unbound  \(promise.name): it is \(kind)"
        }
    }
}
