/// A script in its parts, so that psql is one way to run it and not the only one.
struct RepairScript {
    enum Part {
        /// Words for the reader, one comment a line.
        case comment(String)
        /// Lines that psql obeys itself.
        case psql(String)
        /// One statement or more, each closed by a semicolon.
        case sql(String)
        /// Rows in COPY's text format, each closed by a newline.
        case copy(into: String, columns: [String], rows: String)
    }

    private(set) var parts: [Part] = []

    mutating func comment(_ text: String) { parts.append(.comment(text)) }
    mutating func psql(_ lines: String) { parts.append(.psql(lines)) }
    mutating func sql(_ statements: String) { parts.append(.sql(statements)) }

    mutating func copy(into table: String, _ columns: [String], _ rows: some Sequence<[String?]>) {
        var text = ""
        for row in rows {
            text += row.map(SQLText.copyField).joined(separator: "\t")
            text += "\n"
        }
        parts.append(.copy(into: table, columns: columns, rows: text))
    }

    /// What stands in the file.
    var text: String {
        var text = ""
        for part in parts { part.append(to: &text) }
        return text
    }
}

private extension RepairScript.Part {
    func append(to text: inout String) {
        switch self {
        case .comment(let words):
            if !text.isEmpty { text += "\n" }
            for line in words.split(separator: "\n", omittingEmptySubsequences: false) {
                text += line.isEmpty ? "--\n" : "-- \(SQLText.comment(String(line)))\n"
            }
        case .psql(let lines), .sql(let lines):
            text += lines + "\n"
        case .copy(let table, let columns, let rows):
            text += "COPY \(table) (\(columns.joined(separator: ", "))) FROM stdin;\n\(rows)\\.\n"
        }
    }
}
