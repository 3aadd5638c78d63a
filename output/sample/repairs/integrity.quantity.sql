-- tieout: repairs of integrity.quantity
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
--
-- Repairs: 1 (0 automatic, 1 to choose)
-- Findings of this rule that they settle: 1
-- Money at stake: 0.00
-- What they do:
--   - Take item 1592 out of the cart
--   - Set the quantity of item 1592 to 1.0000
--
-- Dry run, which shows what would change and rolls back:   psql -f integrity.quantity.sql
-- Apply it:                                                psql -v apply=1 -f integrity.quantity.sql
-- Take it back:                                            psql -v apply=1 -f undo/integrity.quantity.sql
--
-- What each alternative moves besides the rows that it changes stands beside it below.
--
-- A repair is applied only while the rows that it changes, and those that it rests on, hold what the run
-- read; what has moved on is skipped and listed. Applying it twice changes nothing the second time. Each
-- changed cell is logged in tieout_repair_log. If an ERROR stops the script, it has changed nothing.
-- Choices are applied only where one is picked: delete the two dashes before the line of the alternative.
--
-- Rights that the role needs, beside TEMPORARY on the database:
--   GRANT SELECT ("batchId", "deleted_at", "id", "isSample", "itemStatus", "negotiationStatus", "productId", "quantity", "sessionId", "unitPrice"), UPDATE ("deleted_at", "quantity") ON "sessionCartItems" TO ROLE;
--   GRANT SELECT, INSERT ON "tieout_repair_log" TO ROLE; -- and CREATE on its schema for the first script of all
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

-- Choices: delete the two dashes before INSERT in the line of the one that you pick.
CREATE TEMP TABLE tieout_pick (finding_id text NOT NULL, way text NOT NULL) ON COMMIT DROP;

-- d3a3b7d7b68f7abd integrity.quantity, 0.00 at stake
--  A: Take item 1592 out of the cart. It no longer counts in the cart.
--INSERT INTO tieout_pick VALUES ('d3a3b7d7b68f7abd', 'A');
--  B: Set the quantity of item 1592 to 1.0000. It counts as one, at 20.04.
--INSERT INTO tieout_pick VALUES ('d3a3b7d7b68f7abd', 'B');

-- The repairs: the finding that each is logged under, its money at stake, everything that it settles.
CREATE TEMP TABLE tieout_repair (
    no integer PRIMARY KEY, finding_id text NOT NULL, rule text NOT NULL, impact numeric NOT NULL,
    settles text NOT NULL, way text, what text, skipped text
) ON COMMIT DROP;
COPY tieout_repair (no, finding_id, rule, impact, settles, way, what) FROM stdin;
1	d3a3b7d7b68f7abd	integrity.quantity	0.00	d3a3b7d7b68f7abd integrity.quantity 0.00	\N	\N
\.
ANALYZE tieout_repair;

-- The ways to choose from.
CREATE TEMP TABLE tieout_alternative (no integer, way text, what text) ON COMMIT DROP;
COPY tieout_alternative (no, way, what) FROM stdin;
1	A	Take item 1592 out of the cart
1	B	Set the quantity of item 1592 to 1.0000
\.

-- The changes, a cell a line: repair, alternative, what is done, table, row, column, value that was read,
-- value that is written (for "add", what is added to whatever is there).
CREATE TEMP TABLE tieout_cell (
    no integer NOT NULL, way text NOT NULL, action text NOT NULL, tbl text NOT NULL, row_id bigint NOT NULL,
    col text NOT NULL, old text, new text, present boolean NOT NULL DEFAULT false, now text, becomes text
) ON COMMIT DROP;
COPY tieout_cell (no, way, action, tbl, row_id, col, old, new) FROM stdin;
1	A	set	sessionCartItems	1592	deleted_at	\N	2026-11-22T02:00:00.000000Z
1	B	set	sessionCartItems	1592	quantity	0.0000	1.0000
\.
ANALYZE tieout_cell;

-- What repairs rest on: rows of sessionCartItems as the run read them.
CREATE TEMP TABLE tieout_evidence_1 (no integer, row_id bigint, "sessionId" bigint, "batchId" bigint, "productId" bigint, "quantity" numeric, "unitPrice" numeric, "isSample" boolean, "itemStatus" text, "negotiationStatus" text, "deleted_at" boolean) ON COMMIT DROP;
COPY tieout_evidence_1 (no, row_id, "sessionId", "batchId", "productId", "quantity", "unitPrice", "isSample", "itemStatus", "negotiationStatus", "deleted_at") FROM stdin;
1	1592	207	281	262	0.0000	20.04	0	TO_PURCHASE	\N	0
\.
ANALYZE tieout_evidence_1;
DO $tieout$
DECLARE
    finding text;
BEGIN
    SELECT finding_id INTO finding FROM tieout_pick GROUP BY finding_id HAVING count(*) > 1 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'more than one alternative is picked for finding %; nothing was changed', finding
            USING HINT = 'Leave the two dashes before all of its lines but one.';
    END IF;
    SELECT p.finding_id INTO finding FROM tieout_pick p
    WHERE NOT EXISTS (SELECT FROM tieout_repair r JOIN tieout_alternative a USING (no)
        WHERE r.finding_id = p.finding_id AND a.way = p.way) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'finding % has no such alternative; nothing was changed', finding;
    END IF;
END
$tieout$;
UPDATE tieout_repair r SET way = a.way, what = a.what
FROM tieout_pick p, tieout_alternative a
WHERE r.finding_id = p.finding_id AND r.way IS NULL AND a.no = r.no AND a.way = p.way;
DELETE FROM tieout_cell c USING tieout_repair r WHERE r.no = c.no AND c.way IS DISTINCT FROM r.way;

-- The columns that are changed here, with the types they really have.
CREATE TEMP TABLE tieout_column ON COMMIT DROP AS
SELECT c.tbl, c.col, c.kind, a.attnotnull AS not_null, b.base,
    format_type(b.base, b.modifier) AS type,
    CASE WHEN b.base = 'numeric'::regtype AND b.modifier >= 4
        THEN ((b.modifier - 4) >> 16) & 65535 END AS digits,
    CASE WHEN b.base = 'numeric'::regtype AND b.modifier >= 4
        THEN (((b.modifier - 4) & 2047) # 1024) - 1024 END AS scale
FROM (VALUES
    ('sessionCartItems', 'deleted_at', 'timestamp', '"sessionCartItems"'),
    ('sessionCartItems', 'quantity', 'number', '"sessionCartItems"')
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

-- What earlier scripts of the same run have changed is no foreign change.
CREATE TEMP TABLE tieout_own ON COMMIT DROP AS
SELECT tbl, row_id, col, first_old, last_new,
    bool_and(step = 1 OR before IS NOT DISTINCT FROM old) AS unbroken
FROM (
    SELECT tbl, row_id, col, old, row_number() OVER history AS step, lag(new) OVER history AS before,
        first_value(old) OVER history AS first_old, last_value(new) OVER history AS last_new
    FROM tieout_log
    WINDOW history AS (PARTITION BY tbl, row_id, col ORDER BY log_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
) AS steps
GROUP BY tbl, row_id, col, first_old, last_new;
ANALYZE tieout_own;
CREATE TEMP TABLE tieout_gone ON COMMIT DROP AS
SELECT tbl, row_id, old AS was FROM tieout_log WHERE action = 'delete' AND NOT undone;
CREATE TEMP TABLE tieout_come ON COMMIT DROP AS
SELECT tbl, row_id FROM tieout_log WHERE action = 'insert' AND NOT undone;

-- Done before, or not picked.
UPDATE tieout_repair r SET skipped = 'already applied by this run, ' || d.done
FROM (SELECT finding_id, to_char(min(applied_at), 'YYYY-MM-DD HH24:MI "UTC"') AS done
    FROM tieout_log WHERE NOT undone AND action NOT IN ('undo', 'touch') GROUP BY finding_id) d
WHERE d.finding_id = r.finding_id;
UPDATE tieout_repair SET skipped = 'no alternative picked' WHERE way IS NULL AND skipped IS NULL;
CREATE TEMP TABLE tieout_lock ON COMMIT DROP AS
SELECT tbl, row_id, bool_or(target) AS target, false AS held FROM (
    SELECT tbl, row_id, true AS target FROM tieout_cell JOIN tieout_repair r USING (no) WHERE r.skipped IS NULL AND action <> 'insert'
    UNION ALL SELECT 'sessionCartItems', row_id, false FROM tieout_evidence_1 e JOIN tieout_repair r USING (no) WHERE r.skipped IS NULL AND EXISTS (SELECT FROM tieout_cell c WHERE c.no = e.no AND c.action <> 'add')
) AS wanted GROUP BY tbl, row_id;
ANALYZE tieout_lock;

-- Locks, batches first, by ascending id. A row in use is tried again until the lock timeout, and the others
-- are let go in between; no lock is waited for, so nothing can be deadlocked by this script.
DO $tieout$
BEGIN
PERFORM t."id" FROM "sessionCartItems" t LIMIT 0;
DECLARE
    deadline timestamptz := clock_timestamp() + current_setting('lock_timeout')::interval;
    moment timestamptz;
    complete boolean;
BEGIN
    UPDATE tieout_lock SET held = true WHERE tbl = 'sessionCartItems' AND NOT target
        AND NOT has_any_column_privilege('"sessionCartItems"', 'UPDATE');
    LOOP
        BEGIN
            moment := clock_timestamp() + interval '300 milliseconds';
            LOOP
                IF EXISTS (SELECT FROM tieout_lock WHERE tbl = 'sessionCartItems' AND NOT held) THEN
                    UPDATE tieout_lock l SET held = true FROM (
                        SELECT t."id" AS row_id FROM "sessionCartItems" t
                        WHERE t."id" IN (SELECT row_id FROM tieout_lock WHERE tbl = 'sessionCartItems' AND target AND NOT held)
                        ORDER BY t."id" FOR UPDATE SKIP LOCKED) k
                    WHERE l.tbl = 'sessionCartItems' AND l.row_id = k.row_id;
                    UPDATE tieout_lock l SET held = true FROM (
                        SELECT t."id" AS row_id FROM "sessionCartItems" t
                        WHERE t."id" IN (SELECT row_id FROM tieout_lock WHERE tbl = 'sessionCartItems' AND NOT target AND NOT held)
                        ORDER BY t."id" FOR SHARE SKIP LOCKED) k
                    WHERE l.tbl = 'sessionCartItems' AND l.row_id = k.row_id;
                    UPDATE tieout_lock l SET held = true WHERE l.tbl = 'sessionCartItems' AND NOT l.held
                        AND NOT EXISTS (SELECT FROM "sessionCartItems" t WHERE t."id" = l.row_id);
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
FROM (SELECT no, tbl, row_id FROM tieout_cell
    UNION ALL SELECT no, 'sessionCartItems', row_id FROM tieout_evidence_1) u
JOIN tieout_lock k ON k.tbl = u.tbl AND k.row_id = u.row_id AND NOT k.held
WHERE u.no = r.no AND r.skipped IS NULL;

-- What is there now.
UPDATE tieout_cell c SET present = true, now = v.now
FROM "sessionCartItems" t CROSS JOIN LATERAL (VALUES
    ('deleted_at', t."deleted_at"::text),
    ('quantity', t."quantity"::text)
) AS v (col, now)
WHERE c.tbl = 'sessionCartItems' AND t."id" = c.row_id AND c.col = v.col
    AND c.action IN ('set', 'add');
UPDATE tieout_repair r SET skipped = 'already as it should be'
FROM (SELECT c.no FROM tieout_cell c LEFT JOIN tieout_column k USING (tbl, col) GROUP BY c.no
    HAVING bool_and(CASE c.action
            WHEN 'set' THEN c.present AND pg_temp.tieout_same(k.kind, c.now, c.new)
            WHEN 'delete' THEN NOT c.present
            ELSE c.action = 'add' END)
        AND bool_or(c.action IN ('set', 'delete'))) d
WHERE d.no = r.no AND r.skipped IS NULL;

-- What has moved on since the run read it.
CREATE TEMP TABLE tieout_moved (
    no integer, tbl text, row_id bigint, col text, kind text, expected text, found text
) ON COMMIT DROP;
INSERT INTO tieout_moved
SELECT c.no, c.tbl, c.row_id, c.col, k.kind, c.old, c.now FROM tieout_cell c JOIN tieout_column k USING (tbl, col)
WHERE c.action = 'set' AND c.present AND NOT pg_temp.tieout_same(k.kind, c.now, c.old);
INSERT INTO tieout_moved
SELECT DISTINCT no, tbl, row_id, '(row)', 'row', 'present', 'missing' FROM tieout_cell
WHERE action <> 'insert' AND NOT present;
INSERT INTO tieout_moved
SELECT no, tbl, row_id, col, 'text', 'a number', now FROM tieout_cell
WHERE action = 'add' AND present AND (now IS NULL OR now IN ('NaN', 'Infinity', '-Infinity'));
INSERT INTO tieout_moved
SELECT e.no, 'sessionCartItems', e.row_id, '(row)', 'row', 'present', 'missing'
FROM tieout_evidence_1 e LEFT JOIN (SELECT "id", "sessionId", "batchId", "productId", "quantity", "unitPrice", "isSample", "itemStatus", "negotiationStatus", "deleted_at" FROM "sessionCartItems"
    UNION ALL
    SELECT d."id", d."sessionId", d."batchId", d."productId", d."quantity", d."unitPrice", d."isSample", d."itemStatus", d."negotiationStatus", d."deleted_at"
    FROM tieout_gone g, json_populate_record(NULL::"sessionCartItems", g.was::json) d
    WHERE g.tbl = 'sessionCartItems') t ON t."id" = e.row_id WHERE t."id" IS NULL;
INSERT INTO tieout_moved
SELECT e.no, 'sessionCartItems', e.row_id, d.col, d.kind, d.expected, d.found
FROM tieout_evidence_1 e JOIN (SELECT "id", "sessionId", "batchId", "productId", "quantity", "unitPrice", "isSample", "itemStatus", "negotiationStatus", "deleted_at" FROM "sessionCartItems"
    UNION ALL
    SELECT d."id", d."sessionId", d."batchId", d."productId", d."quantity", d."unitPrice", d."isSample", d."itemStatus", d."negotiationStatus", d."deleted_at"
    FROM tieout_gone g, json_populate_record(NULL::"sessionCartItems", g.was::json) d
    WHERE g.tbl = 'sessionCartItems') t ON t."id" = e.row_id
CROSS JOIN LATERAL (VALUES
    ('sessionId', 'integer', e."sessionId"::text, t."sessionId"::text, e."sessionId" IS DISTINCT FROM t."sessionId"::bigint),
    ('batchId', 'integer', e."batchId"::text, t."batchId"::text, e."batchId" IS DISTINCT FROM t."batchId"::bigint),
    ('productId', 'integer', e."productId"::text, t."productId"::text, e."productId" IS DISTINCT FROM t."productId"::bigint),
    ('quantity', 'number', e."quantity"::text, t."quantity"::text, e."quantity" IS DISTINCT FROM t."quantity"::numeric),
    ('unitPrice', 'number', e."unitPrice"::text, t."unitPrice"::text, e."unitPrice" IS DISTINCT FROM t."unitPrice"::numeric),
    ('isSample', 'boolean', e."isSample"::text, t."isSample"::text, e."isSample" IS DISTINCT FROM (t."isSample"::integer <> 0)),
    ('itemStatus', 'text', e."itemStatus"::text, t."itemStatus"::text, e."itemStatus" IS DISTINCT FROM t."itemStatus"::text),
    ('negotiationStatus', 'text', e."negotiationStatus"::text, t."negotiationStatus"::text, e."negotiationStatus" IS DISTINCT FROM t."negotiationStatus"::text),
    ('deleted_at', 'deletion', CASE WHEN e."deleted_at" THEN 'deleted' ELSE 'not deleted' END, CASE WHEN (t."deleted_at" IS NOT NULL) THEN 'deleted' ELSE 'not deleted' END, e."deleted_at" IS DISTINCT FROM (t."deleted_at" IS NOT NULL))
) AS d (col, kind, expected, found, differs)
WHERE d.differs AND (e."sessionId" IS DISTINCT FROM t."sessionId"::bigint
    OR e."batchId" IS DISTINCT FROM t."batchId"::bigint
    OR e."productId" IS DISTINCT FROM t."productId"::bigint
    OR e."quantity" IS DISTINCT FROM t."quantity"::numeric
    OR e."unitPrice" IS DISTINCT FROM t."unitPrice"::numeric
    OR e."isSample" IS DISTINCT FROM (t."isSample"::integer <> 0)
    OR e."itemStatus" IS DISTINCT FROM t."itemStatus"::text
    OR e."negotiationStatus" IS DISTINCT FROM t."negotiationStatus"::text
    OR e."deleted_at" IS DISTINCT FROM (t."deleted_at" IS NOT NULL));
ANALYZE tieout_moved;
DELETE FROM tieout_moved m USING tieout_own o
WHERE o.unbroken AND (o.tbl, o.row_id, o.col) = (m.tbl, m.row_id, m.col)
    AND pg_temp.tieout_same(m.kind, o.first_old, m.expected)
    AND pg_temp.tieout_same(m.kind, o.last_new, m.found);
UPDATE tieout_repair r SET skipped = 'moved on since the run read it'
FROM tieout_moved m WHERE m.no = r.no AND r.skipped IS NULL;

-- What does not fit its column. Additions to one cell are looked at one after the other.
INSERT INTO tieout_moved
SELECT c.no, c.tbl, c.row_id, c.col, 'fit', k.type, c.new
FROM tieout_cell c JOIN tieout_repair r USING (no) JOIN tieout_column k USING (tbl, col)
WHERE r.skipped IS NULL AND c.action IN ('set', 'insert')
    AND NOT pg_temp.tieout_fits(c.new, k.not_null, k.base, k.type, k.digits, k.scale);
UPDATE tieout_repair r SET skipped = 'does not fit'
FROM tieout_moved m WHERE m.no = r.no AND m.kind = 'fit' AND r.skipped IS NULL;
CREATE TEMP TABLE tieout_new_1 ON COMMIT DROP AS SELECT t."id", t."deleted_at", t."quantity" FROM "sessionCartItems" t WITH NO DATA;

-- Makes the changes of the repairs whose numbers lie between two, and logs them.
CREATE OR REPLACE FUNCTION pg_temp.tieout_change(tieout_first integer, tieout_last integer) RETURNS void
LANGUAGE plpgsql AS $tieout$
BEGIN
-- Changes of sessionCartItems.
TRUNCATE tieout_new_1;
INSERT INTO tieout_new_1
SELECT n.* FROM (SELECT c.row_id, json_object_agg(c.col, c.new ORDER BY c.no) AS change
    FROM tieout_cell c JOIN tieout_repair r USING (no) JOIN tieout_column k USING (tbl, col)
    WHERE r.skipped IS NULL AND r.no BETWEEN tieout_first AND tieout_last AND c.action = 'set' AND c.tbl = 'sessionCartItems'
        AND NOT pg_temp.tieout_same(k.kind, c.now, c.new) GROUP BY c.row_id) c
JOIN "sessionCartItems" t ON t."id" = c.row_id
CROSS JOIN LATERAL json_populate_record(ROW(t."id", t."deleted_at", t."quantity")::pg_temp.tieout_new_1, c.change) n;
ANALYZE tieout_new_1;
INSERT INTO "tieout_repair_log" (run_id, finding_id, rule, table_name, row_id, column_name, old_value, new_value, action)
SELECT '2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z', r.finding_id, r.rule, c.tbl, c.row_id, c.col, c.now, v.new, 'set'
FROM tieout_cell c JOIN tieout_repair r USING (no) JOIN tieout_new_1 n ON n."id" = c.row_id
CROSS JOIN LATERAL (VALUES ('deleted_at', n."deleted_at"::text), ('quantity', n."quantity"::text)) AS v (col, new)
WHERE r.skipped IS NULL AND r.no BETWEEN tieout_first AND tieout_last AND c.action = 'set' AND c.tbl = 'sessionCartItems' AND v.col = c.col
    AND c.now IS DISTINCT FROM v.new ORDER BY c.no;
UPDATE "sessionCartItems" t SET
    "deleted_at" = n."deleted_at",
    "quantity" = n."quantity"
FROM tieout_new_1 n WHERE n."id" = t."id";
SET CONSTRAINTS ALL IMMEDIATE;
END
$tieout$;

-- Makes the changes, all at once. What a constraint or a trigger of this database refuses is searched by
-- halves, left out and listed; more than 100 refusals end the script.
CREATE OR REPLACE FUNCTION pg_temp.tieout_refusals(live integer[])
RETURNS TABLE (no integer, tbl text, rule text, message text) LANGUAGE plpgsql AS $tieout$
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
                IF NOT left(SQLSTATE, 2) NOT IN ('08', '25', '40', '42', '53', '54', '55', '57', '58', 'XX', 'TO') THEN
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
                    IF cardinality(refused) > 100 THEN
                        RAISE EXCEPTION USING ERRCODE = 'TO003', MESSAGE = format(
                            'this database refuses more than 100 of these repairs, the first with: %s; nothing was changed',
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
$tieout$;
DO $tieout$
BEGIN
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
        IF NOT left(SQLSTATE, 2) NOT IN ('08', '25', '40', '42', '53', '54', '55', '57', '58', 'XX', 'TO') THEN
            RAISE;
        END IF;
    END;
    INSERT INTO tieout_moved (no, kind, tbl, col, expected, found)
    SELECT no, 'refused', tbl, rule, NULL, message FROM pg_temp.tieout_refusals(live);
    UPDATE tieout_repair r SET skipped = 'refused by the database' FROM tieout_moved m
    WHERE m.no = r.no AND m.kind = 'refused' AND r.skipped IS NULL;
    PERFORM pg_temp.tieout_change(live[1], live[cardinality(live)]);
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

\echo 'To be changed:'
SELECT r.finding_id AS finding, r.rule, r.impact, r.what, c.tbl AS "table",
    CASE c.action WHEN 'insert' THEN 'new' ELSE c.row_id::text END AS row, c.col AS "column", c.now,
    CASE c.action WHEN 'delete' THEN '(deleted)' WHEN 'add' THEN c.becomes ELSE c.new END AS becomes
FROM tieout_cell c JOIN tieout_repair r USING (no) WHERE r.skipped IS NULL
    AND (c.action <> 'set' OR c.now IS DISTINCT FROM c.new)
ORDER BY r.no, c.tbl, c.row_id, c.col;
\echo 'Skipped:'
SELECT r.finding_id AS finding, r.rule, r.impact, r.skipped AS reason, m.tbl AS "table",
    m.row_id AS row, m.col AS "column", m.expected, m.found
FROM tieout_repair r LEFT JOIN (SELECT DISTINCT * FROM tieout_moved) m
    ON m.no = r.no AND (r.skipped = 'does not fit' AND m.kind = 'fit'
        OR r.skipped = 'refused by the database' AND m.kind = 'refused'
        OR r.skipped LIKE 'moved on%' AND m.kind NOT IN ('fit', 'refused'))
WHERE r.skipped IS NOT NULL AND r.skipped <> 'no alternative picked'
ORDER BY r.no, m.tbl, m.row_id, m.col;
\echo 'Counts:'
\if :tieout_apply
\set tieout_word applied
\else
\set tieout_word 'would be applied'
\endif
SELECT 'integrity.quantity' AS rule, CASE WHEN :'tieout_apply' = 't' THEN 'apply' ELSE 'dry run' END AS mode,
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
