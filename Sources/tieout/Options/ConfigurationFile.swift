import ArgumentParser
import Files
import FoundationEssentials
import LiveShopping
import Snapshots

/// Something in the configuration that cannot be so: status 78.
struct ConfigurationError: Error, CustomStringConvertible {
    let place: String
    let problem: String
    let remedy: String

    var description: String { "\(place): \(problem); \(remedy)" }
}

/// What `--config tieout.yaml` says, and before it the environment. Flags come before both, defaults after them.
struct ConfigurationFile {
    private let path: String
    private let values: [String: String]
    /// Where the value of a key is written: `file:line:column`, or the variable.
    private let places: [String: String]
    private let mapping: TableMapping

    /// - Parameter path: nil is no file.
    init(path: String?, environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        let told = try Self.variables(of: environment)
        let file = try path.map(Self.read) ?? Self.nothing
        self.path = path ?? ""
        values = file.values.merging(told.mapValues(\.value)) { $1 }
        places = file.places.merging(told.mapValues(\.variable)) { $1 }
        mapping = file.mapping
    }

    private typealias Said = (values: [String: String], places: [String: String], mapping: TableMapping)

    private static var nothing: Said { ([:], [:], TableMapping()) }

    private static func read(_ path: String) throws -> Said {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ConfigurationError(
                place: path, problem: "the file cannot be read: \(FileFailure.reasonNotToRead(path))",
                remedy: "give --config a file that is there and that this user may read")
        }
        // A file of comments sets nothing, which is no mistake.
        guard let root = try YAMLPlace.root(of: data, path) else { return nothing }
        let check = try ConfigurationCheck(root, path)
        return (check.values, check.places, check.mapping)
    }

    /// What the environment sets. A variable that is nearly one of ours is a typing error; others are somebody else's.
    private static func variables(
        of environment: [String: String]
    ) throws -> [String: (value: String, variable: String)] {
        var found: [String: (value: String, variable: String)] = [:]
        for (variable, value) in environment.sorted(by: { $0.key < $1.key })
        where variable.hasPrefix(ConfigurationKey.prefix) {
            let name = variable.dropFirst(ConfigurationKey.prefix.count).lowercased().replacing("_", with: "-")
            if let key = ConfigurationKey(rawValue: name), key.variable == variable {
                found[key.name] = (value, variable)
            } else if let nearest = nearestName(to: name, among: ConfigurationKey.allCases.map(\.name)),
                let key = ConfigurationKey(rawValue: nearest)
            {
                throw ConfigurationError(
                    place: "the environment", problem: "\(variable) is not a variable that tieout knows",
                    remedy: "did you mean \(key.variable)?")
            }
        }
        return found
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
                remedy: "write it so, or leave the key out")
        }
        return value
    }

    /// The folder with a folder a run: as the flag says, or the file.
    func outputFolder(_ flag: String?) throws -> URL {
        let text = flag ?? value("output") ?? "output"
        guard !text.isEmpty else {
            guard flag == nil else { throw ValidationError("--output is empty: name a folder.") }
            throw ConfigurationError(place: place(of: "output"), problem: "output is empty", remedy: "name a folder")
        }
        return URL(fileURLWithPath: text, isDirectory: true)
    }

    /// Where the value of a key was said.
    func place(of key: String) -> String { places[key] ?? path }

    /// What the site calls its tables and columns, and which of them it has none of.
    func tableMapping() -> TableMapping { mapping }
}
