import ArgumentParser
import LiveShopping
import Repairing

/// What applying repairs and taking them back have in common.
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

    @Flag(help: "Do not ask.")
    var yes = false

    @Flag(help: "Show what would be done, and change nothing.")
    var dryRun = false

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

    func validate() throws {
        guard !(yes && dryRun) else { throw ValidationError("--yes and --dry-run exclude each other.") }
    }

    var selection: RepairSelection { RepairSelection(rules: rule, findings: finding) }
}
