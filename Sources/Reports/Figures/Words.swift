internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// Sentences that more than one part of a report says.
enum Words {
    /// `1 finding`, `2 findings`.
    static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number) \(number == 1 ? one : many ?? one + "s")"
    }

    /// The same for people, who read thousands with a separator.
    static func counted(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number.counted) \(number == 1 ? one : many ?? one + "s")"
    }

    /// The rules that had nothing to look at, because of columns that are not there.
    static func switchedOff(_ rules: [RuleID]) -> String {
        "Not checked at all: \(rules.map(\.description).joined(separator: ", "))."
    }

    /// The whole run in a line, for people: `57 findings, 7 critical. 8491.10 at risk.`
    static func verdict(
        _ breakdown: Breakdown, accepted: Breakdown.Sum = Breakdown.Sum(), unreadable: Int
    ) -> String {
        let gap = unreadable == 0 ? "" : " \(counted(unreadable, "cell")) could not be read."
        guard let worst = breakdown.worstSeverity else {
            guard accepted.count > 0 else { return "Everything that could be checked ties out: nothing found." + gap }
            return "Nothing was found except what is accepted: \(counted(accepted.count, "finding")), "
                + "\(accepted.impact.amount)." + gap
        }
        let known =
            accepted.count == 0
            ? "" : " Accepted besides: \(counted(accepted.count, "finding")), \(accepted.impact.amount)."
        let money = breakdown.atRisk.amount
        let findings =
            breakdown.total.count == 1
            ? "1 finding, \(worst.rawValue)"
            : "\(breakdown.total.count.counted) findings, \(breakdown.sum(worst).count.counted) \(worst.rawValue)"
        return "\(findings). \(money) at risk." + known + gap
    }
}

extension Breakdown {
    /// The sum of one rule, family or severity, zero where nothing was found.
    func sum(_ severity: Severity) -> Sum { bySeverity[severity] ?? Sum() }
    func sum(family: String) -> Sum { byFamily[family] ?? Sum() }
    func sum(family: String, _ severity: Severity) -> Sum { byFamilyAndSeverity[family]?[severity] ?? Sum() }
    func sum(_ rule: RuleID) -> Sum { byRule[rule] ?? Sum() }
}

extension FindingKey {
    /// `session 441, order 446, batch 170`: the key as a person says it.
    var words: String { wordParts.joined(separator: " ") }

    /// The same in pieces that are not to be broken, each with the comma that follows it.
    var wordParts: [String] {
        let words = parts.compactMap(\.words)
        return words.enumerated().map { $1 + ($0 == words.count - 1 ? "" : ",") }
    }
}

private extension FindingKey.Part {
    /// Nil for what goes without saying.
    var words: String? {
        switch self {
        case .sample(let isSample): isSample ? "sample" : nil
        default: Self.spaced(description)
        }
    }

    /// `name value` for `name=value`.
    private static func spaced(_ text: String) -> String {
        guard let mark = text.utf8.firstIndex(of: UInt8(ascii: "=")) else { return text }
        return text[..<mark] + " " + text[text.utf8.index(after: mark)...]
    }
}

extension Finding {
    /// What was expected and what there is, for people.
    var expectedWords: String { Codes.words(expected).prose }
    /// Why, for people: where codes are what is wrong they stand as they are.
    var explanationWords: String {
        (rule.family == "integrity" ? explanation : Codes.spoken(explanation)).prose
    }
    /// A word that nobody knows stays as it is.
    var actualWords: String { expected == "known" ? actual : Codes.words(actual).prose }
}

/// The words of the live-shopping system as a person says them.
enum Codes {
    private static let said = [
        "endedAt": "an end", "startedAt": "a start", ">0": "above 0", ">=0": "0 or more", "no-cost": "no cost",
        "pricing-profile": "a pricing profile", "pricing-rules": "pricing rules", "NaN": "not a number",
    ]

    /// The codes of the system's statuses.
    private static let statuses: Set<String> = Set(
        SessionStatus.allCases.map(\.rawValue) + OrderType.allCases.map(\.rawValue)
            + SaleStatus.allCases.map(\.rawValue) + FulfillmentStatus.allCases.map(\.rawValue)
            + InvoiceStatus.allCases.map(\.rawValue) + ["QUARANTINED", "SOLD_OUT", "DELETED"])

    /// A sentence of our own in which statuses stand as a person says them: `is sold out` for `is SOLD_OUT`. Values of the
    /// data, which are isolated, stay as they are.
    static func spoken(_ sentence: String) -> String {
        guard mayHaveCode(sentence) else { return sentence }
        let scalars = sentence.unicodeScalars
        var (spoken, depth) = ("", 0)
        /// Where the rest begins that is not in what is spoken, and where the word that is being read begins.
        var (rest, word) = (scalars.startIndex, scalars.startIndex)
        func endWord(at end: String.Index) {
            guard depth == 0, word < end, isCapital(scalars[word].value) else { return }
            let text = String(sentence[word..<end])
            guard statuses.contains(text) else { return }
            spoken += sentence[rest..<word]
            spoken += words(text)
            rest = end
        }
        var place = scalars.startIndex
        while place < scalars.endIndex {
            let (scalar, next) = (scalars[place], scalars.index(after: place))
            if !isPartOfWord(scalar) {
                endWord(at: place)
                if scalar == Sentence.isolate { depth += 1 }
                if scalar == Sentence.end { depth = max(0, depth - 1) }
                word = next
            }
            place = next
        }
        endWord(at: place)
        return spoken + sentence[rest...]
    }

    private static func isCapital(_ code: some BinaryInteger) -> Bool { (0x41...0x5A).contains(code) }

    private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
        default: !scalar.isASCII && scalar.properties.isAlphabetic
        }
    }

    /// Four capitals in a row, which is what the shortest code is.
    private static func mayHaveCode(_ text: String) -> Bool {
        var run = 0
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "_") || isCapital(byte) ? run + 1 : 0
            if run == 4 { return true }
        }
        return false
    }

    /// `SOLD_OUT` as `sold out`; what is no such code as it is.
    static func words(_ text: String) -> String {
        if let words = said[text] { return words }
        let isCode =
            text.utf8.count > 1 && text.utf8.allSatisfy { $0 == UInt8(ascii: "_") || isCapital($0) }
        return isCode ? text.lowercased().replacing("_", with: " ") : text
    }
}
