import ArgumentParser

struct RepairCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair", abstract: "Applies the repairs of a run, takes them back, rehearses them.",
        discussion: """
            What is applied is what the scripts in the run's folder say, with the alternatives that someone has picked, and \
            with every guard. psql runs the same scripts to the same end.

            Exit statuses: 0 all that was asked was done, or had been done before; 2 something was skipped; 64 usage; 65 \
            the folder, a script or the data is not as it must be; 69 the database cannot be reached or a right is \
            missing; 73 the result cannot be written; 75 someone else is in the way; 78 configuration.
            """,
        subcommands: [
            RepairApplyCommand.self, RepairUndoCommand.self, RepairRehearseCommand.self, RepairLogCommand.self,
        ])
}
