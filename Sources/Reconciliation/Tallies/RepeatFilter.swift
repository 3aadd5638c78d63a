internal import LiveShopping
internal import Synchronization

/// Says of cart items whether one like it *may* have been there before, in memory that does not grow with their number.
///
/// A Bloom filter: five bits of one word an item, by the hash of what makes items alike. The word is of the session's block,
/// so that a session's items, which a database mostly stores together, are looked for where the last ones were. Never wrong when
/// it says no; when it says maybe, the session's items are fetched and compared. All parts of a reading share one, because a
/// session's items may be dealt to several; setting the bits is one atomic step, so that of two alike one sees the other.
final class RepeatFilter: Sendable {
    private nonisolated(unsafe) let words: UnsafeMutablePointer<Atomic<UInt64>>
    private let blocks: Int

    private static let wordsPerBlock = 16

    /// - Parameter sessions: How many there are: a block of sixteen words for each, up to 32 MiB.
    init(sessions: Int) {
        var blocks = 64
        while blocks < sessions, blocks < 1 << 18 { blocks *= 2 }
        let count = blocks * Self.wordsPerBlock
        words = .allocate(capacity: count)
        for place in 0..<count { (words + place).initialize(to: Atomic(0)) }
        self.blocks = blocks
    }

    deinit {
        words.deinitialize(count: blocks * Self.wordsPerBlock)
        words.deallocate()
    }

    /// Takes note of an item; true when one like it may have been there before.
    ///
    /// - Parameters:
    ///   - slot: Its session's.
    ///   - batchAlone: Alike by batch; otherwise by batch, sample and status. The same for all items of a session.
    func insert(_ item: CartItem, ofSessionAt slot: Int, batchAlone: Bool) -> Bool {
        var hash = mixed(UInt64(bitPattern: item.sessionID.rawValue))
        hash = mixed(hash ^ UInt64(bitPattern: item.batchID.rawValue))
        if !batchAlone { hash = mixed(hash ^ (item.isSample ? 1 : 0) ^ Self.code(of: item.itemStatus)) }
        let bits: UInt64 =
            1 << (hash & 63) | 1 << (hash >> 6 & 63) | 1 << (hash >> 12 & 63) | 1 << (hash >> 18 & 63)
            | 1 << (hash >> 24 & 63)
        let place = (slot & (blocks - 1)) * Self.wordsPerBlock + Int(hash >> 60)
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
