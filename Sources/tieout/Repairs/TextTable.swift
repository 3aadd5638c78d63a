/// Rows under their heads, aligned: words to the left, numbers to the right.
struct TextTable {
    let rows: [[String]]
    /// The columns that are numbers.
    let numbers: Range<Int>
    /// What each line begins with.
    let indentation: String

    /// - Parameter rows: The heads, if any, then the rows.
    init(_ rows: [[String]], numbers: Range<Int> = 0..<0, indentation: String = "  ") {
        self.indentation = indentation
        self.rows = rows.map { $0.map(Terminal.line) }
        self.numbers = numbers
    }

    var lines: [String] {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.indices.map { column in
                let gap = String(repeating: " ", count: widths[column] - row[column].count)
                return numbers.contains(column) ? gap + row[column] : row[column] + gap
            }
            let line = indentation + cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
