internal import Crypto
internal import Foundation
internal import LiveShopping

/// What a run's manifest says that its repairs rest on.
struct RunManifest: Decodable, Sendable {
    let runID: String
    let asOf: String
    let settings: [String: String]
    let provenance: [Fact]
    let files: [File]
    /// Why the run has put its scripts aside.
    let repairsHeld: String?

    struct Fact: Decodable, Sendable {
        let name: String
        let value: String
    }

    struct File: Decodable, Sendable {
        let path: String
        let sha256: String
    }

    init(folder: String) throws(RepairFailure) {
        let path = folder + "/manifest.json"
        guard let data = FileManager.default.contents(atPath: path) else {
            throw RepairFailure(
                .data, place: path, problem: "the file cannot be read",
                remedy: "give the folder that a run left, such as output/latest")
        }
        do {
            self = try JSONDecoder().decode(RunManifest.self, from: data)
        } catch {
            throw RepairFailure(
                .data, place: path, problem: "it is no manifest of a run",
                remedy: "give the folder that a run left, such as output/latest")
        }
    }

    func fact(_ name: String) -> String? { provenance.first { $0.name == name }?.value }

    /// The hash of a file as the run wrote it; nil for one that it did not write.
    func sha256(of path: String) -> String? { files.first { $0.path == path }?.sha256 }
}

/// SHA-256 in lower-case hex, as the manifest has it.
func hexDigest(_ bytes: some Sequence<UInt8>) -> String {
    var hash = SHA256()
    hash.update(data: Array(bytes))
    return hash.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
}
