internal import FinancialMath
internal import FoundationEssentials
internal import LiveShopping
internal import Reconciliation

/// A run that an earlier night left, found to be as it was written.
struct EarlierRun {
    let folder: URL
    let asOf: Timestamp
    let manifest: RecordedManifest

    /// Why a run cannot be compared with; the rest of a sentence that begins with its name.
    struct Unfit: Error {
        let reason: String
    }

    /// Reads a run's manifest, and makes sure that its findings are those that the manifest vouches for.
    init(_ folder: URL) throws(Unfit) {
        self.folder = folder
        guard let data = FileManager.default.contents(atPath: folder.appendingPathComponent(Manifest.fileName).path)
        else { throw Unfit(reason: "has no \(Manifest.fileName) that can be read") }
        do throws(RecordedManifest.Flaw) {
            manifest = try RecordedManifest(data)
        } catch {
            throw Unfit(reason: "has a \(Manifest.fileName) that \(error.reason)")
        }
        guard let asOf = Timestamp(iso8601: manifest.asOf) else { throw Unfit(reason: "is as of no time") }
        self.asOf = asOf
        _ = try Self.requireWhole(CSVTable.findings.fileName, in: folder, manifest)
    }

    var name: String { folder.lastPathComponent }

    /// The optional inputs that it had.
    var inputs: Set<String> { Set(manifest.inputs ?? []) }

    /// What it found, by severity; what was accepted does not count.
    var night: History.Night {
        var sums: [Severity: Breakdown.Sum] = [:]
        for severity in Severity.allCases {
            guard let count = manifest.findings.bySeverity[severity.rawValue] else { continue }
            let known = manifest.accepted?.bySeverity[severity.rawValue]
            sums[severity] = Breakdown.Sum(
                count: count.findings - (known?.findings ?? 0),
                impact: (Money(literal: count.impact) ?? .zero) - (known.flatMap { Money(literal: $0.impact) } ?? .zero)
            )
        }
        return History.Night(run: name, asOf: asOf, sums: sums)
    }

    /// Its findings, one after the other: memory for one of them is enough.
    func forEachFinding(_ body: (PastFinding) -> Void) throws(Unfit) {
        try forEachRow(CSVTable.findings.fileName, CSVTable.findings.columns.map(\.name)) { row in
            guard let finding = PastFinding(row) else { return false }
            body(finding)
            return true
        }
    }

    /// What its history.csv says of a finding that it had.
    struct Age {
        /// Since when it had been open.
        let firstSeen: Timestamp
        /// How it had been settled before it came back; nil when it never had.
        let comeback: History.Settlement?
    }

    /// Since when its findings had been open, by the numbers of their ids.
    func ages() throws(Unfit) -> [UInt64: Age] {
        let file = CSVTable.history.fileName
        guard manifest.file(file) != nil else { return [:] }
        try Self.requireWhole(file, in: folder, manifest)
        var ages: [UInt64: Age] = [:]
        let open = [HistoryLine.State.new, .open].map(\.rawValue)
        try forEachRow(file, CSVTable.history.columns.map(\.name), least: HistoryLine.firstColumns) { row in
            guard let id = FindingID(row[0]), let time = Timestamp(iso8601: row[6]) else { return false }
            guard open.contains(where: { row.cell(1, is: $0) }) else { return true }
            let comeback = row.count > 8 && !row[7].isEmpty
            ages[id.number] = Age(
                firstSeen: time,
                comeback: comeback
                    ? History.Settlement(run: row[7], repairedIn: row[8].isEmpty ? nil : row[8]) : nil)
            return true
        }
        return ages
    }

    /// What it and runs before it had found settled, by the numbers of the ids; what was settled before a time is forgotten.
    func gone(since oldest: Timestamp) throws(Unfit) -> [UInt64: History.Settlement] {
        let file = CSVTable.settled.fileName
        guard manifest.file(file) != nil else { return [:] }
        try Self.requireWhole(file, in: folder, manifest)
        var gone: [UInt64: History.Settlement] = [:]
        var kept: (run: String, isRemembered: Bool) = ("", false)
        try forEachRow(file, CSVTable.settled.columns.map(\.name)) { row in
            guard let id = FindingID(row[0]) else { return false }
            if !row.cell(1, is: kept.run) {
                guard let time = RunName(row[1])?.asOf else { return false }
                kept = (row[1], time >= oldest)
            }
            if kept.isRemembered { gone[id.number] = History.Settlement(run: kept.run) }
            return true
        }
        return gone
    }

    /// What its repairs move of exposures and reservations, where its blast-radius.csv is as it was written.
    func movedFigures() -> Set<MovedByRepairs> {
        let file = "repairs/" + CSVTable.blastRadius.fileName
        var moved: Set<MovedByRepairs> = []
        guard manifest.file(file) != nil, (try? Self.requireWhole(file, in: folder, manifest)) != nil else { return [] }
        try? forEachRow(file, CSVTable.blastRadius.columns.map(\.name)) { row in
            switch row[7] {
            case "posted_exposure":
                moved.insert(.init(rule: "credit.exposure", key: "client=\(row[4])", from: row[8], to: row[9]))
            case "reserved_expected":
                moved.insert(.init(rule: "hold.reserved", key: "batch=\(row[5])", from: row[8], to: row[9]))
            default: break
            }
            return true
        }
        return moved
    }
}

/// A figure that some repairs move from what is stored to what a finding then expects.
struct MovedByRepairs: Sendable, Hashable {
    let rule: RuleID
    let key: String
    let from: String
    let to: String
}

private extension EarlierRun {
    static func requireWhole(_ file: String, in folder: URL, _ manifest: RecordedManifest) throws(Unfit) {
        guard let digest = try? FileDigest(of: folder.appendingPathComponent(file)) else {
            throw Unfit(reason: "has no \(file) that can be read")
        }
        guard digest.sha256 == manifest.file(file)?.sha256 else {
            throw Unfit(reason: "has a \(file) that is not as it was written")
        }
    }

    /// - Parameters:
    ///   - least: So many of the columns an earlier version wrote; nil is all of them.
    ///   - read: Returns false for a row that cannot be read.
    func forEachRow(
        _ file: String, _ columns: [String], least: Int? = nil, _ read: (CSVRow) -> Bool
    ) throws(Unfit) {
        guard let data = try? Data(contentsOf: folder.appendingPathComponent(file), options: .mappedIfSafe) else {
            throw Unfit(reason: "has no \(file) that can be read")
        }
        var rows = CSVReader(data)
        guard let head = rows.next()?.cells, columns.starts(with: head), head.count >= least ?? columns.count else {
            throw Unfit(reason: "has a \(file) with other columns")
        }
        var line = 1
        while let row = rows.next() {
            line += 1
            guard row.count == head.count, read(row) else {
                throw Unfit(reason: "has a \(file) whose row \(line) cannot be read")
            }
        }
    }
}

/// A row of an earlier run's findings.csv, as far as it is compared.
struct PastFinding {
    let id: UInt64
    let severity: Severity
    let impact: Money
    private let row: CSVRow

    init?(_ row: CSVRow) {
        guard let id = FindingID(row[0]), let severity = Severity(rawValue: row[2]),
            let impact = Money(literal: row[12])
        else { return nil }
        self.id = id.number
        self.severity = severity
        self.impact = impact
        self.row = row
    }

    func settled(since first: Timestamp) -> History.Settled {
        History.Settled(
            id: FindingID(row[0])?.description ?? row[0], rule: row[1], key: row[3], severity: severity, impact: impact,
            firstSeen: first)
    }
}
