import FinancialMath
import Foundation
import LiveShopping
import Reconciliation
import Snapshots
import TestSupport
import Testing

@testable import Repairs
@testable import Reports

/// A small live-shopping system in a database of its own, and the scripts that are tried on it.
struct Shop {
    let database: Database
    let run: RunIdentity
    var names: SQLNames

    static let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)

    init(_ database: Database, names: SQLNames = SQLNames(schema: "public"), filled: Bool = true) throws {
        self.database = database
        self.names = names
        run = RunIdentity(id: "2026-11-22T020000Z", asOf: Self.asOf)
        guard filled else { return }
        try database.run(sql: ReferenceSchema.ddl)
        try database.run(sql: Self.rows)
    }

    /// Lends a filled shop to a body: a copy of one that is made once.
    static func open<Answer>(_ body: (Shop) throws -> Answer) throws -> Answer {
        try PrivatePostgres.shared().withDatabase(copying: model.get()) { try body(Shop($0, filled: false)) }
    }

    private static let model = Result { try Shop(PrivatePostgres.shared().makeDatabase("shop")).database }

    /// Writes the scripts of proposals into a folder that exists while a body runs.
    func scripts<Result>(
        _ proposals: [Proposal], run: RunIdentity? = nil, stakes: RepairStakes = RepairStakes(),
        withheld: Withheld = .nothing, _ body: (Scripts) throws -> Result
    ) throws -> Result {
        let folder = ScratchFolder.url.appendingPathComponent("repairs-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try RepairScripts(
            proposals: proposals, run: run ?? self.run, names: names, stakes: stakes, withheld: withheld
        ).write(into: folder)
        let readme = try String(contentsOf: folder.appendingPathComponent("README.txt"), encoding: .utf8)
        let role = try LeastPrivilege.repairing(database, readme: readme)
        defer { try? role.drop() }
        return try body(Scripts(folder: folder, database: database, role: role))
    }

    /// A digest of every row of every table but the log.
    func digest(schema: String = "public") throws -> String {
        let session = try DatabaseSession(database)
        let tables = try session.execute(
            """
            SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables
            WHERE schemaname = '\(schema)' AND tablename <> 'tieout_repair_log' ORDER BY 1
            """)
        return try tables.compactMap { $0[0] }.map { table in
            let sum = try session.execute(
                """
                SELECT md5(string_agg(r, E'\\n' ORDER BY r))
                FROM (SELECT (to_jsonb(t) - 'version')::text AS r FROM \(table) t) AS rows
                """)
            return "\(table) \(sum[0][0] ?? "empty")"
        }
        .joined(separator: "\n")
    }

    func value(_ sql: String) throws -> String? { try database.query(sql: sql).first?.first ?? nil }

    static let rows = """
        INSERT INTO users VALUES (1, 'Ann', 'HOST');
        INSERT INTO clients VALUES (5, 'Oolong & Co.', NULL, NULL, NULL), (6, 'Sencha', NULL, NULL, NULL);
        INSERT INTO client_credit_limits VALUES (5, 1000, 12.00), (6, 0, 7.00);
        INSERT INTO products VALUES (1, 'Tea', 'TEA'), (2, 'Cup', 'WARE');
        INSERT INTO batches VALUES
            (7, 1, 'TEA-7', 100, 10, 20, 0, 0, 4.0000, NULL, NULL, NULL, 'LIVE', '2026-11-01 10:00Z', NULL),
            (8, 2, 'CUP-8', 50, 0, 5, 0, 0, 2.5000, NULL, NULL, NULL, 'LIVE', NULL, NULL);
        INSERT INTO "liveShoppingSessions" ("id", "hostUserId", "clientId", "status", "roomCode", "endedAt", "createdAt",
            "updatedAt") VALUES
            (1, 1, 5, 'ACTIVE', 'room-1', NULL, '2026-11-20 10:00Z', '2026-11-20 11:00:00.123456Z'),
            (2, 1, 6, 'ENDED', 'room-2', '2026-11-20 12:00Z', '2026-11-20 10:00Z', '2026-11-20 12:00Z'),
            (3, 1, 5, 'PAUSED', 'room-3', NULL, '2026-11-19 10:00Z', '2026-11-19 11:00Z');
        INSERT INTO "sessionCartItems" ("id", "sessionId", "batchId", "productId", "quantity", "unitPrice", "isSample",
            "itemStatus", "createdAt", "updatedAt") VALUES
            (21, 1, 7, 1, 3, 9.50, false, 'TO_PURCHASE', '2026-11-20 10:05Z', '2026-11-20 10:06Z'),
            (22, 3, 8, 2, 1, 4.00, false, 'TO_PURCHASE', '2026-11-19 10:05Z', '2026-11-19 10:06Z');
        INSERT INTO orders ("id", "client_id", "order_number", "orderType", "is_draft", "subtotal", "total", "tax", "discount",
            "saleStatus", "fulfillmentStatus", "notes", "liveSessionId", "created_at") VALUES
            (11, 5, 'SO-11', 'SALE', false, 28.50, 28.50, NULL, NULL, 'PENDING', 'CONFIRMED', NULL, 1, '2026-11-20 11:30Z'),
            (12, 5, 'SO-12', 'SALE', false, 28.50, 28.50, NULL, NULL, 'PENDING', 'CONFIRMED', NULL, 1, '2026-11-20 11:31Z');
        INSERT INTO order_line_items VALUES
            (31, 11, 7, 3, 9.50, 28.50, false), (32, 12, 7, 3, 9.50, 28.50, false), (33, 12, 7, 1, 0, 0, true);
        INSERT INTO "sessionPriceOverrides" VALUES
            (41, 1, 1, 9.00, '2026-11-20 10:00Z', '2026-11-20 10:00Z'), (42, 1, 1, 9.25, '2026-11-20 10:01Z',
            '2026-11-20 10:01:00.5Z');
        INSERT INTO invoices VALUES (51, 5, 40.00, 'SENT', NULL);
        """
}

/// A folder of scripts, and the database that they are run on, under a role that may do what they print and no more.
struct Scripts {
    let folder: URL
    let database: Database
    let role: LeastPrivilege

    @discardableResult
    func dryRun(_ file: String) throws -> CommandRun { try database.psql(file: path(file), as: role) }

    /// Applies a script.
    func apply(_ file: String, _ variables: [String: String] = [:]) throws -> Counts {
        Counts(try database.psql(file: path(file), variables: variables.merging(["apply": "1"]) { $1 }, as: role))
    }

    func path(_ file: String) -> String { folder.appendingPathComponent(file).path }

    func text(_ file: String) throws -> String { try String(contentsOfFile: path(file), encoding: .utf8) }

    /// Takes away the two dashes before the pick of an alternative.
    func pick(_ finding: FindingID, _ way: String, in file: String) throws {
        let pick = "--INSERT INTO pg_temp.tieout_pick VALUES ('\(finding)', '\(way)');"
        let text = try text(file)
        try #require(text.contains(pick))
        try text.replacing(pick, with: String(pick.dropFirst(2))).write(
            toFile: path(file), atomically: true, encoding: .utf8)
    }
}

/// What a script said at its end.
struct Counts: Equatable, CustomStringConvertible {
    let status: Int32
    let proposed: Int?
    let done: Int?
    let skipped: Int?
    let output: String

    init(_ run: CommandRun) {
        status = run.status
        output = run.stdout + run.stderr
        let lines = run.stdout.split(separator: "\n")
        let last = lines.last { $0.contains("| apply ") || $0.contains("| dry run ") }
        let cells = last?.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } ?? []
        proposed = cells.count > 4 ? Int(cells[2]) : nil
        done = cells.count > 4 ? Int(cells[3]) : nil
        skipped = cells.count > 4 ? Int(cells[4]) : nil
    }

    func says(_ proposed: Int, _ done: Int, _ skipped: Int) -> Bool {
        status == 0 && (self.proposed, self.done, self.skipped) == (proposed, done, skipped)
    }

    var description: String { output }
}
