internal import Reports

/// Where a script is written, piece by piece.
protocol ScriptOutput: ~Copyable {
    mutating func put(_ append: (inout [UInt8]) -> Void) throws
}

extension OutputFile: ScriptOutput {
    mutating func put(_ append: (inout [UInt8]) -> Void) throws { try write(append) }
}

/// A script in memory.
struct ScriptBytes: ScriptOutput {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ append: (inout [UInt8]) -> Void) { append(&bytes) }
}

extension ScriptOutput where Self: ~Copyable {
    mutating func put(_ text: String) throws {
        try put { $0.append(contentsOf: text.utf8) }
    }
}

/// One table of a script: its heads and rows, aligned so that a person can read what COPY loads.
struct DataTable<Rows: Sequence> where Rows.Element == [String] {
    /// The temporary table, and of its columns those that the rows have.
    let target: String
    let heads: [String]
    /// Cells as ``DataCell`` writes them; the sequence is gone through twice.
    let rows: Rows

    /// A value wider than this widens no column: its row catches up where the cells after it leave room.
    private static var widest: Int { 100 }

    func write(_ output: inout (some ScriptOutput & ~Copyable)) throws {
        try output.put("COPY pg_temp.\(target) FROM stdin (DELIMITER '|');\n")
        var widths = heads.map(displayWidth)
        for row in rows {
            for (index, cell) in row.enumerated() {
                let width = displayWidth(cell)
                if width <= Self.widest { widths[index] = max(widths[index], width) }
            }
        }
        try write(heads, widths, &output)
        for row in rows { try write(row, widths, &output) }
        try output.put("\\.\n")
    }

    private func write(_ row: [String], _ widths: [Int], _ output: inout (some ScriptOutput & ~Copyable)) throws {
        try output.put { bytes in
            var overhang = 0
            for (index, cell) in row.enumerated() {
                if index > 0 { bytes.append(contentsOf: "| ".utf8) }
                bytes.append(contentsOf: cell.utf8)
                guard index < row.count - 1 else { break }
                let room = widths[index] - displayWidth(cell) - overhang
                overhang = max(0, -room)
                bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: max(0, room) + 1))
            }
            bytes.append(UInt8(ascii: "\n"))
        }
    }
}

/// How many places of a line a cell takes.
private func displayWidth(_ cell: String) -> Int {
    cell.utf8.allSatisfy { $0 < 0x80 } ? cell.utf8.count : cell.count
}
