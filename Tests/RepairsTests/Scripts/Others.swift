import Foundation
import Synchronization
import TestSupport
import Testing

/// Others at work on the same database, each on a thread of its own.
final class Others: Sendable {
    private let group = DispatchGroup()
    private let failures = Mutex<[String]>([])

    func start(_ work: @escaping @Sendable () throws -> Void) {
        let group = group
        group.enter()
        Thread { [self] in
            defer { group.leave() }
            do { try work() } catch { failures.withLock { $0.append("\(error)") } }
        }.start()
    }

    /// What went wrong for them.
    func wait() -> [String] {
        group.wait()
        return failures.withLock { $0 }
    }
}

extension Shop {
    /// Does something while somebody else has these statements in a transaction, however long it takes; they are taken back after it.
    func whileSomebodyHas(_ sql: String, _ body: () throws -> Void) throws {
        let others = Others()
        let database = database
        others.start { try database.run(sql: "BEGIN; \(sql); SELECT pg_sleep(600)") }
        let result = Result {
            try waitForSleeper()
            try body()
        }
        try database.run(
            sql: "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE \(Self.others) AND wait_event = 'PgSleep'")
        let failures = others.wait()
        #expect(failures.count == 1 && failures[0].contains("canceling statement due to user request"), "\(failures)")
        try result.get()
    }

    /// Waits until somebody sleeps in a statement.
    func waitForSleeper(_ condition: String = "query LIKE '%pg_sleep%'") throws {
        for _ in 0..<60_000 {
            let found = try value(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE \(Self.others) AND \(condition) AND wait_event = 'PgSleep'
                """)
            if found != "0" { return }
            usleep(10_000)
        }
        Issue.record("nobody sleeps")
    }

    private static var others: String { "datname = current_database() AND pid <> pg_backend_pid()" }
}
