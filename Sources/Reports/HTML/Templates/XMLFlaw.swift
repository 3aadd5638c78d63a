internal import CLibXML2

/// The first thing that keeps a text from being XML.
struct XMLFlaw: Error, Hashable {
    let line: Int
    let message: String

    init(line: Int, message: String) {
        self.line = line
        self.message = message
    }

    /// What libxml2 says about an error.
    init(_ error: xmlError) {
        let message = error.message.map { String(cString: $0) } ?? "no reason was given"
        let words = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        self.init(line: Int(error.line), message: words)
    }
}
