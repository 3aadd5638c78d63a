import ArgumentParser
import Common
import FoundationEssentials
import LiveShopping
import Repairs

/// Which repairs are meant, where they are made, and how long may be waited.
struct RepairOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A PostgreSQL connection string or URI; without it, PGHOST, PGSERVICE, ~/.pgpass and so on say where.",
            valueName: "conninfo"))
    var database: String?

    @Option(help: ArgumentHelp("Only the repairs of this rule; may be given several times.", valueName: "rule"))
    var rule: [String] = []

    @Option(
        help: ArgumentHelp(
            "Only what repairs this finding, by six characters of its id or more; may be given several times.",
            valueName: "id"))
    var finding: [String] = []

    @Flag(help: "Go on although this is not the database that the run read: in a restored copy of it. The log says so.")
    var otherDatabase = false

    @Option(
        help: ArgumentHelp(
            "Leave the result as JSON; - is standard output, which then has nothing else.", valueName: "file"))
    var json: String?

    @Option(help: ArgumentHelp("How long a row in use is waited for (5s).", valueName: "duration"))
    var lockTimeout: TimeSpan?

    @Option(help: ArgumentHelp("How long one statement may take; 0 is for ever (10m).", valueName: "duration"))
    var statementTimeout: TimeSpan?

    @Option(
        help: ArgumentHelp("A configuration file, for its 'database'; a flag comes before it.", valueName: "file"))
    var config: String?

    /// Some repairs were named; of the others nothing need be said.
    var isSelective: Bool { !rule.isEmpty || !finding.isEmpty }

    /// Prints the text, and leaves the JSON where it is wanted: in a file, or instead of the text.
    func leave(_ result: @autoclosure () -> String, instead text: String) throws {
        if json != "-" { try StandardOutput.print(text, terminator: "") }
        guard let json else { return }
        let result = result()
        guard json != "-" else { return try StandardOutput.print(result, terminator: "") }
        try ExitStatus.write(result, to: json)
    }

    var selection: RepairSelection { RepairSelection(rules: rule, findings: finding) }
}

/// What is picked of a run's choices, without touching its folder.
struct PickOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Apply this alternative of a choice, such as 1f0c3a=B; may be given several times.",
            valueName: "finding=letter"))
    var pick: [String] = []

    @Option(
        help: ArgumentHelp("A file with a pick a line, FINDING=LETTER; # begins a comment.", valueName: "file"))
    var picks: String?

    /// The scripts with what is picked in them.
    func applied(to scripts: [ScriptFile]) throws -> [ScriptFile] {
        var wanted = pick
        if let picks {
            guard let text = try? String(contentsOfFile: picks, encoding: .utf8) else {
                throw ValidationError("\(picks): the file cannot be read as UTF-8.")
            }
            wanted += text.split(whereSeparator: \.isNewline).map { line in
                line.prefix { $0 != "#" }.trimmed
            }.filter { !$0.isEmpty }
        }
        let found = try wanted.map { try RepairSelection.pick($0, in: scripts) }
        return scripts.map { $0.picking(found) }
    }
}

/// Whether something is really to be done.
struct ConsentOptions: ParsableArguments {
    @Flag(help: "Do not ask.")
    var yes = false

    @Flag(help: "Show what would be done, and change nothing.")
    var dryRun = false

    func validate() throws {
        guard !(yes && dryRun) else { throw ValidationError("--yes and --dry-run exclude each other.") }
    }
}
