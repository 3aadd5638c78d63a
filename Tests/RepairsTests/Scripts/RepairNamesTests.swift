import FinancialMath
import Foundation
import LiveShopping
import Reconciliation
import TestSupport
import Testing

@testable import Repairs
@testable import Reports

@Suite("Repair scripts: a site's own names and types")
struct RepairNamesTests {
    /// Names that would break out of every kind of quotes, if they could.
    static let hostile = [
        #"or"ders; -- it's"#, #"back\slash"#, "$tieout$ :name", "new\nline\ttab", "\u{22}\u{301}accent 😀", "row_id",
        "no",
    ]

    @Test(arguments: hostile)
    func `A table, a column and a schema may be called anything`(_ name: String) throws {
        try Shop.open { shop in
            var shop = shop
            let quoted = SQLText.identifier(name)
            try shop.database.run(
                sql: """
                    ALTER TABLE orders RENAME TO \(SQLText.identifier(name + "t"));
                    ALTER TABLE \(SQLText.identifier(name + "t")) RENAME COLUMN "saleStatus" TO \(quoted);
                    ALTER TABLE batches RENAME COLUMN "reservedQty" TO \(quoted);
                    ALTER TABLE "sessionPriceOverrides" RENAME TO \(quoted);
                    ALTER TABLE \(quoted) RENAME COLUMN "overridePrice" TO \(SQLText.identifier(name + "2"));
                    ALTER SCHEMA public RENAME TO \(quoted);
                    """)
            shop.names = SQLNames(
                schema: name, tables: [.orders: .init(name: name + "t"), .priceOverrides: .init(name: name)],
                columns: [
                    .orders: ["saleStatus": name], .batches: ["reservedQty": name],
                    .priceOverrides: ["overridePrice": name + "2"],
                ])
            let schema = name.replacing("'", with: "''")
            let before = try shop.digest(schema: schema)
            try shop.scripts(Proposals.all + [Proposals.missingLine]) { scripts in
                let all = try scripts.apply("apply-all.sql")
                #expect(all.status == 0 && all.output.contains("6 |       6 |       0"), "\(all)")
                #expect(try shop.digest(schema: schema) != before)
                let undo = try scripts.apply("undo/apply-all.sql")
                #expect(undo.status == 0 && undo.output.contains("7 |      6 |       1"), "\(undo)")
                #expect(try shop.digest(schema: schema) == before)
            }
        }
    }

    @Test func `Other types of the same columns do as well`() throws {
        try Shop.open { shop in
            try shop.database.run(
                sql: """
                    CREATE TYPE "Sale Status" AS ENUM ('PENDING', 'CANCELLED');
                    CREATE DOMAIN money_amount AS numeric(15,2) CHECK (VALUE >= 0);
                    ALTER TABLE orders ALTER COLUMN "saleStatus" TYPE "Sale Status" USING "saleStatus"::"Sale Status",
                        ALTER COLUMN is_draft TYPE smallint USING is_draft::integer, ALTER COLUMN id TYPE bigint,
                        ALTER COLUMN created_at TYPE timestamp, ALTER COLUMN deleted_at TYPE timestamp;
                    ALTER TABLE order_line_items ALTER COLUMN is_sample TYPE integer USING is_sample::integer,
                        ALTER COLUMN quantity TYPE numeric;
                    ALTER TABLE batches ALTER COLUMN "reservedQty" TYPE numeric, ALTER COLUMN "updatedAt" TYPE timestamp;
                    UPDATE batches SET "reservedQty" = 20;
                    ALTER TABLE client_credit_limits ALTER COLUMN current_exposure TYPE money_amount;
                    ALTER TABLE "liveShoppingSessions" ALTER COLUMN "endedAt" TYPE timestamp,
                        ALTER COLUMN status TYPE varchar(9), ALTER COLUMN "updatedAt" TYPE timestamp(0);
                    ALTER DATABASE "\(shop.database.name)" SET TimeZone = 'Asia/Kathmandu';
                    ALTER DATABASE "\(shop.database.name)" SET DateStyle = 'German';
                    ALTER DATABASE "\(shop.database.name)" SET array_nulls = off;
                    ALTER DATABASE "\(shop.database.name)" SET transform_null_equals = on;
                    ALTER DATABASE "\(shop.database.name)" SET standard_conforming_strings = off;
                    ALTER DATABASE "\(shop.database.name)" SET quote_all_identifiers = on;
                    ALTER DATABASE "\(shop.database.name)" SET "plpgsql.variable_conflict" = 'use_column';
                    """)
            let before = try shop.digest()
            try shop.scripts(Proposals.all) { scripts in
                let all = try scripts.apply("apply-all.sql")
                #expect(all.status == 0 && all.output.contains("6 |       6 |       0"), "\(all)")
                #expect(
                    try shop.value("SELECT \"endedAt\"::text FROM \"liveShoppingSessions\" WHERE id = 1")
                        == "20.11.2026 11:30:00")
                let undo = try scripts.apply("undo/apply-all.sql")
                #expect(undo.status == 0 && undo.output.contains("6 |      6 |       0"), "\(undo)")
                #expect(try shop.digest() == before)
            }
        }
    }

    @Test func `A word that an enum type does not know does not fit`() throws {
        try Shop.open { shop in
            try shop.database.run(
                sql: """
                    CREATE TYPE status AS ENUM ('PENDING', 'PAID');
                    ALTER TABLE orders ALTER COLUMN "saleStatus" TYPE status USING "saleStatus"::status;
                    """)
            try shop.scripts([Proposals.duplicate]) { scripts in
                let counts = try scripts.apply("conversion.duplicate-orders.sql")
                #expect(counts.says(1, 0, 1) && counts.output.contains("does not fit"), "\(counts)")
            }
        }
    }

    @Test func `A site without the optional columns is repaired all the same`() throws {
        try Shop.open { shop in
            var shop = shop
            try shop.database.run(
                sql: """
                    ALTER TABLE batches DROP COLUMN "updatedAt"; ALTER TABLE orders DROP COLUMN deleted_at,
                        DROP COLUMN "liveSessionId", DROP COLUMN tax; DROP TABLE invoices;
                    """)
            var available = AvailableColumns.all
            available.remove(.batches, "updatedAt")
            for column in ["deleted_at", "liveSessionId", "tax"] { available.remove(.orders, column) }
            available.remove(.invoices)
            shop.names = SQLNames(available: available)
            let before = try shop.digest()
            try shop.scripts(Proposals.all) { scripts in
                let all = try scripts.apply("apply-all.sql")
                #expect(all.status == 0 && all.output.contains("6 |       6 |       0"), "\(all)")
                #expect(try scripts.apply("undo/apply-all.sql").status == 0)
                #expect(try shop.digest() == before)
            }
        }
    }

    @Test func `The rights that a script names are enough`() throws {
        try Shop.open { shop in
            let role = "repairer_\(shop.database.name)"
            let choice = Proposals.missingLine
            let before = try shop.digest()
            try shop.scripts(Proposals.all + [choice]) { scripts in
                try scripts.pick(choice.findings[0].id, "A", in: "line.missing.sql")
                let readme = try scripts.text("README.txt")
                let grants = readme.split(separator: "\n").filter { $0.contains("GRANT ") }
                    .map { $0.replacing("TO ROLE;", with: "TO \(role);") }.joined(separator: "\n")
                let log = readme.split(separator: "\n").drop { !$0.contains("CREATE TABLE") }.joined(separator: "\n")
                try shop.database.run(sql: "CREATE ROLE \(role);\n\(log)\n\(grants)")
                let files = ["apply-all", "line.missing", "undo/line.missing", "undo/apply-all"]
                let asRole = "SET ROLE \(role);\n" + files.map { "\\ir \($0).sql\n" }.joined()
                try asRole.write(toFile: scripts.path("as-role.sql"), atomically: true, encoding: .utf8)
                let run = Counts(
                    try shop.database.psql(file: scripts.path("as-role.sql"), variables: ["apply": "1"]))
                #expect(run.status == 0 && run.output.contains("6 |       6 |       0"), "\(run)")
                #expect(run.output.contains("7 |      6 |       1"), "\(run)")
                #expect(try shop.digest() == before)
                try shop.database.run(sql: "DROP OWNED BY \(role); DROP ROLE \(role)")
            }
        }
    }
}
