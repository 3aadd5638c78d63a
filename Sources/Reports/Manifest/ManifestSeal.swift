internal import Foundation

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
        guard let found = manifest.range(of: opening), manifest.endIndex - found.upperBound >= blank.utf8.count else {
            return nil
        }
        return found.upperBound..<found.upperBound + blank.utf8.count
    }
}
