import ArgumentParser
import FoundationEssentials
import Reconciliation
import Reports
import Snapshots

/// The folder that a run left.
struct RunFolder {
    /// As the user named it.
    let path: String
    let findings: [Record]

    init(_ path: String) throws {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        findings = try Self.records(self.path + "/findings.csv") { _, _ in true }
    }

    /// What the run is called: its folder's name, where no link leads elsewhere.
    var name: String { URL(fileURLWithPath: path).resolvingSymlinksInPath().lastPathComponent }

    /// How many findings there are, in words.
    var count: String { findings.count == 1 ? "1 finding" : "\(findings.count) findings" }

    /// The one finding whose id begins so.
    func finding(_ id: String) throws -> Record {
        let place = "\(path)/findings.csv, which has \(count)"
        guard let beginning = FindingID.beginning(id) else {
            throw ValidationError(
                "'\(id)' is not a finding ID (\(FindingID.form)) and nothing like session=42. Findings are looked up in "
                    + "\(place).")
        }
        let found = findings.filter { FindingID($0["finding_id"])?.description.hasPrefix(beginning) ?? false }
        guard let first = found.first else { throw ValidationError("There is no finding '\(id)' in \(place).") }
        guard found.count == 1 else {
            let ids = found.prefix(10).map { $0["finding_id"] }.joined(separator: ", ")
            throw ValidationError("\(found.count) findings begin with '\(id)' in \(place): \(ids).")
        }
        return first
    }

    /// The rows of one of the run's tables that have a value in a column; none for a value that is empty.
    func rows(_ file: String, _ column: String, _ value: String) throws -> [Record] {
        guard !value.isEmpty else { return [] }
        return try Self.records("\(path)/\(file)") { header, row in
            header.firstIndex(of: column).map { row.cell($0, is: value) } ?? false
        }
    }

    /// The folder of its repair scripts.
    var repairs: String { "\(path)/repairs" }

    /// The repair scripts in which a text stands, by their paths in the folder, its own rule's first.
    func scripts(naming id: String, first rule: String) -> [String] {
        let names = ["", Self.withheld].flatMap { place in
            ((try? FileManager.default.contentsOfDirectory(atPath: "\(repairs)/\(place)")) ?? []).map { place + $0 }
        }
        let own = "\(rule).sql"
        return names.filter { name in
            guard name.hasSuffix(".sql"), let script = Self.contents("\(repairs)/\(name)") else { return false }
            return script.firstRange(of: Data(id.utf8)) != nil
        }
        .sorted { ($0.hasSuffix(own) ? 0 : 1, $0) < ($1.hasSuffix(own) ? 0 : 1, $1) }
    }

    /// What the path of a withheld script begins with.
    static let withheld = "\(Withheld.folder)/"
}

private extension RunFolder {
    /// The rows of a file that are wanted, by column.
    static func records(_ path: String, where isWanted: ([String], CSVRow) -> Bool) throws -> [Record] {
        guard let data = contents(path) else {
            throw SourceError(
                .unreachable, place: path, problem: "the file cannot be read",
                remedy: "give --run the folder that a run left, such as output/latest")
        }
        var rows = CSVReader(data)
        let header = rows.next()?.cells ?? []
        var records: [Record] = []
        var number = 1
        while let row = rows.next() {
            number += 1
            guard row.count == header.count else {
                throw SourceError(
                    .unreadable, place: "\(path), row \(number)",
                    problem: "it has \(row.count) cells, and there are \(header.count) columns",
                    remedy: "the file was changed after the run; give --run another run")
            }
            if isWanted(header, row) { records.append(Record(names: header, values: row.cells)) }
        }
        return records
    }

    /// Mapped, not read: a script or a table may be long.
    static func contents(_ path: String) -> Data? {
        try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    }
}

/// A row of one of a run's tables, by column.
struct Record {
    let names: [String]
    let values: [String]

    /// Empty when it does not apply.
    subscript(name: String) -> String { names.firstIndex(of: name).map { values[$0] } ?? "" }
}
