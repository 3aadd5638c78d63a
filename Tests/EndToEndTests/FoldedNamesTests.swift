import Foundation
import TestSupport
import Testing

/// What a migration made of the names.
enum Folding: String, CaseIterable, Sendable {
    case lowercased, snakeCased, camelCased, uppercased, inAnotherSchema, lowercasedElsewhere

    /// What SQL calls a name of ours by now, given the name.
    var expression: String {
        switch self {
        case .lowercased, .lowercasedElsewhere: "lower(name)"
        case .snakeCased: #"lower(regexp_replace(name, '([a-z])([A-Z])', '\1_\2', 'g'))"#
        case .camelCased:
            #"lower(left(name, 1)) || substr(replace(initcap(regexp_replace(name, '([a-z])([A-Z])', '\1_\2', 'g')), '_', ''), 2)"#
        case .uppercased: "upper(name)"
        case .inAnotherSchema: "name"
        }
    }

    var schema: String? {
        switch self {
        case .inAnotherSchema, .lowercasedElsewhere: "terp"
        case .lowercased, .snakeCased, .camelCased, .uppercased: nil
        }
    }

    /// Renames every table and column of the public schema.
    var sql: String {
        """
        CREATE FUNCTION pg_temp.fold(name text) RETURNS text LANGUAGE sql AS $$ SELECT \(expression) $$;
        DO $$ DECLARE r record; BEGIN
            FOR r IN SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
                    AND pg_temp.fold(a.attname) <> a.attname LOOP
                EXECUTE format('ALTER TABLE public.%I RENAME %I TO %I', r.relname, r.attname, pg_temp.fold(r.attname));
            END LOOP;
            FOR r IN SELECT c.relname FROM pg_class c
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND pg_temp.fold(c.relname) <> c.relname LOOP
                EXECUTE format('ALTER TABLE public.%I RENAME TO %I', r.relname, pg_temp.fold(r.relname));
            END LOOP;
        END $$;
        """ + (schema.map { "ALTER SCHEMA public RENAME TO \($0); CREATE SCHEMA public" } ?? "")
    }
}

@Suite("Names that a migration folded")
struct FoldedNamesTests {
    /// A night before the migration, which each folding has a copy of.
    private struct Before {
        let night: SimulatedNight
        let plain: NightResult

        init() throws {
            night = try SimulatedNight(sessions: 60, faultsPerRule: 1, seed: 11)
            plain = try night.run(["--database", night.database.conninfo], into: "plain", "--pages", "0")
            #expect(try plain.judged() == night.labels)
        }

        static let shared = Result { try Before() }
    }

    @Test("The first message has what it takes, and the second run gives the very report", arguments: Folding.allCases)
    func roundTrip(_ folding: Folding) throws {
        let before = try Before.shared.get()
        let database = try PrivatePostgres.shared().makeDatabase(copying: before.night.database)
        defer { try? database.drop() }
        try database.run(sql: folding.sql)

        let source = ["--database", database.conninfo]
        let refused = try before.night.run(source, into: "\(folding)")
        #expect(refused.run.status == 65, "\(refused.run.stderr)")
        let lines = refused.run.stderr.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first?.contains("put these lines into the configuration") == true, "\(refused.run.stderr)")
        let config = before.night.folder.path("\(folding).yaml")
        let block = lines.dropFirst().joined(separator: "\n")
        #expect(block.hasPrefix("tables:\n"))
        try Data(block.utf8).write(to: URL(fileURLWithPath: config))

        let folded = try before.night.run(source + ["--config", config], into: "\(folding)", "--pages", "0")
        #expect(folded.run.status == 2 && folded.run.stderr.isEmpty, "\(folded.run.stderr)")
        for file in ["findings.csv", "sessions.csv", "prices.csv", "credit.csv", "holds.csv", "totals.csv"] {
            #expect(try folded.text(file) == before.plain.text(file), "\(file)")
        }
    }

    @Test("An optional column or table of a folded name is an error, unless the configuration says none")
    func optional() throws {
        let night = try SimulatedNight(sessions: 30, faultsPerRule: 1, seed: 3)
        let source = ["--database", night.database.conninfo]
        try night.database.run(
            sql: """
                ALTER TABLE invoices RENAME TO "Invoices"; ALTER TABLE orders RENAME "liveSessionId" TO livesessionid
                """)
        let refused = try night.run(source, into: "optional")
        #expect(refused.run.status == 65)
        for part in ["table invoices (there is Invoices)", "column orders.liveSessionId (there is livesessionid)"] {
            #expect(refused.run.stderr.contains(part), "\(refused.run.stderr)")
        }
        let config = night.folder.path("none.yaml")
        try Data("tables:\n  invoices: none\n  orders:\n    columns: {liveSessionId: none, tax: none}\n".utf8)
            .write(to: URL(fileURLWithPath: config))
        let run = try night.run(source + ["--config", config], into: "optional")
        #expect(run.run.status == 2 && run.run.stderr.isEmpty, "\(run.run.stderr)")
        let statements = try run.text("evidence.html")
        #expect(!statements.contains("Invoices&quot;") && !statements.contains("livesessionid"))
        #expect(!statements.contains("&quot;tax&quot;") && statements.contains("&quot;discount&quot;"))
    }

    @Test("What is missing altogether is no error where it is optional, and has no lines to paste")
    func absent() throws {
        let night = try SimulatedNight(sessions: 10, faultsPerRule: 0, seed: 3)
        try night.database.run(
            sql: "DROP TABLE invoices; CREATE SCHEMA other; CREATE TABLE other.invoices (id integer)")
        let run = try night.run(["--database", night.database.conninfo], into: "absent")
        #expect([0, 2].contains(run.run.status) && run.run.stderr.isEmpty, "\(run.run.stderr)")
    }
}
