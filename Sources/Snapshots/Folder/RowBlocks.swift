import Common
import LiveShopping

/// Between which ids the rows of each block of a table's file lie; a block is the rows from one mark to the next.
///
/// Rows are kept in the order in which the database sent them, which is more or less that in which they were written: those
/// of a session or an order lie close together. A fetch by id reads the blocks that can hold one, and no others.
struct RowBlocks: Sendable {
    /// Where each block begins in the file.
    private(set) var starts: [Int] = []
    /// The columns of ids, by field.
    private let fields: [Int]
    /// Of each block, of each of these columns, the least and the greatest value.
    private var bounds: [Bounds] = []
    private var rows = 0

    /// Nothing lies between them while the least is above the greatest.
    private struct Bounds {
        var least = Int64.max
        var greatest = Int64.min
    }

    init(_ layout: TableLayout) {
        fields = layout.columns.filter { [.int2, .int4, .int8].contains($0.type) && !$0.isSkipped }.map(\.field)
    }

    /// Takes note of the next row.
    @inline(__always)
    mutating func add(_ cells: borrowing RowCells) {
        if rows % CopyStream.rowsPerMark == 0 {
            bounds.append(contentsOf: repeatElement(Bounds(), count: fields.count))
        }
        rows += 1
        var place = bounds.count - fields.count
        for field in fields {
            if !cells.isNull(field) {
                let value = cells.wholeNumber(field)
                if value < bounds[place].least { bounds[place].least = value }
                if value > bounds[place].greatest { bounds[place].greatest = value }
            }
            place += 1
        }
    }

    /// Says where the blocks begin, once all rows were noted.
    mutating func finish(starts: [Int]) { self.starts = starts }

    /// The ranges of whole blocks that may hold a row with one of these values, ascending; neighbours are one range.
    ///
    /// - Parameter end: Where the rows end with all that follows them.
    func ranges(_ field: Int, _ values: Set<Int64>, end: Int) -> [Range<Int>] {
        guard let column = fields.firstIndex(of: field) else { return starts.first.map { [$0..<end] } ?? [] }
        let sorted = values.sorted()
        var ranges: [Range<Int>] = []
        for (block, start) in starts.enumerated() {
            let bounds = bounds[block * fields.count + column]
            let first = sorted.firstPlace { $0 >= bounds.least }
            guard first < sorted.count, sorted[first] <= bounds.greatest else { continue }
            let next = block + 1 < starts.count ? starts[block + 1] : end
            if let last = ranges.last, last.upperBound == start {
                ranges[ranges.count - 1] = last.lowerBound..<next
            } else {
                ranges.append(start..<next)
            }
        }
        return ranges
    }
}
