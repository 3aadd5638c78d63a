/// The rows of a `COPY … (columns) FROM stdin` in text format, by column.
struct CopyRows: Sequence {
    private let columns: [String]
    private let bytes: ArraySlice<UInt8>

    init(_ sql: String, _ bytes: ArraySlice<UInt8>) {
        let list = sql.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }
        columns = list.split(separator: ",").map { String($0.drop { $0 == " " }) }
        self.bytes = bytes
    }

    func makeIterator() -> AnyIterator<[String: String?]> {
        var lines = bytes.split(separator: UInt8(ascii: "\n")).makeIterator()
        return AnyIterator {
            guard let line = lines.next() else { return nil }
            let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            return Dictionary(zip(columns, fields.map(Self.value))) { _, last in last }
        }
    }

    /// A field's text; nil is null.
    private static func value(_ field: ArraySlice<UInt8>) -> String? {
        if field.elementsEqual("\\N".utf8) { return nil }
        guard field.contains(UInt8(ascii: "\\")) else { return String(decoding: field, as: UTF8.self) }
        var text: [UInt8] = []
        var isEscaped = false
        for byte in field {
            if isEscaped {
                text.append(controls[byte] ?? byte)
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else {
                text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let controls: [UInt8: UInt8] = [
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09, UInt8(ascii: "v"): 0x0B,
    ]
}
