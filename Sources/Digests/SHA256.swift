internal import CLibCrypto

/// The SHA-256 of bytes that come in pieces, by OpenSSL's libcrypto.
///
/// It ends with ``finish()``; whoever has more to digest makes another.
public final class SHA256 {
    private let context: OpaquePointer

    public init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            // Only where memory has run out, or where the library was built without the algorithm.
            fatalError("libcrypto gives no SHA-256")
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Takes further bytes in.
    public func update(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > 0 else { return }
        EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    /// The digest of everything that was taken in.
    public func finish() -> Digest {
        var digest = [UInt8](repeating: 0, count: 32)
        EVP_DigestFinal_ex(context, &digest, nil)
        return Digest(bytes: digest)
    }

    /// The digest of bytes that are there already.
    public static func digest(of bytes: some Sequence<UInt8>) -> Digest {
        let hash = SHA256()
        let whole: Void? = bytes.withContiguousStorageIfAvailable { hash.update(UnsafeRawBufferPointer($0)) }
        if whole == nil { Array(bytes).withUnsafeBytes { hash.update($0) } }
        return hash.finish()
    }

    /// 32 bytes that stand for others.
    public struct Digest: Sendable, Hashable {
        public let bytes: [UInt8]

        /// Lower-case digits, as `sha256sum` prints them.
        public var hexadecimal: String {
            let digits = Array("0123456789abcdef".utf8)
            return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
        }
    }
}
