	iming on
CALL pg_temp.tieout_take_heads();
CALL pg_temp.tieout_resolve();
CALL pg_temp.tieout_refuse();
CALL pg_temp.tieout_open_log();
\echo load
CALL pg_temp.tieout_load();
\echo columns
CALL pg_temp.tieout_know_columns();
\echo locklist
    INSERT INTO tieout_lock
    SELECT tbl, row_id, bool_or(target) FROM (
        SELECT w.tbl, w.row_id, true AS target FROM tieout_wanted w JOIN tieout_repair r USING (no) WHERE r.skipped IS NULL AND w.action <> 'insert'
        UNION ALL SELECT e.tbl, e.row_id, false FROM pg_temp.tieout_rows_of_evidence() e JOIN tieout_repair r USING (no)
        WHERE r.skipped IS NULL AND EXISTS (SELECT FROM tieout_wanted w WHERE w.no = e.no AND w.action <> 'add')) l GROUP BY tbl, row_id;
\echo locks
CALL pg_temp.tieout_take_locks();
\echo read
CALL pg_temp.tieout_read();
\echo look
CALL pg_temp.tieout_look();
\echo fit
CALL pg_temp.tieout_fit();
\echo make parts
    TRUNCATE tieout_todo;
    INSERT INTO tieout_todo
    SELECT c.*, k.bit FROM tieout_cell c JOIN tieout_repair r USING (no) LEFT JOIN tieout_column k USING (tbl, col, action)
    WHERE r.skipped IS NULL AND r.no BETWEEN 1 AND 100000 AND CASE c.action WHEN 'set' THEN NOT pg_temp.tieout_same(k.kind, c.now, c.new)
        WHEN 'delete' THEN c.present ELSE true END;
    ANALYZE tieout_todo;
\echo times
    CALL pg_temp.tieout_make_times();
\echo update
CALL pg_temp.tieout_update('liveShoppingSessions', 'public."liveShoppingSessions"', 'id', 'updatedAt', NULL, 3);
\echo constraints
    CALL pg_temp.tieout_write('SET CONSTRAINTS ALL IMMEDIATE');
\echo log
SELECT pg_temp.tieout_log_cells();
\echo lists
\o /dev/null
SELECT * FROM pg_temp.tieout_changes();
\o
ROLLBACK;
