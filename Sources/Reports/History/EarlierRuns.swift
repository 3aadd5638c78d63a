internal import FoundationEssentials
internal import LiveShopping

/// The runs before a night, of the same database, and why others were left out.
struct EarlierRuns {
    /// The latest first.
    private(set) var runs: [EarlierRun] = []
    private(set) var skipped: [History.Skipped] = []

    /// So many nights are in the trend, this one among them.
    static let trendLength = 30
    /// More folders than these are not looked at, however many are of other databases or cannot be read.
    private static let searchLimit = 400

    init(before asOf: Timestamp, of database: DatabaseIdentity, in output: URL) {
        let folders = OutputFolder.runs(in: output)
        var times: Set<String> = []
        for folder in folders.reversed().prefix(Self.searchLimit) where runs.count < Self.trendLength - 1 {
            guard let name = RunName(folder.lastPathComponent), !times.contains(name.time) else { continue }
            do throws(EarlierRun.Unfit) {
                guard let this = RunName(asOf.folderName), name.isEarlier(than: this) else { continue }
                let run = try EarlierRun(folder)
                guard DatabaseIdentity(run.manifest.provenance) == database else { continue }
                times.insert(name.time)
                runs.append(run)
            } catch {
                skip(folder, error)
            }
        }
        notePruned(present: Set(folders.map(\.lastPathComponent)))
    }

    /// Leaves a run out after all.
    mutating func drop(_ run: EarlierRun, _ flaw: EarlierRun.Unfit) {
        runs.removeAll { $0.folder == run.folder }
        skip(run.folder, flaw)
    }

    private mutating func skip(_ folder: URL, _ flaw: EarlierRun.Unfit) {
        skipped.append(History.Skipped(run: folder.lastPathComponent, reason: flaw.reason))
    }

    /// The runs that others say came before them.
    private mutating func notePruned(present: Set<String>) {
        for run in runs {
            guard let previous = run.manifest.previousManifest?.run, !present.contains(previous) else { continue }
            skipped.append(History.Skipped(run: previous, reason: "is not there any more"))
        }
    }
}

/// Which database rows came from, as far as its runs tell: all of a manifest's provenance that stays from night to night.
struct DatabaseIdentity: Hashable {
    /// What may be another from one night to the next.
    private static let passing: Set<String> = [
        "user", "server version", "snapshot time", "tables", "read among tables of one name",
        "begun again because rewritten", "one moment",
        "system identifier", "database oid",
    ]
    private let facts: [String: String]

    init(_ provenance: [Manifest.Fact]) {
        self.init(provenance.map { ($0.name, $0.value) })
    }

    init(_ facts: [(name: String, value: String)]) {
        self.facts = Dictionary(facts.filter { !Self.passing.contains($0.name) }) { _, last in last }
    }
}

private extension RunName {
    /// As of an earlier time; a second run at one time is not.
    func isEarlier(than other: RunName) -> Bool { time != other.time && self < other }
}
