import Foundation
import TestSupport
import Testing

/// A mistake in the configuration, and what its message must have.
struct Mistake: Sendable, CustomTestStringConvertible {
    let yaml: String
    let parts: [String]
    var testDescription: String { yaml.debugDescription }

    init(_ yaml: String, _ parts: String...) {
        self.yaml = yaml
        self.parts = parts
    }
}

@Suite("Mistakes in the configuration are one line with a place and a cure")
struct ConfigurationMistakeTests {
    static let mistakes = [
        Mistake("fail-on: [warning]\n", "tieout.yaml:1:", "fail-on is a list"),
        Mistake("grace: 15m\nprice-tolerance:\n  - 0.05\n", "tieout.yaml:3:", "price-tolerance is a list"),
        Mistake("output: {to: x}\n", "tieout.yaml:1:", "output is a mapping"),
        Mistake("output:\n", "tieout.yaml:1:", "output has no value"),
        Mistake("tables:\n  orders: [a]\n", "tieout.yaml:2:", "orders is a list"),
        Mistake("tables:\n  orders:\n    name: [a]\n", "tieout.yaml:3:", "orders is a list"),
        Mistake("tables:\n  orders:\n    columns: {total: [a]}\n", "tieout.yaml:3:", "orders.total is a list"),
        Mistake("tables:\n  orders:\n    columns:\n      total:\n", "tieout.yaml:4:", "orders.total has no value"),
        Mistake("tables:\n  orders: a.b.c\n", "tieout.yaml:2:", "a.b.c is not a table's name"),
        Mistake("tables:\n  orders: none\n", "tieout.yaml:2:", "none cannot be said of it"),
        Mistake("tables:\n  orders:\n    columns: {total: none}\n", "tieout.yaml:3:", "none cannot be said of it"),
        Mistake("tables:\n  order: x\n", "tieout.yaml:2:3: 'order'", "did you mean 'orders'?"),
        Mistake("tables:\n  orders:\n    columns: {clientId: x}\n", "did you mean 'client_id'?"),
        Mistake("fail_on: error\n", "did you mean 'fail-on'?"),
        Mistake("grcae: 15m\n", "did you mean 'grace'?"),
        Mistake("colour: red\n", "'colour' is not a key that tieout knows here; it knows"),
        Mistake("password: hunter2\n", "~/.pgpass"),
        Mistake("grace: 15m\noutput: x\ngrace: 20m\n", "tieout.yaml:3", "'grace' stands twice, lines 1 and 3"),
        Mistake("tables:\n  orders: x\n  users: y\n  orders: z\n", "'orders' stands twice, lines 2 and 4"),
        Mistake("tables:\n  orders:\n\tname: x\n", "tieout.yaml:3", "line 3 begins with a tab"),
        Mistake("\tgrace: 15m\n", "line 1 begins with a tab"),
        Mistake("- 1\n", "tieout.yaml:1:1: the file is not a list of 'key: value' lines"),
        Mistake("output: \"a\u{1B}[2Jb\"\ngrcae: 1m", "tieout.yaml:1:11: a character that cannot be seen", "U+001B"),
        Mistake("tables: {orders: x, users: y, orders: z}\n", "tieout.yaml:1:31: 'orders' stands twice, in line 1"),
        Mistake("grace: 15m\n---\noutput: x\n", "tieout.yaml:2:1: another document begins"),
    ]

    @Test(arguments: mistakes)
    func mistake(_ mistake: Mistake) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("tieout.yaml")
        try Data(mistake.yaml.utf8).write(to: URL(fileURLWithPath: path))
        let run = try Tieout.run("run", "--database", "host=/nowhere", "--config", path, "--output", folder.path("o"))
        #expect(run.status == 78, "\(run)")
        #expect(run.stderr.split(separator: "\n", omittingEmptySubsequences: false).count == 2, "\(run.stderr)")
        for part in mistake.parts { #expect(run.stderr.contains(part), "\(run.stderr)") }
        #expect(!run.stderr.contains("hunter2") && !run.stderr.contains("\u{1B}"))
    }

    @Test(
        "A file that sets nothing is one, and a name that is 'none' stands in quotes",
        arguments: ["", "# only a comment\n", "---\n"])
    func nothing(_ yaml: String) throws {
        let shop = try Shop("nothing")
        try shop.database.run(sql: "ALTER TABLE orders RENAME tax TO none")
        #expect(try shop.run("--config", shop.write(yaml)).run.status == 0)
        let quoted = "tables:\n  orders:\n    columns: {tax: 'none'}\n"
        let named = try shop.run("--config", shop.write(quoted))
        #expect(named.run.status == 0, "\(named.run)")
        #expect(try named.text("evidence.html").contains("&quot;none&quot;"))
    }
}
