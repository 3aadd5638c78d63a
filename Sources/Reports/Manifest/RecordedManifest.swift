internal import Foundation

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
