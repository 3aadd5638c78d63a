public import Foundation

/// The SHA-256 by which a file is known.
public enum FileFingerprint {
    /// In lower-case hex.
    public static func sha256(_ bytes: Data) -> String { FileDigest.sha256(bytes) }
}
