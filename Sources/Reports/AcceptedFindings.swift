internal import FinancialMath
public import LiveShopping
public import Reconciliation

/// Which of a night's findings are accepted, and which acceptances should be looked at again.
///
/// An accepted finding stays in the report, marked; it does not count in the verdict, the summary and the exit status, and
/// no repair is written for what settles accepted findings alone.
public struct AcceptedFindings: Sendable {
    /// In the order of the file, each with what it came to.
    let entries: [Entry]
    private let places: [UInt64: Int]

    struct Entry: Sendable {
        let acceptance: Acceptance
        let hasExpired: Bool
        /// What it takes out of the verdict.
        fileprivate(set) var accepted = Breakdown.Sum()
        /// Findings that it names and that count nevertheless, because it has expired or they are too large.
        fileprivate(set) var refused = Breakdown.Sum()
        /// The most money behind one of those.
        fileprivate(set) var largest = Money.zero
        /// Findings that it names and that an entry before it accepts.
        fileprivate(set) var others = 0
    }

    public static let none = AcceptedFindings([], findings: [], asOf: .infinity)

    public init(_ acceptances: [Acceptance], findings: [Finding], asOf: Timestamp) {
        var entries = acceptances.map { Entry(acceptance: $0, hasExpired: $0.hasExpired(asOf)) }
        var places: [UInt64: Int] = [:]
        let candidates = Candidates(acceptances)
        for finding in findings where !acceptances.isEmpty {
            let named = candidates.places(naming: finding)
            let place = named.first { !entries[$0].hasExpired && finding.impact <= acceptances[$0].limit }
            if let place { places[finding.id.number] = place }
            for index in named { entries[index].note(finding, isAccepted: place != nil, byThis: place == index) }
        }
        self.entries = entries
        self.places = places
    }

    /// What accepts a finding.
    public func acceptance(of finding: Finding) -> Acceptance? {
        places.isEmpty ? nil : places[finding.id.number].map { entries[$0].acceptance }
    }

    /// The findings that count.
    public func open(_ findings: [Finding]) -> [Finding] {
        places.isEmpty ? findings : findings.filter { acceptance(of: $0) == nil }
    }

    /// The findings that do not.
    func accepted(_ findings: [Finding]) -> [Finding] {
        places.isEmpty ? [] : findings.filter { acceptance(of: $0) != nil }
    }

    /// The repairs that settle a finding that counts.
    public func repairs(_ proposals: [Proposal]) -> [Proposal] {
        guard !places.isEmpty else { return proposals }
        return proposals.filter { proposal in
            !proposal.findings.allSatisfy { places[$0.id.number] != nil }
        }
    }

    var total: Breakdown.Sum { entries.map(\.accepted).reduce(Breakdown.Sum(), +) }
}

private extension AcceptedFindings.Entry {
    mutating func note(_ finding: Finding, isAccepted: Bool, byThis: Bool) {
        if byThis {
            accepted.add(finding.impact)
        } else if isAccepted {
            others += 1
        } else {
            refused.add(finding.impact)
            largest = max(largest, finding.impact)
        }
    }
}

/// Finds the acceptances that name a finding.
private struct Candidates {
    private let acceptances: [Acceptance]
    private var ids: [String: [Int]] = [:]
    private var rules: [RuleID: [Int]] = [:]

    init(_ acceptances: [Acceptance]) {
        self.acceptances = acceptances
        for (place, acceptance) in acceptances.enumerated() {
            switch acceptance.scope {
            case .finding(let id): ids[id, default: []].append(place)
            case .rule(let rule, _): rules[rule, default: []].append(place)
            }
        }
    }

    /// In the order of the file.
    func places(naming finding: Finding) -> [Int] {
        let id = finding.id.description
        let places = (ids[id] ?? []) + (rules[finding.rule] ?? [])
        return places.filter { acceptances[$0].names(finding, id: id) }.sorted()
    }
}

extension AcceptedFindings {
    /// What reconciliation.xml says of an accepted finding, beside what findings.csv does.
    var columns: [CSVColumn<Finding>] {
        [
            .text("accepted_by") { acceptance(of: $0)?.by }.optional,
            .text("accepted_until", .date) { acceptance(of: $0)?.until.day }.optional,
            .text("accepted_reason") { acceptance(of: $0)?.reason }.optional,
        ]
    }
}
