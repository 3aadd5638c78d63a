package import Foundation
internal import Reconciliation

/// A run's manifest that is as it was written: the one reader of what a run's folder says of itself.
package struct SealedManifest: Sendable {
    package let runID: String
    /// T, exact to the microsecond.
    package let asOf: String
    /// The settings that the run judged by, by the names of their flags.
    package let settings: [String: String]
    /// Where the rows came from: `database`, `host`, `snapshot time` …
    package let facts: [String: String]
    /// SHA-256 of every file of the run, by its path.
    package let hashes: [String: String]
    package let withheld: Withheld

    /// What is wrong with a manifest, as the end of a sentence about it.
    package struct Flaw: Error, Hashable {
        package let reason: String
    }

    package init(_ data: Data) throws(Flaw) {
        let recorded: RecordedManifest
        do {
            recorded = try RecordedManifest(data)
        } catch {
            throw Flaw(reason: error.reason)
        }
        runID = recorded.runID
        asOf = recorded.asOf
        settings = recorded.settings
        facts = Dictionary(recorded.provenance.map { ($0.name, $0.value) }) { first, _ in first }
        hashes = Dictionary(recorded.files.map { ($0.path, $0.sha256) }) { first, _ in first }
        let rules = recorded.repairsWithheld?.rules ?? [:]
        withheld = Withheld(
            everything: recorded.repairsWithheld?.everything,
            rules: Dictionary(uniqueKeysWithValues: rules.map { (RuleID($0.key), $0.value) }))
    }
}
