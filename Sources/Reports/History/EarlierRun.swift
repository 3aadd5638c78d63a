internal import FinancialMath
internal import Foundation
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

    /// Since when its findings had been open, by the numbers of their ids.
    func firstSeen() throws(Unfit) -> [UInt64: Timestamp] {
        let file = CSVTable.history.fileName
        guard manifest.file(file) != nil else { return [:] }
        try Self.requireWhole(file, in: folder, manifest)
        var times: [UInt64: Timestamp] = [:]
        try forEachRow(file, CSVTable.history.columns.map(\.name)) { row in
            guard let id = FindingID(row[0]), let time = Timestamp(iso8601: row[6]) else { return false }
            if !row.cell(1, is: HistoryLine.State.resolved.rawValue) { times[id.number] = time }
            return true
        }
        return times
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

    /// - Parameter read: Answers false for a row that cannot be.
    func forEachRow(_ file: String, _ columns: [String], _ read: (CSVRow) -> Bool) throws(Unfit) {
        guard let data = try? Data(contentsOf: folder.appendingPathComponent(file), options: .mappedIfSafe) else {
            throw Unfit(reason: "has no \(file) that can be read")
        }
        var rows = CSVReader(data)
        guard rows.next()?.cells == columns else { throw Unfit(reason: "has a \(file) with other columns") }
        var line = 1
        while let row = rows.next() {
            line += 1
            guard row.count == columns.count, read(row) else {
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

    func resolved(since first: Timestamp) -> History.Resolved {
        History.Resolved(
            id: FindingID(row[0])?.description ?? row[0], rule: row[1], key: row[3], severity: severity, impact: impact,
            firstSeen: first)
    }
}
