internal import FinancialMath
public import FoundationEssentials
public import LiveShopping
public import Reconciliation

/// The last run of an output folder: how old it is, and what it found. What `tieout status` tells.
public struct RunStatus: Sendable {
    public let folder: URL
    public let asOf: Timestamp
    /// What counts, by severity, the worst first; severities of which there is nothing are not in it.
    public let findings: [(severity: Severity, count: Int)]
    /// How long before now the run's moment is.
    public let age: TimeSpan
    private let isWithheld: Bool
    private let limit: TimeSpan

    /// What a monitor makes of it, numbered as plug-ins of Nagios end.
    public enum State: Int32, Sendable {
        case ok = 0
        case warning = 1
        case critical = 2
        case unknown = 3

        var word: String {
            switch self {
            case .ok: "OK"
            case .warning: "WARNING"
            case .critical: "CRITICAL"
            case .unknown: "UNKNOWN"
            }
        }
    }

    /// - Parameters:
    ///   - output: The folder with a folder a run, and `latest`.
    ///   - limit: A run that is older is too old.
    /// - Throws: ``VerificationError`` when there is no run, or its manifest is not as it was written.
    public init(of output: URL, now: Timestamp, limit: TimeSpan) throws(VerificationError) {
        let latest = output.appendingPathComponent("latest", isDirectory: true).resolvingSymlinksInPath()
        let place = latest.appendingPathComponent(Manifest.fileName)
        guard let data = FileManager.default.contents(atPath: place.path) else {
            throw Self.nothing(in: output)
        }
        let manifest: RecordedManifest
        do {
            manifest = try RecordedManifest(data)
        } catch {
            throw VerificationError(
                path: place.path, problem: "it \(error.reason)", remedy: "look with 'tieout verify', and run again")
        }
        guard let asOf = Timestamp(iso8601: manifest.asOf) else {
            throw VerificationError(path: place.path, problem: "it is as of no time", remedy: "run again")
        }
        folder = latest
        self.asOf = asOf
        self.limit = limit
        age = TimeSpan(microseconds: max(0, now.microseconds - asOf.microseconds))
        isWithheld = manifest.repairsWithheld != nil
        findings = Severity.allCases.compactMap { severity in
            let found = manifest.findings.bySeverity[severity.rawValue]?.findings ?? 0
            let count = found - (manifest.accepted?.bySeverity[severity.rawValue]?.findings ?? 0)
            return count > 0 ? (severity, count) : nil
        }
    }

    /// What is to be said of a folder without a report that `latest` leads to.
    private static func nothing(in output: URL) -> VerificationError {
        let there = (try? FileManager.default.contentsOfDirectory(atPath: output.path)) ?? []
        guard let last = there.filter({ RunName($0) != nil }).max() else {
            return VerificationError(
                path: output.path, problem: "no run has left a report there",
                remedy: "name the output folder of 'tieout run'")
        }
        return VerificationError(
            path: output.appendingPathComponent("latest").path,
            problem: there.contains("latest") ? "it leads to no report" : "it is missing",
            remedy: "look at \(last) with 'tieout verify', and run again")
    }

    public var isTooOld: Bool { age > limit }

    public var state: State {
        guard !isTooOld, let worst = findings.first?.severity else { return isTooOld ? .critical : .ok }
        return switch worst {
        case .critical, .error: .critical
        case .warning: .warning
        case .notice: .ok
        }
    }

    /// One line: `tieout CRITICAL: 3 critical, 12 warning; as of 2026-11-22T02:00:00Z, 5 h 10 min ago | age=18600s;…`
    public var nagios: String {
        let counts = Severity.allCases.map { severity in
            "\(severity.rawValue)=\(findings.first { $0.severity == severity }?.count ?? 0)"
        }
        let seconds = age.microseconds / 1_000_000
        return "tieout \(state.word): \(words) | age=\(seconds)s;;\(limit.microseconds / 1_000_000) "
            + counts.joined(separator: " ")
    }

    /// `3 critical, 12 warning; as of 2026-11-22T02:00:00Z, 5 h 10 min ago, which is older than 26h`
    public var words: String {
        let found = findings.map { "\($0.count) \($0.severity.rawValue)" }.joined(separator: ", ")
        let minutes = age.microseconds / 60_000_000
        let ago = minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
        return "\(found.isEmpty ? "nothing found" : found); as of \(asOf), \(ago) ago"
            + (isTooOld ? ", which is older than \(limit)" : "") + (isWithheld ? "; repairs are withheld" : "")
    }

    public var json: String {
        JSONText.of(
            Document(
                state: state.word, asOf: asOf.exactDescription, ageSeconds: age.microseconds / 1_000_000,
                isTooOld: isTooOld, repairsWithheld: isWithheld, folder: folder.path,
                findings: Dictionary(uniqueKeysWithValues: findings.map { ($0.severity.rawValue, $0.count) }))) + "\n"
    }

    private struct Document: Encodable {
        let version = 1
        let state: String
        let asOf: String
        let ageSeconds: Int64
        let isTooOld: Bool
        let repairsWithheld: Bool
        let folder: String
        let findings: [String: Int]
    }
}

/// Whether a run's verdict is another than that of the run before it.
public struct VerdictChange: Sendable {
    /// The severity of the worst finding that counts; `clean` where there is none.
    public enum Verdict: String, Sendable {
        case clean, notice, warning, error, critical

        init(_ worst: Severity?) {
            self =
                switch worst {
                case nil: .clean
                case .notice: .notice
                case .warning: .warning
                case .error: .error
                case .critical: .critical
                }
        }
    }

    public let verdict: Verdict
    /// Nil where there is no run to compare with, which is a change from nothing known.
    public let previous: Verdict?

    public var hasChanged: Bool { verdict != previous }

    public init(_ open: [Finding], _ run: RunFacts) {
        let history = run.history
        verdict = Verdict(open.map(\.severity).min())
        previous = history.previous.flatMap { previous in
            history.nights.last { $0.run == previous.run }.map { night in
                Verdict(Severity.allCases.first { (night.sums[$0]?.count ?? 0) > 0 })
            }
        }
    }
}
