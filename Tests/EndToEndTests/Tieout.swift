import Foundation
import TestSupport

/// The program itself, as it was built beside the tests.
enum Tieout {
    /// Runs a command, and waits for it.
    static func run(_ arguments: String...) throws -> CommandRun {
        try run(arguments)
    }

    /// A test's nights are small and full of faults: unless it says otherwise, their repairs are not held for that.
    static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> CommandRun {
        let isRun = arguments.first == "run" && !arguments.contains { ["--max-repair-ratio", "--help"].contains($0) }
        return try CommandRun.run(
            executable.path, arguments + (isRun ? ["--max-repair-ratio", "100%"] : []), environment: environment,
            directory: packageRoot.path)
    }

    /// What a person sees at a terminal, who gives one answer.
    static func atTerminal(_ arguments: [String], answer: String) throws -> CommandRun {
        let words = ([executable.path] + arguments).map { "'\($0)'" }.joined(separator: " ")
        return try CommandRun.run(
            "/bin/sh", ["-c", "printf '%s\\n' \"$1\" | script -qec \"$2\" /dev/null", "sh", answer, words])
    }

    static let executable: URL = {
        let built = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        return built.deletingLastPathComponent().appendingPathComponent("tieout")
    }()

    static let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
}

/// A folder that is removed with the value that holds it.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = ScratchFolder.url.appendingPathComponent("tieout-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}

/// A database with the reference schema, in which a run is as of one moment.
struct Shop {
    static let asOf = "2026-11-22T02:00:00Z"
    let database: Database
    let folder: TemporaryFolder

    /// A host, a client with credit, a product of category TEA with a margin of 20 %, and a batch at a cost of 10.00.
    init(_ hint: String) throws {
        database = try PrivatePostgres.shared().makeDatabase(hint)
        folder = try TemporaryFolder()
        let ddl = try Tieout.run("schema")
        try database.run(sql: ddl.stdout)
        try database.run(
            sql: """
                INSERT INTO users (id, name) VALUES (1, 'Hanna Host');
                INSERT INTO clients (id, name) VALUES (7, 'Acme Trading');
                INSERT INTO client_credit_limits (client_id, credit_limit, current_exposure) VALUES (7, 10000, 25.00);
                INSERT INTO products (id, "nameCanonical", category) VALUES (1, 'Darjeeling', 'TEA');
                INSERT INTO pricing_defaults (product_category, default_margin_percent) VALUES ('TEA', 20);
                INSERT INTO batches (id, "productId", code, "onHandQty", "sampleQty", "reservedQty", "quarantineQty",
                    "holdQty", "unitCogs", "batchStatus")
                VALUES (3, 1, 'TEA-3', 100, 10, 2, 0, 0, 10.00, 'LIVE');
                """)
    }

    /// The status update after the order's creation was lost: an ACTIVE session, its order of an hour ago.
    func loseStatusUpdate(linkedByNoteAlone: Bool = false) throws {
        let link = linkedByNoteAlone ? "NULL, 'Live Shopping Session #TEA-ROOM-1'" : "42, NULL"
        try database.run(
            sql: """
                INSERT INTO "liveShoppingSessions" (id, "hostUserId", "clientId", status, "roomCode", "startedAt",
                    "createdAt", "updatedAt")
                VALUES (42, 1, 7, 'ACTIVE', 'TEA-ROOM-1', '2026-11-22 00:00Z', '2026-11-21 23:00Z', '2026-11-22 01:00Z');
                INSERT INTO "sessionCartItems" (id, "sessionId", "batchId", "productId", quantity, "unitPrice",
                    "isSample", "itemStatus", "createdAt", "updatedAt")
                VALUES (5, 42, 3, 1, 2, 12.50, false, 'TO_PURCHASE', '2026-11-22 00:30Z', '2026-11-22 00:30Z');
                INSERT INTO orders (id, client_id, order_number, "orderType", is_draft, subtotal, total, "saleStatus",
                    "fulfillmentStatus", "liveSessionId", notes, created_at)
                VALUES (17, 7, 'SO-1017', 'SALE', false, 25.00, 25.00, 'PENDING', 'CONFIRMED', \(link),
                    '2026-11-22 01:00Z');
                INSERT INTO order_line_items (id, order_id, batch_id, quantity, unit_price, line_total, is_sample)
                VALUES (30, 17, 3, 2, 12.50, 25.00, false);
                """)
    }

    /// The second click: the same order again, with the inventory and exposure that it takes.
    func clickAgain() throws {
        try database.run(
            sql: """
                INSERT INTO orders (id, client_id, order_number, "orderType", is_draft, subtotal, total, "saleStatus",
                    "fulfillmentStatus", "liveSessionId", notes, created_at)
                SELECT 18, client_id, 'SO-1018', "orderType", is_draft, subtotal, total, "saleStatus",
                    "fulfillmentStatus", "liveSessionId", notes, created_at + interval '9 seconds'
                FROM orders WHERE id = 17;
                INSERT INTO order_line_items (id, order_id, batch_id, quantity, unit_price, line_total, is_sample)
                VALUES (31, 18, 3, 2, 12.50, 25.00, false);
                UPDATE batches SET "reservedQty" = 4 WHERE id = 3;
                UPDATE client_credit_limits SET current_exposure = 50.00 WHERE client_id = 7;
                """)
    }

    func run(_ more: String...) throws -> NightResult {
        let output = folder.path("output")
        let time = more.contains("--as-of") ? [] : ["--as-of", Self.asOf]
        let arguments = ["run", "--database", database.conninfo, "--output", output] + time + more
        let run = try CommandRun.run(
            Tieout.executable.path, arguments, directory: Tieout.packageRoot.path)
        let latest = URL(fileURLWithPath: output + "/latest").resolvingSymlinksInPath()
        return NightResult(run: run, folder: latest, kept: folder)
    }

    /// One value of the database.
    func value(_ sql: String) throws -> String? {
        try database.query(sql: sql).first?.first ?? nil
    }

    /// A fingerprint of everything in the database but the log of repairs.
    func fingerprint() throws -> [[String?]] {
        let tables = try database.query(
            sql: """
                SELECT quote_ident(tablename) FROM pg_tables
                WHERE schemaname = 'public' AND tablename <> 'tieout_repair_log' ORDER BY 1
                """)
        return try tables.compactMap(\.first).map { table in
            let name = table ?? ""
            let rows = try database.query(
                sql: """
                    SELECT md5(coalesce(string_agg(r, '|' ORDER BY r), ''))
                    FROM (SELECT (to_jsonb(t) - 'version')::text AS r FROM \(name) t) AS rows
                    """)
            return [name] + (rows.first ?? [])
        }
    }
}

/// What a run printed, how it ended, and what it left.
struct NightResult {
    let run: CommandRun
    let folder: URL
    /// What the folder is in, which is to stay as long as this does.
    var kept: TemporaryFolder?

    /// The findings as `rule key`, in the order of the file.
    func findings() throws -> [String] {
        try rows("findings.csv").map { "\($0["rule"] ?? "") \($0["key"] ?? "")" }
    }

    /// The rows of a CSV file by column.
    func rows(_ file: String) throws -> [[String: String]] {
        let table = CSVReader.read(try text(file))
        guard let header = table.first else { return [] }
        return table.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }

    func text(_ file: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
    }

    func path(_ file: String) -> String { folder.appendingPathComponent(file).path }
}

/// Reads RFC 4180.
enum CSVReader {
    static func read(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field: [Unicode.Scalar] = []
        var isQuoted = false
        var scalars = Array(text.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            switch (scalar, isQuoted) {
            case ("\"", true) where scalars.first == "\"":
                scalars.removeFirst()
                field.append("\"")
            case ("\"", _): isQuoted.toggle()
            case (",", false):
                row.append(String(String.UnicodeScalarView(field)))
                field = []
            case ("\r", false) where scalars.first == "\n":
                scalars.removeFirst()
                row.append(String(String.UnicodeScalarView(field)))
                field = []
                rows.append(row)
                row = []
            default: field.append(scalar)
            }
        }
        return rows
    }
}
