public import LiveShopping

extension PostgresSource {
    /// Number, date and due date of a client's invoices, where the database has such columns and lets them be read.
    ///
    /// They are no part of the reference schema, because nothing is judged by them: they are looked for by the names that
    /// the live-shopping system gives them, when a statement is made.
    ///
    /// - Returns: Nothing where there are no invoices, or none of the columns.
    /// - Throws: ``SourceError``.
    public func invoiceHeads(of client: ClientID) throws -> [InvoiceID: InvoiceHead] {
        guard let layout = layouts[.invoices], let id = layout.column("id")?.name,
            let owner = layout.column("customerId")?.name
        else { return [:] }
        let table = layout.name.quoted
        let rows = try pool.withConnection { connection -> [[String?]] in
            let names = try InvoiceHeadColumns(connection, table: table)
            guard !names.isEmpty else { return [] }
            return try connection.rows(
                """
                SELECT \(quotedIdentifier(id))::text, \(names.number), \(names.issued), \(names.due)
                FROM \(table) WHERE \(quotedIdentifier(owner)) = \(client)
                """, columns: 4, doing: "reading the heads of invoices")
        }
        let heads = rows.compactMap { row -> (InvoiceID, InvoiceHead)? in
            guard let id = row[0].flatMap({ Int64($0) }) else { return nil }
            return (InvoiceID(id), InvoiceHead(number: row[1], issued: row[2], due: row[3]))
        }
        return Dictionary(heads) { first, _ in first }
    }
}

/// How the columns are selected that an invoices' table has for the head of an invoice; NULL for those that it lacks.
private struct InvoiceHeadColumns {
    let number: String
    let issued: String
    let due: String

    var isEmpty: Bool { [number, issued, due].allSatisfy { $0 == Self.nothing } }

    private static let nothing = "NULL::text"

    init(_ connection: Connection, table: String) throws {
        let found = try connection.rows(
            """
            SELECT attname FROM pg_attribute
            WHERE attrelid = \(connection.literal(table))::regclass AND attnum > 0 AND NOT attisdropped
                AND has_column_privilege(attrelid, attnum, 'SELECT') AND atttypid IN ('text'::regtype, 'varchar'::regtype,
                    'int4'::regtype, 'int8'::regtype, 'date'::regtype, 'timestamp'::regtype, 'timestamptz'::regtype)
            """, columns: 1, doing: "looking for the heads of invoices")
        let columns = Set(found.compactMap { $0[0] })
        func column(_ names: String..., as expression: (String) -> String) -> String {
            names.first(where: columns.contains).map { expression(quotedIdentifier($0)) } ?? Self.nothing
        }
        number = column("invoiceNumber", "invoice_number") { "\($0)::text" }
        issued = column("invoiceDate", "invoice_date") { "left(\($0)::text, 10)" }
        due = column("dueDate", "due_date") { "left(\($0)::text, 10)" }
    }
}
