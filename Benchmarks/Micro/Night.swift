import Foundation
import LiveShopping
import Reconciliation
import Simulation
import Snapshots

/// One night with a hundred faults of every kind, in a folder and in memory: what every benchmark works on.
///
/// A process measures one benchmark, makes the night when it is first asked for, and removes it with its folder at its end.
struct Night {
    static let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)
    static let sessions = 20_000

    /// As a snapshot, and what is made while measuring beside it.
    let folder: URL
    /// The same rows, decoded.
    let source: MemorySource
    let outcome: Outcome
    /// What two machines make of a half each.
    let partials: [Partial]

    init() throws {
        folder = Self.folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let writer = try SnapshotFolderWriter(directory: folder.appendingPathComponent("snapshot"), takenAt: Self.asOf)
        _ = try Simulation(sessions: Self.sessions, seed: 1, asOf: Self.asOf, faultsPerRule: 100).run(into: writer)
        try writer.finish()
        source = MemorySource(
            takenAt: Self.asOf, rows: try MemoryRows(SnapshotFolder(folder.appendingPathComponent("snapshot"))))
        outcome = try Reconciler(source: source, parameters: Self.parameters).run()
        partials = try (1...2).compactMap { Shard($0, of: 2) }.map { [source] shard in
            try Reconciler(source: source, parameters: Self.parameters).partial(of: shard, facts: [])
        }
    }

    static let parameters = Parameters(asOf: asOf, pages: 10)

    static let made = Result { try Night() }
    private static let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("tieout-micro-\(getpid())")

    static func remove() { try? FileManager.default.removeItem(at: folder) }

    /// A name for something that is not there yet.
    func fresh() -> URL { folder.appendingPathComponent(UUID().uuidString) }
}
