import Testing

@testable import Snapshots

@Suite("What passes by itself is waited for, and nothing else")
struct PassingFailureTests {
    @Test(arguments: [
        ("connection to server at \"127.0.0.1\", port 1 failed: Connection refused", true),
        ("FATAL:  the database system is starting up", true), ("FATAL:  the database system is shutting down", true),
        ("FATAL:  sorry, too many clients already", true), ("FATAL:  too many connections for role \"reader\"", true),
        ("connection to server on socket \"/tmp/.s.PGSQL.1\" failed: No such file or directory", true),
        ("connection to server on socket \"/none/.s.PGSQL.1\" failed: No such file or directory", false),
        ("FATAL:  password authentication failed for user \"reader\"", false),
        ("server a failed: Connection refused server b failed: FATAL:  password authentication failed", false),
        ("FATAL:  database \"shop\" does not exist", false), ("could not translate host name \"db\" to address", false),
        ("FATAL:  no pg_hba.conf entry for host", false), ("timeout expired", false),
    ])
    func failure(_ text: String, _ passes: Bool) throws {
        let error = try ConnectionSecrets(conninfo: nil).connectionFailure(text: text, at: "database")
        #expect(error.isPassing == passes)
    }

    @Test func `a standby that cancels a reading says what to set`() {
        let failure = ServerFailure(
            state: "40001", text: "terminating connection due to conflict with recovery", hint: nil,
            isConnectionLost: true)
        let error = failure.error(place: "database", doing: "reading \"orders\"")
        #expect(error.kind == .unreachable && error.remedy.contains("max_standby_streaming_delay"))
    }
}
