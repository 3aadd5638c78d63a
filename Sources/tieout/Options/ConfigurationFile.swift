import Foundation
import LiveShopping
import Snapshots

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
    private let values: [String: String]
    /// Where the value of a key is written, as `file:line:column`.
    private let places: [String: String]
    private let mapping: TableMapping

    /// - Parameter path: nil is no file: every value is absent.
    init(path: String?) throws {
        self.path = path ?? ""
        guard let path else {
            (values, places, mapping) = ([:], [:], TableMapping())
            return
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ConfigurationError(
                place: path, problem: "the file cannot be read", remedy: "give --config a file that is there")
        }
        // A file of comments sets nothing, which is no mistake.
        guard let root = try YAMLPlace.root(of: data, path) else {
            (values, places, mapping) = ([:], [:], TableMapping())
            return
        }
        let check = try ConfigurationCheck(root, path)
        (values, places, mapping) = (check.values, check.places, check.mapping)
    }

    /// The value of a key as it is written, nil when the file does not have it.
    func value(_ key: String) -> String? {
        values[key]
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

    /// What the site calls its tables and columns, and which of them it has none of.
    func tableMapping() -> TableMapping { mapping }
}
