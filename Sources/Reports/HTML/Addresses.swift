internal import FinancialMath
internal import FoundationEssentials
internal import LiveShopping
internal import Reconciliation

/// Where in a report each finding is shown: the one place that knows.
///
/// A rule's findings stand on its pages, the largest first. Every rule that found something has a page; when all
/// findings would make too many of them, those with the least money behind them are in findings.csv alone.
struct FindingAddresses: Sendable {
    /// More findings make a page too large for a browser.
    static let findingsPerPage = 1_000
    /// More pages make a folder too large to look through.
    static let pagesPerReport = 200

    /// The pages of each rule that found something, in their order.
    let sheets: [RuleID: [RuleSheet]]
    private let places: [FindingID: Place]

    private struct Place {
        let rule: RuleID
        let number: Int
    }

    /// - Parameters:
    ///   - findings: Those of the report, in its order.
    ///   - believable: Of findings with more money behind them no money is added up.
    init(
        _ findings: [Finding], believable limit: Amount? = nil, perPage: Int = findingsPerPage,
        pages: Int = pagesPerReport
    ) {
        var sheets: [RuleID: [RuleSheet]] = [:]
        var places: [FindingID: Place] = [:]
        for sheet in Self.chosen(Self.everySheet(findings, limit, perPage: perPage), pages: pages) {
            sheets[sheet.rule, default: []].append(sheet)
            for finding in sheet.findings { places[finding.id] = Place(rule: sheet.rule, number: sheet.number) }
        }
        self.sheets = sheets
        self.places = places
    }

    /// The number of the page of its rule, from 1; nil for a finding that is in findings.csv alone.
    func page(of finding: FindingID) -> Int? { places[finding]?.number }

    /// The page and the place on it, from the report's root: `rules/line.price-2.html#f-454247e6ec3062cd`; nil for a
    /// finding that is in findings.csv alone.
    func address(of finding: FindingID) -> String? {
        places[finding].map { "\(RuleSheet.path($0.rule, $0.number))#f-\(finding)" }
    }
}

/// One page of a rule: which findings stand on it.
struct RuleSheet: Sendable {
    let rule: RuleID
    /// From 1.
    let number: Int
    /// The largest first; among equals, in the order of the report.
    let findings: [Finding]
    /// The money behind them, as far as it can be believed.
    let impact: Money

    /// One of them can be repaired by a script.
    let hasRepairs: Bool

    /// Its file, from the report's root.
    var path: String { Self.path(rule, number) }

    static func path(_ rule: RuleID, _ number: Int) -> String {
        number == 1 ? "rules/\(rule).html" : "rules/\(rule)-\(number).html"
    }
}

private extension FindingAddresses {
    /// All findings on pages, however many that makes: by rule in the order of the report, then by number.
    static func everySheet(_ findings: [Finding], _ limit: Amount?, perPage: Int) -> [RuleSheet] {
        let byRule = Dictionary(grouping: findings, by: \.rule)
        var seen: Set<RuleID> = []
        return findings.map(\.rule).filter { seen.insert($0).inserted }.flatMap { rule in
            let sorted = (byRule[rule] ?? []).largest(.max)
            return stride(from: 0, to: sorted.count, by: perPage).map { start in
                let own = Array(sorted[start..<min(start + perPage, sorted.count)])
                return RuleSheet(
                    rule: rule, number: start / perPage + 1, findings: own,
                    impact: own.reduce(.zero) { $0 + $1.believed(limit) },
                    hasRepairs: own.contains { $0.repair != .manual })
            }
        }
    }

    /// The first page of every rule, and of the others those that begin with the most money.
    static func chosen(_ sheets: [RuleSheet], pages: Int) -> [RuleSheet] {
        guard sheets.count > pages else { return sheets }
        let firsts = sheets.indices.filter { sheets[$0].number == 1 }
        let others = sheets.indices.filter { sheets[$0].number > 1 }.sorted { one, other in
            let (left, right) = (sheets[one].findings[0].impact, sheets[other].findings[0].impact)
            return left == right ? one < other : left > right
        }
        let kept = Set(firsts + others.prefix(max(0, pages - firsts.count)))
        return sheets.indices.filter(kept.contains).map { sheets[$0] }
    }
}

/// Which sessions, clients and batches have a page of their own in a report, and where it is, from the report's root.
struct SubjectPages: Sendable {
    var sessions: Set<SessionID> = []
    var clients: Set<ClientID> = []
    var batches: Set<BatchID> = []
    /// The session on whose page an order, or an item, has a row.
    var orders: [OrderID: SessionID] = [:]
    var items: [CartItemID: SessionID] = [:]

    /// A report with pages of rules alone.
    static let none = SubjectPages()

    func address(of session: SessionID) -> String? {
        sessions.contains(session) ? "sessions/\(session.rawValue).html" : nil
    }

    func address(of client: ClientID) -> String? {
        clients.contains(client) ? "clients/\(client.rawValue).html" : nil
    }

    func address(of batch: BatchID) -> String? {
        batches.contains(batch) ? "batches/\(batch.rawValue).html" : nil
    }

    /// Its row on the page of its session.
    func address(of order: OrderID) -> String? {
        orders[order].flatMap(address(of:)).map { "\($0)#order-\(order)" }
    }

    func address(of item: CartItemID) -> String? {
        items[item].flatMap(address(of:)).map { "\($0)#item-\(item)" }
    }
}

/// Where in a report the repair script of each rule is: the one place that knows.
struct RepairScriptPaths: Sendable {
    private let paths: [RuleID: String]

    /// A report without repairs.
    static let none = RepairScriptPaths(paths: [:])

    private init(paths: [RuleID: String]) {
        self.paths = paths
    }

    /// - Parameters:
    ///   - withheld: Which scripts are withheld.
    ///   - folder: The report's, which holds the scripts already.
    init(_ catalogue: [RuleDescription], withheld: Withheld, in folder: URL) {
        let written = catalogue.map { ($0.id, "repairs/\(withheld.place(of: $0.id))\($0.id).sql") }
            .filter { OutputFolder.kind(folder.appendingPathComponent($0.1).path) != nil }
        self.init(paths: Dictionary(uniqueKeysWithValues: written))
    }

    /// From the report's root; nil for a rule of which nothing is repaired.
    func path(of rule: RuleID) -> String? { paths[rule] }
}
