internal import Foundation

/// A result as JSON, the same for the same result.
enum JSONText {
    static func of(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else {
            preconditionFailure("a result holds nothing that JSON cannot")
        }
        return String(decoding: data, as: UTF8.self) + "\n"
    }
}
