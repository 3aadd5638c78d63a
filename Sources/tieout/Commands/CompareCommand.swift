import ArgumentParser
import FoundationEssentials
import Reconciliation
import Reports
import Snapshots

struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Compares what a simulation hid with what a run found.",
        discussion: """
            Prints for each rule how many faults were injected, how many findings there are, how many faults were \
            missed and how many findings are false, and then which. A finding is the right one when rule, key and \
            impact agree. Ends with status 0 when nothing was missed and nothing is false, with 2 otherwise.
            """)

    @Argument(help: ArgumentHelp("The labels that 'tieout simulate --labels' wrote.", valueName: "labels"))
    var labels: String

    @Argument(help: ArgumentHelp("The findings.csv that 'tieout run' left.", valueName: "findings"))
    var findings: String

    func run() async throws {
        try await ExitStatus.reporting {
            let comparison = try Comparison(
                labels: LabelFile.read(labels), findings: LabelFile.read(findings))
            try StandardOutput.print(comparison.text(rules: Catalogue.descriptions.map(\.id.description)))
            if !comparison.isClean { throw ExitCode(ExitStatus.findings) }
        }
    }
}

/// What was injected and what was found, one beside the other.
struct Comparison {
    /// A rule, a key and an impact.
    struct Entry: Hashable {
        let rule: String
        let key: String
        let impact: String
    }

    private let injected: [String: Int]
    private let found: [String: Int]
    private let missed: [Entry]
    private let surplus: [Entry]

    /// Each label is met by one finding at most: the same finding twice is false once.
    init(labels: [Entry], findings: [Entry]) {
        injected = Dictionary(labels.map { ($0.rule, 1) }, uniquingKeysWith: +)
        found = Dictionary(findings.map { ($0.rule, 1) }, uniquingKeysWith: +)
        missed = Self.rest(of: labels, without: findings)
        surplus = Self.rest(of: findings, without: labels)
    }

    var isClean: Bool { missed.isEmpty && surplus.isEmpty }

    /// A table with a line a rule, in the order given, and the totals; then what was missed and what is false.
    func text(rules: [String]) -> String {
        let known = Set(rules)
        let others = Set(injected.keys).union(found.keys).subtracting(known).sorted()
        let lines = (rules + others).map { rule in
            let counts = [injected[rule] ?? 0, found[rule] ?? 0, Self.count(missed, rule), Self.count(surplus, rule)]
            return [rule] + counts.map(String.init)
        }
        let sums = [injected.values.reduce(0, +), found.values.reduce(0, +), missed.count, surplus.count]
        let totals = ["total"] + sums.map(String.init)
        let table = Self.table([["rule", "injected", "found", "missed", "false"]] + lines + [totals])
        return ([table] + Self.list("missed", missed) + Self.list("false", surplus)).joined(separator: "\n")
    }
}

private extension Comparison {
    static func rest(of entries: [Entry], without others: [Entry]) -> [Entry] {
        var open = Dictionary(others.map { ($0, 1) }, uniquingKeysWith: +)
        return entries.filter { entry in
            guard let count = open[entry], count > 0 else { return true }
            open[entry] = count - 1
            return false
        }
    }

    static func count(_ entries: [Entry], _ rule: String) -> Int { entries.count { $0.rule == rule } }

    /// Words to the left, numbers to the right.
    static func table(_ rows: [[String]]) -> String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).enumerated().map { column, cell in
                let gap = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 0 ? cell.0 + gap : gap + cell.0
            }
            .joined(separator: "  ")
        }
        .joined(separator: "\n")
    }

    static func list(_ word: String, _ entries: [Entry]) -> [String] {
        entries.isEmpty ? [] : ["", "\(word):"] + entries.map { "  \($0.rule)  \($0.key)  \($0.impact)" }
    }
}

/// A CSV file with the columns rule, key and impact, in any order and among any others.
private enum LabelFile {
    static func read(_ path: String) throws -> [Comparison.Entry] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SourceError(
                .unreachable, place: path, problem: "the file cannot be read", remedy: "give a file that is there")
        }
        var rows = CSVReader(data)
        let header = rows.next()?.cells ?? []
        let places = ["rule", "key", "impact"].compactMap(header.firstIndex(of:))
        guard places.count == 3 else {
            throw SourceError(
                .unreadable, place: "\(path):1", problem: "the columns rule, key and impact are not all there",
                remedy: "give a labels file or a findings.csv")
        }
        return try rows.enumerated().map { number, row in
            guard row.count == header.count else {
                throw SourceError(
                    .unreadable, place: "\(path), row \(number + 1)",
                    problem: "it has \(row.count) cells, and there are \(header.count) columns",
                    remedy: "have the file written again")
            }
            return Comparison.Entry(rule: row[places[0]], key: row[places[1]], impact: row[places[2]])
        }
    }
}
