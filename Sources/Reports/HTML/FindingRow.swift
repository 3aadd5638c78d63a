internal import FinancialMath
internal import LiveShopping
internal import Mustache
internal import Reconciliation

/// One finding as a row of a page that stands in a folder of its own, as those of rules do.
///
/// It answers the template by itself: reflection costs five times as much, and pages have thousands of rows.
struct FindingRow: MustacheParent {
    let id: String
    let severity: String
    let key: String
    /// The key in words, where it may be broken: `session 42,` `order 9`.
    let keyParts: [String]
    /// The client it is about; none, or one.
    let client: [SubjectLink]
    /// The other rows that it is about.
    let about: [SubjectLink]
    /// The session's room code; none, or one.
    let room: [String]
    let expected: String
    let actual: String
    let impact: String
    let repair: String
    let explanation: String
    /// `new`, or the day of the first run that had it.
    let since: String
    /// That it came back, or comes from repairs.
    let notes: [String]
    /// Who accepts it and why; none, or one.
    let accepted: [String]

    func child(named name: String) -> Any? {
        switch name {
        case "id": id
        case "severity": severity
        case "key": key
        case "keyParts": keyParts
        case "client": client
        case "about": about
        case "room": room
        case "expected": expected
        case "actual": actual
        case "impact": impact
        case "repair": repair
        case "explanation": explanation
        case "since": since
        case "notes": notes
        case "accepted": accepted
        default: nil
        }
    }
}

/// A row that a finding is about, with the page that tells more of it.
struct SubjectLink: MustacheParent {
    /// `session`.
    let name: String
    let id: String
    /// From the report's root; none, or one.
    let address: [String]

    func child(named child: String) -> Any? {
        switch child {
        case "name": name
        case "id": id
        case "address": address
        default: nil
        }
    }
}

extension FindingRow {
    init(_ finding: Finding, _ pages: SubjectPages, _ run: RunFacts) {
        let age = run.history.age(of: finding)
        self.init(
            id: finding.id.description, severity: finding.severity.rawValue, key: finding.key.description,
            keyParts: finding.key.wordParts,
            client: SubjectLink.client(finding.subject, pages), about: SubjectLink.about(finding.subject, pages),
            room: finding.subject.roomCode.map { [$0] } ?? [],
            expected: finding.expectedWords, actual: finding.actualWords, impact: finding.impact.figure,
            repair: finding.repair.rawValue, explanation: finding.explanation.prose,
            since: age.since, notes: age.notes,
            accepted: run.accepted.acceptance(of: finding).map { [$0.words] } ?? [])
    }
}

extension SubjectLink {
    static func client(_ subject: Subject, _ pages: SubjectPages) -> [Self] {
        subject.client.map { [Self("client", $0.rawValue, pages.address(of: $0))] } ?? []
    }

    fileprivate static func about(_ subject: Subject, _ pages: SubjectPages) -> [Self] {
        [
            subject.session.map { Self("session", $0.rawValue, pages.address(of: $0)) },
            subject.order.map { Self("order", $0.rawValue, pages.address(of: $0)) },
            subject.batch.map { Self("batch", $0.rawValue, pages.address(of: $0)) },
            subject.item.map { Self("item", $0.rawValue, pages.address(of: $0)) },
        ]
        .compactMap(\.self)
    }

    private init(_ name: String, _ id: Int64, _ address: String?) {
        self.init(name: name, id: String(id), address: address.map { [$0] } ?? [])
    }
}
