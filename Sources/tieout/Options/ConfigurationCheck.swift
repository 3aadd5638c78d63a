import LiveShopping
import Snapshots
import YAML

/// Refuses a configuration that has a key that nothing reads, or a list where a value belongs: a typing error in a
/// setting must not pass silently.
struct ConfigurationCheck {
    /// Where the value of each key at the top is written.
    private(set) var places: [String: String] = [:]
    /// The value of each key at the top, as it is written.
    private(set) var values: [String: String] = [:]
    private(set) var mapping = TableMapping()
    private let path: String

    init(_ root: YAMLNode, _ path: String) throws {
        self.path = path
        for (key, value) in try entries(of: root, "the file") {
            let name = key.text ?? ""
            if name == "tables" {
                try checkTables(value)
            } else if ConfigurationKey(rawValue: name) != nil {
                places[name] = YAMLPlace.of(value, path)
                values[name] = try text(value, of: name)
            } else {
                throw unknown(key, among: ConfigurationKey.allCases.map(\.name).sorted() + ["tables"])
            }
        }
    }
}

private extension ConfigurationCheck {
    mutating func checkTables(_ tables: YAMLNode) throws {
        for (key, value) in try entries(of: tables, "tables") {
            guard let table = Table(rawValue: key.text ?? "") else {
                throw unknown(key, among: Table.allCases.map(\.name))
            }
            guard value.mapping != nil else {
                try name(value, table)
                continue
            }
            for (part, node) in try entries(of: value, table.name) {
                switch part.text {
                case "name": try name(node, table)
                case "columns": try checkColumns(node, of: table)
                default: throw unknown(part, among: ["name", "columns"])
                }
            }
        }
    }

    mutating func checkColumns(_ columns: YAMLNode, of table: Table) throws {
        for (key, value) in try entries(of: columns, "\(table.name).columns") {
            guard let column = table.columns.first(where: { $0.name == key.text }) else {
                throw unknown(key, among: table.columns.map(\.name))
            }
            try name(value, table, column.name)
        }
    }

    /// Takes the site's name of a table or a column, or `none`; a name that is none itself stands in quotes.
    mutating func name(_ node: YAMLNode, _ table: Table, _ column: String? = nil) throws {
        let ours = [table.name, column].compactMap(\.self).joined(separator: ".")
        let theirs = try text(node, of: ours)
        do throws(SourceError) {
            if theirs == "none", node.isPlain {
                try mapping.setNone(table: table.name, column: column)
            } else if let column {
                try mapping.rename(table: table.name, column: column, to: theirs)
            } else {
                try mapping.rename(table: table.name, to: theirs)
            }
        } catch {
            throw ConfigurationError(
                place: YAMLPlace.of(node, path), problem: "\(ours): \(error.problem)", remedy: error.remedy)
        }
    }

    /// The one value that belongs to a key.
    func text(_ node: YAMLNode, of key: String) throws -> String {
        let place = YAMLPlace.of(node, path)
        guard let text = node.text else {
            throw ConfigurationError(
                place: place,
                problem: "\(key) is a \(node.mapping == nil ? "list" : "mapping"), and one value belongs there",
                remedy: "write '\(key): value' on one line")
        }
        guard !node.isNull else {
            throw ConfigurationError(
                place: place, problem: "\(key) has no value",
                remedy: "write one behind the colon, or leave the line out")
        }
        return text
    }

    func entries(of node: YAMLNode, _ name: String) throws -> [(key: YAMLNode, value: YAMLNode)] {
        guard let mapping = node.mapping else {
            throw ConfigurationError(
                place: YAMLPlace.of(node, path), problem: "\(name) is not a list of 'key: value' lines",
                remedy: "write one 'key: value' a line")
        }
        return mapping
    }

    func unknown(_ key: YAMLNode, among known: [String]) -> ConfigurationError {
        let name = key.text ?? "?"
        let remedy: String
        if ["password", "passwd", "pgpassword"].contains(name.lowercased()) {
            remedy = "a password stands in ~/.pgpass, where libpq finds it: host:port:database:user:password"
        } else if ["host", "port", "user", "dbname"].contains(name.lowercased()) {
            remedy = "write it into database:, as in database: host=db.example.org port=5432 dbname=shop user=reader"
        } else {
            let list = "it knows \(known.joined(separator: ", "))"
            remedy = nearestName(to: name, among: known).map { "did you mean '\($0)'?" } ?? list
        }
        return ConfigurationError(
            place: YAMLPlace.of(key, path), problem: "'\(name)' is not a key that tieout knows here", remedy: remedy)
    }
}
