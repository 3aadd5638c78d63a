import Foundation
import TestSupport
import Testing

@Suite("Every number leads to where it comes from")
struct SubjectPagesTests {
    /// A night with faults of every rule, from a snapshot folder.
    private func night(seed: Int, _ more: String...) throws -> NightResult {
        let folder = try TemporaryFolder()
        let simulated = try Tieout.run(
            "simulate", "--snapshot", folder.path("snapshot"), "--sessions", "120", "--faults-per-rule", "2", "--seed",
            "\(seed)", "--as-of", SimulatedNight.asOf)
        try #require(simulated.status == 0, "\(simulated.stderr)")
        let run = try Tieout.run(
            [
                "run", "--snapshot", folder.path("snapshot"), "--output", folder.path("output"), "--full-prices",
                "--full-pages",
            ]
                + more)
        try #require(run.status == 2 && run.stderr.isEmpty, "\(run.stderr)")
        let latest = URL(fileURLWithPath: folder.path("output/latest")).resolvingSymlinksInPath()
        return NightResult(run: run, folder: latest, kept: folder)
    }

    @Test("Every link of every page leads to something", arguments: [3, 20_261_122])
    func links(seed: Int) throws {
        let night = try night(seed: seed)
        let checker = try LinkChecker(night.folder)
        #expect(checker.flaws() == [], "seed \(seed)")
        for folder in ["sessions/", "clients/", "batches/", "rules/"] {
            #expect(checker.pages.keys.contains { $0.hasPrefix(folder) }, "\(folder)")
        }
        let linked = Set(
            checker.pages.values.flatMap(\.links).map { $0.replacing("../", with: "").prefix { $0 != "#" } })
        let unreachable = checker.pages.keys.filter { $0 != "index.html" && !linked.contains(Substring($0)) }
        #expect(unreachable.sorted() == [], "seed \(seed)")
    }

    @Test("A finding stands on the page of everything it is about that has one", arguments: [3])
    func findings(seed: Int) throws {
        let night = try night(seed: seed)
        let pages = try LinkChecker(night.folder).pages
        var shown = 0
        for finding in try night.rows("findings.csv") {
            for (folder, column) in [("sessions", "session_id"), ("clients", "client_id"), ("batches", "batch_id")] {
                guard let id = finding[column], !id.isEmpty, let page = pages["\(folder)/\(id).html"] else { continue }
                #expect(page.ids.contains("f-\(finding["finding_id"] ?? "")"), "\(folder)/\(id) \(finding)")
                shown += 1
            }
        }
        #expect(shown > 100)
    }

    @Test("Pages say what the tables say", arguments: [3])
    func figures(seed: Int) throws {
        let night = try night(seed: seed)
        let pages = try LinkChecker(night.folder).pages
        for row in try night.rows("credit.csv") {
            let page = try #require(pages["clients/\(row["client_id"] ?? "").html"])
            let sums = ["receivables", "open_orders", "posted_exposure", "draft_exposure", "projected_exposure"]
            for column in sums { #expect(page.text.contains(shown(row[column])), "\(column) \(row)") }
        }
        for row in try night.rows("holds.csv") {
            let page = try #require(pages["batches/\(row["batch_id"] ?? "").html"])
            let sums = ["on_hand", "reserved_stored", "available", "soft_hold", "sample_hold", "net_available"]
            for column in sums { #expect(page.text.contains(shown(row[column])), "\(column) \(row)") }
        }
        var compared = 0
        for row in try night.rows("prices.csv") where row["difference"] != "0.00" && row["expected"] != "" {
            guard let page = pages["sessions/\(row["session_id"] ?? "").html"] else { continue }
            let charge = "Expected \(shown(row["expected"])); charged \(shown(row["actual"]))"
            #expect(page.text.contains(charge), "\(row)")
            compared += 1
        }
        #expect(compared > 3)
    }

    /// A figure of a table as pages write it: thousands apart, and quantities without empty places.
    private func shown(_ figure: String?) -> String {
        let parts = (figure ?? "?").split(separator: ".").map(String.init)
        guard parts.count == 2 else { return figure ?? "?" }
        var whole = parts[0]
        var place = whole.count - 3
        while place > (whole.hasPrefix("-") ? 1 : 0) {
            whole.insert(",", at: whole.index(whole.startIndex, offsetBy: place))
            place -= 3
        }
        var fraction = parts[1]
        while parts[1].count == 4, fraction.last == "0" { fraction.removeLast() }
        return fraction.isEmpty ? whole : "\(whole).\(fraction)"
    }

    @Test("Their number is bounded, and they can be left out")
    func bounds() throws {
        let (short, bare) = try (night(seed: 3, "--pages", "4"), night(seed: 3, "--pages", "0"))
        let few = try LinkChecker(short.folder)
        for folder in ["sessions/", "clients/", "batches/"] {
            #expect(few.pages.keys.count { $0.hasPrefix(folder) } == 5, "\(folder): four, and the list of them")
        }
        #expect(few.flaws() == [])
        let none = try LinkChecker(bare.folder)
        #expect(none.pages.keys.allSatisfy { !$0.contains("/") || $0.hasPrefix("rules/") })
        #expect(none.flaws() == [])
    }

    @Test("What a person has typed does no harm there")
    func hostile() throws {
        let hostile = try HostileShop()
        try hostile.shop.database.run(
            sql: #"UPDATE orders SET notes = repeat('<b>note</b> ', 5461) || coalesce(notes, '')"#)
        let night = try hostile.shop.run()
        let checker = try LinkChecker(night.folder)
        #expect(checker.flaws() == [])
        #expect(checker.pages.count > 100)
        for (name, page) in checker.pages {
            #expect(!page.text.contains("<b>note</b>"), "\(name) shows notes")
            #expect(!page.attributes.contains { $0.hasPrefix("on") || $0 == "style" }, "\(name)")
        }
    }
}
