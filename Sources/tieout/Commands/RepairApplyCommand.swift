import ArgumentParser
import Repairing

struct RepairApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Applies the repairs of a run: shows them, asks, and then changes the database.",
        discussion: """
            Automatic repairs are applied, and choices where one is picked in the rule's script. Each script is a \
            transaction of its own, in the order of apply-all.sql. What has moved on since the run is skipped and listed.
            """)

    @Argument(help: ArgumentHelp("The folder of a run, such as output/latest.", valueName: "dir"))
    var folder: String

    @OptionGroup var options: RepairOptions
    @OptionGroup var consent: ConsentOptions

    @Flag(help: "Run scripts that were changed in more than picks; whoever changed them answers for them.")
    var allowEdited = false

    @Flag(help: "Apply repairs that the run has put aside because there are too many to be believed.")
    var held = false

    func run() async throws {
        try await ExitStatus.reporting {
            let run = try RepairFolder(folder)
            if !held && !consent.dryRun { try run.requireNotHeld() }
            let scripts = try run.scripts(.apply, allowAltered: allowEdited)
            let tasks = try options.selection.tasks(scripts, proposals: scripts, in: run.path)
            let chosen = options.isSelective ? tasks : tasks.filter(\.script.isActive)
            let planned = PlannedRepairs(
                run: run.run, tasks: chosen, notes: RepairNotes(run, tasks: tasks, isNamed: options.isSelective))
            try await RepairWork(options, consent, wording: .apply).run { _, _ in planned }
        }
    }
}
