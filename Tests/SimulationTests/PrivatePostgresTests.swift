import Foundation
import TestSupport
import Testing

@Suite("A private PostgreSQL for each test process")
struct PrivatePostgresTests {
    @Test("Databases asked for at the same time are fresh and distinct", .timeLimit(.minutes(30)))
    func manyAtOnce() async throws {
        let names = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try PrivatePostgres.shared().withDatabase("many") { database in
                        try database.run(sql: "CREATE TABLE once (id int); INSERT INTO once VALUES (1)")
                        #expect(try database.query(sql: "SELECT id, NULL FROM once") == [["1", nil]])
                        return database.name
                    }
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(names.count == 4)
    }

    @Test("psql runs a script with variables and reports its status")
    func scripts() throws {
        try PrivatePostgres.shared().withDatabase("psql") { database in
            let script = NSTemporaryDirectory() + "tieout-\(UUID().uuidString).sql"
            defer { try? FileManager.default.removeItem(atPath: script) }
            try "\\set ON_ERROR_STOP on\n\\echo :apply\nSELECT 1/0;\n"
                .write(toFile: script, atomically: true, encoding: .utf8)
            let run = try database.psql(file: script, variables: ["apply": "yes"])
            #expect(run.status == 3)
            #expect(run.stdout == "yes\n")
            #expect(run.stderr.contains("division by zero"))
        }
    }

    @Test("A refused statement is an error that says what was refused")
    func errors() throws {
        try PrivatePostgres.shared().withDatabase("errors") { database in
            #expect(throws: PostgresFailure.self) { try database.run(sql: "SELECT no_such_column") }
        }
    }
}
