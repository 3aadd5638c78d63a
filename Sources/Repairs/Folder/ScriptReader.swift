/// Reads what a script says of its own: the rows of its tables, and what is picked in it.
///
/// Everything else that tieout's scripts do is in `tieout.sql`, of which the program has its own copy. So a script is a
/// few kinds of lines, and a line of any other kind is an error with its place, never passed over.
package struct ScriptReader {
    /// A table of the script: the statement that loads it, and the place of its rows in the file.
    struct Block: Hashable, Sendable {
        let line: Int
        let table: String
        let columns: String
        let rows: Range<Int>

        var sql: String { "COPY pg_temp.\(table)\(columns) FROM stdin (DELIMITER '|')" }
    }

    private(set) var blocks: [Block] = []
    private(set) var picks: [ScriptFile.Pick] = []

    /// The tables that say which repairs a script has, on which tables.
    static let naming: Set<String> = ["tieout_fact", "tieout_table", "tieout_change", "tieout_finding"]

    private static let tables = naming.union(["tieout_evidence", "tieout_member", "tieout_alike", "tieout_move"])

    package init(_ bytes: [UInt8], file: String) throws(ScriptError) {
        var open: (line: Int, table: String, columns: String, start: Int)?
        var (place, number) = (0, 0)
        while place < bytes.count {
            let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            number += 1
            let line = bytes[place..<end]
            if let block = open {
                if line.elementsEqual("\\.".utf8) {
                    blocks.append(
                        Block(line: block.line, table: block.table, columns: block.columns, rows: block.start..<place))
                    open = nil
                }
            } else if let (table, columns) = try read(String(decoding: line, as: UTF8.self), file, number) {
                open = (number, table, columns, min(end + 1, bytes.count))
            }
            place = end + 1
        }
        if let open { throw ScriptError(file: file, line: open.line, problem: "the rows have no end") }
    }

    /// The table and its columns, when a line begins one.
    private mutating func read(_ line: String, _ file: String, _ number: Int) throws(ScriptError) -> (String, String)? {
        if line.isEmpty || line.hasPrefix("--") || line == "\\set ON_ERROR_STOP on" { return nil }
        if line.wholeMatch(of: /\\set tieout_begins (true|false) \\ir (\.\.\/)?tieout\.sql/) != nil { return nil }
        if let match = line.wholeMatch(
            of: /COPY pg_temp\.([a-z_]+)( \([a-z0-9_, ]+\))? FROM stdin \(DELIMITER '\|'\);/),
            Self.tables.contains(String(match.1))
        {
            return (String(match.1), match.2.map(String.init) ?? "")
        }
        if let match = line.wholeMatch(
            of: /INSERT INTO pg_temp\.tieout_pick VALUES \('(f[0-9a-f]{16})', '([A-Z]+)'\);/)
        {
            picks.append(ScriptFile.Pick(finding: String(match.1), alternative: String(match.2)))
            return nil
        }
        throw ScriptError(
            file: file, line: number, problem: "'\(line.prefix(60))' is nothing that tieout's scripts have")
    }
}

/// Something in a script that is none of what tieout writes: which file and line, and what.
package struct ScriptError: Error, Sendable, Hashable, CustomStringConvertible {
    package let file: String
    package let line: Int
    package let problem: String

    package var description: String {
        "\(file):\(line): \(problem); take the script as the run wrote it, or run this one with psql"
    }
}

/// The rows of one table of a script, by the names in its first row.
struct DataRows: Sequence {
    private let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    func makeIterator() -> AnyIterator<[String: ArraySlice<UInt8>]> {
        var lines = bytes.split(separator: UInt8(ascii: "\n")).makeIterator()
        let heads = lines.next().map { Self.cells($0).map(DataCell.trimmed) } ?? []
        return AnyIterator {
            lines.next().map { Dictionary(zip(heads, Self.cells($0))) { first, _ in first } }
        }
    }

    /// What stands between the bars that are not escaped.
    private static func cells(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var cells: [ArraySlice<UInt8>] = []
        var start = line.startIndex
        var isEscaped = false
        for place in line.indices {
            if isEscaped {
                isEscaped = false
            } else if line[place] == UInt8(ascii: "\\") {
                isEscaped = true
            } else if line[place] == UInt8(ascii: "|") {
                cells.append(line[start..<place])
                start = place + 1
            }
        }
        return cells + [line[start...]]
    }
}
