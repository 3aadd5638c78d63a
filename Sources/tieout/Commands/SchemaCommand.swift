import ArgumentParser
import Snapshots

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the schema that a live-shopping system should have, as PostgreSQL's DDL.")

    func run() throws {
        print(ReferenceSchema.ddl)
    }
}
