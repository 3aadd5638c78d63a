import ArgumentParser
import Repairs

struct RepairApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Applies the repairs of a run: shows them, asks, and then changes the database.",
        discussion: """
            Automatic repairs are applied, and choices where one is picked: with --pick, or in the rule's script. Each script is a \
            transaction of its own, in the order of apply-all.sql. What has moved on since the run is skipped and listed.
            """)

    @Argument(help: ArgumentHelp("The folder of a run, such as output/latest.", valueName: "dir"))
    var folder: String

    @OptionGroup var options: RepairOptions
    @OptionGroup var consent: ConsentOptions

    @OptionGroup var picks: PickOptions

    @Flag(help: "Run scripts whose data were changed in more than picks; whoever changed them answers for them.")
    var allowEdited = false

    @Flag(help: "Apply what the run has withheld because it is not to be believed yet.")
    var withheld = false

    func run() async throws {
        try await ExitStatus.reporting {
            let run = try RepairFolder(folder)
            let all = try run.scripts(.apply, allowAltered: allowEdited)
            let scripts = try picks.applied(
                to: withheld || consent.dryRun ? all : run.withoutWithheld(all, named: options.rule))
            let tasks = try options.selection.tasks(scripts, proposals: scripts, in: run.path)
            let chosen = options.isSelective ? tasks : tasks.filter(\.script.isActive)
            let planned = PlannedRepairs(
                run: run.run, tasks: chosen, notes: RepairNotes(run, tasks: tasks, isNamed: options.isSelective),
                choices: tasks.openChoices)
            try await RepairWork(options, consent, wording: .apply).run { _, _ in planned }
        }
    }
}
