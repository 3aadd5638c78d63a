public import FinancialMath
public import Foundation

/// The specification said a second time, in SQL: what it finds in a database, for comparison.
public enum SQLOracle {
    /// One line of the oracle's findings.
    public struct Finding: Sendable, Hashable {
        public let rule: String
        public let key: String
        public let impact: Money
    }

    /// Where the oracle's scripts are.
    static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Oracle")

    /// The script that makes the tables with their constraints.
    public static let schema = directory.appendingPathComponent("schema.sql").path

    /// The script that makes the same tables without any constraint.
    public static let looseSchema = directory.appendingPathComponent("schema-loose.sql").path

    /// A healthy shop, and what services of the live system leave behind in it.
    public static let realSystem = directory.appendingPathComponent("real-system")

    /// What the oracle finds in a database's tables, as of 2026-11-22T02:00:00Z and with the default settings unless
    /// told otherwise.
    public static func findings(in database: Database, settings: [String: String] = [:]) throws -> [Finding] {
        let text = try files(of: database, settings: settings)["findings.csv"] ?? ""
        return text.split(separator: "\r\n").dropFirst().compactMap { finding(Self.cells($0)) }
    }

    /// Runs the oracle on a database's tables, and gives what it writes, by the names of the files.
    public static func files(of database: Database, settings: [String: String] = [:]) throws -> [String: String] {
        let output = ScratchFolder.url.appendingPathComponent("oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: output) }
        try run("oracle.sql", in: database, settings.merging(["out": output.path]) { $1 })
        let names = try FileManager.default.contentsOfDirectory(atPath: output.path)
        return try Dictionary(
            uniqueKeysWithValues: names.map { name in
                (name, try String(contentsOf: output.appendingPathComponent(name), encoding: .utf8))
            })
    }

    /// Fills a database's empty tables with nasty random data, the same for the same seed: numbers that are none, nulls
    /// and orphans where nothing forbids them, moments at the settings' boundaries.
    ///
    /// - Parameter seed: From −1 to 1.
    public static func fillWithChaos(_ database: Database, seed: String, sessions: Int, strict: Bool) throws {
        try run(
            "chaos.sql", in: database,
            ["seed": seed, "sessions": "\(sessions)", "strict": strict ? "1" : "0", "huge": "0"])
    }

    private static func run(_ script: String, in database: Database, _ variables: [String: String]) throws {
        let path = directory.appendingPathComponent(script).path
        let run = try database.psql(file: path, variables: variables)
        guard run.status == 0 else { throw PostgresFailure(doing: script, message: run.stderr) }
    }

    /// finding_id, rule, severity, key, five ids and a code and an item, expected, actual, impact, repair.
    private static func finding(_ cells: [String]) -> Finding? {
        guard cells.count == 14, let impact = Money(literal: cells[12]) else { return nil }
        return Finding(rule: cells[1], key: cells[3], impact: impact)
    }

    /// The cells of one line of RFC 4180 without line breaks in cells.
    private static func cells(_ line: Substring) -> [String] {
        var cells: [String] = []
        for (index, part) in line.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
            // What stands between two quotes is one piece of a cell, and a quote too when nothing is between two pieces.
            if index % 2 == 1 {
                cells.append((cells.popLast() ?? "") + part)
            } else {
                let pieces = part.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                cells.append((cells.popLast() ?? "") + pieces[0])
                cells += pieces.dropFirst()
            }
        }
        return cells
    }
}
