import Foundation

extension Database {
    /// Every statement that the server has run in this database while a body did its work, as it was sent.
    public func statements(during body: () throws -> Void) throws -> [String] {
        let url = URL(fileURLWithPath: cluster.directory + "/log")
        try run(sql: "ALTER DATABASE \"\(name)\" SET log_statement = 'all'")
        let before = try Data(contentsOf: url).count
        try body()
        try run(sql: "ALTER DATABASE \"\(name)\" RESET log_statement")
        let text = String(decoding: try Data(contentsOf: url).dropFirst(before), as: UTF8.self)
        // A line of the log begins with the time; the lines of a statement go on with a tab.
        var statements: [String] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("\t") {
                if !statements.isEmpty { statements[statements.count - 1] += "\n" + line }
            } else if let match = line.firstMatch(of: /LOG:  (?:statement|execute <unnamed>): (.*)/) {
                statements.append(String(match.1))
            } else {
                statements.append("")
            }
        }
        return statements.filter { !$0.isEmpty }
    }

    /// Waits until a connection of a program waits for a lock in this database.
    ///
    /// - Returns: Whether it does; false when it has ended instead.
    @discardableResult
    public func awaitLockWait(of application: String = "tieout", unless hasEnded: () -> Bool = { false }) throws -> Bool
    {
        for _ in 0..<60_000 {
            let waiting = try query(
                sql: """
                    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
                        AND application_name = '\(application)' AND wait_event_type = 'Lock'
                    """)
            if waiting != [["0"]] { return true }
            if hasEnded() { return false }
            usleep(10_000)
        }
        throw PostgresFailure(doing: "wait for \(application)", message: "it never waited for a lock")
    }
}
