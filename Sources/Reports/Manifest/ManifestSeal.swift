package import FoundationEssentials
internal import Reconciliation

/// The hash by which a manifest vouches for itself: that of its own bytes, with zeros where the hash stands.
///
/// It tells a damaged manifest from a whole one. Who alters one on purpose can seal it again; that is found out by the
/// hash that the next run's manifest keeps of it.
enum ManifestSeal {
    /// What stands in its place while it is computed.
    static let blank = String(repeating: "0", count: 64)

    /// Quotes within a text are escaped in JSON, so this stands nowhere else.
    private static let opening = Data("\"seal\" : \"".utf8)

    /// A manifest with a blank seal, sealed.
    static func sealed(_ manifest: Data) -> Data {
        guard let place = place(in: manifest) else { preconditionFailure("a manifest has a place for its seal") }
        var sealed = manifest
        sealed.replaceSubrange(place, with: Data(FileDigest.sha256(manifest).utf8))
        return sealed
    }

    /// Whether not a byte of a manifest has changed since it was sealed.
    static func isIntact(_ manifest: Data) -> Bool {
        guard let place = place(in: manifest) else { return false }
        var blanked = manifest
        blanked.replaceSubrange(place, with: Data(blank.utf8))
        return manifest[place].elementsEqual(FileDigest.sha256(blanked).utf8)
    }

    private static func place(in manifest: Data) -> Range<Data.Index>? {
        guard let found = manifest.firstRange(of: opening), manifest.endIndex - found.upperBound >= blank.utf8.count
        else {
            return nil
        }
        return found.upperBound..<found.upperBound + blank.utf8.count
    }
}

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

/// What the manifest.json of an earlier run says, as far as others rest on it.
struct RecordedManifest: Decodable {
    let runID: String
    /// T, exact to the microsecond.
    let asOf: String
    let settings: [String: String]
    let provenance: [Manifest.Fact]
    /// Absent in runs of versions that did not write them down.
    let inputs: [String]?
    let findings: Manifest.Findings
    let accepted: Manifest.Accepted?
    let repairsWithheld: Manifest.RepairsWithheld?
    let files: [Manifest.File]
    let previousManifest: Manifest.Previous?

    /// What is wrong with a manifest, as the end of a sentence about it.
    struct Flaw: Error, Hashable {
        let reason: String
    }

    /// Reads a manifest that is as it was written.
    init(_ data: Data) throws(Flaw) {
        guard ManifestSeal.isIntact(data) else {
            // A snapshot has one as well.
            struct Head: Decodable { let format: String }
            let isSnapshot = (try? JSONDecoder().decode(Head.self, from: data))?.format == "tieout snapshot"
            throw Flaw(reason: isSnapshot ? "is a snapshot's, not a run's" : "is not as it was written")
        }
        guard let manifest = try? JSONDecoder().decode(Self.self, from: data) else {
            throw Flaw(reason: "is not what this version of tieout writes")
        }
        self = manifest
    }

    /// What it says about one file.
    func file(_ path: String) -> Manifest.File? { files.first { $0.path == path } }
}
