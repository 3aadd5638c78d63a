import ArgumentParser

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Tells all that a run knows about a finding, or about a session.",
        discussion: """
            A finding is named by its finding_id, or by the first six characters of it or more. Everything that was \
            found about one session, order, client, batch or item is listed by its number: session=42, order=17, \
            client=7, batch=3, item=9; also line=, product=, override= and room=. Nothing but the run's own folder is read.
            """)

    @Argument(help: ArgumentHelp("A finding_id, or what findings are about.", valueName: "finding-id|session=42"))
    var subject: String

    @Option(help: ArgumentHelp("The folder of a run; without it, the latest of the output folder.", valueName: "dir"))
    var run: String?

    @Option(help: ArgumentHelp("A configuration file in YAML, which says where the output is.", valueName: "file"))
    var config: String?

    func run() async throws {
        try await ExitStatus.reporting {
            let output = try ConfigurationFile(path: config).value("output") ?? "output"
            let folder = try RunFolder(run ?? output + "/latest")
            if let topic = try Topic(subject) {
                try StandardOutput.print(try TopicText(topic, in: folder).text)
            } else {
                try StandardOutput.print(try FindingText(try folder.finding(subject), in: folder).text)
            }
        }
    }
}
