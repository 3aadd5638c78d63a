import LiveShopping
import TestSupport
import Testing

/// Moments in ISO 8601 beside a regular expression that says the same.
@Suite("A moment is read where its form is the one that is told, and nowhere else") struct TimestampReadingTests {
    @Test("Texts that are nearly moments")
    func formsAgree() {
        var random = SeededGenerator.printed()
        var accepted = 0
        let form =
            /(\d{4,6})-(\d\d)-(\d\d)[T ](\d\d):?(\d\d)(?::?(\d\d)(?:\.(\d{1,6}))?)?(Z|[+-]\d\d(?::?\d\d)?)/
            .asciiOnlyDigits()
        for _ in 1...20_000 {
            let text = Self.nearlyMoment(&random)
            let match = text.wholeMatch(of: form)
            let moment = Timestamp(iso8601: text)
            #expect(match != nil || moment == nil, "\(text)")
            if let match, moment == nil {
                let numbers = [match.1, match.2, match.3, match.4, match.5, match.6 ?? "0"].compactMap { Int($0) }
                #expect(Self.isNoMoment(numbers), "\(text)")
            }
            accepted += moment == nil ? 0 : 1
        }
        #expect(accepted > 1_000)
    }

    @Test("What is written is read again, and bytes and text are one")
    func writtenIsRead() {
        var random = SeededGenerator.printed()
        for _ in 1...5_000 {
            let moment = Timestamp(
                microseconds: Int64.random(
                    in: -60_000_000_000_000_000...9_000_000_000_000_000_000,
                    using: &random))
            var bytes: [UInt8] = []
            moment.appendDescription(to: &bytes)
            #expect(String(decoding: bytes, as: UTF8.self) == moment.description)
            #expect(Timestamp(iso8601: moment.exactDescription) == moment, "\(moment)")
            #expect(moment.folderName.filter { $0 != ":" } == moment.description.filter { $0 != ":" })
        }
    }

    /// A moment of which a piece may be left out, doubled or changed.
    private static func nearlyMoment(_ random: inout SeededGenerator) -> String {
        var pieces = ["2026", "-", "02", "-", "28", "T", "02", ":", "59", ":", "07", ".", "25", "Z"]
        let others = [
            "", ":", "-", "+", " ", "Z", "T", ".", "7", "13", "31", "2026", "+01", "-0130", "+01:30", "999999", "é",
        ]
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            let place = Int.random(in: 0..<pieces.count, using: &random)
            pieces[place] = others.randomElement(using: &random) ?? ""
        }
        return pieces.joined()
    }

    /// There is no such day or time, from the year to the second.
    private static func isNoMoment(_ numbers: [Int]) -> Bool {
        numbers[0] > 294_276 || !(1...12).contains(numbers[1]) || !(1...28).contains(numbers[2]) || numbers[3] > 23
            || numbers[4] > 59 || numbers[5] > 59
    }
}
