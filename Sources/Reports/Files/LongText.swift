/// Texts of the data as a cell of a spreadsheet or a page can hold them.
package enum LongText {
    /// What a cell holds, in UTF-16 code units: a spreadsheet cuts the rest off without a word.
    static let longest = 32_767

    private static let sign = "… (cut)"

    /// The text itself, or its beginning with a sign that there was more.
    package static func cut(_ text: String) -> String {
        // An apostrophe may come before it.
        guard text.utf8.count >= longest, text.utf16.count >= longest else { return text }
        var room = longest - 1 - sign.utf16.count
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            room -= UTF16.width(scalar)
            guard room >= 0 else { break }
            kept.append(scalar)
        }
        return String(kept) + sign
    }
}
