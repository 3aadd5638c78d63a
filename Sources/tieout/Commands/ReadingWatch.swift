import Dispatch
import Glibc
import LiveShopping
import Reports
import Synchronization

/// Tells somebody at a terminal, twice a second, how far the reading is.
final class ReadingWatch: Sendable {
    private let isOver = Mutex(false)

    init(_ meter: RowMeter, _ doing: String) {
        DispatchQueue(label: "watch").async { [self] in
            let clock = ContinuousClock()
            let began = clock.now
            var before: [Table: Int] = [:]
            while true {
                usleep(500_000)
                let rows = meter.rows
                let line = Self.line(
                    doing, rows, since: before, expected: meter.expected,
                    milliseconds: (clock.now - began).milliseconds)
                before = rows
                let goesOn = isOver.withLock { isOver in
                    if !isOver { Log.show(line) }
                    return !isOver
                }
                guard goesOn else { return }
            }
        }
    }

    /// Nothing is shown after this.
    func end() { isOver.withLock { $0 = true } }

    /// `Reading sessionCartItems: 3,400,000 of about 8,700,000 rows, 410,000/s, 13 s left`, which a narrow terminal has room for
    ///
    /// - Parameters:
    ///   - before: What had been read when somebody last looked: the tables that have grown since are named.
    ///   - milliseconds: How long it has been read.
    static func line(
        _ doing: String, _ rows: [Table: Int], since before: [Table: Int], expected: [Table: Int], milliseconds: Int64
    ) -> String {
        let read = rows.values.reduce(0, +)
        guard read > 0, milliseconds > 0 else { return "\(doing) …" }
        let tables = Table.allCases.filter { rows[$0] ?? 0 > before[$0] ?? 0 }.map(\.name)
        guard !tables.isEmpty else { return "\(doing): \(figure(read)) rows read …" }
        let rate = read * 1_000 / Int(milliseconds)
        // An estimate that was wrong is no estimate.
        let all = Table.allCases.reduce(0) { $0 + max(expected[$1] ?? 0, rows[$1] ?? 0) }
        let left = all - read
        let known = left > 0 ? " of about \(figure(all))" : ""
        let rest = left > 0 && rate > 0 ? ", \((left + rate - 1) / rate) s left" : ""
        let names = tables.count == 1 ? tables[0] : "\(tables.count) tables"
        return "Reading \(names): \(figure(read))\(known) rows, \(figure(rate))/s\(rest)"
    }

    private static func figure(_ count: Int) -> String { FigureStyle.neutral.plain(count.counted) }
}
