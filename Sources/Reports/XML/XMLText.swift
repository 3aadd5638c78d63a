/// What an XML document may hold: everything but the control characters and the two that are no characters.
enum XMLText {
    /// What stands for a character that XML forbids, even as a reference.
    static let replacement: Unicode.Scalar = "\u{FFFD}"

    static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\t", "\n", "\r": false
        case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": true
        default: false
        }
    }

    /// Appends a text, every forbidden character replaced. What would be markup is the writer's business.
    static func append(_ utf8: [UInt8], to bytes: inout [UInt8]) {
        guard mayBeForbidden(utf8) else {
            bytes.append(contentsOf: utf8)
            return
        }
        for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
            bytes.append(contentsOf: String(isForbidden(scalar) ? replacement : scalar).utf8)
        }
    }

    /// Whether a byte may belong to a forbidden character: a control, or the first one of U+FFFE.
    private static func mayBeForbidden(_ utf8: [UInt8]) -> Bool {
        utf8.contains { byte in
            (byte < 0x20 && byte != 0x9 && byte != 0xA && byte != 0xD) || byte == 0xEF
        }
    }
}
