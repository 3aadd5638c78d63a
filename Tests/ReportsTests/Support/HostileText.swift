/// Texts that people have put into names, notes and room codes, or might.
enum HostileText {
    static let all: [String] = [
        "", " ", "plain", "<script>alert(1)</script>", "]]>", "<!-- --", "&amp; & &", "\"quoted\" 'single'",
        "=cmd|' /C calc'!A0", "=1+1", "@SUM(A1)", "+1", "+1a", "-1.5", "-1.5.2", "-1a", "-", "+", "-.5", "5.", "\tTab",
        "\rReturn", "a,b", "two\r\nlines", "line\nfeed", "ends with comma,", "😀 emoji 👩‍👩‍👧", "שלום עולם",
        "\u{202E}reversed",
        "e\u{301}", "<\u{301}b", "&\u{338}", "\"\u{301} onmouseover=", "nul\u{0}byte", "bell\u{7}", "\u{FFFE}\u{FFFF}",
        "{{title}}", "{{{rows}}}", "%s\\", "'", "\u{85}\u{2028}", "ab\u{B}c",
    ]
}
