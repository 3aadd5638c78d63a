public import LiveShopping

/// What a site calls the tables and columns that it has renamed, and which of them it has none of; what is not named
/// here keeps its name.
public struct TableMapping: Sendable, Hashable {
    private(set) var tables: [Table: QualifiedName] = [:]
    private(set) var columns: [Table: [String: String]] = [:]
    /// What the site has none of.
    public private(set) var none: Set<SchemaPart> = []

    /// Everything is called as in the reference schema.
    public init() {}

    /// Reads a site's names by ours: `orders` is `erp."Sales Orders"`, `orders.client_id` is `customer`.
    ///
    /// - Parameter none: Tables and columns of the reference schema, written likewise, that the site has none of.
    /// - Throws: ``SourceError`` of kind `configuration` that names every name that is not one of ours, or is unusable.
    public init(_ names: [String: String], none: Set<String> = []) throws(SourceError) {
        var complaints: [String] = []
        func collect(_ work: () throws(SourceError) -> Void) {
            do {
                try work()
            } catch {
                complaints.append("\(error.place): \(error.problem)")
            }
        }
        for (ours, theirs) in names.sorted(by: { $0.key < $1.key }) {
            let (table, column) = Self.parts(of: ours)
            collect { () throws(SourceError) in
                if let column {
                    try rename(table: table, column: column, to: theirs)
                } else {
                    try rename(table: table, to: theirs)
                }
            }
        }
        for ours in none.sorted() {
            let (table, column) = Self.parts(of: ours)
            collect { () throws(SourceError) in try setNone(table: table, column: column) }
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
                problem: "\(theirs) is not a table's name: name, schema.name or, with a dot in it, \"the.name\"")
        }
        tables[table] = name
    }

    /// Says what a site calls a column of one of our tables; the name is taken as it is, quotes and dots included.
    ///
    /// - Throws: ``SourceError`` of kind `configuration` when there is no such column, or no name is left of theirs.
    public mutating func rename(table ours: String, column: String, to theirs: String) throws(SourceError) {
        let table = try Self.table(ours)
        _ = try Self.column(column, of: table)
        guard Self.isUsable(theirs) else {
            throw Self.error(place: "the remapping of \(ours).\(column)", problem: "the name is empty")
        }
        columns[table, default: [:]][column] = theirs
    }

    /// Says that a site has no such optional table or column: it is not read, even where it is there.
    ///
    /// - Throws: ``SourceError`` of kind `configuration` when there is no such part, or it is required.
    public mutating func setNone(table ours: String, column: String? = nil) throws(SourceError) {
        let table = try Self.table(ours)
        let isRequired = try column.map { name throws(SourceError) in try Self.column(name, of: table).isRequired }
        guard isRequired == false || (isRequired == nil && table.isOptional) else {
            throw Self.error(
                place: "the remapping of \([ours, column].compactMap(\.self).joined(separator: "."))",
                problem: "nothing can be reconciled without it, so that none cannot be said of it")
        }
        none.insert(SchemaPart(table, column))
    }

    /// The site's name of a table.
    public func name(of table: Table) -> QualifiedName {
        tables[table] ?? QualifiedName(name: table.name)
    }

    /// The site's name of a column of a table, which is given by its name in the reference schema.
    public func name(of column: String, in table: Table) -> String {
        columns[table]?[column] ?? column
    }

    /// Whether the site has none of a table, or of a column by its name in the reference schema.
    public func isNone(_ table: Table, _ column: String? = nil) -> Bool {
        none.contains(SchemaPart(table)) || (column != nil && none.contains(SchemaPart(table, column)))
    }
}

extension TableMapping {
    /// Notes a name that a database has.
    mutating func rename(_ table: Table, to name: QualifiedName) {
        tables[table] = name
    }

    /// Notes the name of a column that a database has.
    mutating func rename(_ column: String, of table: Table, to name: String) {
        columns[table, default: [:]][column] = name
    }

    private static func parts(of name: String) -> (table: String, column: String?) {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        return parts.count == 2 ? (parts[0], parts[1]) : (name, nil)
    }

    private static func table(_ name: String) throws(SourceError) -> Table {
        guard let table = Table(rawValue: name) else {
            throw error(
                place: "the remapping of \(name)",
                problem: "there is no such table; there are \(Table.allCases.map(\.name).joined(separator: ", "))")
        }
        return table
    }

    private static func column(_ name: String, of table: Table) throws(SourceError) -> Column {
        guard let column = table.columns.first(where: { $0.name == name }) else {
            throw error(
                place: "the remapping of \(table.name).\(name)",
                problem: "there is no such column; there are \(table.columns.map(\.name).joined(separator: ", "))")
        }
        return column
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
