import Foundation
import TestSupport
import Testing

/// A month of nights in one output folder, as cron has them: each with what happened to the data and to the machine.
@Suite("Thirty nights in a row")
struct ThirtyNightsTests {
    /// How the machine is on a night.
    enum Machine {
        case well, down, full, killed, ended, startedTwice
    }

    struct Night {
        var machine = Machine.well
        /// What the morning before has put right.
        var repaired: String?
        /// What the day before has done to the data, besides a sale that is as it should be.
        var day: (Month) throws -> Void = { _ in }
        var asOf: String?
        var more: [String] = []
        var status: Int32 = 0
        /// What the mail has; nil is no mail.
        var mail: [String]?
        var complaint: String?
        /// What the site's program was told.
        var told: String?
    }

    static func nights() -> [Int: Night] {
        let open = "conversion.open-session"
        var nights = Dictionary(uniqueKeysWithValues: (1...30).map { ($0, Night()) })
        nights[1]?.told = ">clean"
        nights[3] = Night(
            day: { try $0.loseStatus(of: 3) }, status: 2,
            mail: ["1 new since yesterday, 12.50 at risk; 0 as before", open],
            told: "clean>critical")
        nights[4] = Night(status: 2, mail: ["Nothing new since yesterday; 1 as before; 0 settled."])
        nights[5] = Night(repaired: "2020-03-04T020000Z", told: "critical>clean")
        nights[7] = Night(machine: .down, status: 69, complaint: "no connection: ")
        nights[9] = Night(machine: .full, status: 73, complaint: "cannot be written: File too large; free space")
        nights[11] = Night(machine: .killed, status: SIGKILL)
        nights[12] = Night(machine: .ended, status: SIGTERM)
        nights[13] = Night(machine: .startedTwice)
        // The clock is four days behind: what has been written since is in its future.
        nights[15] = Night(
            asOf: "2020-03-11T02:00:00Z", mail: ["4 new since yesterday, 0.00 at risk; 0 as before"],
            told: "clean>warning")
        nights[18] = Night(
            day: { try $0.run("ALTER TABLE orders DROP COLUMN origin") },
            mail: ["Gone since the run before: orders.origin."])
        nights[20] = Night(
            day: { try $0.run("ALTER TABLE orders RENAME total TO grand_total") }, status: 65,
            complaint: "column orders.total")
        for day in 2...17 { nights[day]?.more = ["--since", "last"] }
        for day in 21...30 { nights[day]?.more = ["--since", "last", "--config"] }
        nights[23]?.day = { try $0.duplicate(23) }
        nights[23]?.status = 2
        nights[23]?.mail = ["1 new", "conversion.duplicate-orders"]
        nights[23]?.told = "clean>critical"
        nights[24]?.repaired = "2020-03-23T020000Z"
        nights[24]?.told = "critical>clean"
        return nights
    }

    @Test func `each ends, says, tells and leaves what it should`() throws {
        let month = try Month()
        var folders: Set<String> = []
        for (day, night) in Self.nights().sorted(by: { $0.key < $1.key }) {
            if let run = night.repaired { try month.repair(run) }
            try month.sell(day)
            try night.day(month)
            let asOf = night.asOf ?? month.time(day)
            let run = try month.night(night.machine, asOf, night.more)
            #expect(run.status == night.status, "night \(day): \(run)")
            for part in night.mail ?? [] { #expect(run.stdout.contains(part), "night \(day): \(run)") }
            #expect(run.stdout.isEmpty == (night.mail == nil), "night \(day): \(run)")
            let lines = run.stderr.split(separator: "\n")
            if let complaint = night.complaint {
                #expect(
                    lines.first?.contains(complaint) == true && lines[0].hasPrefix("tieout: "), "night \(day): \(run)")
            } else {
                #expect(lines.isEmpty, "night \(day): \(run)")
            }
            #expect(try month.told() == night.told, "night \(day)")

            if [0, 2].contains(night.status) {
                let name = asOf.replacing(":", with: "")
                folders.insert(folders.contains(name) ? name + "-2" : name)
                month.lastSuccess = asOf
            }
            #expect(try month.folders() == folders, "night \(day)")
            #expect(try month.metricsAsOf() == month.seconds(month.lastSuccess), "night \(day)")
        }
        // Of thirty nights five left nothing; what is there is one chain, as it was written.
        #expect(folders.count == 25)
        let verified = try Tieout.run("verify", month.output)
        #expect(verified.status == 0, "\(verified)")
        let pruned = try Tieout.run("prune", "--output", month.output, "--keep", "1d", "--without-log")
        #expect(pruned.status == 0 && pruned.stdout.hasSuffix("24 runs of 25 gone.\n"), "\(pruned)")
        #expect(try Tieout.run("verify", month.output).status == 0)
    }
}

/// The shop that is sold from every day, and the machine that reads it every night.
final class Month {
    private let shop: Shop
    let output: String
    var lastSuccess = ""
    private let log: String

    init() throws {
        shop = try Shop("month")
        output = shop.folder.path("output")
        log = shop.folder.path("told")
        try shop.database.run(
            sql: """
                UPDATE client_credit_limits SET current_exposure = 0;
                UPDATE batches SET "reservedQty" = 0, "updatedAt" = '2020-02-01Z';
                """)
        try "#!/bin/sh\necho \"$TIEOUT_RUN_PREVIOUS_VERDICT>$TIEOUT_RUN_VERDICT\" >>'\(log)'\n"
            .write(toFile: shop.folder.path("tell"), atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: shop.folder.path("tell"))
        try "tables:\n  orders:\n    columns:\n      total: grand_total\n"
            .write(toFile: shop.folder.path("tieout.yaml"), atomically: true, encoding: .utf8)
    }

    func time(_ day: Int) -> String { "2020-03-\(day < 10 ? "0" : "")\(day)T02:00:00Z" }

    func seconds(_ time: String) -> String {
        ISO8601DateFormatter().date(from: time).map { String(Int($0.timeIntervalSince1970)) } ?? ""
    }

    func run(_ sql: String) throws { try shop.database.run(sql: sql) }

    /// A sale of the evening before, from the session to the reservation.
    func sell(_ day: Int) throws {
        let total = try shop.value(
            "SELECT count(*) FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attname = 'total'")
        try run(
            """
            INSERT INTO "liveShoppingSessions" (id, "hostUserId", "clientId", status, "roomCode", "startedAt", "endedAt",
                "lastActivityAt", "createdAt", "updatedAt")
            SELECT \(day), 1, 7, 'CONVERTED', 'R-\(day)', t - interval '3 h', t - interval '2 h', t - interval '2 h',
                t - interval '4 h', t - interval '2 h' FROM (SELECT timestamptz '\(time(day))' AS t) t;
            INSERT INTO "sessionCartItems" (id, "sessionId", "batchId", "productId", quantity, "unitPrice", "isSample",
                "itemStatus", "createdAt", "updatedAt")
            SELECT \(day), \(day), 3, 1, 1, 12.50, false, 'TO_PURCHASE', t, t
            FROM (SELECT timestamptz '\(time(day))' - interval '150 min' AS t) t;
            INSERT INTO orders (id, client_id, order_number, "orderType", is_draft, subtotal,
                \(total == "1" ? "total" : "grand_total"), "saleStatus", "fulfillmentStatus", "liveSessionId", created_at)
            VALUES (\(day), 7, 'SO-\(day)', 'SALE', false, 12.50, 12.50, 'PENDING', 'CONFIRMED', \(day),
                timestamptz '\(time(day))' - interval '2 h');
            INSERT INTO order_line_items (id, order_id, batch_id, quantity, unit_price, line_total, is_sample)
            VALUES (\(day), \(day), 3, 1, 12.50, 12.50, false);
            UPDATE batches SET "reservedQty" = "reservedQty" + 1;
            UPDATE client_credit_limits SET current_exposure = current_exposure + 12.50;
            """)
    }

    func loseStatus(of session: Int) throws {
        try run(#"UPDATE "liveShoppingSessions" SET status = 'ACTIVE', "endedAt" = NULL WHERE id = \#(session)"#)
    }

    /// The second click, with the inventory and exposure that it takes.
    func duplicate(_ day: Int) throws {
        try run(
            """
            INSERT INTO orders (id, client_id, order_number, "orderType", is_draft, subtotal, grand_total, "saleStatus",
                "fulfillmentStatus", "liveSessionId", created_at)
            SELECT id + 100, client_id, 'SO-D', "orderType", is_draft, subtotal, grand_total, "saleStatus",
                "fulfillmentStatus", "liveSessionId", created_at + interval '9 seconds' FROM orders WHERE id = \(day);
            INSERT INTO order_line_items (id, order_id, batch_id, quantity, unit_price, line_total, is_sample)
            SELECT id + 100, order_id + 100, batch_id, quantity, unit_price, line_total, is_sample
            FROM order_line_items WHERE id = \(day);
            UPDATE batches SET "reservedQty" = "reservedQty" + 1;
            UPDATE client_credit_limits SET current_exposure = current_exposure + 12.50;
            """)
    }

    func repair(_ run: String) throws {
        let applied = try Tieout.run(
            "repair", "apply", "\(output)/\(run)", "--database", shop.database.conninfo, "--yes")
        try #require(applied.status == 0, "\(applied)")
    }

    func night(_ machine: ThirtyNightsTests.Machine, _ asOf: String, _ more: [String]) throws -> CommandRun {
        let database =
            machine == .down ? shop.database.conninfo.replacing(/host=\S+/, with: "host=/tmp") : shop.database.conninfo
        let arguments =
            [
                Tieout.executable.path, "run", "--database", database, "--output", output, "--as-of", asOf, "--metrics",
                shop.folder.path("tieout.prom"), "--notify-command", shop.folder.path("tell"), "--max-repair-ratio",
                "100%",
                "--max-rule-share", "100%", "--pages", "0", "--xml", "none", "--connect-retry", "0",
            ] + more + (more.last == "--config" ? [shop.folder.path("tieout.yaml")] : [])
        switch machine {
        case .well, .down: return try Self.start(arguments)
        case .full:
            return try Self.start(["/bin/bash", "-c", "trap '' XFSZ; ulimit -f 8; exec \"$@\"", "bash"] + arguments)
        case .killed, .ended:
            return try whileLocked { waiting in
                let run = Background { try Self.start(arguments) }
                let process = try waiting()
                kill(process, machine == .killed ? SIGKILL : SIGTERM)
                return run
            }
        case .startedTwice:
            return try whileLocked { waiting in
                let run = Background { try Self.start(arguments) }
                _ = try waiting()
                let second = try Self.start(arguments)
                #expect(
                    second.status == 75 && second.stderr.contains("is writing a report to this folder"), "\(second)")
                return run
            }
        }
    }

    private static func start(_ arguments: [String]) throws -> CommandRun {
        try CommandRun.run("/usr/bin/env", arguments, directory: Tieout.packageRoot.path)
    }

    /// What begins while a table is locked waits in the middle of its work.
    private func whileLocked(_ body: (_ waiting: () throws -> pid_t) throws -> Background<CommandRun>) throws
        -> CommandRun
    {
        let locker = try DatabaseSession(shop.database)
        try locker.execute(#"BEGIN; LOCK TABLE "sessionCartItems""#)
        let run = try body {
            let waits =
                "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE d.datname = "
                + "current_database() AND NOT l.granted"
            _ = try eventually { try shop.value(waits) == "1" }
            let lock = try String(contentsOfFile: output + "/.tieout.lock", encoding: .utf8)
            return pid_t(lock.firstMatch(of: /\d+/).map { String($0.0) } ?? "") ?? 0
        }
        try locker.execute("ROLLBACK")
        return try run.wait()
    }

    /// What the site's program was told since it was last asked.
    func told() throws -> String? {
        guard let text = try? String(contentsOfFile: log, encoding: .utf8) else { return nil }
        try FileManager.default.removeItem(atPath: log)
        return text.split(separator: "\n").joined(separator: ", ")
    }

    func folders() throws -> Set<String> {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: output)) ?? []
        return Set(names.filter { ![".tieout.lock", "latest", "rows"].contains($0) && !$0.hasPrefix(".rows.") })
    }

    func metricsAsOf() throws -> String? {
        let text = try String(contentsOfFile: shop.folder.path("tieout.prom"), encoding: .utf8)
        return text.firstMatch(of: /\ntieout_as_of_timestamp_seconds (\d+)/).map { String($0.1) }
    }
}
