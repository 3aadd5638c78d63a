import FinancialMath
import LiveShopping
import Snapshots
import TestSupport
import Testing

@Suite("What a database holds that is no value", .timeLimit(.minutes(30)))
struct DatabaseDefectTests {
    @Test("NaN, infinities, nulls and values out of range are defects of their rows")
    func defects() throws {
        let sql = """
            ALTER TABLE order_line_items ALTER quantity TYPE numeric, ALTER unit_price TYPE numeric,
                ALTER line_total TYPE numeric, ALTER line_total DROP NOT NULL, ALTER is_sample DROP NOT NULL;
            DELETE FROM order_line_items;
            INSERT INTO order_line_items VALUES (1, 1, 1, 'NaN', 'Infinity', '-Infinity', false),
                (2, 1, 1, 1, 1e30, NULL, NULL), (3, 1, 1, 1.00000000000000000001, 92233720368547758.07, -0.005, true);
            ALTER TABLE pricing_defaults ALTER default_margin_percent TYPE numeric;
            UPDATE pricing_defaults SET default_margin_percent = 'Infinity';
            """
        try withReferenceDatabase("defects", changedBy: sql) { database in
            let source = try PostgresSource(conninfo: database.conninfo)
            let lines: [OrderLine] = try rows(source) { try $0.orderLines($1, $2) }.sorted { $0.id < $1.id }
            #expect(lines[0].defects.map(\.reason) == [.notFinite, .notFinite, .notFinite])
            #expect([lines[0].unitPrice, lines[0].lineTotal] == [.infinity, .negativeInfinity])
            #expect(
                lines[1].defects == [
                    Defect(column: "unit_price", reason: .outOfRange), Defect(column: "line_total", reason: .null),
                    Defect(column: "is_sample", reason: .null),
                ])
            #expect(lines[2].defects == [])
            #expect(lines[2].quantity == .finite(Quantity(literal: "1.00000000000000000001")!))
            #expect(lines.map(\.rowID) == [1, 2, 3])
            let margins: [PricingDefault] = try rows(source) { try $0.pricingDefaults($1, $2) }
            #expect(margins.first?.margin == .infinity)
            #expect(margins.first?.isExcluded == false)
        }
    }

    @Test("Numbers arrive exactly as PostgreSQL writes them", .timeLimit(.minutes(30)))
    func numbers() throws {
        var random = SeededGenerator.printed()
        let literals = (0..<2_000).map { _ in
            let digits = (0..<Int.random(in: 1...45, using: &random)).map { _ in
                Bool.random(using: &random) ? "0" : String(Int.random(in: 0...9, using: &random))
            }.joined()
            let sign = Bool.random(using: &random) ? "-" : ""
            return "\(sign)\(digits)e\(Int.random(in: -60...20, using: &random))"
        }
        let values = literals.enumerated().map { "('c\($0)', '\($1)'::numeric)" }.joined(separator: ",")
        let sql = """
            ALTER TABLE pricing_defaults ALTER default_margin_percent TYPE numeric; DELETE FROM pricing_defaults;
            INSERT INTO pricing_defaults VALUES \(values)
            """
        try withReferenceDatabase("numbers", changedBy: sql) { database in
            let source = try PostgresSource(conninfo: database.conninfo)
            let found: [PricingDefault] = try rows(source) { try $0.pricingDefaults($1, $2) }
            let byCategory = Dictionary(uniqueKeysWithValues: found.map { ($0.category, $0.margin) })
            for (index, literal) in literals.enumerated() {
                #expect(byCategory["c\(index)"] == .finite(Percentage(literal: literal)!), "\(literal)")
            }
        }
    }

    @Test("An id that a view repeats is refused, whole and across parts")
    func duplicates() throws {
        let sql = """
            ALTER TABLE order_line_items RENAME TO lines; ALTER TABLE lines DROP CONSTRAINT order_line_items_pkey;
            INSERT INTO lines SELECT n, 1, 1, 1, 1, 1, false FROM generate_series(2, 5000) n;
            INSERT INTO lines VALUES (77, 1, 1, 1, 1, 1, false);
            CREATE VIEW order_line_items AS TABLE lines
            """
        try withReferenceDatabase("duplicates", changedBy: sql) { database in
            let viewed = try PostgresSource(conninfo: database.conninfo)
            expectDuplicate { _ = try rows(viewed) { try $0.orderLines($1, $2) } as [OrderLine] }
            let mapping = try TableMapping(["order_line_items": "lines"])
            let split = try PostgresSource(conninfo: database.conninfo, mapping: mapping)
            expectDuplicate {
                for index in 0..<3 {
                    _ = try rows(split, .part(index: index, count: 3)) { try $0.orderLines($1, $2) } as [OrderLine]
                }
            }
            try withTemporaryFolder { directory in
                try SnapshotFolder.capture(from: viewed, to: directory)
                let folder = try SnapshotFolder(directory)
                expectDuplicate { _ = try rows(folder) { try $0.orderLines($1, $2) } as [OrderLine] }
                expectDuplicate {
                    for index in 0..<2 {
                        _ = try rows(folder, .part(index: index, count: 2)) { try $0.orderLines($1, $2) } as [OrderLine]
                    }
                }
            }
        }
    }

    private func expectDuplicate(_ body: () throws -> Void) {
        let error = sourceError(body)
        #expect(error?.kind == .unreadable)
        #expect(error?.place.hasPrefix("order_line_items.id") == true)
        #expect(error?.problem.hasPrefix("77 comes more than once") == true)
    }

    @Test("JSON that is none is refused by table, row and column")
    func invalidJSON() throws {
        let sql = """
            ALTER TABLE clients ALTER custom_pricing_rules TYPE text;
            UPDATE clients SET custom_pricing_rules = '{oops}' WHERE id = 2
            """
        try withReferenceDatabase("invalid", changedBy: sql) { database in
            let source = try PostgresSource(conninfo: database.conninfo)
            let error = sourceError { _ = try rows(source) { try $0.clients($1, $2) } as [Client] }
            #expect(error?.kind == .unreadable)
            #expect(error?.place == "clients.custom_pricing_rules, id 2")
        }
    }

    @Test("A database without an encoding is read, until a text is no UTF-8")
    func noEncoding() throws {
        try withProducts(encoding: "SQL_ASCII", "(1, 'Zoë', 'tea'), (2, E'Zo\\xEB', 'tea')") { source in
            let first = RowSelection.matching(Product.Field.id, [ProductID(1)])
            let found: [Product] = try rows(source, first) { try $0.products($1, $2) }
            #expect(found.map(\.name) == ["Zoë"])
            let error = sourceError { _ = try rows(source) { try $0.products($1, $2) } as [Product] }
            #expect(error?.kind == .unreadable)
            #expect(error?.place == "products.nameCanonical, id 2")
        }
    }

    @Test("A database in another encoding is converted")
    func otherEncoding() throws {
        try withProducts(encoding: "LATIN1", "(1, 'Zo' || chr(235), 'tea')") { source in
            let found: [Product] = try rows(source) { try $0.products($1, $2) }
            #expect(found.map(\.name) == ["Zoë"])
        }
    }

    private func withProducts(encoding: String, _ values: String, _ body: (PostgresSource) throws -> Void) throws {
        try PrivatePostgres.shared().withDatabase("encoding", encoding: encoding) { database in
            try database.run(sql: ReferenceSchema.ddl)
            try database.run(sql: "INSERT INTO products VALUES \(values)")
            try body(PostgresSource(conninfo: database.conninfo))
        }
    }
}
