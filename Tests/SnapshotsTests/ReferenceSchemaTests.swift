import LiveShopping
import Snapshots
import TestSupport
import Testing

@Suite("The reference schema")
struct ReferenceSchemaTests {
    @Test("It runs on an empty PostgreSQL and has every column that is read, and none more")
    func columns() throws {
        try PrivatePostgres.shared().withDatabase("ddl") { database in
            try database.run(sql: ReferenceSchema.ddl)
            let rows = try database.query(
                sql: """
                    SELECT table_name, column_name, is_nullable, data_type FROM information_schema.columns
                    WHERE table_schema = 'public' ORDER BY table_name, ordinal_position
                    """)
            let found = Dictionary(grouping: rows.map { $0.map { $0 ?? "" } }, by: \.[0])
            #expect(Set(found.keys) == Set(Table.allCases.map(\.name)))
            for table in Table.allCases {
                let columns = found[table.name] ?? []
                #expect(columns.map(\.[1]) == table.columns.map(\.name), "\(table.name)")
                for (row, column) in zip(columns, table.columns) {
                    #expect(types(of: column.kind).contains(row[3]), "\(table.name).\(column.name) is \(row[3])")
                    if !column.allowsNull { #expect(row[2] == "NO", "\(table.name).\(column.name) takes nulls") }
                }
            }
        }
    }

    @Test("It carries the foreign keys that the live-shopping system promises")
    func foreignKeys() throws {
        try PrivatePostgres.shared().withDatabase("keys") { database in
            try database.run(sql: ReferenceSchema.ddl)
            let rows = try database.query(
                sql: """
                    SELECT replace(conrelid::regclass || ': ' || pg_get_constraintdef(oid), ' REFERENCES', '') FROM pg_constraint
                    WHERE contype IN ('f', 'u') AND connamespace = 'public'::regnamespace ORDER BY 1
                    """)
            #expect(
                rows.compactMap(\.[0]) == [
                    #""liveShoppingSessions": FOREIGN KEY ("clientId") clients(id) ON DELETE RESTRICT"#,
                    #""liveShoppingSessions": FOREIGN KEY ("hostUserId") users(id) ON DELETE RESTRICT"#,
                    #""liveShoppingSessions": UNIQUE ("roomCode")"#,
                    #""sessionCartItems": FOREIGN KEY ("batchId") batches(id) ON DELETE RESTRICT"#,
                    #""sessionCartItems": FOREIGN KEY ("productId") products(id) ON DELETE RESTRICT"#,
                    #""sessionCartItems": FOREIGN KEY ("sessionId") "liveShoppingSessions"(id) ON DELETE CASCADE"#,
                    #""sessionPriceOverrides": FOREIGN KEY ("productId") products(id) ON DELETE CASCADE"#,
                    #""sessionPriceOverrides": FOREIGN KEY ("sessionId") "liveShoppingSessions"(id) ON DELETE CASCADE"#,
                    "range_pricing_channel_settings: UNIQUE (channel)",
                ])
        }
    }

    @Test("The specification's reading in SQL has the same tables")
    func agreesWithTheOracle() throws {
        let shape = """
            SELECT table_name, column_name, data_type, is_nullable, numeric_precision, numeric_scale
            FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2
            """
        try PrivatePostgres.shared().withDatabase("oracle") { database in
            #expect(try database.psql(file: SQLOracle.schema).status == 0)
            let theirs = try database.query(sql: shape)
            try PrivatePostgres.shared().withDatabase("ours") { other in
                try other.run(sql: ReferenceSchema.ddl)
                #expect(try other.query(sql: shape) == theirs)
            }
        }
    }

    private func types(of kind: Column.Kind) -> Set<String> {
        switch kind {
        case .integer: ["integer"]
        case .money, .quantity, .cost, .percentage: ["numeric"]
        case .boolean: ["boolean"]
        case .text: ["text", "character varying"]
        case .timestamp: ["timestamp with time zone"]
        case .json: ["jsonb"]
        }
    }
}
