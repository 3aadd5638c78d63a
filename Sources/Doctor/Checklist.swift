/// Every check that there is, in the order in which a deployment is put up.
public struct Checklist: Sendable {
    /// What is checked, by the name that `--only` takes.
    public static var topics: [(name: String, meaning: String)] { all.map { ($0.name, $0.meaning) } }

    public let checks: [Check]

    /// Examines a deployment.
    ///
    /// - Parameter names: Only these checks; empty is all.
    public init(of deployment: Deployment, only names: Set<String> = []) {
        let examination = Examination(deployment)
        checks = Self.all.filter { names.isEmpty || names.contains($0.name) }.flatMap { topic in
            topic.look(examination).map {
                Check(name: topic.name, state: $0.state, evidence: $0.evidence, remedy: $0.remedy)
            }
        }
    }

    public var hasFailed: Bool { checks.contains { $0.state == .failure } }

    /// `23 checks: 15 ok, 2 notes, 1 warning, 5 skipped.`
    public var sum: String {
        let counts = Check.State.allCases.compactMap { state -> String? in
            let count = checks.count { $0.state == state }
            let many = count > 1 && [.note, .warning, .failure].contains(state) ? "s" : ""
            return count == 0 ? nil : "\(count) \(state.rawValue)\(many)"
        }
        return "\(checks.count) \(checks.count == 1 ? "line" : "lines"): \(counts.joined(separator: ", "))."
    }
}

/// One thing to look at.
struct Topic: Sendable {
    let name: String
    let meaning: String
    let look: @Sendable (Examination) -> [Observation]
}

extension Checklist {
    static let all: [Topic] = database + machine + shop

    private static let database = [
        Topic(name: "connection", meaning: "the database lets us in, and nobody can listen") { $0.connection() },
        Topic(name: "reading-role", meaning: "what the reading role may do: enough, and no more") { $0.readingRole() },
        Topic(name: "repairing-role", meaning: "what the repairing role may do") { $0.repairingRole() },
        Topic(name: "schema", meaning: "the constraints and indexes that the schema promises") { $0.promises() },
        Topic(name: "migration", meaning: "the live-shopping tables and columns are there") { $0.migration() },
        Topic(name: "foreign-tables", meaning: "all rows are of one moment") { $0.foreignTables() },
        Topic(name: "time-zone", meaning: "times without a zone are read as they were meant") { $0.timeZone() },
        Topic(name: "clock", meaning: "this machine's clock and the server's") { $0.clock() },
        Topic(name: "newest-rows", meaning: "the newest times: neither old nor in the future") { $0.newestRows() },
        Topic(name: "timeouts", meaning: "what the server would end a long reading for") { $0.timeouts() },
        Topic(name: "connections", meaning: "as many connections as a run asks for") { $0.connections() },
        Topic(name: "standby", meaning: "a standby gives a long reading the time it takes") { $0.standby() },
    ]

    private static let machine = [
        Topic(name: "disk", meaning: "room for the next run, by what the last one took") { $0.disk() },
        Topic(name: "templates", meaning: "the pages' templates are whole") { $0.templates() },
        Topic(name: "runs", meaning: "the last run: its age, its seal, its verdict") { $0.runs() },
        Topic(name: "accepted", meaning: "accepted findings that expire soon") { $0.accepted() },
    ]

    private static let shop = [
        Topic(name: "feature-flag", meaning: "the flag in the system's environment file, beside the data") {
            $0.featureFlag()
        },
        Topic(name: "session-timeouts", meaning: "open sessions are ended when their time is up") {
            $0.sessionTimeouts()
        },
        Topic(name: "staff-api", meaning: "the staff's router is mounted") {
            $0.router($0.deployment.staffURL, "staff")
        },
        Topic(name: "client-api", meaning: "the client's router is mounted") {
            $0.router($0.deployment.clientURL, "client")
        },
        Topic(name: "event-streams", meaning: "event streams answer at once, and have a heartbeat") {
            $0.eventStreams()
        },
        Topic(name: "event-bus", meaning: "every instance delivers what was published on another") { $0.eventBus() },
    ]
}
