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

    /// A spreadsheet's cell holds 32,767 characters, and drops the rest without a word.
    @Test(arguments: ["x", "=", "é", "🍵", "\u{301}"])
    func cutsWhatNoCellHolds(character: String) {
        let width = character.utf16.count
        for count in [32_765 / width, 32_767 / width, 32_768 / width + 1, 11_000_000] {
            var cell = CellValue()
            cell.set(text: String(repeating: character, count: count))
            let written = String(decoding: cell.bytes, as: UTF8.self)
            #expect(written.utf16.count < 32_767)
            #expect(written.hasSuffix("… (cut)") == (count * width >= 32_767), "\(count)")
            #expect(written.utf16.count > 32_750 || written.utf16.count == count * width)
        }
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
