import TestSupport

/// What happens to bytes that nobody looks after.
enum Damage {
    private static let interesting: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF, 0x22, 0x7B, 0x5C, 0x0A, 0xC3, 0xED]

    static func harm(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty { harmOnce(&bytes, &random) }
    }

    private static func harmOnce(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
        switch Int.random(in: 0..<7, using: &random) {
        case 0, 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: bytes[place] = interesting.randomElement(using: &random) ?? 0
        case 3:
            let values: [Int32] = [.min, -1, 0, 1, 8, 0x7FFF, 0x1_0000, .max]
            let value: Int32 = values.randomElement(using: &random) ?? 0
            for (offset, byte) in withUnsafeBytes(of: value.bigEndian, Array.init).enumerated()
            where place + offset < bytes.count { bytes[place + offset] = byte }
        case 4: bytes.removeSubrange(place..<end)
        case 5: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
        default: bytes.removeSubrange((Bool.random(using: &random) ? place : end)...)
        }
    }
}
