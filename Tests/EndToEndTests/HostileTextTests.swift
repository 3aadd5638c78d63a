import Foundation
import TestSupport
import Testing

@Suite("Hostile text comes through unharmed, and harms nothing")
struct HostileTextTests {
    @Test func inTables() throws {
        let night = try Self.made.get().night
        let sessions = try night.rows("sessions.csv")
        let credit = try night.rows("credit.csv")
        let holds = try night.rows("holds.csv")
        for (index, text) in HostileShop.texts.enumerated() {
            let number = 100 + index
            #expect(credit.first { $0["client_id"] == "\(number)" }?["client_name"] == guarded(text), "\(text)")
            #expect(holds.first { $0["batch_id"] == "\(number)" }?["batch_code"] == guarded(text), "\(text)")
            let findings = try night.rows("findings.csv")
            let odd = try #require(findings.first { $0["key"] == "session=\(number + 400)" }, "\(text)")
            #expect(odd["rule"] == "integrity.status" && odd["actual"] == guarded(text), "\(text)")
            #expect(odd["room_code"] == guarded(HostileShop.room(number + 400, text)), "\(text)")
            let lost = findings.filter { $0["session_id"] == "\(number)" }.compactMap { $0["rule"] }
            #expect(Set(lost).isSuperset(of: Self.expected), "\(text): \(lost)")
        }
        #expect(sessions.isEmpty)
        for file in ["findings.csv", "sessions.csv", "prices.csv", "credit.csv", "holds.csv", "totals.csv"] {
            let table = CSVReader.read(try night.text(file))
            let width = try #require(table.first?.count)
            #expect(table.allSatisfy { $0.count == width }, "\(file)")
            for cell in table.joined() { #expect(!isFormula(cell), "\(file): \(cell)") }
        }
    }

    @Test func onPages() throws {
        let clean = try XMLPages(Shop("clean").run())
        let night = try Self.made.get().night
        let hostile = try XMLPages(night)
        // No text has become an element or an attribute that pages do not have anyway.
        #expect(hostile.elements.subtracting(clean.elements).isSubset(of: Self.elements), "\(hostile.elements)")
        #expect(!hostile.attributes.contains { $0.hasPrefix("on") })
        for text in ["<script>alert(1)</script>", "]]> <!-- --> &lt; &amp; &", "{{title}} {{{rows}}}", "😀 👩‍👩‍👧"] {
            #expect(hostile.text.contains(text), "\(text)")
        }
    }

    @Test func inRepairScripts() throws {
        let (shop, night) = try Self.made.get()
        let before = try shop.database.fingerprint()
        let texts = try words(shop.database)
        for name in try FileManager.default.contentsOfDirectory(atPath: night.path("repairs")).sorted()
        where name.hasSuffix(".sql") && name != "tieout.sql" {
            let dry = try shop.database.psql(file: night.path("repairs/" + name))
            #expect(dry.status == 0 && dry.stderr.isEmpty, "\(name): \(dry.stderr)")
            let undo = try shop.database.psql(file: night.path("repairs/undo/" + name))
            #expect(undo.status == 0 && undo.stderr.isEmpty, "\(name): \(undo.stderr)")
        }
        #expect(try shop.database.differences(from: before) == [])

        let applied = try shop.database.psql(file: night.path("repairs/apply-all.sql"), variables: ["apply": "1"])
        #expect(applied.status == 0 && applied.stderr.isEmpty, "\(applied.stderr)")
        #expect(try words(shop.database) == texts)
        let converted = try shop.value(
            #"SELECT count(*) FROM "liveShoppingSessions" WHERE id BETWEEN 100 AND 299 AND status = 'CONVERTED'"#)
        #expect(converted == "\(HostileShop.texts.count)")
        let priced = try shop.value(
            #"SELECT count(*) FROM "sessionCartItems" WHERE id BETWEEN 300 AND 499 AND "unitPrice" = 8"#)
        #expect(priced == "\(HostileShop.texts.count)")
        #expect(try shop.value("SELECT count(*) FROM orders WHERE total = 25") == "\(HostileShop.texts.count)")

        let undone = try shop.database.psql(file: night.path("repairs/undo/apply-all.sql"), variables: ["apply": "1"])
        #expect(undone.status == 0 && undone.stderr.isEmpty, "\(undone.stderr)")
        #expect(try shop.database.differences(from: before) == [])
    }

    private static let expected: Set<String> = [
        "conversion.open-session", "line.price", "line.total", "order.subtotal", "order.total", "integrity.product",
    ]

    /// What a page with findings has besides those of one without.
    private static let elements: Set<String> = [
        "a", "circle", "code", "dd", "details", "div", "dl", "dt", "em", "figcaption", "li", "ol", "p", "pre",
        "section", "small", "span",
        "strong",
        "summary", "tbody", "td", "tfoot", "th", "time", "tr", "ul",
    ]

    /// One night for all: the repairs of one test change the database, which the others do not look at.
    private static let made = Result {
        let shop = try HostileShop().shop
        return (shop: shop, night: try run(shop))
    }

    private static func run(_ shop: Shop) throws -> NightResult {
        // A second copy of the lines would make every amendment a choice.
        try shop.database.run(sql: "ALTER TABLE orders DROP COLUMN IF EXISTS items")
        let night = try shop.run("--max-repair-ratio", "100%", "--max-rule-share", "100%")
        #expect(night.run.status == 2 && night.run.stderr.isEmpty, "\(night.run.stderr)")
        return night
    }

    /// Every text in the tables that a person has typed.
    private func words(_ database: Database) throws -> [[String?]] {
        try database.query(
            sql: """
                SELECT 'c', id, name, NULL, NULL FROM clients UNION ALL
                SELECT 'p', id, "nameCanonical", category, NULL FROM products UNION ALL
                SELECT 'b', id, code, "cogsMode", "batchStatus" FROM batches UNION ALL
                SELECT 's', id, "roomCode", title, NULL FROM "liveShoppingSessions" UNION ALL
                SELECT 'i', id, "addedByRole", "itemStatus", "negotiationStatus" FROM "sessionCartItems" UNION ALL
                SELECT 'o', id, order_number, notes, origin FROM orders UNION ALL
                SELECT 'v', id, status, NULL, NULL FROM invoices ORDER BY 1, 2
                """)
    }

    private func guarded(_ text: String) -> String { isFormula(text) ? "'" + text : text }

    /// It begins with `=`, `+`, `-`, `@`, tab or CR and is not `[+-]?digits[.digits]`.
    private func isFormula(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else { return false }
        return text.range(of: #"\A[+-]?[0-9]+(\.[0-9]+)?\z"#, options: .regularExpression) == nil
    }
}

/// All pages of a report together.
private struct XMLPages {
    private(set) var elements: Set<String> = []
    private(set) var attributes: Set<String> = []
    private(set) var text = ""

    init(_ night: NightResult) throws {
        let names = try FileManager.default.subpathsOfDirectory(atPath: night.folder.path)
        for name in names.sorted() where name.hasSuffix(".html") {
            let page = try XMLPage(night.path(name))
            elements.formUnion(page.elements)
            attributes.formUnion(page.attributes)
            text += page.text
        }
    }
}
