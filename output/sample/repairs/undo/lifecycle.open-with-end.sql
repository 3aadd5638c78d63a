-- tieout: the way back from the repairs of lifecycle.open-with-end
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
--
-- Puts back what lifecycle.open-with-end.sql has changed, every cell as it was, from tieout_repair_log. A cell that has
-- moved on since is not touched: the repair that it belongs to is skipped and listed. An amount that was
-- added is taken off again, whatever is there by now.
--
-- Dry run, which shows what would change and rolls back:   psql -f lifecycle.open-with-end.sql
-- Take it back:                                            psql -v apply=1 -f lifecycle.open-with-end.sql
--
-- The role needs the rights that lifecycle.open-with-end.sql names.
\set ON_ERROR_STOP on
\set ON_ERROR_ROLLBACK off
\set AUTOCOMMIT on
\set QUIET on
\encoding UTF8
\pset pager off
\pset format aligned
\pset footer off
\pset null '(null)'
\if :{?apply}
\else
\set apply 0
\endif
\if :{?lock_timeout}
\else
\set lock_timeout 5s
\endif
\if :{?statement_timeout}
\else
\set statement_timeout 10min
\endif
SELECT :'apply' IN ('1', 'true') AS tieout_apply \gset
\echo 'One transaction: if an ERROR stops this script, it has changed nothing.'

BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL lock_timeout = :'lock_timeout';
SET LOCAL statement_timeout = :'statement_timeout';
SET LOCAL idle_in_transaction_session_timeout = '1min';
SET LOCAL client_min_messages = warning;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO';
SET LOCAL jit = off;

DO $tieout$
BEGIN
    PERFORM pg_advisory_xact_lock(127996022191476);
EXCEPTION WHEN lock_not_available THEN
    RAISE EXCEPTION 'another repair script of tieout is at work; nothing was changed'
        USING HINT = 'Run this script again when the other has ended.';
END
$tieout$;

DO $tieout$
BEGIN
    IF to_regclass('"tieout_repair_log"') IS NULL THEN
        CREATE TABLE "tieout_repair_log" (
            log_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            run_id text NOT NULL,
            finding_id text NOT NULL,
            rule text NOT NULL,
            table_name text NOT NULL,
            row_id bigint NOT NULL,
            column_name text NOT NULL,
            old_value text,
            new_value text,
            action text NOT NULL,
            undoes bigint UNIQUE,
            applied_at timestamptz NOT NULL DEFAULT now(),
            applied_by text NOT NULL DEFAULT session_user
        );
        CREATE INDEX ON "tieout_repair_log" (run_id, finding_id);
    END IF;
    PERFORM l.log_id FROM "tieout_repair_log" l LIMIT 0;
EXCEPTION WHEN query_canceled OR assert_failure OR OTHERS THEN
    RAISE EXCEPTION USING ERRCODE = SQLSTATE,
        MESSAGE = CASE WHEN SQLERRM LIKE '%nothing was changed' THEN SQLERRM
            ELSE SQLERRM || '; nothing was changed' END,
        HINT = CASE
            WHEN left(SQLSTATE, 2) = '40' OR SQLSTATE = '55P03'
                THEN 'Others were at work on the same rows: run this script again.'
            WHEN SQLSTATE = '57014'
                THEN 'Run this script again; -v statement_timeout=1h gives each statement more time.'
            ELSE 'What stopped it has to be put right first; then run this script again.' END;
END
$tieout$;

-- Compares values as what they are: 1.50 is 1.5, and null is null.
CREATE OR REPLACE FUNCTION pg_temp.tieout_same(kind text, a text, b text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $tieout$
SELECT CASE
    WHEN kind = 'deletion' THEN (a IS NOT NULL) = (b IS NOT DISTINCT FROM 'deleted')
    WHEN a IS NULL OR b IS NULL THEN a IS NULL AND b IS NULL
    WHEN kind IN ('number', 'integer') THEN a::numeric = b::numeric
    WHEN kind = 'timestamp' THEN a::timestamptz = b::timestamptz
    WHEN kind = 'boolean' THEN (a IN ('1', 't', 'true')) = (b IN ('1', 't', 'true'))
    ELSE a = b
END
$tieout$;

-- Says whether a column can hold a value, exactly.
CREATE OR REPLACE FUNCTION pg_temp.tieout_casts(value text, type text) RETURNS boolean
LANGUAGE plpgsql AS $tieout$
DECLARE
    result text;
BEGIN
    EXECUTE format('SELECT (%L::%s)::text', value, type) INTO result;
    RETURN result IS NOT DISTINCT FROM value;
EXCEPTION WHEN OTHERS THEN
    RETURN false;
END
$tieout$;
CREATE OR REPLACE FUNCTION pg_temp.tieout_fits(
    value text, not_null boolean, base oid, type text, digits integer, scale integer
) RETURNS boolean
LANGUAGE sql AS $tieout$
SELECT CASE
    WHEN value IS NULL THEN NOT not_null
    WHEN base = 'numeric'::regtype AND digits IS NULL THEN true
    WHEN base = 'numeric'::regtype THEN
        round(value::numeric, scale) = value::numeric
        AND abs(value::numeric) < power(10::numeric, digits - scale)
    WHEN base = 'smallint'::regtype THEN
        trunc(value::numeric) = value::numeric AND value::numeric BETWEEN -32768 AND 32767
    WHEN base = 'integer'::regtype THEN
        trunc(value::numeric) = value::numeric AND value::numeric BETWEEN -2147483648 AND 2147483647
    WHEN base = 'bigint'::regtype THEN
        trunc(value::numeric) = value::numeric
        AND value::numeric BETWEEN -9223372036854775808 AND 9223372036854775807
    WHEN base IN ('text'::regtype, 'real'::regtype, 'double precision'::regtype, 'boolean'::regtype,
        'timestamp'::regtype, 'timestamptz'::regtype) THEN true
    ELSE pg_temp.tieout_casts(value, type)
END
$tieout$;

-- The findings that the repairs are logged under.
CREATE TEMP TABLE tieout_repair (
    no integer PRIMARY KEY, finding_id text NOT NULL, rule text NOT NULL, impact numeric NOT NULL, skipped text
) ON COMMIT DROP;
COPY tieout_repair (no, finding_id, rule, impact) FROM stdin;
1	cfac40230d5611ec	lifecycle.open-with-end	0.00
\.
ANALYZE tieout_repair;

-- The columns that are changed here, with the types they really have.
CREATE TEMP TABLE tieout_column ON COMMIT DROP AS
SELECT c.tbl, c.col, c.kind, a.attnotnull AS not_null, b.base,
    format_type(b.base, b.modifier) AS type,
    CASE WHEN b.base = 'numeric'::regtype AND b.modifier >= 4
        THEN ((b.modifier - 4) >> 16) & 65535 END AS digits,
    CASE WHEN b.base = 'numeric'::regtype AND b.modifier >= 4
        THEN (((b.modifier - 4) & 2047) # 1024) - 1024 END AS scale
FROM (VALUES
    ('liveShoppingSessions', 'status', 'text', '"liveShoppingSessions"'),
    ('liveShoppingSessions', 'endedAt', 'timestamp', '"liveShoppingSessions"'),
    ('liveShoppingSessions', 'updatedAt', 'timestamp', '"liveShoppingSessions"')
) AS c (tbl, col, kind, relation)
JOIN pg_attribute a ON a.attrelid = c.relation::regclass AND a.attname = c.col
JOIN pg_type t ON t.oid = a.atttypid
CROSS JOIN LATERAL (SELECT
    CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE a.atttypid END AS base,
    CASE t.typtype WHEN 'd' THEN t.typtypmod ELSE a.atttypmod END AS modifier) AS b;

-- The log's entries of this run.
CREATE TEMP TABLE tieout_log ON COMMIT DROP AS
SELECT l.log_id, l.finding_id, l.rule, l.table_name AS tbl, l.row_id, l.column_name AS col,
    l.old_value AS old, l.new_value AS new, l.action, l.applied_at, u.log_id IS NOT NULL AS undone
FROM "tieout_repair_log" l LEFT JOIN "tieout_repair_log" u ON u.undoes = l.log_id AND u.run_id = l.run_id
WHERE l.run_id = '2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z';
ANALYZE tieout_log;

-- What no undo has taken back.
CREATE TEMP TABLE tieout_back ON COMMIT DROP AS
SELECT r.no, l.log_id, l.action, l.tbl, l.row_id, l.col, l.old, l.new, false AS present, NULL::text AS now,
    NULL::text AS before, NULL::text AS after
FROM tieout_repair r JOIN tieout_log l USING (finding_id)
WHERE NOT l.undone AND l.action NOT IN ('undo', 'touch');
ANALYZE tieout_back;
UPDATE tieout_repair r SET skipped = 'nothing to take back'
WHERE NOT EXISTS (SELECT FROM tieout_back b WHERE b.no = r.no);
CREATE TEMP TABLE tieout_lock ON COMMIT DROP AS
SELECT DISTINCT tbl, row_id, true AS target, false AS held FROM tieout_back;
ANALYZE tieout_lock;

-- Locks, batches first, by ascending id. A row in use is tried again until the lock timeout, and the others
-- are let go in between; no lock is waited for, so nothing can be deadlocked by this script.
DO $tieout$
BEGIN
PERFORM t."id" FROM "liveShoppingSessions" t LIMIT 0;
DECLARE
    deadline timestamptz := clock_timestamp() + current_setting('lock_timeout')::interval;
    moment timestamptz;
    complete boolean;
BEGIN
    UPDATE tieout_lock SET held = true WHERE tbl = 'liveShoppingSessions' AND NOT target
        AND NOT has_any_column_privilege('"liveShoppingSessions"', 'UPDATE');
    LOOP
        BEGIN
            moment := clock_timestamp() + interval '300 milliseconds';
            LOOP
                IF EXISTS (SELECT FROM tieout_lock WHERE tbl = 'liveShoppingSessions' AND NOT held) THEN
                    UPDATE tieout_lock l SET held = true FROM (
                        SELECT t."id" AS row_id FROM "liveShoppingSessions" t
                        WHERE t."id" IN (SELECT row_id FROM tieout_lock WHERE tbl = 'liveShoppingSessions' AND target AND NOT held)
                        ORDER BY t."id" FOR UPDATE SKIP LOCKED) k
                    WHERE l.tbl = 'liveShoppingSessions' AND l.row_id = k.row_id;
                    UPDATE tieout_lock l SET held = true FROM (
                        SELECT t."id" AS row_id FROM "liveShoppingSessions" t
                        WHERE t."id" IN (SELECT row_id FROM tieout_lock WHERE tbl = 'liveShoppingSessions' AND NOT target AND NOT held)
                        ORDER BY t."id" FOR SHARE SKIP LOCKED) k
                    WHERE l.tbl = 'liveShoppingSessions' AND l.row_id = k.row_id;
                    UPDATE tieout_lock l SET held = true WHERE l.tbl = 'liveShoppingSessions' AND NOT l.held
                        AND NOT EXISTS (SELECT FROM "liveShoppingSessions" t WHERE t."id" = l.row_id);
                END IF;
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
END;
EXCEPTION WHEN query_canceled OR assert_failure OR OTHERS THEN
    RAISE EXCEPTION USING ERRCODE = SQLSTATE,
        MESSAGE = CASE WHEN SQLERRM LIKE '%nothing was changed' THEN SQLERRM
            ELSE SQLERRM || '; nothing was changed' END,
        HINT = CASE
            WHEN left(SQLSTATE, 2) = '40' OR SQLSTATE = '55P03'
                THEN 'Others were at work on the same rows: run this script again.'
            WHEN SQLSTATE = '57014'
                THEN 'Run this script again; -v statement_timeout=1h gives each statement more time.'
            ELSE 'What stopped it has to be put right first; then run this script again.' END;
END
$tieout$;
UPDATE tieout_repair r SET skipped = 'in use by another transaction'
FROM tieout_back b JOIN tieout_lock k USING (tbl, row_id)
WHERE NOT k.held AND b.no = r.no AND r.skipped IS NULL;
UPDATE tieout_back b SET present = true, now = v.now
FROM "liveShoppingSessions" t CROSS JOIN LATERAL (VALUES ('status', t."status"::text), ('endedAt', t."endedAt"::text)) AS v (col, now)
WHERE b.tbl = 'liveShoppingSessions' AND t."id" = b.row_id AND b.col = v.col;

-- What has moved on since it was applied.
CREATE TEMP TABLE tieout_moved ON COMMIT DROP AS
SELECT b.no, b.tbl, b.row_id, b.col, 'cell' AS kind, b.new AS expected, coalesce(b.next, b.now) AS found
FROM (SELECT *, lead(old) OVER cell AS next, lead(log_id) OVER cell IS NULL AS is_last FROM tieout_back
    WHERE action = 'set' WINDOW cell AS (PARTITION BY tbl, row_id, col ORDER BY log_id)) b
JOIN tieout_column k USING (tbl, col)
WHERE b.present AND NOT pg_temp.tieout_same(k.kind, b.new, CASE WHEN b.is_last THEN b.now ELSE b.next END);
INSERT INTO tieout_moved
SELECT DISTINCT no, tbl, row_id, '(row)', 'row', 'present', 'missing' FROM tieout_back
WHERE action IN ('set', 'add', 'insert') AND NOT present;
INSERT INTO tieout_moved
SELECT no, tbl, row_id, '(row)', 'row', 'missing', 'present' FROM tieout_back WHERE action = 'delete' AND present;
INSERT INTO tieout_moved
SELECT no, tbl, row_id, '(row)', 'row', new, now FROM tieout_back
WHERE action = 'insert' AND present AND now IS DISTINCT FROM new;
INSERT INTO tieout_moved
SELECT no, tbl, row_id, col, 'cell', 'a number', now FROM tieout_back
WHERE action = 'add' AND present AND (now IS NULL OR now IN ('NaN', 'Infinity', '-Infinity'));
CREATE TEMP TABLE tieout_time (
    tbl text, row_id bigint, col text, first_id bigint, was text, written text, now text
) ON COMMIT DROP;
INSERT INTO tieout_time
SELECT h.tbl, h.row_id, h.col, h.first_id, h.was, h.written, t."updatedAt"::text
FROM (SELECT DISTINCT ON (l.row_id) l.tbl, l.row_id, l.col,
        first_value(l.log_id) OVER history AS first_id, first_value(l.old) OVER history AS was,
        last_value(l.new) OVER history AS written
    FROM tieout_log l LEFT JOIN (SELECT tbl, row_id, col, max(log_id) AS log_id FROM tieout_log
        WHERE action = 'undo' GROUP BY tbl, row_id, col) u USING (tbl, row_id, col)
    WHERE l.action = 'touch' AND l.tbl = 'liveShoppingSessions' AND l.log_id > coalesce(u.log_id, 0)
        AND l.row_id IN (SELECT row_id FROM tieout_back WHERE tbl = 'liveShoppingSessions')
    WINDOW history AS (PARTITION BY l.row_id ORDER BY l.log_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
    ORDER BY l.row_id) h
JOIN "liveShoppingSessions" t ON t."id" = h.row_id;
ANALYZE tieout_time;
INSERT INTO tieout_moved
SELECT DISTINCT b.no, b.tbl, b.row_id, t.col, 'cell', t.written, t.now
FROM tieout_back b JOIN tieout_time t USING (tbl, row_id)
WHERE b.action = 'set' AND t.now IS DISTINCT FROM t.written;
UPDATE tieout_repair r SET skipped = 'moved on since it was applied'
FROM tieout_moved m WHERE m.no = r.no AND r.skipped IS NULL;
DO $tieout$
BEGIN
    LOOP
        UPDATE tieout_back b SET
            before = CASE WHEN s.before = b.new::numeric THEN b.new ELSE s.before::text END,
            after = CASE WHEN s.before = b.new::numeric THEN b.old ELSE s.after::text END
        FROM (SELECT log_id, after, after + step AS before FROM (
            SELECT b.log_id, b.new::numeric - b.old::numeric AS step,
                b.now::numeric - sum(b.new::numeric - b.old::numeric) OVER cell AS after
            FROM tieout_back b JOIN tieout_repair r USING (no) WHERE b.action = 'add' AND r.skipped IS NULL
            WINDOW cell AS (PARTITION BY b.tbl, b.row_id, b.col ORDER BY b.log_id DESC)) sums) s
        WHERE s.log_id = b.log_id;
        INSERT INTO tieout_moved
        SELECT DISTINCT ON (b.tbl, b.row_id, b.col) b.no, b.tbl, b.row_id, b.col, 'fit', k.type, b.after
        FROM tieout_back b JOIN tieout_repair r USING (no) JOIN tieout_column k USING (tbl, col)
        WHERE r.skipped IS NULL AND b.action = 'add'
            AND NOT pg_temp.tieout_fits(b.after, k.not_null, k.base, k.type, k.digits, k.scale)
        ORDER BY b.tbl, b.row_id, b.col, b.log_id DESC;
        EXIT WHEN NOT FOUND;
        UPDATE tieout_repair r SET skipped = 'does not fit'
        FROM tieout_moved m WHERE m.no = r.no AND m.kind = 'fit' AND r.skipped IS NULL;
    END LOOP;
    UPDATE tieout_back SET before = new, after = old WHERE action <> 'add';
END
$tieout$;

-- What comes back.
CREATE TEMP TABLE tieout_restore ON COMMIT DROP AS
SELECT DISTINCT ON (b.tbl, b.row_id, b.col) b.tbl, b.row_id, b.col, b.now, b.after AS value
FROM tieout_back b JOIN tieout_repair r USING (no)
WHERE r.skipped IS NULL AND b.action IN ('set', 'add') ORDER BY b.tbl, b.row_id, b.col, b.log_id;
DELETE FROM tieout_time t WHERE NOT EXISTS (
        SELECT FROM tieout_restore b WHERE (b.tbl, b.row_id) = (t.tbl, t.row_id))
    OR EXISTS (SELECT FROM tieout_log l WHERE NOT l.undone AND l.action NOT IN ('undo', 'touch')
        AND (l.tbl, l.row_id) = (t.tbl, t.row_id) AND NOT EXISTS (
            SELECT FROM tieout_back b JOIN tieout_repair r USING (no)
            WHERE b.log_id = l.log_id AND r.skipped IS NULL));
INSERT INTO tieout_restore
SELECT tbl, row_id, col, now, CASE WHEN now IS DISTINCT FROM written THEN now()::text ELSE was END
FROM tieout_time;
ANALYZE tieout_restore;

\echo 'To be put back:'
SELECT r.finding_id AS finding, r.rule, b.tbl AS "table", b.row_id AS row, b.col AS "column",
    CASE b.action WHEN 'delete' THEN '(deleted)' ELSE b.before END AS now,
    CASE b.action WHEN 'insert' THEN '(deleted)' ELSE b.after END AS becomes
FROM tieout_back b JOIN tieout_repair r USING (no) WHERE r.skipped IS NULL
ORDER BY r.no, b.tbl, b.row_id, b.col, b.log_id DESC;
\echo 'Skipped:'
SELECT r.finding_id AS finding, r.rule, r.skipped AS reason, m.tbl AS "table", m.row_id AS row,
    m.col AS "column", m.expected, m.found
FROM tieout_repair r LEFT JOIN (SELECT DISTINCT * FROM tieout_moved) m
    ON m.no = r.no AND (r.skipped = 'does not fit' AND m.kind = 'fit'
        OR r.skipped LIKE 'moved on%' AND m.kind <> 'fit')
WHERE r.skipped IS NOT NULL AND r.skipped <> 'nothing to take back'
ORDER BY r.no, m.tbl, m.row_id, m.col;

-- Puts it back.
DO $tieout$
BEGIN
INSERT INTO "tieout_repair_log"
    (run_id, finding_id, rule, table_name, row_id, column_name, old_value, new_value, action, undoes)
SELECT '2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z', r.finding_id, r.rule, b.tbl, b.row_id, b.col, b.before, b.after, 'undo', b.log_id
FROM tieout_back b JOIN tieout_repair r USING (no) WHERE r.skipped IS NULL ORDER BY b.log_id DESC;
INSERT INTO "tieout_repair_log"
    (run_id, finding_id, rule, table_name, row_id, column_name, old_value, new_value, action, undoes)
SELECT '2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z', l.finding_id, l.rule, s.tbl, s.row_id, s.col, s.now, s.value, 'undo', t.first_id
FROM tieout_restore s JOIN tieout_time t USING (tbl, row_id, col) JOIN tieout_log l ON l.log_id = t.first_id
ORDER BY t.first_id DESC;
CREATE TEMP TABLE tieout_new_1 ON COMMIT DROP AS SELECT t."id", t."status", t."endedAt", t."updatedAt" FROM "liveShoppingSessions" t WITH NO DATA;
TRUNCATE tieout_new_1;
INSERT INTO tieout_new_1
SELECT n.* FROM (SELECT s.row_id, json_object_agg(s.col, s.value) AS change FROM tieout_restore s
    WHERE s.tbl = 'liveShoppingSessions' GROUP BY s.row_id) c
JOIN "liveShoppingSessions" t ON t."id" = c.row_id
CROSS JOIN LATERAL json_populate_record(ROW(t."id", t."status", t."endedAt", t."updatedAt")::pg_temp.tieout_new_1, c.change) n;
ANALYZE tieout_new_1;
UPDATE "liveShoppingSessions" t SET
    "status" = n."status",
    "endedAt" = n."endedAt",
    "updatedAt" = n."updatedAt"
FROM tieout_new_1 n WHERE n."id" = t."id";
SET CONSTRAINTS ALL IMMEDIATE;
EXCEPTION WHEN query_canceled OR assert_failure OR OTHERS THEN
    RAISE EXCEPTION USING ERRCODE = SQLSTATE,
        MESSAGE = CASE WHEN SQLERRM LIKE '%nothing was changed' THEN SQLERRM
            ELSE SQLERRM || '; nothing was changed' END,
        HINT = CASE
            WHEN left(SQLSTATE, 2) = '40' OR SQLSTATE = '55P03'
                THEN 'Others were at work on the same rows: run this script again.'
            WHEN SQLSTATE = '57014'
                THEN 'Run this script again; -v statement_timeout=1h gives each statement more time.'
            ELSE 'What stopped it has to be put right first; then run this script again.' END;
END
$tieout$;
\echo 'Counts:'
\if :tieout_apply
\set tieout_word undone
\else
\set tieout_word 'would be undone'
\endif
SELECT 'undo lifecycle.open-with-end' AS rule, CASE WHEN :'tieout_apply' = 't' THEN 'apply' ELSE 'dry run' END AS mode,
    count(*) AS proposed, count(*) FILTER (WHERE skipped IS NULL) AS :"tieout_word",
    count(*) FILTER (WHERE skipped IS NOT NULL) AS skipped,
    coalesce(sum(impact) FILTER (WHERE skipped IS NULL), 0.00) AS impact
FROM tieout_repair;
SELECT count(*) AS tieout_proposed, count(*) FILTER (WHERE skipped IS NULL) AS tieout_done,
    count(*) FILTER (WHERE skipped IS NOT NULL) AS tieout_skipped,
    count(*) FILTER (WHERE skipped IS NULL) = 0 AS tieout_nothing FROM tieout_repair \gset

\if :tieout_apply
COMMIT;
\if :tieout_nothing
\echo 'Nothing was changed.'
\else
\echo 'Committed.'
\endif
\else
ROLLBACK;
\echo 'Dry run: rolled back, nothing was changed. To apply it, add -v apply=1.'
\endif
