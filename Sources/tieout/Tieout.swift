import ArgumentParser

struct Tieout: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ties out live-shopping sessions with their orders, prices, credit and inventory, nightly.",
        discussion: """
            Exit statuses: 0 nothing at or above --fail-on; 2 findings at or above it; 64 usage; 65 the source's data \
            cannot be read; 69 the database or snapshot cannot be reached; 73 the output cannot be written; 75 another \
            run holds the lock; 78 configuration.
            """,
        version: Version.text,
        subcommands: [
            RunCommand.self, HoldCommand.self, MergeCommand.self, SnapshotCommand.self, SimulateCommand.self,
            CompareCommand.self,
            RulesCommand.self, ExplainCommand.self, VerifyCommand.self, RepairCommand.self, SchemaCommand.self,
            ConfigCommand.self, DoctorCommand.self, StatusCommand.self, PruneCommand.self,
        ])
}
