import FoundationEssentials
import YAML

/// Where something stands in a YAML file, as `file:line:column`.
enum YAMLPlace {
    static func of(_ node: YAMLNode, _ path: String) -> String { of(node.mark, path) }

    private static func of(_ mark: YAMLMark, _ path: String) -> String { "\(path):\(mark.line):\(mark.column)" }

    /// What a file holds; nil when it sets nothing.
    ///
    /// - Throws: ``ConfigurationError`` with line and column, when it is no YAML.
    static func root(of data: Data, _ path: String) throws -> YAMLNode? {
        guard let text = String(validating: data, as: UTF8.self) else {
            throw ConfigurationError(place: path, problem: "it is not UTF-8", remedy: "save it as UTF-8")
        }
        do {
            guard let root = try YAMLNode.document(text), !root.isNull else { return nil }
            return root
        } catch {
            throw ConfigurationError(
                place: error.mark.map { of($0, path) } ?? path, problem: error.problem, remedy: error.remedy)
        }
    }
}
