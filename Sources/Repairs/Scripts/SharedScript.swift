internal import Digests
internal import FoundationEssentials
internal import Reports

/// `repairs/tieout.sql`: what all scripts have in common, the same bytes in every run of a version.
package enum SharedScript {
    package static let fileName = "tieout.sql"

    static let bytes = PackageResources.tieout_sql

    /// Its SHA-256, by which a script, a report and the program say which one they mean.
    package static let sha256 = hexDigest(bytes)

    /// The statements in it, without what is psql's: what the program sends.
    static let statements: String = {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let start = text.firstRange(of: "\n-- SQL: from here"),
            let end = text.firstRange(of: "\n-- SQL: to here"),
            start.upperBound < end.lowerBound
        else { preconditionFailure("tieout.sql says where its statements begin and end") }
        return String(text[start.lowerBound..<end.lowerBound])
    }()

    static func write(into folder: URL) throws {
        try write(bytes, to: folder.appendingPathComponent(fileName))
    }

    private static func write(_ bytes: [UInt8], to url: URL) throws {
        var file = try OutputFile(creating: url)
        try file.put { $0.append(contentsOf: bytes) }
        try file.finish()
    }
}

/// SHA-256 in lower-case hex.
func hexDigest(_ bytes: some Sequence<UInt8>) -> String {
    SHA256.digest(of: bytes).hexadecimal
}
