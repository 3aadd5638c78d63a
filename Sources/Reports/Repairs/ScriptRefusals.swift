/// The part of a script that makes the changes, all at once, and leaves out what the database refuses.
///
/// A site may have constraints and triggers that tieout knows nothing of. When one of them refuses the changes, all are
/// taken back and tried in halves, each half beside those that went through before it, until the repairs that cannot be
/// applied are known; they are skipped with what the database said, and the rest is applied at once. So a hundred
/// thousand repairs are a handful of statements when all goes well, and a few dozen more for each that does not.
struct ScriptRefusals {
    /// Adds up the additions again, where there are any.
    let addUp: String

    static let reason = "refused by the database"
    /// So many repairs may be refused; more say that something else is wrong, and the script changes nothing.
    static let limit = 100

    func write(_ script: inout RepairScript) {
        script.comment(
            """
            Makes the changes, all at once. What a constraint or a trigger of this database refuses is searched by
            halves, left out and listed; more than \(Self.limit) refusals end the script.
            """)
        script.sql(Self.search)
        script.sql(OrNothing.statement(apply))
    }
}

private extension ScriptRefusals {
    /// Errors that are about a repair's values, and not about the moment, the rights or the server.
    static let isRefusal = "left(SQLSTATE, 2) NOT IN ('08', '25', '40', '42', '53', '54', '55', '57', '58', 'XX', 'TO')"

    var apply: String {
        """
        DECLARE
            live integer[] := ARRAY(SELECT no FROM tieout_repair WHERE skipped IS NULL ORDER BY no);
        BEGIN
            IF cardinality(live) = 0 THEN
                RETURN;
            END IF;
            BEGIN
                PERFORM pg_temp.tieout_change(live[1], live[cardinality(live)]);
                RETURN;
            EXCEPTION WHEN OTHERS THEN
                IF NOT \(Self.isRefusal) THEN
                    RAISE;
                END IF;
            END;
            INSERT INTO tieout_moved (no, kind, tbl, col, expected, found)
            SELECT no, 'refused', tbl, rule, NULL, message FROM pg_temp.tieout_refusals(live);
            UPDATE tieout_repair r SET skipped = '\(Self.reason)' FROM tieout_moved m
            WHERE m.no = r.no AND m.kind = 'refused' AND r.skipped IS NULL;
            \(addUp)PERFORM pg_temp.tieout_change(live[1], live[cardinality(live)]);
        END;
        """
    }

    /// Tries ranges of repairs, keeps what goes through until all are tried, and takes everything back.
    static let search = """
        CREATE OR REPLACE FUNCTION pg_temp.tieout_refusals(live integer[])
        RETURNS TABLE (no integer, tbl text, rule text, message text) LANGUAGE plpgsql AS \(SQLText.dollarQuoted(
            """
            DECLARE
                first integer[] := ARRAY[1];
                last integer[] := ARRAY[cardinality(live)];
                a integer;
                b integer;
                refused integer[] := '{}';
                tables text[] := '{}';
                rules text[] := '{}';
                messages text[] := '{}';
                told_table text;
                told_rule text;
            BEGIN
                BEGIN
                    WHILE cardinality(first) > 0 LOOP
                        a := first[cardinality(first)];
                        b := last[cardinality(last)];
                        first := first[1:cardinality(first) - 1];
                        last := last[1:cardinality(last) - 1];
                        BEGIN
                            PERFORM pg_temp.tieout_change(live[a], live[b]);
                        EXCEPTION WHEN OTHERS THEN
                            IF NOT \(isRefusal) THEN
                                RAISE;
                            ELSIF a < b THEN
                                first := first || ARRAY[(a + b) / 2 + 1, a];
                                last := last || ARRAY[b, (a + b) / 2];
                            ELSE
                                GET STACKED DIAGNOSTICS told_table = TABLE_NAME, told_rule = CONSTRAINT_NAME;
                                refused := refused || live[a];
                                tables := tables || told_table;
                                rules := rules || told_rule;
                                messages := messages || SQLERRM;
                                IF cardinality(refused) > \(limit) THEN
                                    RAISE EXCEPTION USING ERRCODE = 'TO003', MESSAGE = format(
                                        'this database refuses more than \(limit) of these repairs, the first with: %s; nothing was changed',
                                        messages[1]);
                                END IF;
                            END IF;
                        END;
                    END LOOP;
                    RAISE EXCEPTION 'tried' USING ERRCODE = 'TO002';
                EXCEPTION WHEN SQLSTATE 'TO002' THEN
                    RETURN QUERY SELECT * FROM unnest(refused, tables, rules, messages);
                END;
            END
            """));
        """
}
