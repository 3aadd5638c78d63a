import FinancialMath
import Foundation
import LiveShopping
import Reconciliation
import TestSupport
import Testing

@testable import Repairs
@testable import Reports

/// What a site's own constraints and triggers do not let pass.
@Suite("Repair scripts: what the database refuses")
struct RepairRefusalTests {
    private static let ofRow = "\"id\" IN (1007, 1150, 1151)"

    /// Each lets no repair of three sessions pass; `says` is part of what is listed.
    struct Obstacle: CustomTestStringConvertible, Sendable {
        let name: String
        let sql: String
        let says: String
        /// What is given to psql beside: only what is to take too long gets little time, or a machine at work is what is tested.
        var variables: [String: String] = [:]
        var testDescription: String { name }
    }

    private static let obstacles = [
        Obstacle(
            name: "a CHECK",
            sql: """
                ALTER TABLE "liveShoppingSessions" ADD CONSTRAINT site_says_no CHECK (status <> 'ENDED' OR NOT \(ofRow))
                """, says: "site_says_no"),
        Obstacle(
            name: "a UNIQUE index",
            sql: """
                CREATE UNIQUE INDEX site_one_end ON "liveShoppingSessions" ((\(ofRow)), "endedAt",
                    (CASE WHEN \(ofRow) THEN 0 ELSE "id" END));
                INSERT INTO "liveShoppingSessions" ("id", "hostUserId", "clientId", "status", "roomCode", "endedAt",
                    "createdAt", "updatedAt")
                VALUES (999999, 1, 5, 'ENDED', 'x', '2026-11-22 02:00Z', '2026-11-20 10:00Z', '2026-11-20 11:00Z');
                DROP INDEX site_one_end;
                CREATE UNIQUE INDEX site_one_end ON "liveShoppingSessions" ("endedAt",
                    (CASE WHEN \(ofRow) OR "id" = 999999 THEN 0 ELSE "id" END)) WHERE status = 'ENDED';
                """, says: "site_one_end"),
        Obstacle(
            name: "a foreign key",
            sql: """
                CREATE TABLE site_ends (id bigint, status text, PRIMARY KEY (id, status));
                INSERT INTO site_ends SELECT id, s FROM "liveShoppingSessions", unnest(ARRAY['ACTIVE', 'PAUSED', 'ENDED']) s
                WHERE NOT (\(ofRow) AND s = 'ENDED');
                ALTER TABLE "liveShoppingSessions" ADD CONSTRAINT site_end FOREIGN KEY (id, status) REFERENCES site_ends;
                """, says: "site_end"),
        Obstacle(
            name: "a deferred foreign key",
            sql: """
                CREATE TABLE site_ends (id bigint, status text, PRIMARY KEY (id, status));
                INSERT INTO site_ends SELECT id, s FROM "liveShoppingSessions", unnest(ARRAY['ACTIVE', 'PAUSED', 'ENDED']) s
                WHERE NOT (\(ofRow) AND s = 'ENDED');
                ALTER TABLE "liveShoppingSessions" ADD CONSTRAINT site_end FOREIGN KEY (id, status) REFERENCES site_ends
                    DEFERRABLE INITIALLY DEFERRED;
                """, says: "site_end"),
        Obstacle(
            name: "a trigger",
            sql: """
                CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN RAISE EXCEPTION ''not while the moon is full''; END';
                CREATE TRIGGER no BEFORE UPDATE ON "liveShoppingSessions" FOR EACH ROW WHEN (OLD.\(ofRow))
                    EXECUTE FUNCTION no();
                """, says: "not while the moon is full"),
        Obstacle(
            name: "a trigger of its own error class",
            sql: """
                CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN RAISE EXCEPTION ''the shop is closed'' USING ERRCODE = ''SH001''; END';
                CREATE CONSTRAINT TRIGGER no AFTER UPDATE ON "liveShoppingSessions" INITIALLY DEFERRED FOR EACH ROW
                    WHEN (NEW.\(ofRow)) EXECUTE FUNCTION no();
                """, says: "the shop is closed"),
    ]

    @Test(arguments: obstacles)
    func `Leaves out exactly what is refused, says why, and applies the rest`(_ obstacle: Obstacle) throws {
        try Shop.open { shop in
            try shop.database.run(sql: Sessions.rows(300))
            try shop.database.run(sql: obstacle.sql)
            let before = try shop.digest()
            try shop.scripts(Sessions.proposals(300)) { scripts in
                let dry = Counts(try scripts.dryRun("lifecycle.abandoned.sql"))
                #expect(dry.says(300, 297, 3), "\(dry)")
                #expect(try shop.digest() == before)
                for round in 0...1 {
                    let counts = try scripts.apply("lifecycle.abandoned.sql")
                    #expect(counts.says(300, round == 0 ? 297 : 0, round == 0 ? 3 : 300), "\(counts)")
                    let listed = counts.output.split(separator: "\n").filter { $0.contains("refused by the database") }
                    #expect(listed.count == 3 && listed.allSatisfy { $0.contains(obstacle.says) }, "\(listed)")
                    let left = try shop.database.query(
                        sql: "SELECT id FROM \"liveShoppingSessions\" WHERE id > 1000 AND status = 'ACTIVE' ORDER BY 1")
                    #expect(left == [["1007"], ["1150"], ["1151"]])
                }
                let undone = try scripts.apply("undo/lifecycle.abandoned.sql")
                #expect(undone.says(300, 297, 3), "\(undone)")
                #expect(try shop.digest() == before)
            }
        }
    }

    /// Each addition by itself is let pass, all of them together are not: the first that fit are applied.
    @Test func `Finds what is refused only beside others, and adds up what is left`() throws {
        try Shop.open { shop in
            try shop.database.run(sql: "ALTER TABLE batches ADD CHECK (\"reservedQty\" <> 8)")
            try shop.database.run(sql: "ALTER TABLE batches ADD CHECK (\"reservedQty\" >= 5)")
            let before = try shop.digest()
            let proposals = (1...6).map { number in
                Proposals.automatic(
                    [Proposals.settled("hold.reserved", FindingKey(.batch(BatchID(7)), .order(OrderID(number))))],
                    "Take 4",
                    [.add(.batch(BatchID(7)), column: "reservedQty", difference: Quantity(-4))])
            }
            try shop.scripts(proposals) { scripts in
                let counts = try scripts.apply("hold.reserved.sql")
                #expect(counts.status == 0 && (counts.skipped ?? 0) > 0, "\(counts)")
                let left = try shop.value("SELECT \"reservedQty\" FROM batches WHERE id = 7")
                let log = try shop.database.query(
                    sql:
                        "SELECT old_value, new_value FROM tieout_repair_log WHERE column_name = 'reservedQty' ORDER BY log_id"
                )
                #expect(log.count == counts.done && log.last?[1] == left)
                #expect(zip(log, log.dropFirst()).allSatisfy { $0[1] == $1[0] })
                let undone = try scripts.apply("undo/hold.reserved.sql")
                #expect(undone.status == 0, "\(undone)")
                #expect(try shop.digest() == before)
            }
        }
    }

    @Test(arguments: [100, 101])
    func `A hundred refusals are listed, one more says that something else is wrong`(_ refused: Int) throws {
        try Shop.open { shop in
            try shop.database.run(sql: Sessions.rows(400))
            try shop.database.run(
                sql: """
                    ALTER TABLE "liveShoppingSessions" ADD CONSTRAINT odd
                        CHECK (status <> 'ENDED' OR id % 2 = 0 OR id NOT BETWEEN 1000 AND \(1000 + 2 * refused))
                    """)
            let before = try shop.digest()
            try shop.scripts(Sessions.proposals(400)) { scripts in
                let counts = try scripts.apply("lifecycle.abandoned.sql")
                if refused == 100 {
                    #expect(counts.says(400, 300, 100), "\(counts)")
                } else {
                    #expect(counts.status == 3, "\(counts)")
                    #expect(counts.output.contains("refuses more than 100 of these repairs"), "\(counts)")
                    #expect(counts.output.contains("\"odd\"; nothing was changed"), "\(counts)")
                    #expect(try shop.digest() == before)
                }
            }
        }
    }

    @Test func `An undo leaves out what is refused, too`() throws {
        try Shop.open { shop in
            try shop.database.run(sql: Sessions.rows(3))
            try shop.scripts(Sessions.proposals(3)) { scripts in
                #expect(try scripts.apply("lifecycle.abandoned.sql").says(3, 3, 0))
                try shop.database.run(
                    sql:
                        "ALTER TABLE \"liveShoppingSessions\" ADD CONSTRAINT ended CHECK (id <> 1002 OR status = 'ENDED')"
                )
                let undone = try scripts.apply("undo/lifecycle.abandoned.sql")
                #expect(undone.says(3, 2, 1), "\(undone)")
                #expect(undone.output.contains("violates check constraint \"ended\""), "\(undone)")
                let left = try shop.database.query(
                    sql: "SELECT id FROM \"liveShoppingSessions\" WHERE id > 1000 AND status = 'ENDED'")
                #expect(left == [["1002"]])
            }
        }
    }

    /// What stops a script as a whole: the moment, the locks, the time.
    private static let stops = [
        Obstacle(
            name: "a serialisation failure", sql: raising("40001", "could not serialize access"), says: "serialize"),
        Obstacle(name: "a deadlock of others' making", sql: raising("40P01", "deadlock detected"), says: "deadlock"),
        Obstacle(name: "a lock timeout within a trigger", sql: raising("55P03", "lock timeout"), says: "lock timeout"),
        Obstacle(name: "a full disk", sql: raising("53100", "no space left on device"), says: "no space left"),
        Obstacle(
            name: "a statement that takes too long",
            sql: """
                CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(20); RETURN NEW; END';
                CREATE TRIGGER slow BEFORE UPDATE ON "liveShoppingSessions" FOR EACH ROW EXECUTE FUNCTION slow();
                """, says: "canceling statement due to statement timeout", variables: ["statement_timeout": "700ms"]),
    ]

    private static func raising(_ state: String, _ message: String) -> String {
        """
        CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS
            $$BEGIN RAISE EXCEPTION '\(message)' USING ERRCODE = '\(state)'; END$$;
        CREATE TRIGGER stop BEFORE UPDATE ON "liveShoppingSessions" FOR EACH ROW WHEN (OLD.id = 1002)
            EXECUTE FUNCTION stop();
        """
    }

    @Test(arguments: stops)
    func `What stops a script ends it with a sentence, and it can be run again`(_ stop: Obstacle) throws {
        try Shop.open { shop in
            try shop.database.run(sql: Sessions.rows(3))
            try shop.scripts(Sessions.proposals(3)) { scripts in
                let before = try shop.digest()
                try shop.database.run(sql: stop.sql)
                let stopped = try scripts.apply("lifecycle.abandoned.sql", stop.variables)
                #expect(stopped.status == 3, "\(stopped)")
                let error = stopped.output.split(separator: "\n").first { $0.contains("ERROR:") } ?? ""
                #expect(error.contains(stop.says) && error.hasSuffix("; nothing was changed"), "\(stopped)")
                #expect(stopped.output.contains("HINT:  "), "\(stopped)")
                #expect(try shop.digest() == before)
                try shop.database.run(
                    sql: """
                        DROP TRIGGER IF EXISTS stop ON "liveShoppingSessions";
                        DROP TRIGGER IF EXISTS slow ON "liveShoppingSessions"
                        """)
                #expect(try scripts.apply("lifecycle.abandoned.sql").says(3, 3, 0))
            }
        }
    }

    @Test(arguments: ["\"liveShoppingSessions\"", "\"sessionCartItems\"", "tieout_repair_log"])
    func `A table that someone alters is waited for, and then it says so`(_ table: String) throws {
        try Shop.open { shop in
            try shop.database.run(sql: Sessions.rows(3))
            try shop.scripts(Sessions.proposals(3)) { scripts in
                #expect(try scripts.apply("lifecycle.abandoned.sql").says(3, 3, 0))
                #expect(try scripts.apply("undo/lifecycle.abandoned.sql").says(3, 3, 0))
                let before = try shop.digest()
                try shop.whileSomebodyHas("LOCK TABLE \(table) IN ACCESS EXCLUSIVE MODE") {
                    let stopped = try scripts.apply("lifecycle.abandoned.sql", ["lock_timeout": "300ms"])
                    #expect(stopped.status == 3, "\(stopped)")
                    #expect(stopped.output.contains("lock timeout; nothing was changed"), "\(stopped)")
                }
                #expect(try shop.digest() == before)
            }
        }
    }
}
