import ArgumentParser
import Foundation
import LiveShopping
import Repairing

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
        try ExitStatus.writing(json) { try Data(result.utf8).write(to: URL(fileURLWithPath: json), options: .atomic) }
    }

    var selection: RepairSelection { RepairSelection(rules: rule, findings: finding) }
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
