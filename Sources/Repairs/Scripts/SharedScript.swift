internal import Digests
internal import FoundationEssentials
internal import Reports

/// `repairs/tieout.sql`: what all scripts have in common, the same bytes in every run of a version.
package enum SharedScript {
    package static let fileName = "tieout.sql"

    static let text = EmbeddedText.tieout

    /// Its SHA-256, by which a script, a report and the program say which one they mean.
    package static let sha256 = hexDigest(text.utf8)

    /// The statements in it, without what is psql's: what the program sends.
    static let statements: String = {
        guard let start = text.firstRange(of: "\n-- SQL: from here"),
            let end = text.firstRange(of: "\n-- SQL: to here"),
            start.upperBound < end.lowerBound
        else { preconditionFailure("tieout.sql says where its statements begin and end") }
        return String(text[start.lowerBound..<end.lowerBound])
    }()

    static func write(into folder: URL) throws {
        var file = try OutputFile(creating: folder.appendingPathComponent(fileName))
        try file.put { $0.append(contentsOf: text.utf8) }
        try file.finish()
    }
}

/// The files of this module that are no Swift, as texts: the package's plugin adds them.
enum EmbeddedText {}

/// SHA-256 in lower-case hex.
func hexDigest(_ bytes: some Sequence<UInt8>) -> String {
    SHA256.digest(of: bytes).hexadecimal
}
