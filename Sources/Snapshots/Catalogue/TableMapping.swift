public import LiveShopping

/// What a site calls the tables and columns that it has renamed; what is not named here keeps its name.
public struct TableMapping: Sendable, Hashable {
    private var tables: [Table: QualifiedName] = [:]
    private var columns: [Table: [String: String]] = [:]

    /// Everything is called as in the reference schema.
    public init() {}

    /// Reads a site's names by ours: `orders` is `erp."Sales Orders"`, `orders.client_id` is `customer`.
    ///
    /// - Throws: ``SourceError`` of kind `configuration` that names every name that is not one of ours, or is unusable.
    public init(_ names: [String: String]) throws(SourceError) {
        var complaints: [String] = []
        for (ours, theirs) in names.sorted(by: { $0.key < $1.key }) {
            do {
                let parts = ours.split(separator: ".", maxSplits: 1).map(String.init)
                if parts.count == 2 {
                    try rename(table: parts[0], column: parts[1], to: theirs)
                } else {
                    try rename(table: ours, to: theirs)
                }
            } catch {
                complaints.append("\(error.place): \(error.problem)")
            }
        }
        guard complaints.isEmpty else {
            throw Self.error(place: "the remapping", problem: complaints.joined(separator: "; "))
        }
    }

    /// Says what a site calls a table, in a schema or not: see ``QualifiedName/init(_:)``.
    ///
    /// - Throws: ``SourceError`` of kind `configuration` when either name is none.
    public mutating func rename(table ours: String, to theirs: String) throws(SourceError) {
        let table = try Self.table(ours)
        guard let name = QualifiedName(theirs), Self.isUsable(theirs) else {
            throw Self.error(
                place: "the remapping of \(ours)",
                problem: "\(theirs) is no table's name: name, schema.name or, with a dot in it, \"the.name\"")
        }
        tables[table] = name
    }

    /// Says what a site calls a column of one of our tables; the name is taken as it is, quotes and dots included.
    ///
    /// - Throws: ``SourceError`` of kind `configuration` when there is no such column, or no name is left of theirs.
    public mutating func rename(table ours: String, column: String, to theirs: String) throws(SourceError) {
        let table = try Self.table(ours)
        guard table.columns.contains(where: { $0.name == column }) else {
            throw Self.error(
                place: "the remapping of \(ours).\(column)",
                problem: "there is no such column; there are \(table.columns.map(\.name).joined(separator: ", "))")
        }
        guard Self.isUsable(theirs) else {
            throw Self.error(place: "the remapping of \(ours).\(column)", problem: "the name is empty")
        }
        columns[table, default: [:]][column] = theirs
    }

    /// The site's name of a table.
    public func name(of table: Table) -> QualifiedName {
        tables[table] ?? QualifiedName(name: table.name)
    }

    /// The site's name of a column of a table, which is given by its name in the reference schema.
    public func name(of column: String, in table: Table) -> String {
        columns[table]?[column] ?? column
    }
}

extension TableMapping {
    private static func table(_ name: String) throws(SourceError) -> Table {
        guard let table = Table(rawValue: name) else {
            throw error(
                place: "the remapping of \(name)",
                problem: "there is no such table; there are \(Table.allCases.map(\.name).joined(separator: ", "))")
        }
        return table
    }

    private static func isUsable(_ name: String) -> Bool {
        !name.isEmpty && !name.utf8.contains(0)
    }

    private static func error(place: String, problem: String) -> SourceError {
        SourceError(
            .configuration, place: place, problem: problem,
            remedy: "correct the name in the configuration; the left side is ours, the right side the site's")
    }
}
