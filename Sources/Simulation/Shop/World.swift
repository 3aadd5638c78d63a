import FinancialMath
import LiveShopping

/// What everything in one simulated database has in common.
struct World: Sendable {
    let sessions: Int
    let seed: UInt64
    let asOf: Timestamp
    let shop: Shop
    let hosts: Int
    private let spread: Spread

    init(sessions: Int, seed: UInt64, asOf: Timestamp, hasFallbackMargins: Bool) {
        self.sessions = sessions
        self.seed = seed
        self.asOf = asOf
        hosts = min(max(3, sessions / 150), 400)
        shop = Shop(sessions: sessions, seed: seed, asOf: asOf, hasFallbackMargins: hasFallbackMargins)
        spread = Spread(count: sessions)
    }

    /// The id of the healthy session that is made at a place in the order: neighbours do not get neighbouring ids.
    func sessionID(at place: Int) -> SessionID { SessionID(Int64(spread[place]) + 1) }

    func host(_ random: inout RandomSource) -> UserID { UserID(Int64(random.integer(1...hosts))) }

    func user(_ number: Int) -> User {
        var random = RandomSource(seed: seed, stream: 0xF00D_0000 + UInt64(number))
        return User(
            id: UserID(Int64(number)), name: "\(random.pick(Names.firstNames)) \(random.pick(Names.lastNames))")
    }

    /// A code that no two sessions share, because it is the id in other clothes.
    static func roomCode(_ id: SessionID, _ word: String) -> String {
        let alphabet = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")
        var number = (UInt64(id.rawValue) &* 0x2545_F491) & 0x3FFF_FFFF
        var code: [Character] = []
        for _ in 0..<6 {
            code.append(alphabet[Int(number & 31)])
            number >>= 5
        }
        return "\(word)-\(String(code))"
    }
}

/// A fixed shuffle of the numbers below a count, without a table of them.
private struct Spread: Sendable {
    private let count: Int
    private let step: Int

    init(count: Int) {
        self.count = max(1, count)
        var step = self.count * 5 / 8 + 1
        while Self.commonDivisor(step, self.count) != 1 { step += 1 }
        self.step = step
    }

    subscript(place: Int) -> Int { Int(UInt64(place) * UInt64(step) % UInt64(count)) }

    private static func commonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : commonDivisor(b, a % b) }
}
