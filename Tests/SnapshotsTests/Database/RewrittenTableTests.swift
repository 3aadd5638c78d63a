import Foundation
import LiveShopping
import Snapshots
import TestSupport
import Testing

/// A change that is committed after the snapshot was taken and before the table could be locked.
struct Rewrite: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// What makes the table what it is in this case.
    var shape = ""
    let change: String
    var isCommitted = true
}

@Suite("Tables that are rewritten while a moment is looked for", .timeLimit(.minutes(30)))
struct RewrittenTableTests {
    private static let reload = """
        CREATE TEMP TABLE keep AS TABLE orders; TRUNCATE orders; INSERT INTO orders TABLE keep
        """
    static let rewrites = [
        Rewrite(testDescription: "truncated and loaded again", change: reload),
        Rewrite(testDescription: "truncated, and it stays so", change: "TRUNCATE orders"),
        Rewrite(testDescription: "an id is widened", change: "ALTER TABLE orders ALTER id TYPE bigint"),
        Rewrite(testDescription: "truncated, and taken back", change: "TRUNCATE orders", isCommitted: false),
        Rewrite(
            testDescription: "another table takes its name",
            change: """
                CREATE TABLE fresh (LIKE orders); INSERT INTO fresh TABLE orders; ALTER TABLE orders RENAME TO old;
                ALTER TABLE fresh RENAME TO orders
                """),
        Rewrite(
            testDescription: "dropped and made again",
            change: "CREATE TABLE fresh AS TABLE orders; DROP TABLE orders; ALTER TABLE fresh RENAME TO orders"),
        Rewrite(
            testDescription: "a part of a partitioned table",
            shape: """
                ALTER TABLE orders RENAME TO old; CREATE TABLE orders (LIKE old) PARTITION BY LIST ("orderType");
                CREATE TABLE sales PARTITION OF orders FOR VALUES IN ('SALE'); INSERT INTO orders TABLE old;
                DROP TABLE old
                """,
            change: "CREATE TEMP TABLE keep AS TABLE sales; TRUNCATE sales; INSERT INTO sales TABLE keep"),
        Rewrite(
            testDescription: "a table that inherits",
            shape: """
                CREATE TABLE archive () INHERITS (orders);
                WITH gone AS (DELETE FROM ONLY orders RETURNING *) INSERT INTO archive SELECT * FROM gone
                """,
            change: "CREATE TEMP TABLE keep AS TABLE archive; TRUNCATE archive; INSERT INTO archive TABLE keep"),
        Rewrite(
            testDescription: "the table under a view of a view",
            shape: """
                ALTER TABLE orders RENAME TO base; CREATE VIEW between AS TABLE base; CREATE VIEW orders AS TABLE between
                """,
            change: "CREATE TEMP TABLE keep AS TABLE base; TRUNCATE base; INSERT INTO base TABLE keep"),
        Rewrite(
            testDescription: "a materialized view is refreshed",
            shape: """
                ALTER TABLE orders RENAME TO base; CREATE MATERIALIZED VIEW orders AS SELECT * FROM base
                """,
            change: "UPDATE base SET total = 26; REFRESH MATERIALIZED VIEW orders"),
    ]

    @Test("What is read is all that was there before or after, never the emptiness between", arguments: rewrites)
    func rewritten(_ rewrite: Rewrite) throws {
        try withReferenceDatabase("rewritten", changedBy: rewrite.shape) { database in
            let session = try DatabaseSession(database)
            try session.execute("BEGIN; \(rewrite.change)")
            let opening = InBackground { try PostgresSource(conninfo: database.conninfo) }
            try database.awaitLockWait()
            try session.execute(rewrite.isCommitted ? "COMMIT" : "ROLLBACK")
            let source = try opening.value()
            let after = try PostgresSource(conninfo: database.conninfo)
            #expect(try allRows(of: source) == allRows(of: after))
            let again = source.snapshot.provenance.first { $0.name == "begun again because rewritten" }
            #expect(again?.value == (rewrite.isCommitted ? "public.orders" : nil))
        }
    }

    @Test("A role that may read no more than the columns is as safe, and so is a snapshot folder")
    func leastPrivilege() throws {
        let sql = """
            CREATE ROLE column_reader LOGIN;
            DO $$ DECLARE r record; BEGIN
                FOR r IN SELECT attrelid::regclass AS t, attname FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
                    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 LOOP
                    EXECUTE format('GRANT SELECT (%I) ON %s TO column_reader', r.attname, r.t);
                END LOOP;
            END $$
            """
        try withReferenceDatabase("leastrewritten", changedBy: sql) { database in
            defer { try? database.run(sql: "DROP OWNED BY column_reader; DROP ROLE column_reader") }
            let session = try DatabaseSession(database)
            try session.execute("BEGIN; \(Self.reload)")
            try withTemporaryFolder { directory in
                let capture = InBackground {
                    let conninfo = database.conninfo.replacing("user=postgres", with: "user=column_reader")
                    try SnapshotFolder.capture(from: PostgresSource(conninfo: conninfo), to: directory)
                }
                try database.awaitLockWait()
                try session.execute("COMMIT")
                try capture.value()
                let folder = try SnapshotFolder(directory)
                #expect(try allRows(of: folder)[.orders]?.count == 1)
            }
        }
    }

    @Test("When it goes on happening, the run ends and says which table it was")
    func endless() throws {
        try withReferenceDatabase("endless") { database in
            let sessions = try [DatabaseSession(database), DatabaseSession(database)].map(Shared.init)
            for session in sessions { try session.value.execute("SET application_name = 'reload'") }
            try sessions[0].value.execute("BEGIN; TRUNCATE invoices")
            let opening = InBackground { sourceError { _ = try PostgresSource(conninfo: database.conninfo) } }
            var turn = 0
            while try database.awaitLockWait(unless: { opening.hasEnded }) {
                let (holder, next) = (sessions[turn % 2], sessions[(turn + 1) % 2])
                // It waits behind tieout, and has the table as soon as tieout gives it up.
                let reload = InBackground { _ = try next.value.execute("BEGIN; TRUNCATE invoices") }
                try database.awaitLockWait(of: "reload")
                try holder.value.execute("COMMIT")
                try reload.value()
                turn += 1
            }
            let error = try opening.value()
            #expect(error?.kind == .unreachable)
            #expect(error?.problem.contains("rewritten each of the 5 times") == true)
            #expect(error?.problem.hasSuffix(": public.invoices") == true)
        }
    }
}

/// A session that one thread at a time uses, as the test sees to.
private struct Shared: @unchecked Sendable {
    let value: DatabaseSession

    init(_ value: DatabaseSession) {
        self.value = value
    }
}
