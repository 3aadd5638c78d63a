import Foundation
import LiveShopping
import Testing

@testable import Reconciliation
@testable import Reports

@Suite struct FindingIndexTests {
    /// Read back as JavaScript reads it: each column has a value for each finding, whatever people have written.
    @Test func holdsEveryFindingWhateverTheTexts() throws {
        let findings = HostileText.all.enumerated().map { place, text in
            Finding.sample("line.price", key: FindingKey(.room("\(place) \(text)")), text: text)
        }
        try withTemporaryFolder { folder in
            let facts = PageFacts(
                outcome: .sample(findings), catalogue: RuleDescription.sampleCatalogue, run: .sample)
            try FindingIndex(facts).write(into: folder)
            for (name, columns) in [("findings.js", 12), ("explanations.js", 1)] {
                let file = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
                let lines = file.split(separator: "\n").map(String.init)
                #expect(lines[1] == "count: \(findings.count)," && lines.last == "};" && lines.count == columns + 3)
                for line in lines.dropFirst(2).dropLast() {
                    let name = line.prefix { $0 != ":" }
                    let json = Data("[\(line.dropFirst(name.count + 1).dropLast())]".utf8)
                    let column = try #require(try JSONSerialization.jsonObject(with: json) as? [String]).first ?? ""
                    let values = column.components(separatedBy: "\n")
                    #expect(values.count == findings.count, "\(name)")
                    if name == "key" {
                        #expect(Set(values.map { $0.prefix { $0 != " " } }) == ["room"], "\(values)")
                    }
                    if name == "impact" { #expect(values.allSatisfy { $0 == "1.00" }) }
                }
            }
        }
    }
}
