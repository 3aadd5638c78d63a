internal import Synchronization

/// How many rows of each table have been read so far, for those who wait.
///
/// Rows that are fetched by an id once more are not counted.
public final class RowMeter: Sendable {
    /// How many rows there are, as far as the source knows without reading them; tables of which it does not know are absent.
    public let expected: [Table: Int]
    private let counts = Mutex<[Table: Int]>([:])

    public init(expected: [Table: Int] = [:]) {
        self.expected = expected
    }

    public var rows: [Table: Int] { counts.withLock { $0 } }

    /// The rows of one reading of a table, which are told to the meter a thousand at a time.
    public struct Reading {
        private let meter: RowMeter
        private let table: Table
        private var told = 0

        /// Says how many rows have come in all.
        @inline(__always)
        public mutating func note(_ count: Int) {
            if count - told >= 1_024 { tell(count) }
        }

        /// Says how many there were in all.
        public mutating func end(_ count: Int) { tell(count) }

        private mutating func tell(_ count: Int) {
            let more = count - told
            meter.counts.withLock { [table] in $0[table, default: 0] += more }
            told = count
        }

        fileprivate init(_ meter: RowMeter, _ table: Table) {
            self.meter = meter
            self.table = table
        }
    }

    public func reading(_ table: Table) -> Reading { Reading(self, table) }
}
