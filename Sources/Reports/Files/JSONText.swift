internal import Foundation

/// A value as JSON for people and programs: the same text for the same value.
package enum JSONText {
    package static func of(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else {
            preconditionFailure("what is written down holds nothing that JSON cannot")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
