import Reconciliation
import Repairs
import Reports
import Snapshots

/// What a person should know of a run's folder before its repairs are applied.
struct RepairNotes {
    private let source: String
    private let database: String?
    private let own: [String]

    /// - Parameter isNamed: The user has said which repairs are meant, so that nothing need be said of others.
    init(_ folder: RepairFolder, tasks: [RepairTask], isNamed: Bool) {
        source = folder.source
        database = folder.database
        let scripts = tasks.map(\.script)
        own = Self.withheld(folder) + Self.edits(scripts) + (isNamed ? [] : Self.choices(scripts))
    }

    /// What is known without a folder.
    init(_ note: String) {
        source = ""
        database = nil
        own = [note]
    }

    func lines(_ connection: Connection) -> [String] {
        guard let database, database != connection.database else { return own }
        return ["The run read \(source); this is \(connection.place)."] + own
    }
}

private extension RepairNotes {
    static func edits(_ scripts: [ScriptFile]) -> [String] {
        scripts.flatMap { script in
            let altered = script.state == .altered ? ["\(script.path) is not what the run wrote."] : []
            return altered
                + script.picks.map { "\(script.path): \($0.alternative) is picked for finding \($0.finding)." }
        }
    }

    static func choices(_ scripts: [ScriptFile]) -> [String] {
        let open = scripts.filter { !$0.openChoices.isEmpty }
        guard !open.isEmpty else { return [] }
        let count = Set(open.flatMap(\.openChoices).map(\.finding)).count
        let files = open.count == 1 ? open[0].path : "\(open.count) scripts"
        return [
            "\(count) \(count == 1 ? "repair waits" : "repairs wait") for a choice, in \(files); "
                + "repairs/README.txt says how one is picked."
        ]
    }

    static func withheld(_ folder: RepairFolder) -> [String] {
        let all = folder.withheld.everything.map { ["Withheld by the run: \($0)."] } ?? []
        return all
            + folder.withheld.rules.sorted { $0.key.description < $1.key.description }.map { rule, reasons in
                "Withheld by the run, \(rule): \(reasons.joined(separator: "; "))."
            }
    }
}
