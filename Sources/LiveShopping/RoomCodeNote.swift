/// The note that the live-shopping system leaves in an order: `Live Shopping Session #` and the session's room code.
public enum RoomCodeNote {
    /// The room code that an order's notes name: of the first `Live Shopping Session #` that is followed by at least
    /// one of `0-9 A-Z a-z -`, as many of these as there are, up to 64. Nil when there is none.
    public static func roomCode(in notes: String) -> String? {
        var notes = notes
        return notes.withUTF8 { bytes in
            var start = 0
            while let found = firstMarker(in: bytes, from: start) {
                let end = endOfCode(in: bytes, from: found)
                if end > found { return String(decoding: bytes[found..<end], as: UTF8.self) }
                start = found
            }
            return nil
        }
    }

    /// Whether a note can have this code.
    public static func canName(_ code: String) -> Bool {
        (1...longestCode).contains(code.utf8.count) && code.utf8.allSatisfy(isCodeCharacter)
    }

    /// What stands before the code.
    public static let words = "Live Shopping Session #"
    public static let longestCode = 64

    private static let marker = Array(words.utf8)

    /// The place behind the next marker.
    private static func firstMarker(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var index = start
        while index + marker.count <= bytes.count {
            if bytes[index] == marker[0], bytes[index..<(index + marker.count)].elementsEqual(marker) {
                return index + marker.count
            }
            index += 1
        }
        return nil
    }

    private static func endOfCode(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var end = start
        while end < bytes.count, end - start < longestCode, isCodeCharacter(bytes[end]) { end += 1 }
        return end
    }

    private static func isCodeCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
