import ArgumentParser
import Doctor
import Files
import FoundationEssentials
import LiveShopping
import Reports

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Examines a deployment, and prints what is well and what is not.",
        discussion: """
            A line for each check with what was seen, and below it what to do. It changes nothing, and reads no rows but \
            counts and newest times. The live-shopping system's own parts are asked where they are named. Ends with 2 when \
            something fails, with 0 when nothing does; a warning is not a failure.
            """)

    @Option(help: .key(.database, valueName: "conninfo"))
    var database: String?

    @Option(help: .key(.schema))
    var schema: String?

    @Option(help: .key(.output, valueName: "dir"))
    var output: String?

    @Option(help: .key(.templates, valueName: "dir"))
    var templates: String?

    @Option(help: .key(.accepted, valueName: "file"))
    var accepted: String?

    @Option(help: ArgumentHelp("A configuration file in YAML, with all other settings of a run.", valueName: "file"))
    var config: String?

    @OptionGroup var system: SystemOptions

    @Flag(help: "Print JSON, for programs.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Only this check; may be given several times. --list says which there are.", valueName: "check"))
    var only: [String] = []

    @Flag(help: "Print the checks that there are, and check nothing.")
    var list = false

    func validate() throws {
        let known = Checklist.topics.map(\.name)
        for name in only where !known.contains(name) {
            let near = nearestName(to: name, among: known).map { "did you mean '\($0)'? " } ?? ""
            throw ValidationError("There is no check '\(name)'; \(near)there are \(known.joined(separator: ", ")).")
        }
    }

    func run() async throws {
        if list {
            let rows = Checklist.topics.map { [$0.name, $0.meaning] }
            return try StandardOutput.print(TextTable(rows, indentation: "").lines.joined(separator: "\n"))
        }
        try await ExitStatus.reporting {
            let checklist = Checklist(of: try deployment(), only: Set(only))
            try StandardOutput.print(json ? document(checklist) : text(checklist), terminator: "")
            if checklist.hasFailed { throw ExitCode(ExitStatus.findings) }
        }
    }

    private func deployment() throws -> Deployment {
        let file = try ConfigurationFile(path: config)
        let settings = try SettingsOptions.parse([]).settings(file)
        var deployment = Deployment()
        deployment.conninfo = database ?? file.value("database")
        deployment.schema = schema ?? file.value("schema")
        deployment.mapping = file.tableMapping()
        deployment.timeZone = settings.timeZone
        deployment.jobs = try file.value("jobs", Jobs.init(argument:), "a number from 1 to 64")?.count ?? 2
        deployment.clockSkew = settings.clockSkew
        deployment.sessionTimeout = settings.sessionTimeout
        deployment.output = try file.outputFolder(output)
        deployment.templates = (templates ?? file.value("templates")).map {
            URL(fileURLWithPath: $0, isDirectory: true)
        }
        deployment.accepted = try AcceptedFile(path: accepted ?? file.value("accepted")).acceptances
        if let headers = system.headers, !FileManager.default.isReadableFile(atPath: headers) {
            throw ConfigurationError(
                place: headers, problem: "the file cannot be read: \(FileFailure.reasonNotToRead(headers))",
                remedy: "give --headers a file that is there and that this user may read")
        }
        system.complete(&deployment)
        return deployment
    }

    private func text(_ checklist: Checklist) -> String {
        let names = checklist.checks.map(\.name.count).max() ?? 0
        let lines = checklist.checks.flatMap { check -> [String] in
            let word = check.state.rawValue.padded(to: 7), name = check.name.padded(to: names)
            let indentation = String(repeating: " ", count: 9 + names + 2)
            let remedy = (check.remedy ?? "").split(separator: "\n").map {
                "\(indentation)→ \(Terminal.line(String($0)))"
            }
            return ["\(word)  \(name)  \(Terminal.line(check.evidence))"] + remedy
        }
        return (lines + ["", checklist.sum]).joined(separator: "\n") + "\n"
    }

    private func document(_ checklist: Checklist) -> String {
        struct Document: Encodable {
            let version = 1
            let hasFailed: Bool
            let checks: [Check]
        }
        return JSONText.of(Document(hasFailed: checklist.hasFailed, checks: checklist.checks)) + "\n"
    }
}

/// Where the parts of the live-shopping system are that only its own operators know.
struct SystemOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where the role that applies repairs connects.", valueName: "conninfo"))
    var repairDatabase: String?

    @Option(help: ArgumentHelp("The live-shopping system's environment file, for its feature flag.", valueName: "file"))
    var envFile: String?

    @Option(
        help: ArgumentHelp(
            "A query of the staff's API, such as https://shop.example.org/api/trpc/liveShopping.NAME.", valueName: "url"
        ))
    var staffUrl: String?

    @Option(
        help: ArgumentHelp(
            "A query of the client's API, such as …/api/trpc/vipPortalLiveShopping.getActiveSession.", valueName: "url")
    )
    var clientUrl: String?

    @Option(help: ArgumentHelp("One room's event stream (…/api/sse/…), once for each instance.", valueName: "url"))
    var eventsUrl: [String] = []

    @Option(help: ArgumentHelp("Where an empty POST has an event published in that room.", valueName: "url"))
    var publishUrl: String?

    @Option(
        help: ArgumentHelp(
            "A file with header lines for each request, such as a cookie: not seen by others.", valueName: "file"))
    var headers: String?

    @Option(help: ArgumentHelp("How long an event stream may be silent (30s).", valueName: "duration"))
    var heartbeat: TimeSpan?

    func complete(_ deployment: inout Deployment) {
        deployment.repairConninfo = repairDatabase
        deployment.environmentFile = envFile
        deployment.staffURL = staffUrl
        deployment.clientURL = clientUrl
        deployment.eventURLs = eventsUrl
        deployment.publishURL = publishUrl
        deployment.headerFile = headers
        if let heartbeat { deployment.heartbeat = heartbeat }
    }
}

private extension String {
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
