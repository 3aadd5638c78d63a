import Foundation
import Synchronization
import TestSupport
import Testing

/// The page docs/from-mysql.md, line by line, on a real MariaDB.
@Suite("From MySQL to the planted findings, and nothing false", .serialized)
struct FromMySQLTests {
    private func run(_ database: Database, _ folder: TemporaryFolder, _ more: String...) throws -> NightResult {
        let output = folder.path("output")
        let run = try Tieout.run(
            ["run", "--database", database.conninfo, "--as-of", MySQLShop.asOf, "--output", output] + more)
        return NightResult(run: run, folder: URL(fileURLWithPath: output + "/latest").resolvingSymlinksInPath())
    }

    private func expectPlanted(_ night: NightResult, sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(night.run.status == 2 && night.run.stderr.isEmpty, "\(night.run)", sourceLocation: sourceLocation)
        let found = try night.judged().map(\.description)
        #expect(found == MySQLShop.planted, "\(found)", sourceLocation: sourceLocation)
    }

    private func oneMoment(_ night: NightResult) throws -> String? {
        let facts = try night.manifest()["provenance"] as? [[String: String]]
        return facts?.first { $0["name"] == "one moment" }?["value"]
    }

    private func load(_ database: Database, _ script: String, _ folder: TemporaryFolder) throws {
        let pgloader = try CommandRun.require("pgloader", package: "pgloader")
        let file = folder.path("shop.load")
        try Data(script.utf8).write(to: URL(fileURLWithPath: file))
        let run = try CommandRun.run(
            pgloader, ["--root-dir", folder.path("pgloader"), file], environment: ["HOME": folder.url.path])
        try #require(run.status == 0 && !run.stdout.contains("ERROR"), "\(run.stdout)\(run.stderr)")
    }

    @Test("through foreign tables, of one moment where MySQL was told to give one")
    func foreignTables() throws {
        let (shop, folder) = (try MySQLShop("fdw"), try TemporaryFolder())
        let database = try PrivatePostgres.shared().makeDatabase("fdw")
        let available = try database.query(sql: "SELECT 1 FROM pg_available_extensions WHERE name = 'mysql_fdw'")
        try #require(!available.isEmpty, "mysql_fdw is not installed, and this test needs it: run Scripts/setup")
        try database.run(sql: try shop.block("-- fdw"))
        let night = try run(database, folder, "--jobs", "4")
        try expectPlanted(night)
        #expect(try oneMoment(night) == "yes, that of the transaction on the server shop (mysql_fdw)")

        try database.run(sql: "ALTER SERVER shop OPTIONS (SET init_command 'SET time_zone=''+00:00''')")
        let untold = try run(database, folder)
        try expectPlanted(untold)
        #expect(try oneMoment(untold)?.hasPrefix("not certain: the server shop (mysql_fdw) was not told") == true)
        #expect(try untold.text("evidence.html").contains("whether the rows are of one moment stands above"))

        try database.run(
            sql: """
                ALTER SERVER shop OPTIONS (SET init_command 'SET time_zone=''+00:00'', autocommit=0');
                ALTER FOREIGN TABLE users RENAME TO remote_users; CREATE TABLE users AS TABLE remote_users;
                ALTER FOREIGN TABLE orders RENAME TO remote_orders; CREATE VIEW orders AS TABLE remote_orders
                """)
        let mixed = try run(database, folder)
        try expectPlanted(mixed)
        #expect(try oneMoment(mixed)?.contains("and some from this database") == true)
    }

    @Test("What MySQL commits during a run is not seen: the moment is that of the first table")
    func oneMomentInFact() throws {
        let (shop, folder) = (try MySQLShop("moment"), try TemporaryFolder())
        let database = try PrivatePostgres.shared().makeDatabase("moment")
        try database.run(sql: try shop.block("-- fdw"))
        // The sessions are read after the batches and the credit rows, and before the orders: while that takes its time,
        // the shop sells, and what it commits ties out before and after.
        try database.run(
            sql: """
                ALTER FOREIGN TABLE "liveShoppingSessions" RENAME TO remote_sessions;
                CREATE FUNCTION slowly() RETURNS boolean LANGUAGE plpgsql AS
                    $$ BEGIN PERFORM pg_sleep(1); RETURN true; END $$;
                CREATE VIEW "liveShoppingSessions" AS SELECT * FROM remote_sessions WHERE slowly()
                """)
        for command in ["SET time_zone=''+00:00''", "SET time_zone=''+00:00'', autocommit=0"] {
            try database.run(sql: "ALTER SERVER shop OPTIONS (SET init_command '\(command)')")
            let isOver = Mutex(false)
            let selling = Background {
                repeat { try sell(shop) } while !isOver.withLock { $0 }
            }
            let isControl = !command.contains("autocommit")
            var night = try run(database, folder)
            // Where no sale fell between the tables, another night is needed to see one.
            for _ in 0..<9 where isControl {
                guard try night.judged().map(\.description) == MySQLShop.planted else { break }
                night = try run(database, folder)
            }
            isOver.withLock { $0 = true }
            try selling.wait()
            if !isControl {
                try expectPlanted(night)
            } else {
                // Without the setting the test would see it, too.
                #expect(try night.judged().map(\.description) != MySQLShop.planted)
            }
        }
    }

    @Test("by pgloader, with quoted identifiers")
    func quotedIdentifiers() throws {
        let (shop, folder) = (try MySQLShop("quoted"), try TemporaryFolder())
        let database = try PrivatePostgres.shared().makeDatabase("quoted")
        try load(database, try shop.block("-- pgloader", ["TARGET": database.uri]), folder)
        let night = try run(database, folder)
        try expectPlanted(night)
        #expect(try oneMoment(night) == nil)
    }

    @Test("by pgloader as it is, with the lines that tieout prints")
    func foldedIdentifiers() throws {
        let (shop, folder) = (try MySQLShop("folded"), try TemporaryFolder())
        let database = try PrivatePostgres.shared().makeDatabase("folded")
        let script = try shop.block("-- pgloader", ["TARGET": database.uri])
        let folding = script.replacing(" WITH quote identifiers\n", with: "")
        try #require(folding != script)
        try load(database, folding, folder)
        let refused = try run(database, folder)
        #expect(refused.run.status == 65)
        let block = refused.run.stderr.split(separator: "\n", maxSplits: 1).last ?? ""
        try Data(block.utf8).write(to: URL(fileURLWithPath: folder.path("tieout.yaml")))
        try expectPlanted(run(database, folder, "--config", folder.path("tieout.yaml")))
    }

    @Test("by a dump into tables of texts, and views that cast them")
    func castingViews() throws {
        let (shop, folder) = (try MySQLShop("texts"), try TemporaryFolder())
        let database = try PrivatePostgres.shared().makeDatabase("texts")
        let dump = shop.server.directory + "/dump-texts"
        try shop.server.run(sql: "SELECT 1")
        try FileManager.default.createDirectory(atPath: dump, withIntermediateDirectories: true)
        chmod(dump, 0o777)
        let words = try shop.block("# dump", ["FOLDER": dump]).replacing("\\\n", with: " ").split(
            whereSeparator: \.isWhitespace)
        try shop.server.client(String(words[0]), words.dropFirst().map(String.init))
        try database.run(sql: "CREATE SCHEMA texts")
        try database.run(sql: try shop.server.run(sql: try shop.block("-- texts, in MySQL")))
        for file in try FileManager.default.contentsOfDirectory(atPath: dump) where file.hasSuffix(".txt") {
            try database.run(sql: "COPY texts.\"\(file.dropLast(4))\" FROM '\(dump)/\(file)'")
        }
        try database.run(sql: try shop.block("-- views"))
        try expectPlanted(run(database, folder))
    }
}

/// One sale, whole, in one transaction.
private func sell(_ shop: MySQLShop) throws {
    try shop.server.run(
        sql: """
            SET time_zone = '+00:00'; START TRANSACTION;
            INSERT INTO orders (order_number, orderType, is_draft, client_id, subtotal, total, saleStatus, created_at)
                VALUES ('O', 'SALE', 0, 1, 1, 1, 'PENDING', '2026-11-21 23:00:00');
            INSERT INTO order_line_items (order_id, batch_id, quantity, unit_price, line_total)
                VALUES (LAST_INSERT_ID(), 1, 1, 1, 1);
            UPDATE batches SET reservedQty = reservedQty + 1, onHandQty = onHandQty + 1 WHERE id = 1;
            UPDATE client_credit_limits SET current_exposure = current_exposure + 1 WHERE client_id = 1;
            COMMIT
            """, database: shop.name)
}

private extension Database {
    /// As a URI, which pgloader wants.
    var uri: String {
        let parts = Dictionary(
            conninfo.split(separator: " ").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
                .map { ($0[0], $0[1]) }, uniquingKeysWith: { $1 })
        return "postgresql://postgres@unix:\(parts["host"] ?? ""):\(parts["port"] ?? "")/\(name)"
    }
}
