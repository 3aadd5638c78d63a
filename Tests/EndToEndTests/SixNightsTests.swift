import Foundation
import TestSupport
import Testing

/// One database, six runs: faults appear, are repaired, come back and are settled, and every place says the same of it.
@Suite("Six nights in a row")
struct SixNightsTests {
    private struct Night {
        let result: NightResult
        let json: [String: Any]

        /// The line of the mail that says what is new.
        var mail: String? {
            result.run.stdout.split(separator: "\n").map(String.init).first { $0.hasSuffix(" settled.") }
        }

        /// What the verdict on the front page says of it.
        func verdict() throws -> String {
            let page = try result.text("index.html")
            let verdict = try #require(page.firstMatch(of: /<p class="verdict [a-z]+">(.*?)<\/p>/)).1
            return String(verdict.split(separator: "<br />", maxSplits: 1).last ?? "")
                .replacing(/<a href="new.html">(.*?)<\/a>/) { $0.1 }
        }

        func expect(_ sentence: String, new: Int, back: Int, before: Int, settled: Int) throws {
            #expect(mail == sentence && json["news"] as? String == sentence)
            #expect(try verdict() == sentence)
            #expect(try result.text("new.html").contains(sentence))
            let sum = json["new"] as? [String: Any]
            #expect(sum?["findings"] as? Int == new && json["cameBack"] as? Int == back)
            #expect(json["asBefore"] as? Int == before && json["settled"] as? Int == settled)
            for part in ["newByRule", "newBySeverity"] {
                let counts = json[part] as? [String: [String: Any]] ?? [:]
                #expect(counts.values.compactMap { $0["findings"] as? Int }.reduce(0, +) == new, "\(part)")
            }
        }

        /// What the page of a rule says of the age of its only finding.
        func age(of rule: String) throws -> String {
            let page = try result.text("rules/\(rule).html")
            return String(try #require(page.firstMatch(of: /<td class="name" data-v="[^"]*">(.*?)<\/td>/)).1)
                .replacing(/<[^>]*>/, with: "|")
        }
    }

    private func night(_ shop: Shop, _ day: Int) throws -> Night {
        let json = shop.folder.path("result.json")
        let result = try shop.run("--as-of", "2026-11-\(day)T02:00:00Z", "--json", json)
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: json)))
        return Night(result: result, json: try #require(object as? [String: Any]))
    }

    @Test func areToldApart() throws {
        let shop = try Shop("six")
        let (open, exposure) = ("conversion.open-session", "credit.exposure")
        try shop.loseStatusUpdate()
        let week = "- interval '7 days'"
        try shop.database.run(
            sql: """
                UPDATE "liveShoppingSessions" SET "startedAt" = "startedAt" \(week), "createdAt" = "createdAt" \(week),
                    "updatedAt" = "updatedAt" \(week);
                UPDATE "sessionCartItems" SET "createdAt" = "createdAt" \(week), "updatedAt" = "updatedAt" \(week);
                UPDATE orders SET created_at = created_at \(week);
                """)

        let first = try night(shop, 16)
        #expect(try first.result.findings() == ["\(open) session=42"])
        #expect(first.mail == nil && first.json["news"] == nil && first.json["new"] == nil)
        #expect(try !first.result.text("index.html").contains("new.html") && first.age(of: open) == "first run")
        #expect(!FileManager.default.fileExists(atPath: first.result.path("new.html")))

        try shop.database.run(sql: "UPDATE client_credit_limits SET current_exposure = 30.00")
        let second = try night(shop, 17)
        try second.expect(
            "1 new since yesterday, 5.00 at risk; 1 as before; 0 settled.", new: 1, back: 0, before: 1, settled: 0)
        #expect(try second.age(of: exposure) == "new" && second.age(of: open) == "2026-11-16")
        #expect((second.json["newByRule"] as? [String: Any])?.keys.sorted() == [exposure])
        #expect(try second.result.text("clients/7.html").contains("1 new since yesterday."))
        #expect(try second.result.text("sessions/42.html").contains("Open since 2026-11-16, 1 night."))

        let script = second.result.path("repairs/\(open).sql")
        #expect(try shop.database.psql(file: script, variables: ["apply": "1"]).status == 0)
        let third = try night(shop, 18)
        try third.expect(
            "Nothing new since yesterday; 1 as before; 1 settled.", new: 0, back: 0, before: 1, settled: 1)
        #expect(try third.result.text("new.html").contains("<bdi>session=42</bdi>"))

        try shop.database.run(sql: #"UPDATE "liveShoppingSessions" SET status = 'ACTIVE', "endedAt" = NULL"#)
        let fourth = try night(shop, 19)
        try fourth.expect(
            "1 new since yesterday (1 of them came back), 25.00 at risk; 1 as before; 0 settled.", new: 1, back: 1,
            before: 1, settled: 0)
        let mark = "came back: repaired in 2026-11-17T020000Z"
        #expect(try fourth.age(of: open) == "new||\(mark)|")
        #expect(try fourth.result.text("new.html").contains(mark))
        #expect(try fourth.result.text("sessions/42.html").contains("New. Came back: repaired in 2026-11-17T020000Z."))

        try shop.database.run(sql: "UPDATE client_credit_limits SET current_exposure = 25.00")
        let fifth = try night(shop, 20)
        try fifth.expect(
            "Nothing new since yesterday; 1 as before; 1 settled.", new: 0, back: 0, before: 1, settled: 1)
        #expect(try fifth.age(of: open) == "2026-11-19||\(mark)|")

        // A night without a run, and what was settled by hand is back.
        try shop.database.run(sql: "UPDATE client_credit_limits SET current_exposure = 40.00")
        let sixth = try night(shop, 22)
        try sixth.expect(
            "1 new since 2026-11-20 (1 of them came back), 15.00 at risk; 1 as before; 0 settled.", new: 1, back: 1,
            before: 1, settled: 0)
        #expect(try sixth.age(of: exposure) == "new||came back: settled in 2026-11-20T020000Z|")
        #expect(try sixth.age(of: open) == "2026-11-19||\(mark)|")
    }
}
