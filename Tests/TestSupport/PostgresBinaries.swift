import Foundation

/// Where this machine keeps the programs of PostgreSQL.
struct PostgresBinaries: Sendable {
    let directory: String

    func path(_ program: String) -> String { directory + "/" + program }

    /// The newest of Debian's versions, else the one that `pg_config` names, else the one on the path.
    ///
    /// - Throws: ``PostgresUnavailable`` when there is none, because a test that needs a server must not pass
    ///   without one.
    static func find() throws -> PostgresBinaries {
        let candidates = debianDirectories() + configuredDirectory() + CommandRun.programFolders
        guard let directory = candidates.first(where: isComplete) else { throw PostgresUnavailable(looked: candidates) }
        return PostgresBinaries(directory: directory)
    }

    private static func isComplete(_ directory: String) -> Bool {
        ["initdb", "postgres"].allSatisfy { FileManager.default.isExecutableFile(atPath: directory + "/" + $0) }
    }

    private static func debianDirectories() -> [String] {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return versions.sorted { (Double($0) ?? 0) > (Double($1) ?? 0) }.map { "\(root)/\($0)/bin" }
    }

    private static func configuredDirectory() -> [String] {
        guard let program = CommandRun.find("pg_config"), let run = try? CommandRun.run(program, ["--bindir"]) else {
            return []
        }
        return [run.stdout.trimmingCharacters(in: .whitespacesAndNewlines)]
    }
}

/// There is no PostgreSQL server on this machine to start for a test.
public struct PostgresUnavailable: Error, CustomStringConvertible {
    let looked: [String]

    public var description: String {
        """
        no PostgreSQL server is installed (looked for initdb and postgres in \(looked.joined(separator: ", "))); \
        the tests need one of their own: run Scripts/setup, or apt-get install postgresql
        """
    }
}
