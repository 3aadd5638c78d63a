import ArgumentParser
import Repairing

struct RepairUndoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Takes the repairs of a run back: shows what comes back, asks, and then does it.",
        discussion: """
            Every cell that still holds what was written gets its former value back, from the log of repairs. What \
            has moved on since is skipped and listed. The scripts run in the opposite order, each in a transaction.
            """)

    @Argument(help: ArgumentHelp("The folder of a run, such as output/latest.", valueName: "run"))
    var run: String

    @OptionGroup var options: RepairOptions
    @OptionGroup var consent: ConsentOptions

    @Flag(help: "Run scripts that were changed; whoever changed them answers for them.")
    var allowEdited = false

    func run() async throws {
        try await ExitStatus.reporting {
            let folder = try RepairFolder(run)
            let scripts = try folder.scripts(.undo, allowAltered: allowEdited)
            let proposals = options.finding.isEmpty ? [] : try folder.scripts(.apply, allowAltered: true)
            let tasks = try options.selection.tasks(scripts, proposals: proposals, in: folder.path)
            let notes = RepairNotes(folder, tasks: [], isNamed: true)
            try await RepairWork(options, consent, wording: .undo, run: folder.run, tasks: tasks, notes: notes).run()
        }
    }
}
