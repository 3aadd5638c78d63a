internal import Reconciliation

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
        default: description.replacing("=", with: " ", maxReplacements: 1)
        }
    }
}

extension Finding {
    /// What was expected and what there is, for people.
    var expectedWords: String { Codes.words(expected).prose }
    /// A word that nobody knows stays as it is.
    var actualWords: String { expected == "known" ? actual : Codes.words(actual).prose }
}

/// The words of the live-shopping system as a person says them.
enum Codes {
    private static let said = [
        "endedAt": "an end", "startedAt": "a start", ">0": "above 0", ">=0": "0 or more", "no-cost": "no cost",
        "pricing-profile": "a pricing profile", "pricing-rules": "pricing rules", "NaN": "not a number",
    ]

    /// `SOLD_OUT` as `sold out`; what is no such code as it is.
    static func words(_ text: String) -> String {
        if let words = said[text] { return words }
        let isCode =
            text.utf8.count > 1 && text.utf8.allSatisfy { $0 == UInt8(ascii: "_") || (0x41...0x5A).contains($0) }
        return isCode ? text.lowercased().replacing("_", with: " ") : text
    }
}
