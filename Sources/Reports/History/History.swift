internal import FinancialMath
public import LiveShopping
internal import Reconciliation

/// How a night compares with the nights before it in the same output folder.
///
/// It is compared with the run of the same database that is as of the latest time before its own. A run at the same time
/// is the same night told again, and of several such the last one counts. What a run lacked ends the count of nights that a
/// finding has been open; a run that cannot be read ends nothing.
public struct History: Sendable {
    /// T of the night itself.
    let asOf: Timestamp
    /// The run that it is compared with; nil when there is none.
    let previous: Previous?
    /// Since when each finding is open that the previous run had as well.
    let firstSeen: [UInt64: Timestamp]
    /// Which of the findings, new or open, had been settled before, and by what.
    let comebacks: [UInt64: Settlement]
    /// The exposures and reservations that the previous run's repairs move.
    let moved: Set<MovedByRepairs>
    /// What the previous run had and this one has not, in the order of its findings.csv.
    let settled: [Settled]
    /// What earlier runs had settled, and is still not back, by the number of its id.
    let gone: [UInt64: Settlement]
    /// The earlier runs of the same database, oldest first.
    let nights: [Night]
    /// The runs that could not be compared with.
    let skipped: [Skipped]
    /// The inputs that the previous run had and this one lacks, and that nobody said the site has none of.
    public let lost: [SchemaPart]

    struct Previous: Sendable, Hashable {
        /// The name of its folder.
        let run: String
        let asOf: Timestamp
    }

    /// A finding that is no more.
    struct Settled: Sendable, Hashable {
        let id: String
        let rule: String
        let key: String
        let severity: Severity
        let impact: Money
        let firstSeen: Timestamp
    }

    /// How a finding was settled.
    struct Settlement: Sendable, Hashable {
        /// The name of the run that did not have it any more.
        let run: String
        /// The run whose repair script settled it, where the log of repairs says so.
        var repairedIn: String?
    }

    /// What an earlier run found, in sums.
    struct Night: Sendable {
        let run: String
        let asOf: Timestamp
        let sums: [Severity: Breakdown.Sum]
    }

    struct Skipped: Sendable, Hashable, Encodable {
        let run: String
        /// The rest of a sentence that begins with the run's name.
        let reason: String
    }

    /// Nothing is known of any night before.
    public static let none = History(
        asOf: .infinity, previous: nil, firstSeen: [:], comebacks: [:], moved: [], settled: [], gone: [:], nights: [],
        skipped: [], lost: [])
}

extension History {
    /// What is known of a finding of this night.
    enum Standing: Hashable {
        /// There is nothing to compare with.
        case unknown
        case new
        case open(since: Timestamp)
    }

    func standing(of finding: Finding) -> Standing {
        guard previous != nil else { return .unknown }
        return firstSeen[finding.id.number].map(Standing.open) ?? .new
    }

    /// Whether the previous run did not have it; nothing is new where there is nothing to compare with.
    func isNew(_ finding: Finding) -> Bool { standing(of: finding) == .new }

    /// A new finding that repairs of the previous run have brought about: what is stored was right before them.
    func comesFromRepairs(_ finding: Finding) -> Bool {
        isNew(finding)
            && moved.contains(
                MovedByRepairs(
                    rule: finding.rule, key: finding.key.description, from: finding.actual, to: finding.expected))
    }

    /// How many nights lie between a day and this one, by the calendar of UTC.
    func nights(since first: Timestamp) -> Int {
        Int(Self.day(asOf) - Self.day(first))
    }

    /// The number of a day in UTC.
    private static func day(_ time: Timestamp) -> Int64 {
        let length = TimeSpan.days(1).microseconds
        return (time.microseconds - (time.microseconds % length + length) % length) / length
    }
}
