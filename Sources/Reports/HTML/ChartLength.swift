internal import Glibc

/// A length in a chart as its markup has it.
enum ChartLength {
    /// With two places, which are finer than any screen.
    static func text(_ length: Double) -> String {
        var room = [CChar](repeating: 0, count: 330)
        let count = withVaList([length]) { vsnprintf(&room, room.count, "%.2f", $0) }
        return String(decoding: room.prefix(Int(max(count, 0))).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
