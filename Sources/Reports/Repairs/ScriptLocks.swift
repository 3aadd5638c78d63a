internal import LiveShopping

/// The locks of a script: batches first, by ascending id, then the other tables in one order.
///
/// No lock is waited for: a row that someone else holds is passed over and tried again. So no script can be part of a
/// deadlock. And what is locked is let go again after a moment when something is missing, until the lock timeout: the
/// live system waits for a script only as long as that works.
struct ScriptLocks {
    let names: SQLNames
    /// In the order in which they are locked.
    let tables: [Table]

    /// Locks the rows that `tieout_lock` names; what is not had in time stays `NOT held` there.
    func write(_ script: inout RepairScript) {
        script.comment(
            """
            Locks, batches first, by ascending id. A row in use is tried again until the lock timeout, and the others
            are let go in between; no lock is waited for, so nothing can be deadlocked by this script.
            """)
        script.sql(OrNothing.statement(tables.map(touch).joined() + body + ";"))
    }
}

private extension ScriptLocks {
    /// Who alters the table is waited for here, until the lock timeout; later statements find it free.
    func touch(_ table: Table) -> String {
        "PERFORM t.\(names.key(table)) FROM \(names.table(table)) t LIMIT 0;\n"
    }

    var body: String {
        """
        DECLARE
            deadline timestamptz := clock_timestamp() + current_setting('lock_timeout')::interval;
            moment timestamptz;
            complete boolean;
        BEGIN
        \(tables.map(giveUpUnlockable).joined(separator: "\n"))
            LOOP
                BEGIN
                    moment := clock_timestamp() + interval '300 milliseconds';
                    LOOP
        \(tables.map(attempt).joined(separator: "\n"))
                        complete := NOT EXISTS (SELECT FROM tieout_lock WHERE NOT held);
                        EXIT WHEN complete OR clock_timestamp() >= moment;
                        PERFORM pg_sleep(0.02);
                    END LOOP;
                    EXIT WHEN complete OR clock_timestamp() >= deadline;
                    RAISE EXCEPTION 'in use' USING ERRCODE = 'TO001';
                EXCEPTION WHEN SQLSTATE 'TO001' THEN
                    PERFORM pg_sleep(0.05);
                END;
            END LOOP;
        END
        """
    }

    /// Rows that are only looked at are locked where the role may; looking at them needs no right to change them.
    func giveUpUnlockable(_ table: Table) -> String {
        let relation = SQLText.literal(names.table(table))
        return """
                UPDATE tieout_lock SET held = true WHERE tbl = \(label(table)) AND NOT target
                    AND NOT has_any_column_privilege(\(relation), 'UPDATE');
            """
    }

    func attempt(_ table: Table) -> String {
        """
                        IF EXISTS (SELECT FROM tieout_lock WHERE tbl = \(label(table)) AND NOT held) THEN
        \(lock(table, target: true, "UPDATE"))
        \(lock(table, target: false, "SHARE"))
                            UPDATE tieout_lock l SET held = true WHERE l.tbl = \(label(table)) AND NOT l.held
                                AND NOT EXISTS (SELECT FROM \(names.table(table)) t WHERE t.\(names.key(table)) = l.row_id);
                        END IF;
        """
    }

    func lock(_ table: Table, target: Bool, _ strength: String) -> String {
        let key = "t." + names.key(table)
        let wanted = "tbl = \(label(table)) AND \(target ? "target" : "NOT target") AND NOT held"
        return """
                                UPDATE tieout_lock l SET held = true FROM (
                                    SELECT \(key) AS row_id FROM \(names.table(table)) t
                                    WHERE \(key) IN (SELECT row_id FROM tieout_lock WHERE \(wanted))
                                    ORDER BY \(key) FOR \(strength) SKIP LOCKED) k
                                WHERE l.tbl = \(label(table)) AND l.row_id = k.row_id;
            """
    }

    func label(_ table: Table) -> String { SQLText.literal(names.label(table)) }
}
