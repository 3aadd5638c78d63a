internal import FinancialMath
internal import FoundationEssentials
internal import LiveShopping
internal import Reconciliation

/// manifest.json: what went in, what came out, and a hash of every file, so that a report can be trusted later.
struct Manifest: Encodable {
    let tool: Tool
    let runID: String
    /// T, exact to the microsecond.
    let asOf: String
    let settings: [String: String]
    let options: [String: String]
    let provenance: [Fact]
    let missing: [Missing]
    /// The optional tables and columns that were there.
    let inputs: [String]
    /// What the stored exposure was compared with, and how many clients differ from either.
    let exposure: Exposure
    /// The newest time that was read; absent when there was none.
    let newestTime: String?
    let rulesSwitchedOff: [String]
    let tables: [TableRows]
    let unreadable: [Unreadable]
    let findings: Findings
    let accepted: Accepted
    /// Which repair scripts are withheld, and why; absent when none is.
    let repairsWithheld: RepairsWithheld?
    let history: Comparison
    let files: [File]
    let previousManifest: Previous?
    let timings: [Timing]
    /// See ``ManifestSeal``.
    let seal = ManifestSeal.blank

    static let fileName = "manifest.json"

    struct Tool: Encodable {
        let name: String
        let version: String
        let build: String
    }

    struct Exposure: Encodable {
        let basis: String
        let differFromOrders: Int
        let differFromInvoices: Int
    }

    struct Fact: Codable {
        let name: String
        let value: String
    }

    struct Missing: Encodable {
        let table: String
        let column: String?
        let effect: String
        let weakens: [String]
    }

    struct TableRows: Encodable {
        let table: String
        let rows: Int
        let used: Int
        let deleted: Int
        let unreadable: Int
        let unattached: Int
    }

    struct Unreadable: Encodable {
        let table: String
        let id: Int64?
        let column: String
        let reason: String
    }

    struct Count: Codable {
        let findings: Int
        let impact: String
    }

    struct Findings: Codable {
        let total: Count
        let bySeverity: [String: Count]
        let byRule: [String: Count]
    }

    /// What of the findings does not count, and why; the sums of all findings have them too.
    struct Accepted: Codable {
        let total: Count
        let bySeverity: [String: Count]
        let findings: [Finding]
        /// What should be looked at again.
        let notices: [String]

        struct Finding: Codable {
            let findingID: String
            let place: String
            let by: String
            let until: String
            let upTo: String
            let reason: String
        }
    }

    /// Why no script is to be believed, and why those of single rules are not.
    struct RepairsWithheld: Codable {
        let everything: String?
        let rules: [String: [String]]
    }

    /// How the run compares with the one before it of the same database, and which runs were left out.
    struct Comparison: Encodable {
        let previousRun: String?
        let new: Int
        let open: Int
        let resolved: Count
        let skipped: [History.Skipped]
    }

    struct File: Codable {
        let path: String
        let bytes: Int
        let sha256: String
    }

    struct Previous: Codable {
        /// The name of its folder.
        let run: String
        let sha256: String
    }

    struct Timing: Encodable {
        let step: String
        let milliseconds: Int64
    }

    /// Writes it into a folder, where it describes every other file.
    func write(into folder: URL) throws(PublicationError) {
        let sealed = ManifestSeal.sealed(Data((JSONText.of(self) + "\n").utf8))
        try OutputFile.write(String(decoding: sealed, as: UTF8.self), to: folder.appendingPathComponent(Self.fileName))
    }
}
