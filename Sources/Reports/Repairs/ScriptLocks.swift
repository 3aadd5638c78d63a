internal import LiveShopping

/// The locks of a script: batches first, by ascending id, then the other tables in one order.
///
/// No lock is waited for while others are held: a row that someone else holds is passed over and tried again until the
/// lock timeout. So no script can be part of a deadlock, and the live system waits for one only as long as it works.
struct ScriptLocks {
    let names: SQLNames
    /// In the order in which they are locked.
    let tables: [Table]

    /// Locks the rows that `tieout_lock` names; what is not had in time stays `NOT held` there.
    func write(_ script: inout RepairScript) {
        script.comment(
            """
            Locks, batches first, by ascending id. A row in use is tried again until the lock timeout; no lock is
            waited for, so nothing can be deadlocked by this script.
            """)
        script.sql("DO \(SQLText.dollarQuoted(body));")
    }
}

private extension ScriptLocks {
    var body: String {
        """
        DECLARE
            deadline timestamptz := clock_timestamp() + current_setting('lock_timeout')::interval;
        BEGIN
        \(tables.map(giveUpUnlockable).joined(separator: "\n"))
            LOOP
        \(tables.map(attempt).joined(separator: "\n"))
                EXIT WHEN NOT EXISTS (SELECT FROM tieout_lock WHERE NOT held) OR clock_timestamp() >= deadline;
                PERFORM pg_sleep(0.02);
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
