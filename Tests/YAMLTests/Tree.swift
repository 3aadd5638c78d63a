import YAML

/// A document as its writer means it.
indirect enum Tree: Equatable {
    case text(String)
    case list([Tree])
    case mapping(keys: [String], values: [Tree])

    init(_ node: YAMLNode) {
        switch node.content {
        case .scalar(let text, _): self = .text(text)
        case .sequence(let elements): self = .list(elements.map(Tree.init))
        case .mapping(let pairs):
            self = .mapping(keys: pairs.map { $0.key.text ?? "" }, values: pairs.map { Tree($0.value) })
        }
    }

    static func random(_ random: inout some RandomNumberGenerator, depth: Int) -> Tree {
        let count = Int.random(in: 1...4, using: &random)
        switch Int.random(in: depth == 0 ? 1...2 : 0...(depth > 4 ? 0 : 2), using: &random) {
        case 0: return .text(word(&random))
        case 1: return .list((0..<count).map { _ in .random(&random, depth: depth + 1) })
        default:
            let keys = Set((0..<count).map { _ in word(&random) }).sorted()
            return .mapping(keys: keys, values: keys.map { _ in .random(&random, depth: depth + 1) })
        }
    }

    private static func word(_ random: inout some RandomNumberGenerator) -> String {
        let letters = Array("ab \"'\\:#-&*[]{}?,|é€~!%\u{1F600}")
        return String(
            (0..<Int.random(in: 0...6, using: &random)).map { _ in letters.randomElement(using: &random) ?? "a" })
    }

    static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// With everything on lines of its own.
    func block(indentation: Int) -> String {
        let margin = String(repeating: " ", count: indentation)
        switch self {
        case .text(let text): return Self.quoted(text) + "\n"
        case .list(let elements):
            return elements.map { "\(margin)-\($0.below(indentation))" }.joined()
        case .mapping(let keys, let values):
            return zip(keys, values).map { "\(margin)\(Self.quoted($0)):\($1.below(indentation))" }.joined()
        }
    }

    private func below(_ indentation: Int) -> String {
        if case .text = self { " " + block(indentation: 0) } else { "\n" + block(indentation: indentation + 2) }
    }

    /// On one line.
    var flow: String {
        switch self {
        case .text(let text): Self.quoted(text)
        case .list(let elements): "[" + elements.map(\.flow).joined(separator: ", ") + "]"
        case .mapping(let keys, let values):
            "{" + zip(keys, values).map { "\(Self.quoted($0)): \($1.flow)" }.joined(separator: ", ") + "}"
        }
    }
}

extension YAMLNode {
    /// Every text in it, keys among them, with its place.
    var scalars: [(text: String, mark: YAMLMark)] {
        switch content {
        case .scalar(let text, _): [(text, mark)]
        case .sequence(let elements): elements.flatMap(\.scalars)
        case .mapping(let pairs): pairs.flatMap { $0.key.scalars + $0.value.scalars }
        }
    }
}
