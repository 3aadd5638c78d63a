import Foundation
import Reports
import Testing

@Suite("CSV files are read back")
struct CSVReaderTests {
    private func read(_ text: String) -> [[String]] { Reports.CSVReader(Data(text.utf8)).map(\.cells) }

    @Test(
        arguments: [
            ("", []), ("a\r\n", [["a"]]), ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]), (",\r\n", [["", ""]]),
            ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]), ("a\r\nb", [["a"], ["b"]]), ("\"a,b\",c\r\n", [["a,b", "c"]]),
            ("\"say \"\"hi\"\"\"\r\n", [["say \"hi\""]]), ("\"\",x\r\n", [["", "x"]]), ("\"\"\"\"\r\n", [["\""]]),
            ("\"two\r\nlines\",x\r\ny,z\r\n", [["two\r\nlines", "x"], ["y", "z"]]),
            ("\"never closed\r\n", [["never closed\r\n"]]),
            ("\"ends in CR\r\"\r\n", [["ends in CR\r"]]), ("\u{1F600},שלום\r\n", [["\u{1F600}", "שלום"]]),
        ] as [(String, [[String]])])
    func `as RFC 4180 has it`(text: String, rows: [[String]]) {
        #expect(read(text) == rows)
    }

    @Test(arguments: HostileText.all)
    func `whatever they hold`(text: String) throws {
        // By scalars: a quote with an accent on it is another character, but still a quote.
        let inside = text.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined()
        let quoted = "x,\"\(inside)\"\r\n"
        let row = try #require(Reports.CSVReader(Data(quoted.utf8)).first { _ in true })
        #expect(row.count == 2 && row.cell(1, is: text) && !row.cell(0, is: "x\(text)y"))
        #expect(Array(row[1].utf8) == Array(text.utf8))
    }
}
