import Foundation
import LiveShopping
import Repairs
import Snapshots
import TestSupport

/// A text that a reader of tieout's takes apart.
struct AlteredText: Trial {
    private var texts: [(kind: Kind, bytes: [UInt8])]

    private enum Kind { case json, manifest, script }

    init(_ ground: Ground) throws {
        let output = ground.folder.appendingPathComponent("scripts")
        _ = try ground.run(["run", "--snapshot", ground.snapshot.path, "--output", output.path, "--fail-on", "never"])
        let json =
            #"{"a": [1, -2.5e10, "\u00e9\ud83d\ude00", {"defaultMarginPercent": "12.5"}], "defaultMarginPercent": 20}"#
        texts = [
            (.json, Array(json.utf8)),
            (.manifest, try Array(Data(contentsOf: ground.snapshot.appendingPathComponent("manifest.json")))),
        ]
        let repairs = output.appendingPathComponent("latest/repairs")
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: repairs.path)) ?? []
        for name in names.sorted() where name.hasSuffix(".sql") && !name.hasSuffix("tieout.sql") {
            texts.append((.script, try Array(Data(contentsOf: repairs.appendingPathComponent(name)))))
        }
        guard texts.count > 10 else { throw Ground.Unfit(why: "there are no scripts in \(repairs.path)") }
    }

    mutating func attempt(_ random: inout SeededGenerator, in folder: URL) throws -> String? {
        guard let (kind, text) = texts.randomElement(using: &random) else { return "nothing to read" }
        var bytes = text
        Damage.harm(&bytes, &random)
        switch kind {
        case .json: _ = bytes.withUnsafeBytes { try? JSONScanner.outline(of: $0, keys: ["defaultMarginPercent"]) }
        case .manifest: _ = try? SnapshotManifest(json: Data(bytes))
        case .script: _ = try? ScriptReader(bytes, file: "altered.sql")
        }
        return nil
    }
}
