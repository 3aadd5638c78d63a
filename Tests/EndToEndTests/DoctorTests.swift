import Foundation
import Synchronization
import TestSupport
import Testing

@Suite("A deployment is examined, and what is wrong with it has its evidence and its remedy")
struct DoctorTests {
    private struct Line: Decodable {
        let name: String
        let state: String
        let evidence: String
        let remedy: String?
    }

    private struct Document: Decodable {
        let version: Int
        let hasFailed: Bool
        let checks: [Line]
    }

    private func examine(_ arguments: [String]) throws -> (status: Int32, lines: [Line]) {
        let run = try Tieout.run(["doctor", "--json"] + arguments)
        try #require(run.stderr.isEmpty, "\(run)")
        let document = try JSONDecoder().decode(Document.self, from: Data(run.stdout.utf8))
        #expect(document.version == 1 && document.hasFailed == (run.status == 2))
        return (run.status, document.checks)
    }

    private func expect(
        _ lines: [Line], _ name: String, _ state: String, _ evidence: String, _ remedy: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let found = lines.filter { $0.name == name }
        #expect(
            found.contains {
                $0.state == state && (evidence.isEmpty || $0.evidence.contains(evidence))
                    && (remedy.isEmpty || $0.remedy?.contains(remedy) == true)
            }, "\(found)", sourceLocation: sourceLocation)
    }

    @Test func `a sound one, as the reading role, and as text`() throws {
        let shop = try Shop("doctor")
        try shop.loseStatusUpdate()
        let output = shop.folder.path("output")
        let night = try Tieout.run("run", "--database", shop.database.conninfo, "--output", output)
        try #require(night.status == 2, "\(night)")
        let rights = try String(contentsOfFile: output + "/latest/repairs/README.txt", encoding: .utf8)
        let readme = try String(contentsOf: Tieout.packageRoot.appendingPathComponent("README.md"), encoding: .utf8)
        let reader = try LeastPrivilege.reporting(shop.database, readme: readme)
        let repairer = try LeastPrivilege.repairing(shop.database, readme: rights)
        defer {
            try? reader.drop()
            try? repairer.drop()
        }
        let arguments = [
            "--database", reader.conninfo, "--repair-database", repairer.conninfo, "--output", output,
        ]
        let (status, lines) = try examine(arguments)
        #expect(status == 0)
        for name in [
            "connection", "reading-role", "repairing-role", "schema", "migration", "foreign-tables", "time-zone",
            "clock",
            "timeouts", "connections", "standby", "disk", "templates", "runs", "accepted",
        ] {
            expect(lines, name, "ok", "")
        }
        expect(lines, "runs", "ok", "every file of it is as it was written")
        let text = try Tieout.run(["doctor", "--only", "disk", "--only", "clock"] + arguments)
        #expect(text.status == 0 && text.stdout.hasSuffix("2 lines: 2 ok.\n"), "\(text)")
        #expect(text.stdout.split(separator: "\n").count == 3)
        let wrong = try Tieout.run("doctor", "--only", "disc")
        #expect(wrong.status == 64 && wrong.stderr.contains("did you mean 'disk'?"), "\(wrong)")
    }

    @Test func `one that has every fault that a database can have`() throws {
        let shop = try Shop("ill")
        try shop.loseStatusUpdate()
        #expect(try shop.run().run.status == 2)
        let role = "ill_\(UUID().uuidString.prefix(8).lowercased())"
        try shop.database.run(
            sql: """
                CREATE ROLE \(role) LOGIN CONNECTION LIMIT 1; CREATE ROLE \(role)_too LOGIN;
                GRANT SELECT, UPDATE ON ALL TABLES IN SCHEMA public TO \(role);
                ALTER TABLE "liveShoppingSessions" DROP CONSTRAINT "liveShoppingSessions_roomCode_key",
                    ALTER "updatedAt" TYPE timestamp USING '2100-01-01 00:00', DROP COLUMN title;
                UPDATE "liveShoppingSessions" SET "lastActivityAt" = now() - interval '3 days';
                ALTER ROLE \(role) SET timezone = 'Europe/Berlin'; ALTER ROLE \(role) SET statement_timeout = '3min';
                """)
        defer { try? shop.database.run(sql: "DROP OWNED BY \(role); DROP ROLE \(role), \(role)_too") }
        let environment = shop.folder.path("env")
        try "# on\nFEATURE_LIVE_SHOPPING_ENABLED=true\nFEATURE_LIVE_SHOPPING_ENABLED='TRUE' # now\n"
            .write(toFile: environment, atomically: true, encoding: .utf8)
        try shop.database.run(sql: #"UPDATE "liveShoppingSessions" SET "createdAt" = now()"#)
        let accepted = shop.folder.path("accepted.yaml")
        try "- rule: price.margin\n  key: session=1,*\n  reason: Fair\n  by: Ann\n  until: 2020-01-01\n  up-to: 1.00\n"
            .write(toFile: accepted, atomically: true, encoding: .utf8)
        let page = shop.folder.path("output/latest/index.html")
        try "altered".write(toFile: page, atomically: false, encoding: .utf8)
        let (status, lines) = try examine([
            "--database", shop.database.conninfo.replacing("user=postgres", with: "user=\(role)"), "--repair-database",
            shop.database.conninfo.replacing("user=postgres", with: "user=\(role)_too"), "--output",
            shop.folder.path("output"), "--env-file", environment, "--accepted", accepted, "--templates", "/none",
        ])
        #expect(status == 2)
        expect(lines, "connection", "ok", "over a socket of this machine")
        expect(lines, "reading-role", "failure", "\(role) may write to public.", "REVOKE INSERT, UPDATE")
        expect(
            lines, "reading-role", "warning", "may read what no run reads: users.role",
            "GRANT SELECT (\"id\", \"name\", ctid)")
        expect(lines, "repairing-role", "failure", "lacks rights", "ON \"public\".\"orders\" TO")
        expect(lines, "schema", "warning", "liveShoppingSessions.roomCode is unique: not kept", "CREATE UNIQUE INDEX")
        expect(lines, "migration", "warning", "liveShoppingSessions.title")
        expect(lines, "time-zone", "warning", "write Europe/Berlin", "time-zone: Europe/Berlin")
        expect(lines, "newest-rows", "failure", "ahead", "time-zone")
        expect(lines, "timeouts", "ok", "statement_timeout = 180000ms for this role; a run lifts them")
        expect(lines, "connections", "warning", "CONNECTION LIMIT is 1", "CONNECTION LIMIT 3")
        expect(
            lines, "feature-flag", "failure", "is 'TRUE' in \(environment), and 1 sessions were made", "set it to true")
        expect(lines, "session-timeouts", "warning", "1 of 1 open sessions are past their timeout")
        expect(lines, "accepted", "warning", "accepted.yaml:1: expired on 2020-01-01 (Fair)", "ask Ann")
        expect(lines, "runs", "failure", "index.html", "tieout verify")
        expect(lines, "templates", "failure", "/none")
        // A pooler that has one connection to give.
        let pooler = try Meddler(before: shop.database) { $0.connection > 0 ? nil : $0.bytes }
        let pooled = try examine(["--only", "connections", "--database", pooler.conninfo(shop.database)])
        expect(pooled.lines, "connections", "warning", "1 of the 2 connections", "jobs: 1")
        let unreachable = try examine(["--database", "host=/nowhere dbname=x", "--output", "/proc/none"])
        expect(unreachable.lines, "connection", "failure", "no connection")
        expect(unreachable.lines, "schema", "skipped", "", "see the checks connection")
        expect(unreachable.lines, "disk", "failure", "0 KiB are free")
    }

    /// A system with two instances behind one shared bus, one that has a bus of its own, and each of the faults.
    private func system() throws -> FaultyServer {
        let published = Mutex(0)
        return try FaultyServer { request, reply in
            func stream(_ headers: String = "", greeting: String = ": hello\n\n", _ more: (Int) -> String) {
                reply.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\(headers)\r\n\(greeting)")
                for beat in 0..<60 {
                    usleep(50_000)
                    guard reply.write(more(beat)) else { return }
                }
            }
            let isAllowed = request.head.contains("Cookie: staff=1")
            switch request.path {
            case "/staff": reply.status(isAllowed ? 200 : 401)
            case "/client": reply.status(403)
            case "/broken": reply.status(503)
            case "/publish":
                published.withLock { $0 += 1 }
                reply.status(request.method == "POST" ? 200 : 405)
            case "/one", "/two":
                var seen = published.withLock { $0 }
                stream { beat in
                    let now = published.withLock { $0 }
                    defer { seen = now }
                    let event = now > seen ? "data: {\"type\":\"CART_UPDATED\",\"n\":\(now)}\n\n" : ""
                    return (beat % 4 == 3 ? "event: heartbeat\ndata: {}\n\n" : "") + event
                }
            case "/apart": stream { $0 % 4 == 3 ? ": still here\n\n" : "" }
            case "/mute": stream { _ in "" }
            case "/gathered": usleep(2_500_000)
            case "/packed": stream("Content-Encoding: gzip\r\n") { _ in ": x\n\n" }
            case "/page": reply.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Sign in</p>")
            default: reply.status(404)
            }
        }
    }

    @Test func `the live-shopping system's routers, streams and instances`() throws {
        let server = try system()
        let folder = try TemporaryFolder()
        let headers = folder.path("headers")
        try "Cookie: staff=1\n".write(toFile: headers, atomically: true, encoding: .utf8)
        let only = ["staff-api", "client-api", "event-streams", "event-bus"].flatMap { ["--only", $0] }
        func examine(_ arguments: String...) throws -> [Line] {
            try self.examine(only + ["--heartbeat", "1s"] + arguments).lines
        }
        let sound = try examine(
            "--staff-url", server.url("/staff"), "--client-url", server.url("/client"), "--headers", headers,
            "--events-url", server.url("/one"), "--events-url", server.url("/two"), "--publish-url",
            server.url("/publish"))
        expect(sound, "staff-api", "ok", "answers 200")
        expect(sound, "client-api", "ok", "answers 403: it is there")
        #expect(sound.count { $0.name == "event-streams" && $0.state == "ok" } == 2, "\(sound)")
        expect(sound, "event-bus", "ok", "each of 2 instances delivered each of 1 events")

        let ill = try examine(
            "--staff-url", server.url("/none"), "--client-url", server.url("/broken"), "--events-url",
            server.url("/one"), "--events-url", server.url("/apart"), "--events-url", server.url("/mute"),
            "--events-url", server.url("/gathered"), "--events-url", server.url("/packed"), "--events-url",
            server.url("/page"), "--events-url", server.url("/none"), "--events-url", "http://127.0.0.1:1/x")
        expect(ill, "staff-api", "failure", "answers 404: the staff's router is not mounted")
        expect(ill, "client-api", "failure", "answers 503")
        for (path, state, evidence) in [
            ("/one", "ok", "something came after"), ("/apart", "ok", "something came after"),
            ("/mute", "failure", "nothing more came within 1s"), ("/gathered", "failure", "not a byte within 1s"),
            ("/packed", "failure", "it is compressed (gzip)"), ("/page", "failure", "must be text/event-stream"),
            ("/none", "failure", "not mounted"), (":1/x", "failure", "no answer"),
        ] {
            let line = try #require(
                ill.first { $0.name == "event-streams" && $0.evidence.contains("\(path): ") }, "\(path)")
            #expect(line.state == state && line.evidence.contains(evidence), "\(line)")
        }
        expect(ill, "event-bus", "skipped", "no event came", "--publish-url")

        let apart = try examine(
            "--events-url", server.url("/one"), "--events-url", server.url("/apart"), "--publish-url",
            server.url("/publish"))
        expect(apart, "event-bus", "failure", "did not come from \(server.url("/apart"))", "shared bus")
        let unpublished = try examine(
            "--events-url", server.url("/one"), "--events-url", server.url("/two"), "--publish-url", server.url("/none")
        )
        expect(unpublished, "event-bus", "failure", "--publish-url: it answers 404")
    }
}
