import Foundation
import Reconciliation

extension RuleDescription {
    /// A catalogue of a few rules, enough for three families.
    static let sampleCatalogue: [RuleDescription] = [
        .sample("conversion.open-session", .critical, "Order created, session still open"),
        .sample("line.price", .error, "Order and cart disagree on a price"),
        .sample("price.margin", .warning, "Price is not what the margin gives"),
        .sample("hold.unsellable", .warning, "Item of a batch that cannot be sold"),
    ]

    private static func sample(_ id: RuleID, _ severity: Severity, _ title: String) -> RuleDescription {
        RuleDescription(
            id: id, severity: severity, title: title, rationale: "It matters & costs < nothing.", remedy: "Look at it.",
            population: .sessions)
    }
}

enum TestTemplates {
    /// The templates that tieout ships.
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("templates")
}
