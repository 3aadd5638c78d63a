internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// A line of a page's list of facts.
struct SubjectFact: TemplateRow {
    let name: String
    let value: Linked
    /// In words, behind the value; empty where it speaks for itself.
    let note: String

    static let tags: [PageTag<Self>] = [.text("name", \.name), .row("value", \.value), .text("note", \.note)]

    init(_ name: String, _ value: Linked, note: String = "") {
        self.name = name
        self.value = value
        self.note = note
    }

    init(_ name: String, _ value: String, note: String = "") {
        self.init(name, Linked(value), note: note)
    }
}

/// A step of a derivation: a part, or what the parts before it come to.
struct SumRow: TemplateRow {
    /// `total` or `part`, by which the row is set.
    let kind: String
    let name: String
    /// Where the rows behind it are, on the same page.
    let rows: String?
    let words: String
    let amount: String

    static let tags: [PageTag<Self>] = [
        .text("kind", \.kind), .text("name", \.name), .maybe("rows", \.rows), .text("words", \.words),
        .text("amount", \.amount),
    ]

    static func part<Measure: Dimension>(
        _ name: String, rows: String? = nil, _ words: String, _ amount: Exact<Measure>
    ) -> Self {
        Self(kind: "part", name: name, rows: rows, words: words, amount: amount.figure)
    }

    static func total<Measure: Dimension>(_ name: String, _ words: String, _ amount: Exact<Measure>) -> Self {
        Self(kind: "total", name: name, rows: nil, words: words, amount: amount.figure)
    }
}

extension Exact {
    /// With its sign, as explanations write it: `+0.52`, `−1.00`, `0.00`.
    var signed: String {
        if isZero { return formatted }
        return (isNegative ? "−" : "+") + magnitude.figure
    }
}

extension SubjectPages {
    func linked(_ id: SessionID, _ text: String? = nil) -> Linked { Linked(text ?? "session \(id)", address(of: id)) }
    func linked(_ id: ClientID, _ text: String? = nil) -> Linked { Linked(text ?? "client \(id)", address(of: id)) }
    func linked(_ id: BatchID, _ text: String? = nil) -> Linked { Linked(text ?? "batch \(id)", address(of: id)) }
    func linked(_ id: OrderID) -> Linked { Linked("order \(id)", address(of: id)) }
    func linked(_ id: CartItemID, _ text: String? = nil) -> Linked { Linked(text ?? id.description, address(of: id)) }
}

extension FirstRows {
    /// A sentence about what the list leaves out; nil where it is whole.
    func more(_ noun: String, _ amount: String? = nil) -> String? {
        guard rest > 0 else { return nil }
        let all = amount.map { ", \($0) together" } ?? ""
        return "and \(Words.counted(rest, "more \(noun)"))\(all)"
    }
}

/// How long something took, in its two largest units: `3 d 4 h`, `5 min 10 s`, `0 s`.
enum Elapsed {
    private static let units: [(seconds: Int64, name: String)] = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")]

    /// Nil between moments of which one is infinite, or too far apart to be told.
    static func words(from start: Timestamp, to end: Timestamp) -> String? {
        guard start.isFinite, end.isFinite else { return nil }
        let (span, overflow) = end.microseconds.subtractingReportingOverflow(start.microseconds)
        guard !overflow, span != .min else { return nil }
        var rest = abs(span) / 1_000_000
        var parts: [String] = []
        for (seconds, name) in units {
            if rest >= seconds || !parts.isEmpty { parts.append("\(rest / seconds) \(name)") }
            rest %= seconds
        }
        return parts.isEmpty ? "0 s" : parts.prefix(2).filter { !$0.hasPrefix("0 ") }.joined(separator: " ")
    }
}
