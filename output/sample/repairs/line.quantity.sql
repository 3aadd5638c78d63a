-- tieout: repairs of line.quantity
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
--
-- Repairs: 1 (0 automatic, 1 to choose)
-- Findings of this rule that they settle: 1
-- Money at stake: 49.07
-- What they do:
--   - Let order SO-2026-000154 (id 154) follow the cart
--   - Let the cart follow order SO-2026-000154 (id 154)
--
-- Dry run, which shows what would change and rolls back:   psql -f line.quantity.sql
-- Apply it:                                                psql -v apply=1 -f line.quantity.sql
-- Take it back:                                            psql -v apply=1 -f undo/line.quantity.sql
--
-- What each alternative moves besides the rows that it changes stands beside it below.
--
-- A repair is applied only while the rows that it changes, and those that it rests on, hold what the run
-- read; what has moved on is skipped and listed. Applying it twice changes nothing the second time. Each
-- changed cell is logged in tieout_repair_log. If an ERROR stops the script, it has changed nothing.
-- Choices are applied only where one is picked: delete the two dashes before the line of the alternative.
--
-- Rights that the role needs, beside TEMPORARY on the database:
--   GRANT SELECT ("cash_payment", "client_id", "created_at", "deleted_at", "discount", "fulfillmentStatus", "id", "invoice_id", "is_draft", "liveSessionId", "orderType", "saleStatus", "shipping", "subtotal", "tax", "total"), UPDATE ("subtotal", "total") ON "orders" TO ROLE;
--   GRANT SELECT ("batch_id", "id", "is_sample", "line_total", "order_id", "quantity", "unit_price"), UPDATE ("line_total", "quantity") ON "order_line_items" TO ROLE;
--   GRANT SELECT ("batchId", "deleted_at", "id", "isSample", "itemStatus", "negotiationStatus", "productId", "quantity", "sessionId", "unitPrice"), UPDATE ("quantity") ON "sessionCartItems" TO ROLE;
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

-- ffcfa616e5e4c4dc line.quantity, 49.07 at stake
--  A: Let order SO-2026-000154 (id 154) follow the cart. The client gets what is in the cart; mind the reservation. The order's total goes from 537.50 to 488.43.
--     Meridian Roastery (client 52): posted exposure 537.50 -> 488.43, projected exposure 537.50 -> 488.43, available credit 2462.50 -> 2511.57
--     batch CHO-50084 (id 84): reserved expected 5.0000 -> 4.0000
--INSERT INTO tieout_pick VALUES ('ffcfa616e5e4c4dc', 'A');
--  B: Let the cart follow order SO-2026-000154 (id 154). The order stays as it is; the cart's record of what was agreed changes.
--INSERT INTO tieout_pick VALUES ('ffcfa616e5e4c4dc', 'B');

-- The repairs: the finding that each is logged under, its money at stake, everything that it settles.
CREATE TEMP TABLE tieout_repair (
    no integer PRIMARY KEY, finding_id text NOT NULL, rule text NOT NULL, impact numeric NOT NULL,
    settles text NOT NULL, way text, what text, skipped text
) ON COMMIT DROP;
COPY tieout_repair (no, finding_id, rule, impact, settles, way, what) FROM stdin;
1	ffcfa616e5e4c4dc	line.quantity	49.07	ffcfa616e5e4c4dc line.quantity 49.07	\N	\N
\.
ANALYZE tieout_repair;

-- The ways to choose from.
CREATE TEMP TABLE tieout_alternative (no integer, way text, what text) ON COMMIT DROP;
COPY tieout_alternative (no, way, what) FROM stdin;
1	A	Let order SO-2026-000154 (id 154) follow the cart
1	B	Let the cart follow order SO-2026-000154 (id 154)
\.

-- The changes, a cell a line: repair, alternative, what is done, table, row, column, value that was read,
-- value that is written (for "add", what is added to whatever is there).
CREATE TEMP TABLE tieout_cell (
    no integer NOT NULL, way text NOT NULL, action text NOT NULL, tbl text NOT NULL, row_id bigint NOT NULL,
    col text NOT NULL, old text, new text, present boolean NOT NULL DEFAULT false, now text, becomes text
) ON COMMIT DROP;
COPY tieout_cell (no, way, action, tbl, row_id, col, old, new) FROM stdin;
1	A	set	order_line_items	742	quantity	5.0000	4.0000
1	A	set	order_line_items	742	line_total	245.35	196.28
1	A	set	orders	154	subtotal	537.50	488.43
1	A	set	orders	154	total	537.50	488.43
1	B	set	sessionCartItems	1072	quantity	4.0000	5.0000
\.
ANALYZE tieout_cell;

-- What repairs rest on: rows of orders as the run read them.
CREATE TEMP TABLE tieout_evidence_1 (no integer, row_id bigint, "client_id" bigint, "orderType" text, "is_draft" boolean, "subtotal" numeric, "total" numeric, "tax" numeric, "discount" numeric, "shipping" numeric, "cash_payment" numeric, "saleStatus" text, "fulfillmentStatus" text, "invoice_id" bigint, "liveSessionId" bigint, "created_at" timestamptz, "deleted_at" boolean) ON COMMIT DROP;
COPY tieout_evidence_1 (no, row_id, "client_id", "orderType", "is_draft", "subtotal", "total", "tax", "discount", "shipping", "cash_payment", "saleStatus", "fulfillmentStatus", "invoice_id", "liveSessionId", "created_at", "deleted_at") FROM stdin;
1	154	52	SALE	0	537.50	537.50	\N	\N	\N	\N	PENDING	CONFIRMED	\N	144	2026-11-14T11:55:00.000000Z	0
\.
ANALYZE tieout_evidence_1;

-- What repairs rest on: rows of order_line_items as the run read them.
CREATE TEMP TABLE tieout_evidence_2 (no integer, row_id bigint, "batch_id" bigint, "quantity" numeric, "unit_price" numeric, "line_total" numeric, "is_sample" boolean) ON COMMIT DROP;
COPY tieout_evidence_2 (no, row_id, "batch_id", "quantity", "unit_price", "line_total", "is_sample") FROM stdin;
1	742	84	5.0000	49.07	245.35	0
1	743	85	5.0000	58.43	292.15	0
\.
ANALYZE tieout_evidence_2;

-- What repairs rest on: rows of sessionCartItems as the run read them.
CREATE TEMP TABLE tieout_evidence_3 (no integer, row_id bigint, "sessionId" bigint, "batchId" bigint, "productId" bigint, "quantity" numeric, "unitPrice" numeric, "isSample" boolean, "itemStatus" text, "negotiationStatus" text, "deleted_at" boolean) ON COMMIT DROP;
COPY tieout_evidence_3 (no, row_id, "sessionId", "batchId", "productId", "quantity", "unitPrice", "isSample", "itemStatus", "negotiationStatus", "deleted_at") FROM stdin;
1	1072	144	84	65	4.0000	49.07	0	TO_PURCHASE	\N	0
1	1073	144	85	66	5.0000	58.43	0	TO_PURCHASE	\N	0
\.
ANALYZE tieout_evidence_3;

-- What repairs rest on: that the rows of order_line_items with a value in order_id are these and no others.
CREATE TEMP TABLE tieout_member_1 (no integer, value bigint, row_id bigint) ON COMMIT DROP;
COPY tieout_member_1 (no, value, row_id) FROM stdin;
1	154	742
1	154	743
\.
ANALYZE tieout_member_1;

-- What repairs rest on: that the rows of sessionCartItems with a value in sessionId are these and no others.
CREATE TEMP TABLE tieout_member_2 (no integer, value bigint, row_id bigint) ON COMMIT DROP;
COPY tieout_member_2 (no, value, row_id) FROM stdin;
1	144	1072
1	144	1073
\.
ANALYZE tieout_member_2;
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
    ('orders', 'subtotal', 'number', '"orders"'),
    ('orders', 'total', 'number', '"orders"'),
    ('order_line_items', 'quantity', 'number', '"order_line_items"'),
    ('order_line_items', 'line_total', 'number', '"order_line_items"'),
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
    UNION ALL SELECT 'orders', row_id, false FROM tieout_evidence_1 e JOIN tieout_repair r USING (no) WHERE r.skipped IS NULL AND EXISTS (SELECT FROM tieout_cell c WHERE c.no = e.no AND c.action <> 'add')
    UNION ALL SELECT 'order_line_items', row_id, false FROM tieout_evidence_2 e JOIN tieout_repair r USING (no) WHERE r.skipped IS NULL AND EXISTS (SELECT FROM tieout_cell c WHERE c.no = e.no AND c.action <> 'add')
    UNION ALL SELECT 'sessionCartItems', row_id, false FROM tieout_evidence_3 e JOIN tieout_repair r USING (no) WHERE r.skipped IS NULL AND EXISTS (SELECT FROM tieout_cell c WHERE c.no = e.no AND c.action <> 'add')
) AS wanted GROUP BY tbl, row_id;
ANALYZE tieout_lock;

-- Locks, batches first, by ascending id. A row in use is tried again until the lock timeout, and the others
-- are let go in between; no lock is waited for, so nothing can be deadlocked by this script.
DO $tieout$
BEGIN
PERFORM t."id" FROM "orders" t LIMIT 0;
PERFORM t."id" FROM "order_line_items" t LIMIT 0;
PERFORM t."id" FROM "sessionCartItems" t LIMIT 0;
DECLARE
    deadline timestamptz := clock_timestamp() + current_setting('lock_timeout')::interval;
    moment timestamptz;
    complete boolean;
BEGIN
    UPDATE tieout_lock SET held = true WHERE tbl = 'orders' AND NOT target
        AND NOT has_any_column_privilege('"orders"', 'UPDATE');
    UPDATE tieout_lock SET held = true WHERE tbl = 'order_line_items' AND NOT target
        AND NOT has_any_column_privilege('"order_line_items"', 'UPDATE');
    UPDATE tieout_lock SET held = true WHERE tbl = 'sessionCartItems' AND NOT target
        AND NOT has_any_column_privilege('"sessionCartItems"', 'UPDATE');
    LOOP
        BEGIN
            moment := clock_timestamp() + interval '300 milliseconds';
            LOOP
                IF EXISTS (SELECT FROM tieout_lock WHERE tbl = 'orders' AND NOT held) THEN
                    UPDATE tieout_lock l SET held = true FROM (
                        SELECT t."id" AS row_id FROM "orders" t
                        WHERE t."id" IN (SELECT row_id FROM tieout_lock WHERE tbl = 'orders' AND target AND NOT held)
                        ORDER BY t."id" FOR UPDATE SKIP LOCKED) k
                    WHERE l.tbl = 'orders' AND l.row_id = k.row_id;
                    UPDATE tieout_lock l SET held = true FROM (
                        SELECT t."id" AS row_id FROM "orders" t
                        WHERE t."id" IN (SELECT row_id FROM tieout_lock WHERE tbl = 'orders' AND NOT target AND NOT held)
                        ORDER BY t."id" FOR SHARE SKIP LOCKED) k
                    WHERE l.tbl = 'orders' AND l.row_id = k.row_id;
                    UPDATE tieout_lock l SET held = true WHERE l.tbl = 'orders' AND NOT l.held
                        AND NOT EXISTS (SELECT FROM "orders" t WHERE t."id" = l.row_id);
                END IF;
                IF EXISTS (SELECT FROM tieout_lock WHERE tbl = 'order_line_items' AND NOT held) THEN
                    UPDATE tieout_lock l SET held = true FROM (
                        SELECT t."id" AS row_id FROM "order_line_items" t
                        WHERE t."id" IN (SELECT row_id FROM tieout_lock WHERE tbl = 'order_line_items' AND target AND NOT held)
                        ORDER BY t."id" FOR UPDATE SKIP LOCKED) k
                    WHERE l.tbl = 'order_line_items' AND l.row_id = k.row_id;
                    UPDATE tieout_lock l SET held = true FROM (
                        SELECT t."id" AS row_id FROM "order_line_items" t
                        WHERE t."id" IN (SELECT row_id FROM tieout_lock WHERE tbl = 'order_line_items' AND NOT target AND NOT held)
                        ORDER BY t."id" FOR SHARE SKIP LOCKED) k
                    WHERE l.tbl = 'order_line_items' AND l.row_id = k.row_id;
                    UPDATE tieout_lock l SET held = true WHERE l.tbl = 'order_line_items' AND NOT l.held
                        AND NOT EXISTS (SELECT FROM "order_line_items" t WHERE t."id" = l.row_id);
                END IF;
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
    UNION ALL SELECT no, 'orders', row_id FROM tieout_evidence_1
    UNION ALL SELECT no, 'order_line_items', row_id FROM tieout_evidence_2
    UNION ALL SELECT no, 'sessionCartItems', row_id FROM tieout_evidence_3) u
JOIN tieout_lock k ON k.tbl = u.tbl AND k.row_id = u.row_id AND NOT k.held
WHERE u.no = r.no AND r.skipped IS NULL;

-- What is there now.
UPDATE tieout_cell c SET present = true, now = v.now
FROM "orders" t CROSS JOIN LATERAL (VALUES
    ('subtotal', t."subtotal"::text),
    ('total', t."total"::text)
) AS v (col, now)
WHERE c.tbl = 'orders' AND t."id" = c.row_id AND c.col = v.col
    AND c.action IN ('set', 'add');
UPDATE tieout_cell c SET present = true, now = v.now
FROM "order_line_items" t CROSS JOIN LATERAL (VALUES
    ('quantity', t."quantity"::text),
    ('line_total', t."line_total"::text)
) AS v (col, now)
WHERE c.tbl = 'order_line_items' AND t."id" = c.row_id AND c.col = v.col
    AND c.action IN ('set', 'add');
UPDATE tieout_cell c SET present = true, now = v.now
FROM "sessionCartItems" t CROSS JOIN LATERAL (VALUES
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
SELECT e.no, 'orders', e.row_id, '(row)', 'row', 'present', 'missing'
FROM tieout_evidence_1 e LEFT JOIN "orders" t ON t."id" = e.row_id WHERE t."id" IS NULL;
INSERT INTO tieout_moved
SELECT e.no, 'orders', e.row_id, d.col, d.kind, d.expected, d.found
FROM tieout_evidence_1 e JOIN "orders" t ON t."id" = e.row_id
CROSS JOIN LATERAL (VALUES
    ('client_id', 'integer', e."client_id"::text, t."client_id"::text, e."client_id" IS DISTINCT FROM t."client_id"::bigint),
    ('orderType', 'text', e."orderType"::text, t."orderType"::text, e."orderType" IS DISTINCT FROM t."orderType"::text),
    ('is_draft', 'boolean', e."is_draft"::text, t."is_draft"::text, e."is_draft" IS DISTINCT FROM (t."is_draft"::integer <> 0)),
    ('subtotal', 'number', e."subtotal"::text, t."subtotal"::text, e."subtotal" IS DISTINCT FROM t."subtotal"::numeric),
    ('total', 'number', e."total"::text, t."total"::text, e."total" IS DISTINCT FROM t."total"::numeric),
    ('tax', 'number', e."tax"::text, t."tax"::text, e."tax" IS DISTINCT FROM t."tax"::numeric),
    ('discount', 'number', e."discount"::text, t."discount"::text, e."discount" IS DISTINCT FROM t."discount"::numeric),
    ('shipping', 'number', e."shipping"::text, t."shipping"::text, e."shipping" IS DISTINCT FROM t."shipping"::numeric),
    ('cash_payment', 'number', e."cash_payment"::text, t."cash_payment"::text, e."cash_payment" IS DISTINCT FROM t."cash_payment"::numeric),
    ('saleStatus', 'text', e."saleStatus"::text, t."saleStatus"::text, e."saleStatus" IS DISTINCT FROM t."saleStatus"::text),
    ('fulfillmentStatus', 'text', e."fulfillmentStatus"::text, t."fulfillmentStatus"::text, e."fulfillmentStatus" IS DISTINCT FROM t."fulfillmentStatus"::text),
    ('invoice_id', 'integer', e."invoice_id"::text, t."invoice_id"::text, e."invoice_id" IS DISTINCT FROM t."invoice_id"::bigint),
    ('liveSessionId', 'integer', e."liveSessionId"::text, t."liveSessionId"::text, e."liveSessionId" IS DISTINCT FROM t."liveSessionId"::bigint),
    ('created_at', 'timestamp', e."created_at"::text, t."created_at"::text, e."created_at" IS DISTINCT FROM t."created_at"::timestamptz),
    ('deleted_at', 'deletion', CASE WHEN e."deleted_at" THEN 'deleted' ELSE 'not deleted' END, CASE WHEN (t."deleted_at" IS NOT NULL) THEN 'deleted' ELSE 'not deleted' END, e."deleted_at" IS DISTINCT FROM (t."deleted_at" IS NOT NULL))
) AS d (col, kind, expected, found, differs)
WHERE d.differs AND (e."client_id" IS DISTINCT FROM t."client_id"::bigint
    OR e."orderType" IS DISTINCT FROM t."orderType"::text
    OR e."is_draft" IS DISTINCT FROM (t."is_draft"::integer <> 0)
    OR e."subtotal" IS DISTINCT FROM t."subtotal"::numeric
    OR e."total" IS DISTINCT FROM t."total"::numeric
    OR e."tax" IS DISTINCT FROM t."tax"::numeric
    OR e."discount" IS DISTINCT FROM t."discount"::numeric
    OR e."shipping" IS DISTINCT FROM t."shipping"::numeric
    OR e."cash_payment" IS DISTINCT FROM t."cash_payment"::numeric
    OR e."saleStatus" IS DISTINCT FROM t."saleStatus"::text
    OR e."fulfillmentStatus" IS DISTINCT FROM t."fulfillmentStatus"::text
    OR e."invoice_id" IS DISTINCT FROM t."invoice_id"::bigint
    OR e."liveSessionId" IS DISTINCT FROM t."liveSessionId"::bigint
    OR e."created_at" IS DISTINCT FROM t."created_at"::timestamptz
    OR e."deleted_at" IS DISTINCT FROM (t."deleted_at" IS NOT NULL));
INSERT INTO tieout_moved
SELECT e.no, 'order_line_items', e.row_id, '(row)', 'row', 'present', 'missing'
FROM tieout_evidence_2 e LEFT JOIN (SELECT "id", "batch_id", "quantity", "unit_price", "line_total", "is_sample" FROM "order_line_items"
    UNION ALL
    SELECT d."id", d."batch_id", d."quantity", d."unit_price", d."line_total", d."is_sample"
    FROM tieout_gone g, json_populate_record(NULL::"order_line_items", g.was::json) d
    WHERE g.tbl = 'order_line_items') t ON t."id" = e.row_id WHERE t."id" IS NULL;
INSERT INTO tieout_moved
SELECT e.no, 'order_line_items', e.row_id, d.col, d.kind, d.expected, d.found
FROM tieout_evidence_2 e JOIN (SELECT "id", "batch_id", "quantity", "unit_price", "line_total", "is_sample" FROM "order_line_items"
    UNION ALL
    SELECT d."id", d."batch_id", d."quantity", d."unit_price", d."line_total", d."is_sample"
    FROM tieout_gone g, json_populate_record(NULL::"order_line_items", g.was::json) d
    WHERE g.tbl = 'order_line_items') t ON t."id" = e.row_id
CROSS JOIN LATERAL (VALUES
    ('batch_id', 'integer', e."batch_id"::text, t."batch_id"::text, e."batch_id" IS DISTINCT FROM t."batch_id"::bigint),
    ('quantity', 'number', e."quantity"::text, t."quantity"::text, e."quantity" IS DISTINCT FROM t."quantity"::numeric),
    ('unit_price', 'number', e."unit_price"::text, t."unit_price"::text, e."unit_price" IS DISTINCT FROM t."unit_price"::numeric),
    ('line_total', 'number', e."line_total"::text, t."line_total"::text, e."line_total" IS DISTINCT FROM t."line_total"::numeric),
    ('is_sample', 'boolean', e."is_sample"::text, t."is_sample"::text, e."is_sample" IS DISTINCT FROM (t."is_sample"::integer <> 0))
) AS d (col, kind, expected, found, differs)
WHERE d.differs AND (e."batch_id" IS DISTINCT FROM t."batch_id"::bigint
    OR e."quantity" IS DISTINCT FROM t."quantity"::numeric
    OR e."unit_price" IS DISTINCT FROM t."unit_price"::numeric
    OR e."line_total" IS DISTINCT FROM t."line_total"::numeric
    OR e."is_sample" IS DISTINCT FROM (t."is_sample"::integer <> 0));
INSERT INTO tieout_moved
SELECT e.no, 'sessionCartItems', e.row_id, '(row)', 'row', 'present', 'missing'
FROM tieout_evidence_3 e LEFT JOIN (SELECT "id", "sessionId", "batchId", "productId", "quantity", "unitPrice", "isSample", "itemStatus", "negotiationStatus", "deleted_at" FROM "sessionCartItems"
    UNION ALL
    SELECT d."id", d."sessionId", d."batchId", d."productId", d."quantity", d."unitPrice", d."isSample", d."itemStatus", d."negotiationStatus", d."deleted_at"
    FROM tieout_gone g, json_populate_record(NULL::"sessionCartItems", g.was::json) d
    WHERE g.tbl = 'sessionCartItems') t ON t."id" = e.row_id WHERE t."id" IS NULL;
INSERT INTO tieout_moved
SELECT e.no, 'sessionCartItems', e.row_id, d.col, d.kind, d.expected, d.found
FROM tieout_evidence_3 e JOIN (SELECT "id", "sessionId", "batchId", "productId", "quantity", "unitPrice", "isSample", "itemStatus", "negotiationStatus", "deleted_at" FROM "sessionCartItems"
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
INSERT INTO tieout_moved
SELECT v.no, 'order_line_items', t."id", 'order_id', 'row', 'no such row', v.value::text
FROM (SELECT DISTINCT no, value FROM tieout_member_1) v JOIN (SELECT "id", "order_id" FROM "order_line_items"
    UNION ALL
    SELECT d."id", d."order_id"
    FROM tieout_gone g, json_populate_record(NULL::"order_line_items", g.was::json) d
    WHERE g.tbl = 'order_line_items') t ON t."order_id" = v.value
WHERE NOT EXISTS (SELECT FROM tieout_member_1 m WHERE (m.no, m.value, m.row_id) = (v.no, v.value, t."id"))
    AND NOT EXISTS (SELECT FROM tieout_come c WHERE c.tbl = 'order_line_items' AND c.row_id = t."id");
INSERT INTO tieout_moved
SELECT m.no, 'order_line_items', m.row_id, 'order_id', 'row', m.value::text, coalesce(t."order_id"::text, 'no such row')
FROM tieout_member_1 m LEFT JOIN (SELECT "id", "order_id" FROM "order_line_items"
    UNION ALL
    SELECT d."id", d."order_id"
    FROM tieout_gone g, json_populate_record(NULL::"order_line_items", g.was::json) d
    WHERE g.tbl = 'order_line_items') t ON t."id" = m.row_id
WHERE m.row_id IS NOT NULL AND t."order_id" IS DISTINCT FROM m.value;
INSERT INTO tieout_moved
SELECT v.no, 'sessionCartItems', t."id", 'sessionId', 'row', 'no such row', v.value::text
FROM (SELECT DISTINCT no, value FROM tieout_member_2) v JOIN (SELECT "id", "sessionId" FROM "sessionCartItems"
    UNION ALL
    SELECT d."id", d."sessionId"
    FROM tieout_gone g, json_populate_record(NULL::"sessionCartItems", g.was::json) d
    WHERE g.tbl = 'sessionCartItems') t ON t."sessionId" = v.value
WHERE NOT EXISTS (SELECT FROM tieout_member_2 m WHERE (m.no, m.value, m.row_id) = (v.no, v.value, t."id"))
    AND NOT EXISTS (SELECT FROM tieout_come c WHERE c.tbl = 'sessionCartItems' AND c.row_id = t."id");
INSERT INTO tieout_moved
SELECT m.no, 'sessionCartItems', m.row_id, 'sessionId', 'row', m.value::text, coalesce(t."sessionId"::text, 'no such row')
FROM tieout_member_2 m LEFT JOIN (SELECT "id", "sessionId" FROM "sessionCartItems"
    UNION ALL
    SELECT d."id", d."sessionId"
    FROM tieout_gone g, json_populate_record(NULL::"sessionCartItems", g.was::json) d
    WHERE g.tbl = 'sessionCartItems') t ON t."id" = m.row_id
WHERE m.row_id IS NOT NULL AND t."sessionId" IS DISTINCT FROM m.value;
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
CREATE TEMP TABLE tieout_new_1 ON COMMIT DROP AS SELECT t."id", t."subtotal", t."total" FROM "orders" t WITH NO DATA;
CREATE TEMP TABLE tieout_new_2 ON COMMIT DROP AS SELECT t."id", t."quantity", t."line_total" FROM "order_line_items" t WITH NO DATA;
CREATE TEMP TABLE tieout_new_3 ON COMMIT DROP AS SELECT t."id", t."quantity" FROM "sessionCartItems" t WITH NO DATA;

-- Makes the changes of the repairs whose numbers lie between two, and logs them.
CREATE OR REPLACE FUNCTION pg_temp.tieout_change(tieout_first integer, tieout_last integer) RETURNS void
LANGUAGE plpgsql AS $tieout$
BEGIN
-- Changes of orders.
TRUNCATE tieout_new_1;
INSERT INTO tieout_new_1
SELECT n.* FROM (SELECT c.row_id, json_object_agg(c.col, c.new ORDER BY c.no) AS change
    FROM tieout_cell c JOIN tieout_repair r USING (no) JOIN tieout_column k USING (tbl, col)
    WHERE r.skipped IS NULL AND r.no BETWEEN tieout_first AND tieout_last AND c.action = 'set' AND c.tbl = 'orders'
        AND NOT pg_temp.tieout_same(k.kind, c.now, c.new) GROUP BY c.row_id) c
JOIN "orders" t ON t."id" = c.row_id
CROSS JOIN LATERAL json_populate_record(ROW(t."id", t."subtotal", t."total")::pg_temp.tieout_new_1, c.change) n;
ANALYZE tieout_new_1;
INSERT INTO "tieout_repair_log" (run_id, finding_id, rule, table_name, row_id, column_name, old_value, new_value, action)
SELECT '2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z', r.finding_id, r.rule, c.tbl, c.row_id, c.col, c.now, v.new, 'set'
FROM tieout_cell c JOIN tieout_repair r USING (no) JOIN tieout_new_1 n ON n."id" = c.row_id
CROSS JOIN LATERAL (VALUES ('subtotal', n."subtotal"::text), ('total', n."total"::text)) AS v (col, new)
WHERE r.skipped IS NULL AND r.no BETWEEN tieout_first AND tieout_last AND c.action = 'set' AND c.tbl = 'orders' AND v.col = c.col
    AND c.now IS DISTINCT FROM v.new ORDER BY c.no;
UPDATE "orders" t SET
    "subtotal" = n."subtotal",
    "total" = n."total"
FROM tieout_new_1 n WHERE n."id" = t."id";

-- Changes of order_line_items.
TRUNCATE tieout_new_2;
INSERT INTO tieout_new_2
SELECT n.* FROM (SELECT c.row_id, json_object_agg(c.col, c.new ORDER BY c.no) AS change
    FROM tieout_cell c JOIN tieout_repair r USING (no) JOIN tieout_column k USING (tbl, col)
    WHERE r.skipped IS NULL AND r.no BETWEEN tieout_first AND tieout_last AND c.action = 'set' AND c.tbl = 'order_line_items'
        AND NOT pg_temp.tieout_same(k.kind, c.now, c.new) GROUP BY c.row_id) c
JOIN "order_line_items" t ON t."id" = c.row_id
CROSS JOIN LATERAL json_populate_record(ROW(t."id", t."quantity", t."line_total")::pg_temp.tieout_new_2, c.change) n;
ANALYZE tieout_new_2;
INSERT INTO "tieout_repair_log" (run_id, finding_id, rule, table_name, row_id, column_name, old_value, new_value, action)
SELECT '2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z', r.finding_id, r.rule, c.tbl, c.row_id, c.col, c.now, v.new, 'set'
FROM tieout_cell c JOIN tieout_repair r USING (no) JOIN tieout_new_2 n ON n."id" = c.row_id
CROSS JOIN LATERAL (VALUES ('quantity', n."quantity"::text), ('line_total', n."line_total"::text)) AS v (col, new)
WHERE r.skipped IS NULL AND r.no BETWEEN tieout_first AND tieout_last AND c.action = 'set' AND c.tbl = 'order_line_items' AND v.col = c.col
    AND c.now IS DISTINCT FROM v.new ORDER BY c.no;
UPDATE "order_line_items" t SET
    "quantity" = n."quantity",
    "line_total" = n."line_total"
FROM tieout_new_2 n WHERE n."id" = t."id";

-- Changes of sessionCartItems.
TRUNCATE tieout_new_3;
INSERT INTO tieout_new_3
SELECT n.* FROM (SELECT c.row_id, json_object_agg(c.col, c.new ORDER BY c.no) AS change
    FROM tieout_cell c JOIN tieout_repair r USING (no) JOIN tieout_column k USING (tbl, col)
    WHERE r.skipped IS NULL AND r.no BETWEEN tieout_first AND tieout_last AND c.action = 'set' AND c.tbl = 'sessionCartItems'
        AND NOT pg_temp.tieout_same(k.kind, c.now, c.new) GROUP BY c.row_id) c
JOIN "sessionCartItems" t ON t."id" = c.row_id
CROSS JOIN LATERAL json_populate_record(ROW(t."id", t."quantity")::pg_temp.tieout_new_3, c.change) n;
ANALYZE tieout_new_3;
INSERT INTO "tieout_repair_log" (run_id, finding_id, rule, table_name, row_id, column_name, old_value, new_value, action)
SELECT '2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z', r.finding_id, r.rule, c.tbl, c.row_id, c.col, c.now, v.new, 'set'
FROM tieout_cell c JOIN tieout_repair r USING (no) JOIN tieout_new_3 n ON n."id" = c.row_id
CROSS JOIN LATERAL (VALUES ('quantity', n."quantity"::text)) AS v (col, new)
WHERE r.skipped IS NULL AND r.no BETWEEN tieout_first AND tieout_last AND c.action = 'set' AND c.tbl = 'sessionCartItems' AND v.col = c.col
    AND c.now IS DISTINCT FROM v.new ORDER BY c.no;
UPDATE "sessionCartItems" t SET
    "quantity" = n."quantity"
FROM tieout_new_3 n WHERE n."id" = t."id";
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
SELECT 'line.quantity' AS rule, CASE WHEN :'tieout_apply' = 't' THEN 'apply' ELSE 'dry run' END AS mode,
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
