import Foundation
import LiveShopping
import Snapshots
import TestSupport
import Testing

/// Something that no PostgreSQL says.
struct Lie: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let change: Meddler.Change

    init(_ description: String, _ change: @escaping Meddler.Change) {
        testDescription = description
        self.change = change
    }
}

@Suite("A server that answers nonsense, or not at all", .timeLimit(.minutes(30)))
struct LyingServerTests {
    typealias Message = Meddler.Message

    /// Replaces what is in each field of a row.
    private static func fields(_ message: Message, _ field: [UInt8]) -> [UInt8] {
        let count = Int(message.body[0]) << 8 | Int(message.body[1])
        return Message.framed("D", Array(message.body.prefix(2)) + (0..<count).flatMap { _ in field })
    }

    static let lies = [
        Lie("nulls for every value") { $0.type == "D" ? fields($0, [255, 255, 255, 255]) : $0.bytes },
        Lie("a word for every value") { $0.type == "D" ? fields($0, [0, 0, 0, 5] + Array("hello".utf8)) : $0.bytes },
        Lie("a huge number for every value") {
            $0.type == "D" ? fields($0, [0, 0, 0, 19] + Array("9223372036854775807".utf8)) : $0.bytes
        },
        Lie("a negative number for every value") {
            $0.type == "D" ? fields($0, [0, 0, 0, 2] + Array("-1".utf8)) : $0.bytes
        },
        Lie("no rows") { $0.type == "D" ? [] : $0.bytes },
        Lie("each row three times") { $0.type == "D" ? $0.bytes + $0.bytes + $0.bytes : $0.bytes },
        Lie("rows without columns") { $0.type == "D" ? Message.framed("D", [0, 0]) : $0.bytes },
        Lie("no description of the rows") { $0.type == "T" ? [] : $0.bytes },
        Lie("a COPY in text") {
            $0.type == "H" ? Message.framed("H", [0] + $0.body.dropFirst().map { $0 }) : $0.bytes
        },
        Lie("a COPY the other way") { $0.type == "H" ? Message.framed("G", $0.body) : $0.bytes },
        Lie("rows of a COPY that are lost") { $0.type == "d" && $0.count % 3 == 1 ? [] : $0.bytes },
        Lie("rows of a COPY that come twice") { $0.type == "d" && $0.count % 5 == 3 ? $0.bytes + $0.bytes : $0.bytes },
        Lie("a column of 2 GB") {
            $0.type == "d" && $0.count == 3 ? Message.framed("d", [0, 3, 127, 255, 255, 255] + $0.body) : $0.bytes
        },
        Lie("a message of a negative length") {
            $0.type == "d" && $0.count == 3 ? [100, 255, 255, 255, 255] : $0.bytes
        },
        Lie("the end of a COPY too early") { $0.type == "d" && $0.count == 4 ? Message.framed("c", []) : $0.bytes },
        Lie("another number of rows") {
            $0.type == "C" && $0.body.starts(with: Array("COPY".utf8))
                ? Message.framed("C", Array("COPY 999999\0".utf8)) : $0.bytes
        },
        Lie("another COPY where one ends") {
            $0.type == "C" && $0.body.starts(with: Array("COPY".utf8)) ? Message.framed("H", [1, 0, 0]) : $0.bytes
        },
        Lie("another encoding and version") { message in
            message.type == "Z" && message.count == 0
                ? Message.framed("S", Array("client_encoding\0SJIS\0".utf8))
                    + Message.framed("S", Array("server_version\099999999999.x\0".utf8)) + message.bytes
                : message.bytes
        },
        Lie("an error in the middle of a COPY") {
            $0.type == "d" && $0.count == 2
                ? $0.bytes + Message.framed("E", Array("SERROR\0VERROR\0CXX000\0Mboom\n\u{1B}[2J\0\0".utf8)) : $0.bytes
        },
        Lie("a hundred thousand notices") {
            $0.type == "H"
                ? Array((0..<100_000).map { _ in Message.framed("N", Array("SNOTICE\0C00000\0Mx\0\0".utf8)) }.joined())
                    + $0.bytes : $0.bytes
        },
    ]

    @Test("is an error or the truth, and never the end of the program", arguments: lies)
    func lie(_ lie: Lie) throws {
        let database = try referenceDatabase()
        let truth = try allRows(of: PostgresSource(conninfo: database.conninfo))
        let meddler = try Meddler(before: database, lie.change)
        do {
            let source = try PostgresSource(
                conninfo: meddler.conninfo(database), connections: 2, readTimeout: TimeSpan(seconds: 3))
            let read = try allRows(of: source)
            _ = try source.promises()
            _ = try source.controlSums(of: .orders, columns: ["total"])
            #expect(read == truth)
        } catch let error as SourceError {
            #expect([.unreachable, .unreadable].contains(error.kind), "\(error)")
            #expect(!error.description.contains("\n"))
        }
    }

    @Test("that falls silent anywhere is given up after the read timeout, in one sentence", arguments: 0..<24)
    func silence(_ place: Int) throws {
        let database = try referenceDatabase()
        // Every kind of message of a run, early and late.
        let (types, counts) = (Array("ZTDCH12dn"), [0, 2, 9])
        let (type, count) = (types[place % types.count], counts[place / types.count])
        let meddler = try Meddler(before: database) { message in
            // On the first connection alone: without a second one it must go as well.
            message.connection == 0 && message.type == type && message.count >= count && message.count > 0
                ? nil : message.bytes
        }
        let error = sourceError {
            let source = try PostgresSource(
                conninfo: meddler.conninfo(database), readTimeout: TimeSpan(seconds: 1))
            _ = try allRows(of: source)
        }
        guard let error else { return }
        #expect(error.kind == .unreachable, "\(error)")
        #expect(error.problem.contains("the server fell silent while"), "\(error)")
        #expect(error.problem.hasSuffix(": no answer for 1 seconds"), "\(error)")
        #expect(error.remedy.contains("--read-timeout"))
    }

    @Test("to a second connection alone: it is done without, as behind a pooler that has no other")
    func noSecondConnection() throws {
        let database = try referenceDatabase()
        for type: Character in ["R", "C"] {
            let meddler = try Meddler(before: database) { message in
                message.connection > 0 && message.type == type ? nil : message.bytes
            }
            let source = try PostgresSource(
                conninfo: meddler.conninfo(database), connections: 3, readTimeout: TimeSpan(seconds: 60))
            #expect(source.connectionCount == 1)
            #expect(try allRows(of: source)[.users]?.count == 1)
        }
    }

    @Test("in words that fit the case")
    func advice() throws {
        let sql = "CREATE ROLE crowded LOGIN CONNECTION LIMIT 0; GRANT SELECT ON ALL TABLES IN SCHEMA public TO crowded"
        try withReferenceDatabase("advice", changedBy: sql) { database in
            defer { try? database.run(sql: "DROP OWNED BY crowded; DROP ROLE crowded") }
            func error(_ conninfo: String) -> SourceError? {
                sourceError { _ = try PostgresSource(conninfo: conninfo) }
            }
            let crowded = error(database.conninfo.replacing("user=postgres", with: "user=crowded password=e"))
            #expect(crowded?.remedy.contains("CONNECTION LIMIT") == true, "\(String(describing: crowded))")
            #expect(crowded?.remedy.contains("password") == false)
            #expect(crowded?.problem.contains("role \"crowded\"") == true, "\(String(describing: crowded))")
            let closed = error("host=127.0.0.1 port=1 dbname=shop user=x")
            #expect(closed?.problem.contains("?") == false, "\(String(describing: closed))")
            #expect(closed?.remedy.contains("host and port") == true)
            #expect(error(database.conninfo.replacing("dbname=", with: "dbname=no_"))?.remedy.contains("name") == true)
        }
    }

    @Test("A view whose function names a table without its schema is told what the function needs")
    func functionOfView() throws {
        let sql = """
            CREATE FUNCTION host_name(id integer) RETURNS text LANGUAGE sql AS
                $$ SELECT max(role) FROM users WHERE users.id = $1 $$;
            ALTER TABLE clients RENAME TO base; CREATE VIEW clients AS
                SELECT id, host_name(id) AS name, pricing_profile_id, custom_pricing_rules, deleted_at FROM base
            """
        try withReferenceDatabase("function", changedBy: sql) { database in
            let error = sourceError {
                _ = try allRows(of: PostgresSource(conninfo: database.conninfo))
            }
            #expect(error?.remedy.contains("SET search_path") == true, "\(String(describing: error))")
            try database.run(sql: "ALTER FUNCTION host_name SET search_path = public, pg_temp")
            #expect(try allRows(of: PostgresSource(conninfo: database.conninfo))[.clients]?.count == 2)
        }
    }
}
