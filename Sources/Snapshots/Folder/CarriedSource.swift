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
    private let keeping: Keeping

    /// How a folder is brought up to a moment, and understood.
    private struct Keeping {
        let directory: URL
        let limit: TimeSpan
        let timeZone: SiteTimeZone
        let none: Set<SchemaPart>
        let fileSize: Int?
    }

    /// Brings a folder up to a database's moment, which it then stays at for the next run.
    ///
    /// - Parameters:
    ///   - directory: What an earlier run left, or nothing yet. Whatever is wrong with it, all is read as if nothing were there.
    ///   - limit: After how long all is read once more.
    /// - Throws: ``SourceError``.
    public convenience init(
        _ database: PostgresSource, carriedIn directory: URL, readingAllAfter limit: TimeSpan,
        timeZone: SiteTimeZone = .utc, none: Set<SchemaPart> = [], fileSize: Int? = nil
    ) throws {
        let keeping = Keeping(directory: directory, limit: limit, timeZone: timeZone, none: none, fileSize: fileSize)
        do {
            try self.init(database, keeping, takesOver: true)
        } catch let error as SourceError where Self.isDamage(error, in: directory) {
            try self.init(database, keeping, takesOver: false, because: error)
        }
    }

    private init(
        _ database: PostgresSource, _ keeping: Keeping, takesOver: Bool, because damage: SourceError? = nil
    ) throws {
        self.database = database
        self.keeping = keeping
        let directory = keeping.directory
        let carried = CarriedFolder(directory)
        let base = takesOver && carried.exists ? directory : nil
        var facts = try carried.replace { next in
            try SnapshotFolder.capture(
                from: database, to: next, fileSize: keeping.fileSize, since: base, readingAllAfter: keeping.limit)
        }
        if let damage { facts.refusal = "\(damage.place): \(damage.problem)" }
        self.facts = facts
        folder = try SnapshotFolder(
            directory, timeZone: keeping.timeZone, none: keeping.none, verification: .whileReading)
    }

    /// The same moment with everything read from the database, where what was taken over turned out to be damaged while it was
    /// read.
    ///
    /// - Returns: Nil where the error is about something else, or nothing was taken over.
    public func readingAll(after error: SourceError) throws -> CarriedSource? {
        guard facts.rowsTakenOver > 0, Self.isDamage(error, in: keeping.directory) else { return nil }
        return try CarriedSource(database, keeping, takesOver: false, because: error)
    }

    private static func isDamage(_ error: SourceError, in directory: URL) -> Bool {
        error.kind == .unreadable && error.place.hasPrefix(directory.path)
    }

    public var snapshot: SnapshotFacts { database.snapshot }
    public var meter: RowMeter? { folder.meter }

    public func withReader<Result>(_ body: (any RowReader) throws -> Result) throws -> Result {
        try folder.withReader(body)
    }

    public func requireUnaltered() throws { try folder.requireUnaltered() }
}

/// A folder that is replaced by another of its name, of which one or the other is there whole, whenever the program
/// ends.
private struct CarriedFolder {
    private let directory: URL
    private let next: URL
    private let last: URL

    /// - Parameter named: May be a link to a folder on another disk: what is replaced is that.
    init(_ named: URL) {
        let destination = try? FileManager.default.destinationOfSymbolicLink(atPath: named.path)
        let directory =
            destination.map { URL(fileURLWithPath: $0, relativeTo: named.deletingLastPathComponent()).absoluteURL }
            ?? named
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
