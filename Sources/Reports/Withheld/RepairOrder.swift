package import Reconciliation

/// The order in which the scripts of a run are applied.
package enum RepairOrder {
    /// Any order gives the same end; this one reads as the story does: carts, orders, sessions, then what is summed.
    private static let rules: [RuleID] = [
        "integrity.duplicate-override", "integrity.product", "price.override", "conversion.duplicate-orders",
        "line.price", "line.total", "order.subtotal", "order.total", "conversion.open-session",
        "conversion.ended-session", "hold.abandoned", "lifecycle.abandoned", "lifecycle.no-show", "lifecycle.no-end",
    ]

    /// What is summed over what other repairs change.
    private static let sums: [RuleID] = ["hold.reserved", "credit.exposure"]

    /// Rules that are not in the list come between, by their names.
    package static func sorted(_ found: Set<RuleID>) -> [RuleID] {
        let others = found.subtracting(rules).subtracting(sums).sorted { $0.description < $1.description }
        return rules.filter(found.contains) + others + sums.filter(found.contains)
    }
}

extension Proposal {
    /// So many alternatives are written out in full.
    package static let mostAlternatives = 10

    /// The alternatives that a script, a page or a file shows.
    package var offered: ArraySlice<Alternative> { alternatives.prefix(Self.mostAlternatives) }

    /// The name of an alternative by its place: A, B, C …
    package static func letter(_ index: Int) -> String {
        let last = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index % 26)))
        return index < 26 ? last : letter(index / 26 - 1) + last
    }

    /// What the alternatives are that are not written out; nil when all are.
    package var unoffered: String? {
        let count = alternatives.count - offered.count
        guard count > 0 else { return nil }
        return """
            \(count) more alternatives are like these, each for another row; what they rest on is in the evidence. None of \
            them can be picked here: settle some of the rows by hand, and the next run offers fewer.
            """
    }
}
