import FoundationEssentials
public import LiveShopping

/// Writes rows into the tables of a database that are there already, such as those of ``ReferenceSchema``.
///
/// Values are written as the types that the columns have. Everything is loaded in one transaction. Where the user may
/// say so, foreign keys are not checked: rows may be at fault on purpose, and checking takes ten times as long.
public final class DatabaseLoader {
    private let connection: Connection
    private let layouts: [Table: TableLayout]

    /// Connects to a database and looks at its tables.
    ///
    /// - Parameters:
    ///   - conninfo: A connection string or URI; nil leaves everything to libpq's environment.
    ///   - schema: Where the tables are; nil leaves it to the connection's search path.
    ///   - mapping: What the site has renamed.
    /// - Throws: ``SourceError``, of kind `unreadable` when tables or columns are missing.
    public init(
        conninfo: String? = nil, schema: String? = nil, mapping: TableMapping = TableMapping()
    ) throws(SourceError) {
        connection = try Connection(conninfo: conninfo)
        layouts = try connection.withoutSearchPath { [connection] path throws(SourceError) in
            try Catalogue(connection, path: path, schema: schema, mapping: mapping).layouts(place: connection.place)
        }
    }

    /// Connects to a database of the reference schema, which is made first where none of its tables is there yet.
    ///
    /// - Parameter conninfo: A connection string or URI; nil leaves everything to libpq's environment.
    /// - Throws: ``SourceError``.
    public convenience init(preparing conninfo: String?) throws(SourceError) {
        let connection = try Connection(conninfo: conninfo)
        let search = try connection.withoutSearchPath { path throws(SourceError) in
            try TableSearch(connection, path: path, schema: nil, mapping: TableMapping())
        }
        if search.found.isEmpty {
            try connection.execute(ReferenceSchema.ddl, doing: "making the reference schema")
        }
        try self.init(conninfo: conninfo)
    }

    /// Loads the rows that a body writes, in whatever order. They wait in a temporary folder until it has returned.
    ///
    /// - Throws: ``SourceError``, and what the body throws; then the database is as it was.
    public func load(_ produce: (any RowSink) throws -> Void) throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("tieout-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let writer = try SnapshotFolderWriter(directory: directory, takenAt: Timestamp(microseconds: 0))
        try produce(writer)
        try writer.finish()
        try load(from: SnapshotFolder(directory))
    }

    /// Loads all rows of a source; those of tables or columns that the database lacks are left out.
    ///
    /// - Throws: ``SourceError``, and what the source throws; then the database is as it was.
    public func load(from source: some RowSource) throws {
        try begin()
        do {
            try source.withReader(copyTables)
            try setSequences()
            try connection.execute("COMMIT", doing: "committing the rows")
        } catch {
            try? connection.execute("ROLLBACK", doing: "going back")
            throw error
        }
        for layout in layouts.values {
            try connection.execute("ANALYZE \(layout.name.quoted)", doing: "analysing \"\(layout.table.name)\"")
        }
    }

    private func begin() throws(SourceError) {
        try connection.execute("BEGIN", doing: "beginning a transaction")
        do {
            try connection.execute("SET LOCAL session_replication_role = replica", doing: "turning off foreign keys")
        } catch {
            // Only some users may: others have their foreign keys checked.
            try connection.execute("ROLLBACK; BEGIN", doing: "beginning a transaction")
        }
        try connection.execute(SearchPath.leaving, doing: "leaving the search path")
    }

    /// What others refer to comes before them.
    private func copyTables(of reader: any RowReader) throws {
        try copy { try reader.users(.everything, $0) }
        try copy { try reader.clients(.everything, $0) }
        try copy { try reader.creditLimits(.everything, $0) }
        try copy { try reader.products(.everything, $0) }
        try copy { try reader.batches(.everything, $0) }
        try copy { try reader.pricingDefaults(.everything, $0) }
        try copy { try reader.channelSettings(.everything, $0) }
        try copy { try reader.sessions(.everything, $0) }
        try copy { try reader.priceOverrides(.everything, $0) }
        try copy { try reader.cartItems(.everything, $0) }
        try copy { try reader.invoices(.everything, $0) }
        try copy { try reader.orders(.everything, $0) }
        try copy { try reader.orderLines(.everything, $0) }
    }

    private func copy<Row: TableRow>(_ read: ((Row) throws -> Void) throws -> Void) throws {
        guard let layout = layouts[Row.table] else { return }
        let columns = layout.columns.map { quotedIdentifier($0.name) }.joined(separator: ", ")
        let statement = "COPY \(layout.name.quoted) (\(columns)) FROM STDIN (FORMAT binary)"
        try connection.copyIn(statement, doing: "writing \"\(layout.table.name)\"") { input in
            var writer = CellWriter(bytes: CopyFrame.header)
            try read { row in
                writer.append(row, as: layout)
                guard writer.bytes.count >= 1 << 18 else { return }
                try writer.bytes.withUnsafeBytes { try input.put($0) }
                writer.removeAll()
            }
            writer.append(CopyFrame.trailer)
            try writer.bytes.withUnsafeBytes { try input.put($0) }
        }
    }

    /// What the database numbers itself goes on behind the rows.
    private func setSequences() throws {
        for layout in layouts.values {
            guard let id = layout.columns.first(where: { layout.table.columns[$0.field].name == "id" }) else {
                continue
            }
            _ = try connection.rows(
                """
                SELECT setval(pg_get_serial_sequence($1, $2), max(\(quotedIdentifier(id.name)))) FROM \(layout.name.quoted)
                HAVING pg_get_serial_sequence($1, $2) IS NOT NULL AND max(\(quotedIdentifier(id.name))) IS NOT NULL
                """, [layout.name.quoted, id.name], columns: 1, doing: "numbering \"\(layout.table.name)\"")
        }
    }
}
