import Configuration
import Foundation
import LiveShopping
import Snapshots
import SystemPackage
import Yams

/// Something in the configuration that cannot be so: status 78.
struct ConfigurationError: Error, CustomStringConvertible {
    let place: String
    let problem: String
    let remedy: String

    var description: String { "\(place): \(problem); \(remedy)" }
}

/// What `--config tieout.yaml` says. Flags come before it, defaults after it.
struct ConfigurationFile {
    /// Every key of the file besides `tables`, named as its flag is.
    static let keys: Set<String> = Set(SettingsOptions.keys + RunCommand.keys + SourceOptions.keys)

    private let path: String
    private let reader: ConfigReader?
    /// Where the value of a key is written, as `file:line:column`.
    private let places: [String: String]

    /// - Parameter path: nil is no file: every value is absent.
    init(path: String?) async throws {
        self.path = path ?? ""
        guard let path else {
            reader = nil
            places = [:]
            return
        }
        places = try Self.check(path)
        do {
            reader = ConfigReader(provider: try await FileProvider<YAMLSnapshot>(filePath: FilePath(path)))
        } catch {
            throw ConfigurationError(place: path, problem: "\(error)", remedy: "correct the file")
        }
    }

    /// The value of a key as it is written, nil when the file does not have it.
    func value(_ key: String) -> String? {
        reader?.string(forKey: ConfigKey([key]))
    }

    /// The value of a key, read as a type.
    func value<Value>(_ key: String, _ read: (String) -> Value?, _ form: String) throws -> Value? {
        guard let text = value(key) else { return nil }
        guard let value = read(text) else {
            throw ConfigurationError(
                place: places[key] ?? path, problem: "\(key) is '\(text)', which is not \(form)",
                remedy: "write \(form)")
        }
        return value
    }

    /// What the site calls its tables and columns.
    func tableMapping() throws -> TableMapping {
        guard let reader else { return TableMapping() }
        var names: [String: String] = [:]
        for table in Table.allCases {
            let tables = ["tables", table.name]
            names[table.name] =
                reader.string(forKey: ConfigKey(tables)) ?? reader.string(forKey: ConfigKey(tables + ["name"]))
            for column in table.columns {
                names["\(table.name).\(column.name)"] =
                    reader.string(forKey: ConfigKey(tables + ["columns", column.name]))
            }
        }
        return try TableMapping(names)
    }
}

private extension ConfigurationFile {
    /// Refuses a file that cannot be read, is no YAML, or has a key that nothing reads: a typing error in a setting
    /// must not pass silently.
    ///
    /// - Returns: Where the value of each key at the top is written.
    static func check(_ path: String) throws -> [String: String] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ConfigurationError(
                place: path, problem: "the file cannot be read", remedy: "give --config a file that is there")
        }
        do {
            guard let root = try Yams.compose(yaml: String(decoding: data, as: UTF8.self)) else { return [:] }
            return try check(root, path)
        } catch let error as YamlError {
            throw ConfigurationError(place: path, problem: "\(error)", remedy: "correct the file")
        }
    }

    static func check(_ root: Node, _ path: String) throws -> [String: String] {
        var places: [String: String] = [:]
        for (key, value) in try entries(of: root, path, "the file") {
            let name = key.string ?? ""
            places[name] = place(of: value, path)
            if name == "tables" {
                try checkTables(value, path)
            } else if !keys.contains(name) {
                throw unknown(key, among: keys.sorted() + ["tables"], path)
            }
        }
        return places
    }

    static func checkTables(_ tables: Node, _ path: String) throws {
        for (key, value) in try entries(of: tables, path, "tables") {
            guard let table = Table(rawValue: key.string ?? "") else {
                throw unknown(key, among: Table.allCases.map(\.name), path)
            }
            if value.scalar != nil { continue }
            for (part, names) in try entries(of: value, path, table.name) {
                switch part.string {
                case "name": continue
                case "columns": try checkColumns(names, of: table, path)
                default: throw unknown(part, among: ["name", "columns"], path)
                }
            }
        }
    }

    static func checkColumns(_ columns: Node, of table: Table, _ path: String) throws {
        for (key, _) in try entries(of: columns, path, "\(table.name).columns")
        where !table.columns.contains(where: { $0.name == key.string }) {
            throw unknown(key, among: table.columns.map(\.name), path)
        }
    }

    static func entries(of node: Node, _ path: String, _ name: String) throws -> [(Node, Node)] {
        guard let mapping = node.mapping else {
            throw ConfigurationError(
                place: place(of: node, path), problem: "\(name) is not a list of 'key: value' lines",
                remedy: "write one 'key: value' a line")
        }
        return mapping.map { ($0.key, $0.value) }
    }

    static func unknown(_ key: Node, among known: [String], _ path: String) -> ConfigurationError {
        ConfigurationError(
            place: place(of: key, path), problem: "'\(key.string ?? "?")' is nothing that tieout knows here",
            remedy: "it knows \(known.joined(separator: ", "))")
    }

    static func place(of node: Node, _ path: String) -> String {
        node.mark.map { "\(path):\($0.line):\($0.column)" } ?? path
    }
}
