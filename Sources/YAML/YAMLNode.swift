/// A value of a YAML document, with where it stands.
///
/// Tags such as `!!int` are passed over: whoever reads a value decides what it is by its text.
package struct YAMLNode: Sendable {
    package enum Content: Sendable {
        /// - Parameter isPlain: It stands in no quotes, and is no block of text.
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        /// The keys that are scalars are different from each other.
        case mapping([(key: YAMLNode, value: YAMLNode)])
    }

    package let content: Content
    /// Where its text begins; of an alias, where what it stands for does.
    package let mark: YAMLMark
    /// How many values it consists of, itself and what its aliases stand for among them.
    let size: Int

    /// The text of a scalar; nil when it is a list or a mapping.
    package var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }

    /// Whether it is a scalar without quotes.
    package var isPlain: Bool {
        if case .scalar(_, let isPlain) = content { isPlain } else { false }
    }

    package var sequence: [YAMLNode]? {
        if case .sequence(let elements) = content { elements } else { nil }
    }

    package var mapping: [(key: YAMLNode, value: YAMLNode)]? {
        if case .mapping(let pairs) = content { pairs } else { nil }
    }

    /// Whether it is nothing, by a word of its own or by standing empty.
    package var isNull: Bool {
        if case .scalar(let text, isPlain: true) = content { Self.nulls.contains(text) } else { false }
    }

    private static let nulls: Set = ["", "~", "null", "Null", "NULL"]
}

/// A place in a text: line and column, both from 1, the column in characters.
package struct YAMLMark: Hashable, Comparable, Sendable {
    package let line: Int
    package let column: Int

    package static func < (one: YAMLMark, other: YAMLMark) -> Bool {
        (one.line, one.column) < (other.line, other.column)
    }
}

/// What is wrong with a text that should be YAML.
package struct YAMLError: Error, Hashable, Sendable {
    package let problem: String
    package let remedy: String
    /// Where it is; nil when it is nowhere in particular.
    package let mark: YAMLMark?
}
