internal import Common
internal import Digests

/// One of several parts of the large tables, of which each machine reads one.
public struct Shard: Sendable, Hashable, CustomStringConvertible {
    /// From 1 to ``count``.
    public let number: Int
    public let count: Int

    /// Nil when there is no such part, or more than 4,096.
    public init?(_ number: Int, of count: Int) {
        guard (1...4_096).contains(count), (1...count).contains(number) else { return nil }
        (self.number, self.count) = (number, count)
    }

    /// All there is.
    static let whole = Shard()

    private init() { (number, count) = (1, 1) }

    public var description: String { "\(number)/\(count)" }
}

/// What one shard of a night came to: small beside the rows, and written as one file.
///
/// Its bytes are a line that names the format and its version, the fields, and the SHA-256 of all before it.
public struct Partial: Sendable {
    /// Something that all parts of one night have in common.
    public struct Fact: Sendable, Hashable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
    }

    public private(set) var facts: [Fact]
    public private(set) var shard: Shard
    private(set) var tallies: PartialTallies
    /// Which keys it has seen, in the source's own words.
    private(set) var keys: [UInt8]

    init(facts: [Fact], shard: Shard, tallies: PartialTallies, keys: [UInt8]) {
        (self.facts, self.shard, self.tallies, self.keys) = (facts, shard, tallies, keys)
    }
}

extension Partial {
    private static let format = Array("tieout partial 1\n".utf8)
    private static let digestLength = 32

    public var bytes: [UInt8] {
        var copy = self
        var writer = FieldWriter()
        // What writes finds nothing wrong.
        try? copy.visitFields(&writer)
        let content = Self.format + writer.bytes
        return content + SHA256.digest(of: content).bytes
    }

    /// - Throws: ``PartialDamage`` when these are no such bytes, or not all of them, or altered.
    public init(bytes: [UInt8]) throws(PartialDamage) {
        guard bytes.starts(with: Self.format.dropLast(2)) else {
            throw PartialDamage(problem: "it is no partial of tieout")
        }
        guard bytes.starts(with: Self.format) else {
            throw PartialDamage(problem: "it was written by another version of tieout")
        }
        let end = bytes.count - Self.digestLength
        guard end >= Self.format.count, SHA256.digest(of: bytes[..<end]).bytes.elementsEqual(bytes[end...]) else {
            throw PartialDamage(problem: "it was cut off or altered: its SHA-256 is not what stands at its end")
        }
        self.init(facts: [], shard: .whole, tallies: PartialTallies(), keys: [])
        var reader = FieldReader(bytes[Self.format.count..<end])
        do throws(FieldDamage) {
            try visitFields(&reader)
        } catch {
            throw PartialDamage(problem: error.problem)
        }
        guard reader.isAtEnd else { throw PartialDamage(problem: "something follows its end") }
    }

    private mutating func visitFields(_ coder: inout some FieldCoder) throws(FieldDamage) {
        try coder.code(&facts, of: Fact("", "")) { (coder, fact) throws(FieldDamage) in
            try coder.code(&fact.name)
            try coder.code(&fact.value)
        }
        var (number, count) = (shard.number, shard.count)
        try coder.code(&number)
        try coder.code(&count)
        guard let shard = Shard(number, of: count) else { throw FieldDamage("there is no shard \(number)/\(count)") }
        self.shard = shard
        try coder.code(&keys)
        try tallies.visitFields(&coder)
    }
}

/// What is wrong with a partial: a sentence's end.
public struct PartialDamage: Error {
    public let problem: String
}
