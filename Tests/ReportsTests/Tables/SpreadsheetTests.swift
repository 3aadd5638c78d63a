import Foundation
import TestSupport
import Testing

@testable import Reconciliation
@testable import Reports

/// Programs that we did not write read our CSV as it was meant.
@Suite struct SpreadsheetTests {
    private static let files = ["findings.csv", "sessions.csv", "credit.csv", "holds.csv", "totals.csv"]

    /// PostgreSQL's text knows no NUL.
    private static let texts = HostileText.all.filter { !$0.unicodeScalars.contains("\0") }

    private func withFiles(_ body: (URL) throws -> Void) throws {
        try withTemporaryFolder { folder in
            try CSVFiles.write(.hostile(Self.texts), into: folder)
            try body(folder)
        }
    }

    @Test(arguments: files)
    func postgreSQLReadsWhatWasWritten(file: String) throws {
        try withFiles { folder in
            let ours = try CSVReader.read(text(folder, file))
            let columns = try #require(ours.first).map { "\"\($0)\" text" }.joined(separator: ", ")
            let script = """
                \\set ON_ERROR_STOP on
                CREATE TABLE cells (place int GENERATED ALWAYS AS IDENTITY, \(columns));
                \\copy cells (\(ours[0].map { "\"\($0)\"" }.joined(separator: ", "))) \
                FROM '\(folder.path)/\(file)' WITH (FORMAT csv, HEADER match, NULL 'no such text')
                """
            try Data(script.utf8).write(to: folder.appendingPathComponent("load.sql"))
            try PrivatePostgres.shared().withDatabase("csv") { database in
                let run = try database.psql(file: folder.appendingPathComponent("load.sql").path)
                #expect(run.status == 0, "\(run.stderr)")
                let theirs = try database.query(sql: "SELECT * FROM cells ORDER BY place")
                #expect(theirs.map { $0.dropFirst().map { $0 ?? "" } } == Array(ours.dropFirst()))
            }
        }
    }

    /// A spreadsheet takes what looks like a number for one, which is what amounts want; everything else must stay what
    /// it is, and nothing may become a formula.
    @Test(.enabled(if: LibreOffice.isInstalled, "LibreOffice is not installed"), arguments: files)
    func libreOfficeTakesNothingForAFormula(file: String) throws {
        try withFiles { folder in
            let sheet = try LibreOffice.convert(folder.appendingPathComponent(file), to: "fods", in: folder)
            #expect(!sheet.contains("table:formula"))
            let ours = try CSVReader.read(text(folder, file))
            let again = try LibreOffice.convert(folder.appendingPathComponent(file), to: LibreOffice.csv, in: folder)
            let theirs = Array(Reports.CSVReader(Data(again.utf8))).map(\.cells)
            #expect(theirs.count == ours.count)
            for (mine, other) in zip(ours, theirs) {
                #expect(zip(mine, other).allSatisfy(Self.isSame), "\(mine) became \(other)")
            }
        }
    }

    private static func isSame(_ written: String, _ shown: String) -> Bool {
        if let number = Decimal(string: written), written.allSatisfy({ $0.isNumber || "+-.".contains($0) }) {
            return Decimal(string: shown) == number
        }
        return normalized(written) == normalized(shown)
    }

    /// A spreadsheet has one way to end a line.
    private static func normalized(_ text: String) -> String {
        text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "\n")
    }
}

/// LibreOffice without a window.
private enum LibreOffice {
    static let isInstalled = CommandRun.find("soffice") != nil
    /// Comma, quotes, UTF-8, from the first line; cells as they are stored.
    static let csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"

    static func convert(_ file: URL, to format: String, in folder: URL) throws -> String {
        let out = folder.appendingPathComponent("converted")
        let run = try CommandRun.run(
            try #require(CommandRun.find("soffice")),
            [
                "-env:UserInstallation=file://\(folder.path)/profile", "--headless",
                "--infilter=CSV:44,34,76,1,,0,false,false", "--convert-to", format, "--outdir", out.path, file.path,
            ])
        #expect(run.status == 0, "\(run.stderr)")
        let kind = String(format.prefix { $0 != ":" })
        let name = file.deletingPathExtension().lastPathComponent + "." + kind
        return String(decoding: try Data(contentsOf: out.appendingPathComponent(name)), as: UTF8.self)
    }
}
