internal import LiveShopping
internal import Synchronization

/// Says of cart items whether one like it *may* have been there before, in memory that does not grow with their number.
///
/// A Bloom filter: three bits of one word an item, by the hash of what makes items alike. Never wrong when it says no;
/// when it says maybe, the session's items are fetched and compared. All parts of a reading share one, because a
/// session's items may be dealt to several; setting the bits is one atomic step, so that of two alike one sees the other.
final class RepeatFilter: Sendable {
    private nonisolated(unsafe) let words: UnsafeMutablePointer<Atomic<UInt64>>
    private let mask: UInt64

    /// - Parameter sessions: How many there are: sixteen words for each, up to 16 MiB.
    init(sessions: Int) {
        var count = 1_024
        while count < sessions * 16, count < 1 << 21 { count *= 2 }
        words = .allocate(capacity: count)
        for place in 0..<count { (words + place).initialize(to: Atomic(0)) }
        mask = UInt64(count - 1)
    }

    deinit {
        words.deinitialize(count: Int(mask) + 1)
        words.deallocate()
    }

    /// Takes note of an item; true when one like it may have been there before.
    ///
    /// - Parameter batchAlone: Alike by batch; otherwise by batch, sample and status. The same for all items of a
    ///   session.
    func insert(_ item: CartItem, batchAlone: Bool) -> Bool {
        var hash = mixed(UInt64(bitPattern: item.sessionID.rawValue))
        hash = mixed(hash ^ UInt64(bitPattern: item.batchID.rawValue))
        if !batchAlone { hash = mixed(hash ^ (item.isSample ? 1 : 0) ^ Self.code(of: item.itemStatus)) }
        let bits: UInt64 = 1 << (hash & 63) | 1 << (hash >> 6 & 63) | 1 << (hash >> 12 & 63)
        let word = words + Int(hash >> 18 & mask)
        return word.pointee.bitwiseOr(bits, ordering: .relaxed).oldValue & bits == bits
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
