internal import LiveShopping
internal import Synchronization

/// The parts of one table, small ones, so that no reader idles for long while others read the last.
///
/// Each reader has a stretch of parts that lie together, from its front; one that has come to its end takes from the back of the
/// longest that is left. So a reader sees rows that lie together, and has few pages of the tallies that others have, too. A
/// single reader gets all in one.
final class PartsInTurn: Sendable {
    private let shard: Shard
    private let count: Int
    /// By reader.
    private let left: Mutex<[Range<Int>]>

    init(readers: Int, of shard: Shard = .whole) {
        let count = readers == 1 ? 1 : readers * Self.partsPerReader
        self.shard = shard
        self.count = count
        left = Mutex((0..<readers).map { count * $0 / readers..<count * ($0 + 1) / readers })
    }

    private static let partsPerReader = 16

    /// The next part for a reader; nil when all are taken.
    func take(_ reader: Int) -> RowSelection? {
        guard let part = left.withLock({ Self.take(from: &$0, reader) }) else { return nil }
        return .part(index: (shard.number - 1) * count + part, count: shard.count * count)
    }

    private static func take(from left: inout [Range<Int>], _ reader: Int) -> Int? {
        if let part = left[reader].first {
            left[reader] = left[reader].dropFirst()
            return part
        }
        guard let longest = left.indices.max(by: { left[$0].count < left[$1].count }), let part = left[longest].last
        else { return nil }
        left[longest] = left[longest].dropLast()
        return part
    }
}
