internal import LiveShopping
internal import Synchronization

/// Says of cart items whether one like it *may* have been there before, in memory that does not grow with their number.
///
/// A Bloom filter: seven bits of one word an item, by the hash of what makes items alike. The word is of a block that eight
/// sessions share, so that a session's items, which a database mostly stores together, are looked for where the last ones were.
/// Never wrong when it says no; when it says maybe, the session's items are fetched and compared, which of carts of nine items
/// is needed for one in some 4,000. All parts of a reading share one, because a session's items may be dealt to several; setting
/// the bits is one atomic step, so that of two alike one sees the other. 48 bytes a session.
final class RepeatFilter: Sendable {
    private nonisolated(unsafe) let words: UnsafeMutablePointer<Atomic<UInt64>>
    private let blocks: Int

    private static let sessionsPerBlock = 8
    private static let wordsPerBlock = 48

    /// - Parameter sessions: How many there are; their slots are below.
    init(sessions: Int) {
        blocks = max(1, (sessions + Self.sessionsPerBlock - 1) / Self.sessionsPerBlock)
        let count = blocks * Self.wordsPerBlock
        words = .allocate(capacity: count)
        for place in 0..<count { (words + place).initialize(to: Atomic(0)) }
    }

    deinit {
        words.deinitialize(count: blocks * Self.wordsPerBlock)
        words.deallocate()
    }

    /// Takes note of an item; true when one of the same batch, sample and status may have been in the cart before.
    ///
    /// - Parameter slot: Its session's.
    func insert(_ item: some CartItemCells, ofSessionAt slot: Int) -> Bool {
        var hash = mixed(UInt64(bitPattern: item.sessionID.rawValue))
        hash = mixed(hash ^ UInt64(bitPattern: item.batchID.rawValue))
        hash = mixed(hash ^ (item.isSample ? 1 : 0) ^ Self.code(of: item.itemStatus))
        let bits: UInt64 =
            1 << (hash & 63) | 1 << (hash >> 6 & 63) | 1 << (hash >> 12 & 63) | 1 << (hash >> 18 & 63)
            | 1 << (hash >> 24 & 63) | 1 << (hash >> 30 & 63) | 1 << (hash >> 36 & 63)
        let word = Int(((hash >> 48) * UInt64(Self.wordsPerBlock)) >> 16)
        let place = min(slot / Self.sessionsPerBlock, blocks - 1) * Self.wordsPerBlock + word
        return words[place].bitwiseOr(bits, ordering: .relaxed).oldValue & bits == bits
    }

    /// Words that the system does not know share one code: that can only say maybe too often.
    private static func code(of status: Word<ItemStatus>?) -> UInt64 {
        guard let status else { return 2 }
        return switch status.known {
        case nil: 4
        case .sampleRequest: 6
        case .interested: 8
        case .toPurchase: 10
        }
    }
}
