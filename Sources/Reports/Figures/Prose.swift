internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// Text in which figures and times are to be written as people read them, which happens where the text is put into a page
/// or a summary and nowhere before: everything up to there, and every file for programs, has one way of writing a number.
///
/// A mark says it of the number or the moment that follows, or of all text that follows: there a number with a fraction is a
/// figure, and a time of day in UTC is a moment, unless it is part of a word or stands within a value of the data that is
/// isolated.
package enum Prose {
    /// Before sentences. All marks are of a private plane, from which people write nothing.
    static let mark: Unicode.Scalar = "\u{F01D0}"
    /// Before an integer that counts something, and is no id.
    static let countMark: Unicode.Scalar = "\u{F01D1}"
    /// Before an amount that is to be shown with its currency.
    static let moneyMark: Unicode.Scalar = "\u{F01D2}"
    /// Before a number with a fraction.
    static let figureMark: Unicode.Scalar = "\u{F01D3}"
    /// Before a moment.
    static let momentMark: Unicode.Scalar = "\u{F01D4}"
    /// Before a cost, which is money of four places.
    static let costMark: Unicode.Scalar = "\u{F01D5}"

    static func isMark(_ scalar: Unicode.Scalar) -> Bool { (mark...costMark).contains(scalar) }

    enum Number { case figure, count, money, cost }

    enum Part {
        case text(String)
        case number(String, Number)
        case moment(Timestamp)
    }

    static func isMarked(_ text: String) -> Bool {
        // With this byte begins what is of a private plane.
        text.utf8.contains(0xF3) && text.unicodeScalars.contains(where: isMark)
    }

    /// A text without its marks, and with its figures as they were.
    package static func unmarked(_ text: String) -> String {
        guard isMarked(text) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isMark($0) }))
    }

    static func parts(of text: String) -> [Part] {
        var scanner = ProseScanner(text)
        return scanner.parts()
    }
}

extension String {
    /// Marked as sentences of our own.
    var prose: String { "\(Prose.mark)\(self)" }
}

extension Exact {
    /// For people: with its dimension's places.
    package var figure: String { "\(Self.mark)\(formatted)" }
    /// For people: with all its places.
    var exactFigure: String { "\(Self.mark)\(formattedExactly)" }

    private static var mark: Unicode.Scalar { Self.self == Cost.self ? Prose.costMark : Prose.figureMark }
}

extension Figure {
    /// For people; a word where it is no number.
    var figure: String { "\(Prose.figureMark)\(formatted)" }
    var exactFigure: String { "\(Prose.figureMark)\(formattedExactly)" }
}

extension Exact<MoneyDimension> {
    /// For people: with the currency.
    package var amount: String { "\(Prose.moneyMark)\(formatted)" }
}

extension BinaryInteger {
    /// For people: so many of something.
    package var counted: String { "\(Prose.countMark)\(self)" }
}

extension Timestamp {
    /// For people.
    var moment: String { "\(Prose.momentMark)\(self)" }
}

/// Finds figures and moments in a marked text.
private struct ProseScanner {
    private let scalars: String.UnicodeScalarView
    private var place: String.Index
    /// Text that was read, and where the rest of it begins that was read since.
    private var text = ""
    private var rest: String.Index
    private var found: [Prose.Part] = []
    /// How many isolated values are around.
    private var depth = 0
    /// Sentences have begun.
    private var isProse = false
    /// What stands before this place, marks aside.
    private var before: Unicode.Scalar = " "

    init(_ text: String) {
        scalars = text.unicodeScalars
        place = scalars.startIndex
        rest = place
    }

    mutating func parts() -> [Prose.Part] {
        while place < scalars.endIndex {
            let scalar = scalars[place]
            switch scalar {
            case _ where Prose.isMark(scalar):
                leave(to: scalars.index(after: place))
                if depth == 0 { follow(scalar) }
            case _ where isProse && depth == 0 && isStart(scalar):
                if !takeMoment() { takeNumber(.figure) }
            default: keep(scalar)
            }
        }
        endText()
        return found
    }

    private mutating func follow(_ mark: Unicode.Scalar) {
        switch mark {
        case Prose.countMark: takeNumber(.count)
        case Prose.moneyMark: takeNumber(.money)
        case Prose.figureMark: takeNumber(.figure)
        case Prose.costMark: takeNumber(.cost)
        case Prose.momentMark: _ = takeMoment()
        default: isProse = true
        }
    }

    private mutating func keep(_ scalar: Unicode.Scalar) {
        if scalar == Sentence.isolate { depth += 1 }
        if scalar == Sentence.end { depth = max(0, depth - 1) }
        before = scalar
        place = scalars.index(after: place)
    }

    /// Goes on there, and keeps the text that was read, but not what lies between.
    private mutating func leave(to next: String.Index) {
        text += String(scalars[rest..<place])
        place = next
        rest = next
    }

    private mutating func take(_ part: Prose.Part, until end: String.Index) {
        endText()
        found.append(part)
        before = scalars[scalars.index(before: end)]
        place = end
        rest = end
    }

    private mutating func endText() {
        leave(to: place)
        guard !text.isEmpty else { return }
        found.append(.text(text))
        text = ""
    }

    /// A digit, or a sign before one, that is not the inside of a word.
    private func isStart(_ scalar: Unicode.Scalar) -> Bool {
        guard Self.isDigit(scalar) || scalar == "-" && isDigit(at: scalars.index(after: place)) else { return false }
        return !Self.continuesWord(before)
    }

    private mutating func takeNumber(_ kind: Prose.Number) {
        var end = place
        if end < scalars.endIndex, scalars[end] == "-" { end = scalars.index(after: end) }
        let whole = end
        skipDigits(&end)
        var hasFraction = false
        if end > whole, end < scalars.endIndex, scalars[end] == ".", isDigit(at: scalars.index(after: end)) {
            hasFraction = true
            end = scalars.index(after: end)
            skipDigits(&end)
        }
        let isWanted = kind == .count || hasFraction
        if end > whole, isWanted, !goesOn(at: end) {
            take(.number(String(scalars[place..<end]), kind), until: end)
        } else {
            while place < end { keep(scalars[place]) }
        }
    }

    private func skipDigits(_ place: inout String.Index) {
        while isDigit(at: place) { place = scalars.index(after: place) }
    }

    /// `2026-11-22T02:00:00Z`
    private mutating func takeMoment() -> Bool {
        guard let end = scalars.index(place, offsetBy: 20, limitedBy: scalars.endIndex),
            scalars[scalars.index(place, offsetBy: 10)] == "T", scalars[scalars.index(before: end)] == "Z",
            !goesOn(at: end), let moment = Timestamp(iso8601: String(scalars[place..<end]))
        else { return false }
        take(.moment(moment), until: end)
        return true
    }

    /// What follows belongs to what stands before it.
    private func goesOn(at place: String.Index) -> Bool {
        guard place < scalars.endIndex else { return false }
        let next = scalars[place]
        if next == "." || next == "," || next == "-" || next == ":" { return isDigit(at: scalars.index(after: place)) }
        return next == "_" || next.properties.isAlphabetic || Self.isDigit(next)
    }

    private func isDigit(at place: String.Index) -> Bool { place < scalars.endIndex && Self.isDigit(scalars[place]) }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func continuesWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", ",", ":", "_", "-", "@", "#", "/", "\\": true
        default: isDigit(scalar) || scalar.properties.isAlphabetic
        }
    }
}
