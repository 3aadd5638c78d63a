internal import Files
public import FoundationEssentials
public import LiveShopping

/// The rows of a database's moment, read from a folder that was brought up to it: what has not changed since it was
/// made was not read again.
///
/// What is asked of the database itself (its repairs' log, say) is asked in the same transaction.
public final class CarriedSource: RowSource {
    public let database: PostgresSource
    /// What was read and what was taken over.
    public let facts: CaptureFacts
    private let folder: SnapshotFolder

    /// Brings a folder up to a database's moment, which it then stays at for the next run.
    ///
    /// - Parameters:
    ///   - directory: What an earlier run left, or nothing yet. Whatever is wrong with it, all is read as if nothing were there.
    ///   - limit: After how long all is read once more.
    /// - Throws: ``SourceError``.
    public init(
        _ database: PostgresSource, carriedIn directory: URL, readingAllAfter limit: TimeSpan,
        timeZone: SiteTimeZone = .utc, none: Set<SchemaPart> = []
    ) throws {
        self.database = database
        let carried = CarriedFolder(directory)
        func open(_ base: URL?) throws -> (SnapshotFolder, CaptureFacts) {
            let facts = try carried.replace { next in
                try SnapshotFolder.capture(from: database, to: next, since: base, readingAllAfter: limit)
            }
            return (try SnapshotFolder(directory, timeZone: timeZone, none: none), facts)
        }
        do {
            (folder, facts) = try open(carried.exists ? directory : nil)
        } catch let error as SourceError where error.kind == .unreadable && error.place.hasPrefix(directory.path) {
            var (folder, facts) = try open(nil)
            facts.refusal = "\(error.place): \(error.problem)"
            (self.folder, self.facts) = (folder, facts)
        }
    }

    public var snapshot: SnapshotFacts { database.snapshot }
    public var meter: RowMeter? { folder.meter }

    public func withReader<Result>(_ body: (any RowReader) throws -> Result) throws -> Result {
        try folder.withReader(body)
    }
}

/// A folder that is replaced by another of its name, of which one or the other is there whole, whenever the program
/// ends.
private struct CarriedFolder {
    private let directory: URL
    private let next: URL
    private let last: URL

    init(_ directory: URL) {
        self.directory = directory
        next = directory.appendingPathExtension("next")
        last = directory.appendingPathExtension("last")
        if !exists { try? FileManager.default.moveItem(at: last, to: directory) }
    }

    var exists: Bool { FileManager.default.fileExists(atPath: directory.path) }

    func replace<Result>(_ make: (URL) throws -> Result) throws -> Result {
        for leftover in [next, last] { try? FileManager.default.removeItem(at: leftover) }
        let result = try make(next)
        do {
            if exists { try FileManager.default.moveItem(at: directory, to: last) }
            try FileManager.default.moveItem(at: next, to: directory)
        } catch {
            throw SourceError(
                .unwritable, place: directory.path, problem: "it cannot be replaced: \(FileFailure.reason(of: error))",
                remedy: "move what is in the way, and run again")
        }
        try? FileManager.default.removeItem(at: last)
        return result
    }
}
