import FinancialMath
import LiveShopping
import Snapshots
import TestSupport
import Testing

@testable import Reconciliation
@testable import Repairs

/// What was done is what stands in the rows afterwards, whatever triggers, generated columns, views and policies make of it.
@Suite("Repair scripts: what was done is what stands there")
struct WhatStandsThereTests {
    /// What another repair moves a figure by is known only as far as that was done as its script said.
    @Test(arguments: [false, true])
    func `A figure follows a repair, unless a trigger made something else of it`(_ isMadeOtherwise: Bool) throws {
        try Shop.open { shop in
            if isMadeOtherwise {
                try shop.database.run(
                    sql: """
                        CREATE FUNCTION floored() RETURNS trigger LANGUAGE plpgsql AS
                            'BEGIN NEW.total := floor(NEW.total); RETURN NEW; END';
                        CREATE TRIGGER floored BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION floored();
                        """)
            }
            let before = try shop.digest()
            var exposure = Proposals.exposure
            let amendment = Proposals.amendment.findings[0]
            exposure.moves = [
                FigureMove(
                    part: 1, applied: [.init(finding: amendment.id, alternative: nil)], column: "current_exposure",
                    difference: "-0.75")
            ]
            try shop.scripts([Proposals.amendment, exposure]) { scripts in
                #expect(try scripts.apply("\(amendment.rule).sql").says(1, 1, 0))
                let counts = try scripts.apply("credit.exposure.sql")
                let stored = try shop.value("SELECT current_exposure FROM client_credit_limits WHERE client_id = 5")
                if isMadeOtherwise {
                    #expect(counts.says(1, 0, 1) && counts.output.contains("made otherwise"), "\(counts)")
                    #expect(stored == "12.00")
                    try shop.database.run(sql: "DROP TRIGGER floored ON orders")
                } else {
                    #expect(counts.says(1, 1, 0) && stored == "96.25", "\(counts)")
                }
                #expect(try scripts.apply("undo/apply-all.sql").status == 0)
                #expect(try shop.digest() == before)
            }
        }
    }

    @Test func `A change that a trigger swallows is skipped and listed, neither counted nor logged`() throws {
        try Shop.open { shop in
            try shop.database.run(sql: Sessions.rows(4))
            try shop.database.run(
                sql: """
                    CREATE FUNCTION nope() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                    CREATE TRIGGER nope BEFORE UPDATE ON "liveShoppingSessions" FOR EACH ROW WHEN (OLD.id % 2 = 0)
                        EXECUTE FUNCTION nope();
                    """)
            let before = try shop.digest()
            try shop.scripts(Sessions.proposals(4)) { scripts in
                let counts = try scripts.apply("lifecycle.abandoned.sql")
                #expect(counts.says(4, 2, 2) && counts.output.contains("did not happen"), "\(counts)")
                let logged = try shop.database.query(
                    sql: "SELECT DISTINCT row_id FROM tieout_repair_log ORDER BY 1")
                #expect(logged == [["1001"], ["1003"]])
                #expect(try scripts.apply("undo/lifecycle.abandoned.sql").says(4, 2, 2))
                #expect(try shop.digest() == before)
            }
        }
    }

    @Test func `What a trigger makes of a value is what is logged`() throws {
        try Shop.open { shop in
            try shop.database.run(
                sql: """
                    CREATE FUNCTION whole() RETURNS trigger LANGUAGE plpgsql AS
                        'BEGIN NEW.current_exposure := round(NEW.current_exposure, 0); RETURN NEW; END';
                    CREATE TRIGGER whole BEFORE UPDATE ON client_credit_limits FOR EACH ROW EXECUTE FUNCTION whole();
                    """)
            let before = try shop.digest()
            try shop.scripts([Proposals.exposure("97.45")]) { scripts in
                let counts = try scripts.apply("credit.exposure.sql")
                #expect(counts.says(1, 1, 0), "\(counts)")
                #expect(try shop.value("SELECT new_value FROM tieout_repair_log") == "97.00")
                #expect(counts.output.contains("| 97.00") && !counts.output.contains("97.45"), "\(counts)")
                #expect(try scripts.apply("undo/credit.exposure.sql").says(1, 1, 0))
                #expect(try shop.digest() == before)
            }
        }
    }

    /// What a foreign key does by itself is in no log.
    @Test(arguments: ["CASCADE", "SET NULL"], [true, false])
    func `A row that others refer to is not deleted where they would go or change`(_ rule: String, _ mayRead: Bool)
        throws
    {
        try Shop.open { shop in
            try shop.database.run(
                sql: """
                    CREATE TABLE audits (id int PRIMARY KEY, override int REFERENCES "sessionPriceOverrides" (id)
                        ON DELETE \(rule));
                    GRANT SELECT ON audits TO \(mayRead ? "PUBLIC" : "CURRENT_USER");
                    """)
            try shop.scripts([Proposals.duplicateOverride]) { scripts in
                if mayRead {
                    try shop.database.run(sql: "INSERT INTO audits VALUES (1, 41)")
                    let held = try scripts.apply("integrity.duplicate-override.sql")
                    #expect(held.says(1, 0, 1) && held.output.contains("other rows refer to it"), "\(held)")
                    #expect(held.output.contains("public.audits"), "\(held)")
                    try shop.database.run(sql: "DELETE FROM audits")
                }
                let counts = try scripts.apply("integrity.duplicate-override.sql")
                #expect(mayRead ? counts.says(1, 1, 0) : counts.says(1, 0, 1), "\(counts)")
                #expect(counts.output.contains("which this role may not read") != mayRead, "\(counts)")
            }
        }
    }

    /// Later work of others would go with it.
    @Test func `A line that was added and is referred to since is not taken back`() throws {
        try Shop.open { shop in
            try shop.database.run(
                sql: """
                    CREATE TABLE allocations (line int REFERENCES order_line_items (id) ON DELETE CASCADE);
                    GRANT SELECT ON allocations TO PUBLIC;
                    """)
            try shop.scripts([Proposals.missingLine]) { scripts in
                try scripts.pick(Proposals.missingLine.findings[0].id, "A", in: "line.missing.sql")
                #expect(try scripts.apply("line.missing.sql").says(1, 1, 0))
                try shop.database.run(sql: "INSERT INTO allocations SELECT max(id) FROM order_line_items")
                let undo = try scripts.apply("undo/line.missing.sql")
                #expect(undo.says(1, 0, 1) && undo.output.contains("other rows refer to it"), "\(undo)")
                try shop.database.run(sql: "DELETE FROM allocations")
                #expect(try scripts.apply("undo/line.missing.sql").says(1, 1, 0))
            }
        }
    }

    /// Else the site's next line would have the same.
    @Test func `A line that is added through a view has an id of the table's own`() throws {
        try Shop.open { shop in
            try shop.database.run(
                sql: """
                    ALTER TABLE order_line_items RENAME TO lines;
                    ALTER TABLE lines ALTER id ADD GENERATED BY DEFAULT AS IDENTITY (START 700);
                    CREATE VIEW order_line_items AS SELECT * FROM lines;
                    GRANT USAGE ON SEQUENCE lines_id_seq TO PUBLIC;
                    """)
            try shop.scripts([Proposals.missingLine]) { scripts in
                try scripts.pick(Proposals.missingLine.findings[0].id, "A", in: "line.missing.sql")
                let counts = try scripts.apply("line.missing.sql")
                #expect(counts.says(1, 1, 0), "\(counts)")
                #expect(try shop.value("SELECT max(id)::text FROM lines") == "700")
            }
        }
    }

    @Test func `Whom a policy keeps rows from does not know what a repair rests on`() throws {
        try Shop.open { shop in
            try shop.scripts([Proposals.openSession]) { scripts in
                try shop.database.run(
                    sql: """
                        ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
                        CREATE POLICY most ON orders TO PUBLIC USING (id < 90000);
                        """)
                let counts = try scripts.apply("conversion.open-session.sql")
                #expect(counts.says(1, 0, 1) && counts.output.contains("kept from this role"), "\(counts)")
            }
        }
    }

    /// What follows the figure finds that it was made otherwise.
    @Test func `What a trigger makes of an addition is listed and marked`() throws {
        try Shop.open { shop in
            try shop.database.run(
                sql: """
                    CREATE FUNCTION even() RETURNS trigger LANGUAGE plpgsql AS
                        'BEGIN NEW."reservedQty" := 2 * floor(NEW."reservedQty" / 2); RETURN NEW; END';
                    CREATE TRIGGER even BEFORE UPDATE ON batches FOR EACH ROW EXECUTE FUNCTION even();
                    """)
            let before = try shop.digest()
            try shop.scripts([Proposals.duplicate]) { scripts in
                let dry = try scripts.dryRun("conversion.duplicate-orders.sql")
                let counts = try scripts.apply("conversion.duplicate-orders.sql")
                #expect(counts.says(1, 1, 0), "\(counts)")
                let logged = try shop.database.query(
                    sql: """
                        SELECT new_value, remark FROM tieout_repair_log WHERE column_name = 'reservedQty'
                        """)
                let stored = try shop.value(#"SELECT "reservedQty"::text FROM batches WHERE id = 7"#)
                #expect(logged == [[stored, "made otherwise"]])
                for output in [dry.stdout, counts.output] {
                    let line = output.split(separator: "\n").first { $0.contains("| reservedQty") }
                    #expect(line?.contains("| \(stored ?? "")") == true, "\(output)")
                }
                #expect(try scripts.apply("undo/conversion.duplicate-orders.sql").status == 0)
                #expect(try shop.digest() == before)
            }
        }
    }

    @Test func `What the server computes is looked at, and the rest is written`() throws {
        try Shop.open { shop in
            try shop.database.run(
                sql: """
                    ALTER TABLE order_line_items DROP COLUMN line_total;
                    ALTER TABLE order_line_items ADD COLUMN line_total numeric(10,2)
                        GENERATED ALWAYS AS (CASE WHEN is_sample THEN 0 ELSE round(quantity * unit_price, 2) END) STORED;
                    """)
            let before = try shop.digest()
            let line = RowReference.line(OrderLineID(32))
            var alone = Proposals.amendment
            alone.findings = [Proposals.settled("line.total", FindingKey(.order(OrderID(11)), .line(OrderLineID(31))))]
            alone.alternatives = [
                .init(
                    title: "Only the total",
                    changes: [.set(line, column: "line_total", from: .number("28.50"), to: .number("1"))])
            ]
            try shop.scripts([Proposals.amendment, alone]) { scripts in
                let counts = try scripts.apply("line.price.sql")
                #expect(counts.says(1, 1, 0), "\(counts)")
                #expect(try shop.value("SELECT line_total FROM order_line_items WHERE id = 32") == "27.75")
                let own = try scripts.apply("line.total.sql")
                #expect(own.says(2, 0, 2) && own.output.contains("cannot be written here"), "\(own)")
                let undo = try scripts.apply("undo/line.price.sql")
                #expect(undo.says(1, 1, 0), "\(undo)")
                #expect(try shop.digest() == before)
            }
        }
    }

    @Test func `A view that takes updates alone is updated, and blocks nothing else`() throws {
        try Shop.open { shop in
            try shop.database.run(
                sql: """
                    ALTER TABLE order_line_items RENAME TO lines_now; CREATE TABLE lines_then (LIKE lines_now INCLUDING ALL);
                    CREATE VIEW order_line_items AS SELECT * FROM lines_now UNION ALL SELECT * FROM lines_then;
                    CREATE FUNCTION upd() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
                        UPDATE lines_now SET unit_price = NEW.unit_price, line_total = NEW.line_total WHERE id = OLD.id;
                        RETURN NEW; END $$;
                    CREATE TRIGGER upd INSTEAD OF UPDATE ON order_line_items FOR EACH ROW EXECUTE FUNCTION upd();
                    """)
            let before = try shop.digest()
            try shop.scripts([Proposals.amendment, Proposals.missingLine]) { scripts in
                try scripts.pick(Proposals.missingLine.findings[0].id, "A", in: "line.missing.sql")
                let lines = try scripts.apply("line.missing.sql")
                #expect(lines.says(1, 0, 1) && lines.output.contains("cannot be written here"), "\(lines)")
                let counts = try scripts.apply("line.price.sql")
                #expect(counts.says(1, 1, 0), "\(counts)")
                let undo = try scripts.apply("undo/apply-all.sql")
                #expect(undo.status == 0, "\(undo)")
                #expect(try shop.digest() == before)
            }
        }
    }

    @Test func `A row that a policy keeps back is not said to be in use`() throws {
        try Shop.open { shop in
            try shop.database.run(
                sql: """
                    ALTER TABLE client_credit_limits ENABLE ROW LEVEL SECURITY;
                    CREATE POLICY seen ON client_credit_limits FOR SELECT USING (true);
                    CREATE POLICY kept ON client_credit_limits FOR UPDATE USING (client_id <> 5);
                    """)
            try shop.scripts([Proposals.exposure]) { scripts in
                let counts = try scripts.apply("credit.exposure.sql", ["lock_timeout": "300ms"])
                #expect(counts.says(1, 0, 1) && counts.output.contains("kept from this role by a policy"), "\(counts)")
            }
        }
    }

    @Test func `A version is counted up once a script, there and back; null stays null`() throws {
        try Shop.open { shop in
            try shop.database.run(sql: "UPDATE orders SET version = CASE id WHEN 12 THEN 7 END")
            try shop.scripts([Proposals.amendment]) { scripts in
                let version = "SELECT string_agg(coalesce(version::text, '-'), ' ' ORDER BY id) FROM orders"
                let counts = try scripts.apply("order.total.sql")
                #expect(counts.says(1, 1, 0), "\(counts)")
                #expect(try shop.value(version) == "- 8")
                #expect(try scripts.apply("line.price.sql").says(1, 0, 1))
                #expect(try scripts.apply("undo/line.price.sql").says(1, 1, 0))
                #expect(try shop.value(version) == "- 9")
            }
        }
    }
}
