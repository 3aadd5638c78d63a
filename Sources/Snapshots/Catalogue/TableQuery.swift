public import LiveShopping

/// The statement that a table is read with.
public struct TableQuery: Sendable, Hashable {
    public let table: Table
    public let sql: String
}

extension TableLayout {
    /// `SELECT` of the columns that are there, and of no others.
    var select: String {
        let list = columns.map { quotedIdentifier($0.name) + ($0.isCast ? "::text" : "") }
        return "SELECT \(list.joined(separator: ", ")) FROM \(name.quoted)"
    }

    /// The statements that together read a selection of the table; none when no row can match.
    func statements(_ selection: RowSelection, blocks: Int?) -> [String] {
        switch selection {
        case .everything: [Self.copy(select)]
        case .matching(let column, let values): matching(column, values).map { Self.copy(select + " WHERE " + $0) }
        case .part(let index, let count): part(index, of: count, blocks: blocks).map { Self.copy(select + $0) }
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
    private func part(_ index: Int, of count: Int, blocks: Int?) -> [String] {
        precondition(count > 0 && (0..<count).contains(index), "there is no part \(index) of \(count)")
        guard let blocks, count > 1 else { return index == 0 ? [""] : [] }
        let bounds = [
            index == 0 ? nil : "ctid >= '(\(blocks * index / count),0)'::tid",
            index == count - 1 ? nil : "ctid < '(\(blocks * (index + 1) / count),0)'::tid",
        ].compactMap(\.self)
        return [" WHERE " + bounds.joined(separator: " AND ")]
    }
}
