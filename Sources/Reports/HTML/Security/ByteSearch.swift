internal import Foundation

/// Looking for a long text in a longer one, byte by byte and fast.
enum ByteSearch {
    /// - Parameter text: Without a zero byte, as XML is.
    static func contains(_ needle: String, in text: String) -> Bool {
        text.withCString { text in needle.withCString { strstr(text, $0) != nil } }
    }

    /// The text with every end of a line a line feed, as XML and HTML take it.
    static func withLineFeeds(_ text: String) -> String {
        guard text.utf8.contains(0x0D) else { return text }
        return text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    }
}
