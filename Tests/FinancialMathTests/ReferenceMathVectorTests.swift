import FinancialMath
import Foundation
import Testing

/// One line of what decimal.js 10.6.0 answered.
struct Vector: Sendable {
    let line: Int
    let operation: String
    let a: String
    let b: String
    let result: String

    static func load() throws -> [Vector] {
        let url = try #require(
            Bundle.module.url(forResource: "decimal-js", withExtension: "csv", subdirectory: "Vectors"))
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        return try lines.enumerated().dropFirst().map { index, line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            try #require(fields.count == 4, "line \(index + 1) has \(fields.count) fields, expected 4")
            return Vector(line: index + 1, operation: fields[0], a: fields[1], b: fields[2], result: fields[3])
        }
    }

    /// What ReferenceMath makes of it; "error" for every error, as in the file.
    var answer: String {
        do throws(ReferenceMathError) {
            switch operation {
            case "add": return try ReferenceMath.add(a, b)
            case "subtract": return try ReferenceMath.subtract(a, b)
            case "multiply": return try ReferenceMath.multiply(a, b)
            case "divide": return try ReferenceMath.divide(a, b)
            case "calculateMarginPrice": return try ReferenceMath.calculateMarginPrice(a, b)
            case "toFixed":
                return try Int(b).map { places throws(ReferenceMathError) in try ReferenceMath.toFixed(a, places) }
                    ?? "no places"
            case "gt": return try String(ReferenceMath.gt(a, b))
            case "gte": return try String(ReferenceMath.gte(a, b))
            case "lt": return try String(ReferenceMath.lt(a, b))
            case "eq": return try String(ReferenceMath.eq(a, b))
            default: return "unknown operation"
            }
        } catch {
            return "error"
        }
    }
}

@Suite struct ReferenceMathVectorTests {
    @Test func everyVectorIsAnsweredToTheLetter() throws {
        let vectors = try Vector.load()
        #expect(vectors.count == 6_000)
        for vector in vectors where vector.answer != vector.result {
            Issue.record(
                "line \(vector.line): \(vector.operation)(\(vector.a), \(vector.b)) is \(vector.result), got \(vector.answer)"
            )
        }
    }
}
