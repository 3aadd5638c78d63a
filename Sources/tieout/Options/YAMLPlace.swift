import Foundation
import Yams

/// Where something stands in a YAML file, as `file:line:column`.
enum YAMLPlace {
    static func of(_ node: Node, _ path: String) -> String {
        node.mark.map { "\(path):\($0.line):\($0.column)" } ?? path
    }

    /// What a file holds; nil when it sets nothing.
    ///
    /// - Throws: ``ConfigurationError`` with the line, when it is no YAML.
    static func root(of data: Data, _ path: String) throws -> Node? {
        guard let text = String(data: data, encoding: .utf8) else {
            throw ConfigurationError(place: path, problem: "it is not UTF-8", remedy: "save it as UTF-8")
        }
        do {
            guard let root = try Yams.compose(yaml: text), root.null == nil else { return nil }
            return root
        } catch let error as YamlError {
            throw problem(error, text, path)
        }
    }

    /// What the parser says, in one line with its place.
    private static func problem(_ error: YamlError, _ text: String, _ path: String) -> ConfigurationError {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if case .duplicatedKeysInMapping(let keys, let context) = error {
            return duplicate(keys.first ?? "?", at: context.mark, lines, path)
        }
        if let tab = lines.firstIndex(where: { $0.prefix { $0 == " " || $0 == "\t" }.contains("\t") }) {
            return ConfigurationError(
                place: "\(path):\(tab + 1)", problem: "line \(tab + 1) begins with a tab",
                remedy: "indent with spaces: YAML takes no tabs there")
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            if problem.contains("expected ',' or") {
                return ConfigurationError(
                    place: "\(path):\(mark.line)", problem: "a [ or { that was opened before is not closed",
                    remedy: "close it, or put the text in quotes")
            }
            return ConfigurationError(
                place: "\(path):\(mark.line):\(mark.column)", problem: problem,
                remedy: "correct the file; a text that begins with * or has ': ' in it stands in quotes")
        default: return ConfigurationError(place: path, problem: "\(error)", remedy: "correct the file")
        }
    }

    /// The key stands again further down, as far in as the first time.
    private static func duplicate(
        _ key: String, at mark: Mark, _ lines: [Substring], _ path: String
    ) -> ConfigurationError {
        func indentation(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }
        let first = mark.line
        let second = lines.indices.dropFirst(first).first { index in
            let rest = lines[index].drop { $0 == " " || $0 == "\"" || $0 == "'" }
            return indentation(lines[index]) == mark.column - 1 && rest.hasPrefix(key)
                && rest.dropFirst(key.count).drop { $0 == " " || $0 == "\"" || $0 == "'" }.first == ":"
        }
        let places = second.map { "lines \(first) and \($0 + 1)" } ?? "line \(first)"
        return ConfigurationError(
            place: "\(path):\(second.map { $0 + 1 } ?? first)", problem: "'\(key)' stands twice, \(places)",
            remedy: "leave one of them")
    }
}
