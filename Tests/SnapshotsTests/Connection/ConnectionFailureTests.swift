import Foundation
import LiveShopping
import Snapshots
import TestSupport
import Testing

@Suite("A database that cannot be read", .timeLimit(.minutes(30)))
struct ConnectionFailureTests {
    @Test("A refused connection is unreachable, and says where it was tried")
    func refused() {
        let error = sourceError { _ = try PostgresSource(conninfo: "host=127.0.0.1 port=1 dbname=shop user=x") }
        #expect(error?.kind == .unreachable)
        #expect(error?.place == "database \"shop\" on 127.0.0.1:1")
        #expect(error?.problem.contains("Connection refused") == true)
        #expect(error?.description.contains("\n") == false)
    }

    @Test("A database that is not there, and one that lets us not in, are unreachable")
    func absent() throws {
        try PrivatePostgres.shared().withDatabase("absent") { database in
            for change in [("dbname=", "dbname=no_"), ("user=", "user=no_")] {
                let error = sourceError {
                    _ = try PostgresSource(conninfo: database.conninfo.replacing(change.0, with: change.1))
                }
                #expect(error?.kind == .unreachable)
                #expect(error?.problem.contains("does not exist") == true)
            }
        }
    }

    @Test(
        "No message repeats a password",
        arguments: [
            "host=127.0.0.1 port=1 password=hunter2 dbname=hunter2", "postgresql://u:hunter2@127.0.0.1:1/hunter2",
            "postgresql://u:hunter2/x@127.0.0.1:1/shop", "postgresql://u:p@hunter2@127.0.0.1:1/shop",
            "postgresql://u:p:hunter2@127.0.0.1:1/shop", "host=x password=a hunter2", "host=x pass=hunter2",
            "postgresql://u:p%zzhunter2@h/shop", "postgresql://u:p#hunter2?x@127.0.0.1:1/shop",
        ])
    func passwords(_ conninfo: String) {
        let error = sourceError { _ = try PostgresSource(conninfo: conninfo) }
        #expect(error != nil)
        #expect(error?.description.contains("hunter2") == false, "\(String(describing: error))")
    }

    @Test("A connection string that is none is a mistake in the configuration")
    func unparsable() {
        for conninfo in ["host", "hots=x", "postgresql://[::1"] {
            #expect(sourceError { _ = try PostgresSource(conninfo: conninfo) }?.kind == .configuration)
        }
    }

    @Test("A statement that takes too long is stopped and is unreachable")
    func statementTimeout() throws {
        let sql = """
            ALTER TABLE orders RENAME TO slow;
            CREATE VIEW orders AS SELECT slow.* FROM slow, pg_sleep(20)
            """
        try withReferenceDatabase("timeout", changedBy: sql) { database in
            let source = try PostgresSource(
                conninfo: database.conninfo, statementTimeout: TimeSpan(microseconds: 200_000))
            let error = sourceError { _ = try rows(source) { try $0.orders($1, $2) } as [Order] }
            #expect(error?.kind == .unreachable)
            #expect(error?.problem.contains("stopped the statement while reading \"orders\"") == true)
            #expect(error?.remedy.contains("statement timeout") == true)
            // The transaction lives on.
            let found: [User] = try rows(source) { try $0.users($1, $2) }
            #expect(found.map(\.id.rawValue) == [1])
        }
    }

    @Test("A server that goes away in the middle of a table is unreachable")
    func terminated() throws {
        let sql = """
            INSERT INTO order_line_items SELECT n, 1, 1, 1, 1, 1, false FROM generate_series(2, 200000) n
            """
        try withReferenceDatabase("terminated", changedBy: sql) { database in
            let source = try PostgresSource(conninfo: database.conninfo)
            var count = 0
            let error = sourceError {
                try source.withReader { reader in
                    try reader.orderLines(.everything) { _ in
                        count += 1
                        if count == 100 { try terminateReader(of: database) }
                    }
                }
            }
            #expect(count < 200_000)
            #expect(error?.kind == .unreachable)
            #expect(error?.problem.contains("the server went away while reading \"order_line_items\"") == true)
            // What is asked for next says so as well.
            let next = sourceError { _ = try rows(source) { try $0.users($1, $2) } as [User] }
            #expect(next?.kind == .unreachable)
        }
    }

    private func terminateReader(of database: Database) throws {
        let killed = try database.query(
            sql: """
                SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
                WHERE application_name = 'tieout' AND datname = current_database()
                """)
        #expect(killed == [["t"]])
    }

    @Test("A view that fails half-way says what the server said")
    func failingView() throws {
        let sql = """
            INSERT INTO order_line_items SELECT n, 1, 1, 1, 1, 1, false FROM generate_series(2, 3000) n;
            ALTER TABLE order_line_items RENAME TO lines;
            CREATE VIEW order_line_items AS SELECT id, order_id, batch_id, quantity, unit_price,
                line_total / (id - 2900) AS line_total, is_sample FROM lines
            """
        try withReferenceDatabase("failing", changedBy: sql) { database in
            let source = try PostgresSource(conninfo: database.conninfo)
            let error = sourceError { _ = try rows(source) { try $0.orderLines($1, $2) } as [OrderLine] }
            #expect(error?.kind == .unreadable)
            #expect(error?.problem.hasSuffix("while reading \"order_line_items\": division by zero") == true)
        }
    }
}
