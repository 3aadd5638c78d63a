public import LiveShopping

/// The statement that a table is read with.
public struct TableQuery: Sendable, Hashable {
    public let table: Table
    public let sql: String
}

/// Blocks of a heap that lie together: rows stay where they are for as long as their transaction's version lives.
struct BlockRange: Hashable {
    var start = 0
    /// Nil is all there are.
    var end: Int?

    /// Of the stripes that a table's blocks are in, those of one of several parts.
    ///
    /// Which part a stripe is of does not depend on how many there are, so that parts are the same for those who see
    /// the table grow.
    static func stripes(ofPart index: Int, of count: Int, blocks: Int) -> [BlockRange] {
        (0..<max(1, (blocks + blocksPerStripe - 1) / blocksPerStripe)).filter { stripe in
            // Fractions that lie evenly between 0 and 1, however many: multiples of the golden ratio.
            let fraction = UInt64(stripe) &* 0x9E37_79B9_7F4A_7C15
            return fraction.multipliedFullWidth(by: UInt64(count)).high == UInt64(index)
        }.map { BlockRange(start: $0 * blocksPerStripe, end: ($0 + 1) * blocksPerStripe) }
    }

    private static let blocksPerStripe = 64

    /// As a condition, with its keyword; nothing where it leaves nothing out.
    var condition: String {
        let bounds = [start == 0 ? nil : "ctid >= '(\(start),0)'::tid", end.map { "ctid < '(\($0),0)'::tid" }]
            .compactMap(\.self)
        return bounds.isEmpty ? "" : " WHERE " + bounds.joined(separator: " AND ")
    }
}

extension TableLayout {
    /// `SELECT` of the columns that are there, and of no others.
    var select: String {
        let list = columns.map { quotedIdentifier($0.name) + ($0.isCast ? "::text" : "") }
        return "SELECT \(list.joined(separator: ", ")) FROM \(name.quoted)"
    }

    /// The statements that together read a selection of the table; none when no row can match.
    ///
    /// - Parameters:
    ///   - blocks: How many blocks the table has; nil where it cannot be read by them.
    ///   - isShared: Others read the other parts, who may see another number of blocks.
    func statements(_ selection: RowSelection, blocks: Int?, isShared: Bool = false) -> [String] {
        switch selection {
        case .everything: [Self.copy(select)]
        case .matching(let column, let values): matching(column, values).map { Self.copy(select + " WHERE " + $0) }
        case .part(let index, let count):
            part(index, of: count, blocks: blocks, isShared: isShared).map { Self.copy(select + $0.condition) }
        }
    }

    private static func copy(_ select: String) -> String {
        "COPY (\(select)) TO STDOUT (FORMAT binary)"
    }

    /// The ids are written into the statement as the column's own type, so that an index on it serves.
    private func matching(_ name: String, _ values: Set<Int64>) -> [String] {
        guard let column = column(name) else { return [] }
        let range: ClosedRange<Int64>
        switch column.type {
        case .int2: range = Int64(Int16.min)...Int64(Int16.max)
        case .int4: range = Int64(Int32.min)...Int64(Int32.max)
        case .int8: range = Int64.min...Int64.max
        default: preconditionFailure("rows are matched by ids, and \(table.name).\(name) holds none")
        }
        let sorted = values.filter(range.contains).sorted()
        return stride(from: 0, to: sorted.count, by: Self.idsPerStatement).map { start in
            let chunk = sorted[start..<min(start + Self.idsPerStatement, sorted.count)]
            let list = chunk.map(String.init).joined(separator: ",")
            return "\(quotedIdentifier(column.name)) = ANY ('{\(list)}'::\(column.type.rawValue)[])"
        }
    }

    /// One reading of a table for many ids, where no index leads to them: a million bytes of statement are less.
    private static var idsPerStatement: Int { 100_000 }

    /// Ranges of blocks, the first without a beginning and the last without an end; what has no blocks is one part.
    private func part(_ index: Int, of count: Int, blocks: Int?, isShared: Bool) -> [BlockRange] {
        precondition(count > 0 && (0..<count).contains(index), "there is no part \(index) of \(count)")
        guard let blocks, count > 1 else { return index == 0 ? [BlockRange()] : [] }
        if isShared { return BlockRange.stripes(ofPart: index, of: count, blocks: blocks) }
        let (start, end) = (blocks * index / count, blocks * (index + 1) / count)
        return [BlockRange(start: start, end: index == count - 1 ? nil : end)]
    }

    /// The statement that reads a range of the table's blocks.
    func statement(_ range: BlockRange) -> String { Self.copy(select + range.condition) }

    /// How many rows there are in a range, and how many of them a snapshot need not have seen that was taken when a
    /// transaction was the oldest to run.
    func counts(_ range: BlockRange, since oldest: UInt64) -> String {
        let transaction = "'\(UInt32(truncatingIfNeeded: oldest))'::xid"
        return "SELECT count(*), count(*) FILTER (WHERE age(xmin) <= age(\(transaction))) FROM \(name.quoted)"
            + range.condition
    }
}
