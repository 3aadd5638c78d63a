import Testing

@testable import Reports

@Suite struct CSVLineTests {
    /// What a spreadsheet must see of a text: itself, or itself behind an apostrophe.
    private func guarded(_ text: String) -> String {
        let opening: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r"]
        let isNumber = text.wholeMatch(of: /[+\-]?[0-9]+(\.[0-9]+)?/) != nil
        guard let first = text.unicodeScalars.first, opening.contains(first), !isNumber else { return text }
        return "'" + text
    }

    @Test(arguments: HostileText.all)
    func readsBackWhatWasWritten(text: String) throws {
        var line = CSVLine()
        line.append(text: "before")
        line.append(text: text)
        line.append(text: "after")
        line.end()
        let rows = try CSVReader.read(String(decoding: line.bytes, as: UTF8.self))
        #expect(rows.count == 1)
        let read = rows.joined().map { Array($0.utf8) }
        #expect(read == ["before", guarded(text), "after"].map { Array($0.utf8) })
    }

    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("a\nb", "\"a\nb\""),
        (" padded ", " padded "), ("=1+1", "'=1+1"), ("-1.5", "-1.5"), ("-1a", "'-1a"), ("=a,b", "\"'=a,b\""),
        ("\tx", "'\tx"), ("+1", "+1"), ("5.", "5."), ("+5.", "'+5."), ("-.5", "'-.5"), ("", ""),
    ])
    func quotesOnlyWhereNeeded(text: String, written: String) {
        var line = CSVLine()
        line.append(text: text)
        #expect(String(decoding: line.bytes, as: UTF8.self) == written)
    }
}
