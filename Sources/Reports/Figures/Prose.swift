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
        text.unicodeScalars.contains(where: isMark)
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
    private let scalars: [Unicode.Scalar]
    private var place = 0
    private var text = String.UnicodeScalarView()
    private var found: [Prose.Part] = []
    /// How many isolated values are around.
    private var depth = 0
    /// Sentences have begun.
    private var isProse = false
    /// What stands before this place, marks aside.
    private var before: Unicode.Scalar = " "

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    mutating func parts() -> [Prose.Part] {
        while place < scalars.count {
            let scalar = scalars[place]
            switch scalar {
            case _ where Prose.isMark(scalar):
                place += 1
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
        text.append(scalar)
        before = scalar
        place += 1
    }

    private mutating func take(_ part: Prose.Part, until end: Int) {
        endText()
        found.append(part)
        before = scalars[end - 1]
        place = end
    }

    private mutating func endText() {
        guard !text.isEmpty else { return }
        found.append(.text(String(text)))
        text = String.UnicodeScalarView()
    }

    /// A digit, or a sign before one, that is not the inside of a word.
    private func isStart(_ scalar: Unicode.Scalar) -> Bool {
        guard Self.isDigit(scalar) || scalar == "-" && isDigit(at: place + 1) else { return false }
        return !Self.continuesWord(before)
    }

    private mutating func takeNumber(_ kind: Prose.Number) {
        let start = place
        var end = start
        if end < scalars.count, scalars[end] == "-" { end += 1 }
        let whole = end
        while isDigit(at: end) { end += 1 }
        var hasFraction = false
        if end > whole, end < scalars.count, scalars[end] == ".", isDigit(at: end + 1) {
            hasFraction = true
            end += 1
            while isDigit(at: end) { end += 1 }
        }
        let isWanted = kind == .count || hasFraction
        if end > whole, isWanted, !goesOn(at: end) {
            take(.number(String(String.UnicodeScalarView(scalars[start..<end])), kind), until: end)
        } else {
            while place < end { keep(scalars[place]) }
        }
    }

    /// `2026-11-22T02:00:00Z`
    private mutating func takeMoment() -> Bool {
        let end = place + 20
        guard end <= scalars.count, scalars[place + 10] == "T", scalars[end - 1] == "Z", !goesOn(at: end),
            let moment = Timestamp(iso8601: String(String.UnicodeScalarView(scalars[place..<end])))
        else { return false }
        take(.moment(moment), until: end)
        return true
    }

    /// What follows belongs to what stands before it.
    private func goesOn(at place: Int) -> Bool {
        guard place < scalars.count else { return false }
        let next = scalars[place]
        if next == "." || next == "," || next == "-" || next == ":" { return isDigit(at: place + 1) }
        return next == "_" || next.properties.isAlphabetic || Self.isDigit(next)
    }

    private func isDigit(at place: Int) -> Bool { place < scalars.count && Self.isDigit(scalars[place]) }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func continuesWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", ",", ":", "_", "-", "@", "#", "/", "\\": true
        default: isDigit(scalar) || scalar.properties.isAlphabetic
        }
    }
}
