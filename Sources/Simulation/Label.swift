public import FinancialMath

/// What one injected fault must be reported as: the rule, the key and the impact of a finding.
public struct Label: Sendable, Hashable {
    public let rule: String
    public let key: String
    public let impact: Money

    public init(rule: String, key: String, impact: Money) {
        self.rule = rule
        self.key = key
        self.impact = impact
    }
}

extension Label: Comparable {
    public static func < (left: Label, right: Label) -> Bool {
        left.rule == right.rule ? left.key.utf8.lexicographicallyPrecedes(right.key.utf8) : left.rule < right.rule
    }
}

extension Label {
    /// The labels as a file: `rule,key,impact`, sorted, in RFC 4180's form.
    public static func csv(_ labels: some Sequence<Label>) -> String {
        let rows = labels.sorted().map { label in
            let key = label.key.contains(",") ? "\"\(label.key)\"" : label.key
            return "\(label.rule),\(key),\(label.impact.formatted)"
        }
        return (["rule,key,impact"] + rows).map { $0 + "\r\n" }.joined()
    }
}
