import Foundation
import TestSupport
import Testing

@Suite("What the live system does wrong is found, and what it does right is not")
struct FailureModeTests {
    @Test func theSmokeSequenceIsCleanAtEveryStep() throws {
        let live = try LiveSystem("smoke")
        let staff = try live.connect()
        let session = try staff.createSession(client: 7, room: "SMOKE-1")
        try expectClean(live)
        try staff.addItem(session: session, quantity: 2)
        try expectClean(live)
        try staff.join(session: session)
        try expectClean(live)
        _ = try staff.createOrder(session: session)
        try staff.markConverted(session: session)
        let night = try expectClean(live, "--grace", "0")
        #expect(try night.rows("sessions.csv").first?["variance"] == "0.00")
    }

    @Test func aConnectionThatIsKilledBetweenOrderAndStatus() throws {
        let live = try LiveSystem("killed")
        let (staff, administrator) = (try live.connect(), try live.connect())
        let session = try staff.createSession(client: 7, room: "LOST-1")
        try staff.join(session: session)
        try staff.addItem(session: session, quantity: 2)
        let first = try staff.createOrder(session: session)
        try administrator.execute("SELECT pg_terminate_backend(\(staff.process), 10000)")
        #expect(throws: ConnectionFailure.self) { try staff.markConverted(session: session) }

        // Just now, it may still be a conversion in flight; a little later, it is none.
        try expectClean(live)
        let night = try live.run("--grace", "0")
        #expect(try night.findings() == ["conversion.open-session session=\(session)"])

        // The user sees an open session, and clicks again. This time the update arrives.
        let again = try live.connect()
        let second = try again.createOrder(session: session)
        #expect(
            try live.run("--grace", "0").findings() == [
                "conversion.open-session session=\(session)", "conversion.duplicate-orders session=\(session)",
            ])
        try again.markConverted(session: session)
        let after = try live.run("--grace", "0")
        #expect(try after.findings() == ["conversion.duplicate-orders session=\(session)"])
        let applied = try live.database.psql(file: after.path("repairs/apply-all.sql"), variables: ["apply": "1"])
        #expect(applied.status == 0, "\(applied.stderr)")
        let cancelled = try again.execute(#"SELECT id FROM orders WHERE "saleStatus" = 'CANCELLED'"#)
        #expect(cancelled == [[second]] && first != second)
        // The exposure follows the order that was cancelled before it: one round suffices.
        #expect(try live.run("--grace", "0").findings() == [])
    }

    @Test func aConversionInFlightIsSilent() throws {
        let live = try LiveSystem("flight")
        let staff = try live.connect()
        let session = try staff.createSession(client: 7, room: "FLIGHT-1")
        try staff.join(session: session)
        try staff.addItem(session: session, quantity: 2)
        try staff.execute("BEGIN")
        let order = try staff.insertOrder(session: session)
        // The run waits for nobody's locks, and sees nothing of what is not committed.
        #expect(try expectClean(live).rows("sessions.csv").isEmpty)
        try staff.execute("COMMIT")
        try expectClean(live)
        try staff.markConverted(session: session)
        #expect(try expectClean(live).rows("sessions.csv").first?["kept_order_id"] == order)
    }

    @Test func anOverrideThatIsSetWhileAnItemIsAdded() throws {
        let live = try LiveSystem("override")
        let (client, host) = (try live.connect(), try live.connect())
        let session = try host.createSession(client: 7, room: "PRICE-1")
        try host.join(session: session)
        try client.execute("BEGIN")
        let price = try client.price(session: session)
        try host.execute(
            """
            INSERT INTO "sessionPriceOverrides" (id, "sessionId", "productId", "overridePrice", "createdAt", "updatedAt")
            VALUES (nextval('ids'), \(session), 1, 11.00, now(), now())
            """)
        let item = try client.addItem(session: session, quantity: 4, price: price)
        try client.execute("COMMIT")

        let night = try live.run()
        #expect(try night.findings() == ["price.override item=\(item)"])
        let finding = try #require(try night.rows("findings.csv").first)
        #expect(finding["expected"] == "11.00" && finding["actual"] == "12.50" && finding["impact"] == "6.00")
        let applied = try live.database.psql(file: night.path("repairs/price.override.sql"), variables: ["apply": "1"])
        #expect(applied.status == 0, "\(applied.stderr)")
        try expectClean(live)
    }

    @Test(arguments: [false, true])
    func aSessionThatTimesOutWhileItsClientAddsAnItem(stillAdding: Bool) throws {
        let live = try LiveSystem("timeout")
        let client = try live.connect()
        let session = try client.createSession(client: 7, room: "SLOW-1")
        try client.join(session: session)
        try client.addItem(session: session, quantity: 2)
        try client.execute(
            """
            UPDATE "liveShoppingSessions" SET "timeoutSeconds" = 60, "lastActivityAt" = now() - interval '5 minutes',
                "updatedAt" = now() - interval '5 minutes';
            UPDATE "sessionCartItems" SET "createdAt" = now() - interval '5 minutes', "updatedAt" = now() - interval '5 minutes'
            """)
        let night = try live.run()
        #expect(try night.findings() == ["hold.abandoned session=\(session)"])

        // The client was only slow: the item comes before the repair, or while the repair is at work.
        try client.execute("BEGIN")
        try client.addItem(session: session, quantity: 1)
        if !stillAdding { try client.execute("COMMIT") }
        let script = night.path("repairs/hold.abandoned.sql")
        let applied = try live.database.psql(file: script, variables: ["apply": "1", "lock_timeout": "300ms"])
        #expect(applied.status == 0, "\(applied.stderr)")
        if stillAdding { try client.execute("COMMIT") }
        #expect(try client.execute(#"SELECT status FROM "liveShoppingSessions""#) == [["ACTIVE"]])
        #expect(try live.run().findings() == ["integrity.duplicate-item session=\(session),batch=3,sample=0"])
    }

    @discardableResult
    private func expectClean(
        _ live: LiveSystem, _ more: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> NightResult {
        let output = live.shop.folder.path("output")
        let run = try Tieout.run(["run", "--database", live.database.conninfo, "--output", output] + more)
        #expect(
            run.status == 0 && run.stdout.isEmpty && run.stderr.isEmpty, "\(run.stdout)\(run.stderr)",
            sourceLocation: sourceLocation)
        return NightResult(run: run, folder: URL(fileURLWithPath: output + "/latest").resolvingSymlinksInPath())
    }
}
