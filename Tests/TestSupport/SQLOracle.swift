public import FinancialMath
import Foundation

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

    /// Runs the oracle on a database's tables, as of 2026-11-22T02:00:00Z and with the default settings unless told
    /// otherwise.
    public static func findings(in database: Database, settings: [String: String] = [:]) throws -> [Finding] {
        let output = FileManager.default.temporaryDirectory.appendingPathComponent("oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: output) }
        let script = directory.appendingPathComponent("oracle.sql").path
        let run = try database.psql(file: script, variables: settings.merging(["out": output.path]) { $1 })
        guard run.status == 0 else { throw PostgresFailure(doing: "oracle.sql", message: run.stderr) }
        let text = try String(contentsOf: output.appendingPathComponent("findings.csv"), encoding: .utf8)
        return text.split(separator: "\r\n").dropFirst().compactMap { finding(Self.cells($0)) }
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
