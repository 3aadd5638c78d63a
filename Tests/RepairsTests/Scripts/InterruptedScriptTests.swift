import Foundation
import LiveShopping
import TestSupport
import Testing

@testable import Repairs
@testable import Reports

@Suite("Repair scripts: killed in the middle")
struct InterruptedScriptTests {
    enum Victim: CaseIterable {
        case psql, backend
    }

    private static let count = 1_000

    @Test(arguments: Victim.allCases)
    func `All or nothing, and the same script again completes`(_ victim: Victim) throws {
        try Shop.open { shop in
            try shop.database.run(sql: Sessions.rows(Self.count))
            try shop.scripts(Sessions.proposals(Self.count)) { scripts in
                let before = try shop.digest()
                try Self.killWhileItChanges(victim, scripts, shop)
                #expect(try shop.digest() == before)
                let whole = try ContinuousClock().measure { try scripts.dryRun("lifecycle.abandoned.sql") }.components
                let microseconds = Int(whole.seconds) * 1_000_000 + Int(whole.attoseconds / 1_000_000_000_000)
                for part in 1...6 {
                    let delay = microseconds * part / 6
                    let process = try Self.start(scripts)
                    usleep(UInt32(delay))
                    try Self.kill(victim, process, shop)
                    let ended = try shop.value(
                        "SELECT count(*) FROM \"liveShoppingSessions\" WHERE status = 'ENDED' AND id > 1000")
                    let isDone = ended == String(Self.count)
                    #expect(ended == "0" || isDone, "killed after \(delay) us")
                    let undone = try scripts.apply("undo/lifecycle.abandoned.sql")
                    #expect(undone.says(Self.count, isDone ? Self.count : 0, isDone ? 0 : Self.count), "\(undone)")
                    #expect(try shop.digest() == before)
                }
                #expect(try scripts.apply("lifecycle.abandoned.sql").says(Self.count, Self.count, 0))
            }
        }
    }

    /// A trigger sleeps at the 700th row, so that the script is surely in the midst of its changes.
    private static func killWhileItChanges(_ victim: Victim, _ scripts: Scripts, _ shop: Shop) throws {
        try shop.database.run(
            sql: """
                CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(2); RETURN NEW; END';
                CREATE TRIGGER slow BEFORE UPDATE ON "liveShoppingSessions" FOR EACH ROW WHEN (OLD.id = 1700)
                    EXECUTE FUNCTION slow();
                """)
        let process = try start(scripts)
        let sleeping =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"
        var waits = 0
        while try shop.value(sleeping) != "1", waits < 3_000 {
            usleep(10_000)
            waits += 1
        }
        #expect(waits < 3_000, "the script never came to its changes")
        try kill(victim, process, shop)
        try shop.database.run(sql: "DROP TRIGGER slow ON \"liveShoppingSessions\"")
    }

    private static func start(_ scripts: Scripts) throws -> Process {
        try scripts.database.startPsql(
            file: scripts.path("lifecycle.abandoned.sql"), variables: ["apply": "1"], as: scripts.role)
    }

    /// Ends the victim, and waits until the server knows.
    private static func kill(_ victim: Victim, _ process: Process, _ shop: Shop) throws {
        let others = """
            FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'psql'
            """
        switch victim {
        case .psql: Foundation.kill(process.processIdentifier, SIGKILL)
        case .backend: try shop.database.run(sql: "SELECT pg_terminate_backend(pid) \(others)")
        }
        let deadline = ContinuousClock.now + .seconds(600)
        while try process.isRunning || shop.value("SELECT count(*) \(others)") != "0", ContinuousClock.now < deadline {
            usleep(20_000)
        }
        #expect(try shop.value("SELECT count(*) \(others)") == "0")
    }
}
