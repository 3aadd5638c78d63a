internal import Foundation
internal import Reconciliation

/// Where in a report the repair script of each rule is: the one place that knows.
struct RepairScriptPaths: Sendable {
    private let paths: [RuleID: String]

    /// A report without repairs.
    static let none = RepairScriptPaths(paths: [:])

    private init(paths: [RuleID: String]) {
        self.paths = paths
    }

    /// - Parameters:
    ///   - withheld: Which scripts are withheld.
    ///   - folder: The report's, which holds the scripts already.
    init(_ catalogue: [RuleDescription], withheld: Withheld, in folder: URL) {
        let written = catalogue.map { ($0.id, "repairs/\(withheld.place(of: $0.id))\($0.id).sql") }
            .filter { OutputFolder.kind(folder.appendingPathComponent($0.1).path) != nil }
        self.init(paths: Dictionary(uniqueKeysWithValues: written))
    }

    /// From the report's root; nil for a rule of which nothing is repaired.
    func path(of rule: RuleID) -> String? { paths[rule] }
}
