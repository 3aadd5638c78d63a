import LiveShopping

extension TableMapping {
    /// The mapping as the configuration has it, from `tables:` on.
    var yaml: String {
        let entries = Table.allCases.compactMap(entry)
        return (["tables:"] + entries).joined(separator: "\n") + "\n"
    }

    private func entry(of table: Table) -> String? {
        guard !isNone(table) else { return "  \(table.name): none" }
        let columns = table.columns.compactMap { column -> String? in
            if isNone(table, column.name) { return "      \(column.name): none" }
            return self.columns[table]?[column.name].map { "      \(column.name): \(Self.scalar($0))" }
        }
        let name = tables[table].map { Self.scalar($0.description) }
        guard !columns.isEmpty else { return name.map { "  \(table.name): \($0)" } }
        return (["  \(table.name):"] + (name.map { ["    name: \($0)"] } ?? []) + ["    columns:"] + columns)
            .joined(separator: "\n")
    }

    /// A text as YAML reads it back: as it is where that is plain, in quotes elsewhere.
    private static func scalar(_ text: String) -> String {
        let isPlain = text.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?/) != nil
        guard !isPlain || words.contains(text.lowercased()) else { return text }
        return "\"" + text.unicodeScalars.map(escaped).joined() + "\""
    }

    /// Words that YAML, or the configuration, takes for something else than themselves.
    private static let words: Set = ["none", "null", "true", "false", "yes", "no", "on", "off", "y", "n"]

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": return "\\\""
        case "\\": return "\\\\"
        case _
        where scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
            || scalar == "\u{2028}" || scalar == "\u{2029}" || scalar == "\u{FEFF}":
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
        default: return String(scalar)
        }
    }
}
