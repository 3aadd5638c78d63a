-- tieout.sql: what all repair scripts of tieout have in common; the same, byte for byte, in every run of a version.
--
-- A script includes it twice. First it begins the transaction and makes the tables below; then come the script's own
-- rows, as text that a person can read; then it checks them, makes the changes, lists them, and commits or rolls back.
--
--   psql -f x.sql                 dry run: shows what would change, and rolls back
--   psql -v apply=1 -f x.sql      applies it
--   -v withheld=1                 also what the run has withheld
--   -v other_database=1           also in a database that is not the one that the run read (a restored copy)
--   -v tieout_undo=1              takes back what the script has changed, from the log; the scripts under undo/ say so
--   -v lock_timeout=5s            how long a row in use is waited for; -v statement_timeout=10min for all of it
--
-- Nothing is found by a name that others could take: after BEGIN the search path is pg_catalog, and the site's tables
-- are named with their schema. Only while a statement changes rows of the site is the path as it was before, for the
-- site's own triggers; everything in these statements is qualified.
\if :tieout_begins
\set ON_ERROR_STOP on \set ON_ERROR_ROLLBACK off \set AUTOCOMMIT on \set QUIET on \encoding UTF8
\pset pager off \pset format aligned \pset footer off \pset null '(null)'
\if :{?apply} \else \set apply 0 \endif
\if :{?withheld} \else \set withheld 0 \endif
\if :{?tieout_undo} \else \set tieout_undo 0 \endif
\if :{?other_database} \else \set other_database 0 \endif
\if :{?lock_timeout} \else \set lock_timeout 5s \endif
\if :{?statement_timeout} \else \set statement_timeout 10min \endif
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SELECT pg_catalog.set_config('tieout.path', pg_catalog.current_setting('search_path'), true) AS tieout_path \gset
SET LOCAL search_path = pg_catalog, pg_temp;
SET LOCAL lock_timeout = :'lock_timeout';
SET LOCAL statement_timeout = :'statement_timeout';
SELECT count(set_config('tieout.' || name, value, true)) AS tieout_settings, :'apply' IN ('1', 'true') AS tieout_apply
FROM (VALUES ('apply', :'apply'), ('withheld', :'withheld'), ('other_database', :'other_database'), ('only', ''),
    ('direction', CASE WHEN :'tieout_undo' IN ('1', 'true') THEN 'undo' ELSE 'repair' END)) s (name, value) \gset
-- SQL: from here to the next such line tieout's own program sends the same.
SET LOCAL client_min_messages = warning;
SET LOCAL idle_in_transaction_session_timeout = '1min';
SET LOCAL DateStyle = 'ISO';
SET LOCAL array_nulls = on;
SET LOCAL transform_null_equals = off;
SET LOCAL jit = off;
SET LOCAL check_function_bodies = off; -- They are checked when they are called.
SET LOCAL work_mem = '128MB';
SET LOCAL enable_mergejoin = off; -- What is joined here fits into work_mem, and need not be sorted.
SET LOCAL default_statistics_target = 10;
DO $$ BEGIN PERFORM set_config(name, '0', true) FROM pg_settings WHERE name = 'transaction_timeout'; END $$;
DO $$ BEGIN
    PERFORM set_config('temp_buffers', '256MB', true);
EXCEPTION WHEN invalid_parameter_value THEN
    NULL; -- Temporary tables were used before in this connection, and keep the memory that they have.
END $$;

-- What a script says, all of it text: padded with spaces, null where there is nothing, in quotes ('...') what would
-- otherwise be read as something else. The first row of each table has the names of its columns, and "no" where the
-- others have the number of a repair.
CREATE TEMP TABLE tieout_fact (run text, rule text, log_schema text, time_zone text, source text, system text,
    database text, withheld text) ON COMMIT DROP;
CREATE TEMP TABLE tieout_table (label text, schema text, name text, key text, touched text, counted text, changed text)
    ON COMMIT DROP;
CREATE TEMP TABLE tieout_change (no text, finding text, pick text, what text, action text, tbl text, row_id text,
    col text, now text, becomes text, money text) ON COMMIT DROP;
CREATE TEMP TABLE tieout_finding (no text, finding text, rule text, money text) ON COMMIT DROP;
CREATE TEMP TABLE tieout_evidence (shape text, no text, row_id text, v1 text, v2 text, v3 text, v4 text, v5 text,
    v6 text, v7 text, v8 text, v9 text, v10 text, v11 text, v12 text, v13 text, v14 text, v15 text, v16 text,
    v17 text, v18 text, v19 text, v20 text, v21 text, v22 text, v23 text, v24 text) ON COMMIT DROP;
CREATE TEMP TABLE tieout_head (LIKE tieout_evidence) ON COMMIT DROP;
CREATE TEMP TABLE tieout_member (no text, tbl text, col text, value text, ids text, note text DEFAULT 'null',
    names text DEFAULT 'null') ON COMMIT DROP;
CREATE TEMP TABLE tieout_alike (no text, basis text) ON COMMIT DROP;
CREATE TEMP TABLE tieout_move (no text, col text, part text, applied text, more text) ON COMMIT DROP;
CREATE TEMP TABLE tieout_pick (finding text, pick text) ON COMMIT DROP;
-- What is made of it. A repair that is not made has a code that says why in skipped: done, settled, unpicked, nothing,
-- busy, hidden, unwritable, moved, held, taken, unfit, refused, unmade.
CREATE TEMP TABLE tieout_repair (no integer, finding text, rule text, money numeric, pick text, what text, skipped text,
    since timestamptz, basis integer) ON COMMIT DROP; -- The repair whose evidence it rests on, most often itself.
CREATE TEMP TABLE tieout_wanted (id bigint, no integer, action text, tbl text, row_id bigint, col text, old text,
    new text, before text, becomes text, last boolean DEFAULT true, undoes bigint, made text) ON COMMIT DROP;
CREATE TEMP TABLE tieout_cell (LIKE tieout_wanted, present boolean, now text, bit bigint) ON COMMIT DROP;
-- Of cells that several repairs have changed, which of them was the first, and where the next began.
CREATE TEMP TABLE tieout_series (undoes bigint, first boolean, next bigint, began text) ON COMMIT DROP;
-- What is not skipped.
CREATE TEMP VIEW tieout_live AS SELECT * FROM tieout_cell
    WHERE no NOT IN (SELECT no FROM tieout_repair WHERE skipped IS NOT NULL);
-- The times and versions that change with the cells, as they were before.
CREATE TEMP TABLE tieout_touch (LIKE tieout_cell) ON COMMIT DROP;
-- What is done to which columns, as the script says it and as it is meant; what is wanted of it; what they are.
CREATE TEMP TABLE tieout_said (said_tbl text, said_col text, said_action text, said_pick text, tbl text, col text,
    action text, pick text) ON COMMIT DROP;
CREATE TEMP TABLE tieout_use (tbl text, col text, action text) ON COMMIT DROP;
CREATE TEMP TABLE tieout_column (tbl text, col text, action text, attnum smallint, kind text, base oid, type text,
    digits integer, scale integer, not_null boolean, computed boolean, writable boolean, bit bigint) ON COMMIT DROP;
-- The rows that have to be locked, the first repair that sets something in them, and why a row could not be had.
CREATE TEMP TABLE tieout_lock (tbl text, row_id bigint, target boolean, no integer, reason text) ON COMMIT DROP;
CREATE TEMP TABLE tieout_moved (no integer, tbl text, row_id bigint, col text, code text, kind text, expected text,
    found text) ON COMMIT DROP;

-- A cell of the script as the value that it means; tieout_plain takes one without the spaces around it.
CREATE OR REPLACE FUNCTION pg_temp.tieout_plain(cell text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN cell = 'null' THEN NULL WHEN cell LIKE '''%''' THEN substr(cell, 2, length(cell) - 2) ELSE cell END
$$;
CREATE OR REPLACE FUNCTION pg_temp.tieout_value(cell text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT pg_temp.tieout_plain(btrim(cell, ' '))
$$;

-- What the script says of the run, by the name of a column of tieout_fact.
CREATE OR REPLACE FUNCTION pg_temp.tieout_says(wanted text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT min(pg_temp.tieout_value(to_jsonb(f) ->> wanted)) FROM tieout_fact f
$$;

-- Whether two texts are the same value of a kind: 1.50 is 1.5, and null is null.
CREATE OR REPLACE FUNCTION pg_temp.tieout_same(kind text, a text, b text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN a IS NULL OR b IS NULL THEN a IS NULL AND b IS NULL
        WHEN a = b THEN true
        WHEN kind = 'number' THEN a::numeric = b::numeric
        WHEN kind = 'moment' THEN a::timestamptz = b::timestamptz
        WHEN kind = 'truth' THEN (a IN ('1', 't', 'true')) = (b IN ('1', 't', 'true'))
        ELSE false END
$$;

-- Whether a column can hold a value exactly.
CREATE OR REPLACE FUNCTION pg_temp.tieout_fits(value text, kind text, base oid, type text, digits integer,
    scale integer, not_null boolean) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    result text;
BEGIN
    IF value IS NULL THEN
        RETURN NOT not_null;
    ELSIF base = 'numeric'::regtype THEN
        RETURN digits IS NULL OR round(value::numeric, scale) = value::numeric
            AND abs(value::numeric) < power(10::numeric, digits - scale);
    ELSIF kind IN ('truth', 'moment') OR base IN ('text'::regtype, 'real'::regtype, 'double precision'::regtype) THEN
        RETURN true;
    END IF;
    EXECUTE format('SELECT (%L::%s)::text', value, type) INTO result;
    RETURN pg_temp.tieout_same(kind, result, value);
EXCEPTION WHEN OTHERS THEN
    RETURN false;
END $$;

-- Ends the script with a code of ours, a sentence and what to do, where there is a problem.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_stop(code text, problem text, remedy text) LANGUAGE plpgsql AS $$
BEGIN
    IF problem IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = code, MESSAGE = problem || '; nothing was changed', HINT = remedy;
    END IF;
END $$;

-- Takes the heads out of the script's tables, their first rows; those of the evidence name the columns looked at.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_take_heads() LANGUAGE sql AS $$
    DELETE FROM tieout_fact WHERE ctid = '(0,1)';
    DELETE FROM tieout_table WHERE ctid = '(0,1)';
    DELETE FROM tieout_change WHERE ctid = '(0,1)';
    DELETE FROM tieout_finding WHERE ctid = '(0,1)';
    DELETE FROM tieout_member WHERE ctid = '(0,1)';
    DELETE FROM tieout_alike WHERE ctid = '(0,1)';
    DELETE FROM tieout_move WHERE ctid = '(0,1)';
    WITH heads AS (DELETE FROM tieout_evidence WHERE btrim(no, ' ') = 'no' RETURNING *)
    INSERT INTO tieout_head SELECT * FROM heads;
    UPDATE tieout_head SET row_id = pg_temp.tieout_value(row_id);
    ANALYZE tieout_change;
    ANALYZE tieout_evidence;
    ANALYZE tieout_member;
$$;

-- Resolves the site's tables, once, to their names with schema.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_resolve() LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    PERFORM set_config('TimeZone', coalesce(pg_temp.tieout_says('time_zone'), 'UTC'), true);
    UPDATE tieout_table SET label = pg_temp.tieout_value(label), schema = pg_temp.tieout_value(schema),
        name = pg_temp.tieout_value(name), key = pg_temp.tieout_value(key),
        touched = pg_temp.tieout_value(touched), counted = pg_temp.tieout_value(counted),
        changed = pg_temp.tieout_value(changed);
    ALTER TABLE tieout_table ADD rel text;
    UPDATE tieout_table t SET rel = format('%I.%I', t.schema, t.name)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = t.schema AND c.relname = t.name AND c.relkind IN ('r', 'p', 'v', 'm', 'f');
    SELECT schema || '.' || name INTO found FROM tieout_table WHERE rel IS NULL;
    CALL pg_temp.tieout_stop('TO016', 'there is no table ' || found, 'Run this script where the run has read.');
END $$;

-- A table or view with all that it rests on: what a view selects from, what belongs to a table.
CREATE OR REPLACE FUNCTION pg_temp.tieout_below(rel text) RETURNS SETOF oid LANGUAGE sql STABLE AS $$
    WITH RECURSIVE below AS (SELECT rel::regclass::oid AS id UNION SELECT n.id FROM below b CROSS JOIN LATERAL (
        SELECT d.refobjid FROM pg_rewrite w JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
        WHERE w.ev_class = b.id AND d.refclassid = 'pg_class'::regclass
        UNION ALL SELECT inhrelid FROM pg_inherits WHERE inhparent = b.id) AS n (id))
    SELECT id FROM below
$$;

-- Refuses before anything is touched: what is withheld, another database, and tables that cannot be taken back, because
-- they are foreign tables or views over some.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_refuse() LANGUAGE plpgsql AS $$
DECLARE
    system text := 'unknown';
    found text;
BEGIN
    IF pg_temp.tieout_says('withheld') IS NOT NULL AND current_setting('tieout.direction') = 'repair'
        AND current_setting('tieout.apply') IN ('1', 'true')
        AND current_setting('tieout.withheld') NOT IN ('1', 'true') THEN
        CALL pg_temp.tieout_stop('TO011', 'withheld: ' || pg_temp.tieout_says('withheld'),
            'See REASON.txt. To apply it all the same: psql -v withheld=1 -v apply=1 ...');
    END IF;
    IF has_function_privilege('pg_control_system()', 'EXECUTE') THEN
        SELECT system_identifier::text INTO system FROM pg_control_system();
    END IF;
    IF pg_temp.tieout_says('system') NOT IN ('unknown', system) AND system <> 'unknown'
        OR pg_temp.tieout_says('database') <> (SELECT oid::text FROM pg_database
            WHERE datname = current_database()) THEN
        PERFORM set_config('tieout.elsewhere', 'other database', true);
        IF current_setting('tieout.other_database') NOT IN ('1', 'true') THEN
            CALL pg_temp.tieout_stop('TO012', format('this is not the database that the run read (%s)',
                pg_temp.tieout_says('source')), 'In a restored copy, say so: psql -v other_database=1 ...');
        END IF;
    END IF;
    SELECT min(t.label) INTO found FROM tieout_table t CROSS JOIN pg_temp.tieout_below(t.rel) AS r (id)
    JOIN pg_class c ON c.oid = r.id WHERE c.relkind = 'f' AND t.changed = 'yes';
    CALL pg_temp.tieout_stop('TO013',
        '"' || found || '" is a foreign table, or rests on one: what another server commits by '
        'itself cannot be taken back', 'Repair it where it is.');
END $$;

-- Finds the log of repairs, or makes it for its owner alone. A log that somebody else owns, or that does anything by
-- itself when it is written to, is refused.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_open_log() LANGUAGE plpgsql AS $$
DECLARE
    place text := format('%I.tieout_repair_log', pg_temp.tieout_says('log_schema'));
    other text;
    log pg_class;
BEGIN
    SELECT c.* INTO log FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relname = 'tieout_repair_log' AND n.nspname = pg_temp.tieout_says('log_schema');
    IF NOT FOUND THEN
        EXECUTE format('CREATE TABLE %s (log_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, run_id text NOT NULL,
            finding_id text NOT NULL, rule text NOT NULL, table_name text NOT NULL, row_id bigint NOT NULL,
            column_name text NOT NULL, old_value text, new_value text, action text NOT NULL, undoes bigint,
            alternative text, remark text, applied_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
            applied_by text NOT NULL DEFAULT session_user);
            CREATE UNIQUE INDEX ON %1$s (undoes) WHERE undoes IS NOT NULL;
            CREATE INDEX ON %1$s USING brin (run_id);', place);
        FOR other IN SELECT DISTINCT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END
            FROM pg_class l, aclexplode(l.relacl) a WHERE l.oid = place::regclass AND a.grantee <> l.relowner LOOP
            EXECUTE format('REVOKE ALL ON %s FROM %s', place, other);
        END LOOP;
    ELSIF log.relkind <> 'r' OR log.relhasrules OR log.relrowsecurity OR log.relispartition OR log.relpersistence = 't'
        OR EXISTS (SELECT FROM pg_trigger WHERE tgrelid = log.oid)
        OR EXISTS (SELECT FROM pg_inherits WHERE log.oid IN (inhrelid, inhparent))
        OR log.relowner NOT IN (SELECT oid FROM pg_roles WHERE rolname = current_user
            UNION SELECT datdba FROM pg_database WHERE datname = current_database()) THEN
        CALL pg_temp.tieout_stop('TO014', format('%s is not a log that can be trusted: it must be an ordinary table of '
            'this role or of the database''s owner, without triggers, rules or policies', place),
            'Find out who made it; rename or drop it, or run this script as its owner.');
    ELSIF (SELECT count(*) FROM pg_attribute WHERE attrelid = log.oid AND attname IN ('alternative', 'remark')) < 2 THEN
        CALL pg_temp.tieout_stop('TO015', format('%s was made by another version of tieout', place),
            'Rename it; then run this script again.');
    END IF;
    PERFORM set_config('tieout.log', place, true);
    EXECUTE format('CREATE TEMP TABLE tieout_log ON COMMIT DROP AS
        SELECT l.log_id, l.finding_id AS finding, l.alternative AS pick, l.table_name AS tbl, l.row_id,
            l.column_name AS col, l.old_value AS old, l.new_value AS new, l.action, l.remark, l.applied_at,
            u.log_id IS NULL AND l.action NOT IN (''undo'', ''touch'', ''count'', ''keep'') AS stands
        FROM %1$s l LEFT JOIN %1$s u ON u.undoes = l.log_id AND u.run_id = l.run_id WHERE l.run_id = %2$L',
        place, pg_temp.tieout_says('run'));
    ANALYZE tieout_log;
END $$;

-- Reads the script's rows as what they mean, and takes what is picked.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_load() LANGUAGE plpgsql AS $$
DECLARE
    wanted integer[] := string_to_array(nullif(current_setting('tieout.only'), ''), ',');
    own_rule text := pg_temp.tieout_says('rule');
    found text;
BEGIN
    INSERT INTO tieout_repair (no, finding, rule, money, pick, what, basis)
    SELECT no::integer, btrim(finding, ' '), own_rule, btrim(money, ' ')::numeric,
        CASE btrim(pick, ' ') WHEN '' THEN '' END, btrim(what, ' '), no::integer
    FROM tieout_change WHERE btrim(money, ' ') <> '' AND (wanted IS NULL OR no::integer = ANY (wanted));
    ALTER TABLE tieout_repair ADD PRIMARY KEY (no);
    UPDATE tieout_repair r SET basis = a.basis::integer FROM tieout_alike a WHERE a.no::integer = r.no;
    CREATE INDEX ON tieout_repair (no) WHERE skipped IS NOT NULL;
    UPDATE tieout_repair r SET rule = btrim(f.rule, ' ') FROM tieout_finding f
    WHERE f.no::integer = r.no AND btrim(f.finding, ' ') = r.finding;
    IF current_setting('tieout.direction') = 'undo' THEN
        ANALYZE tieout_repair;
        RETURN;
    END IF;
    SELECT finding INTO found FROM tieout_pick GROUP BY finding HAVING count(DISTINCT pick) > 1;
    CALL pg_temp.tieout_stop('TO017', 'more than one alternative is picked for finding ' || found,
        'Leave the two dashes before all of its lines but one.');
    SELECT p.finding INTO found FROM tieout_pick p WHERE NOT EXISTS (SELECT FROM tieout_change c
        WHERE btrim(c.finding, ' ') = p.finding AND btrim(c.pick, ' ') = p.pick);
    CALL pg_temp.tieout_stop('TO018', 'finding ' || found || ' has no such alternative', 'Pick one that is there.');
    UPDATE tieout_repair r SET pick = p.pick, what = btrim(c.what, ' ') FROM tieout_pick p JOIN tieout_change c
        ON (btrim(c.finding, ' '), btrim(c.pick, ' ')) = (p.finding, p.pick) AND btrim(c.what, ' ') <> ''
    WHERE p.finding = r.finding AND r.pick IS NULL;
    ANALYZE tieout_repair;
    -- What many lines have in common is made out once.
    INSERT INTO tieout_said
    SELECT s.*, pg_temp.tieout_value(tbl), pg_temp.tieout_value(col),
        CASE btrim(action, ' ') WHEN 'keep' THEN 'set' ELSE btrim(action, ' ') END, btrim(pick, ' ')
    FROM (SELECT DISTINCT tbl, col, action, pick FROM tieout_change) s;
    ANALYZE tieout_said;
    INSERT INTO tieout_wanted (id, no, action, tbl, row_id, col, old, new)
    SELECT row_number() OVER (), no, c.action, c.tbl, c.row_id, c.col, pg_temp.tieout_plain(c.now),
        pg_temp.tieout_plain(c.becomes)
    FROM (SELECT c.no::integer AS no, s.pick, s.action, s.tbl, c.row_id::bigint AS row_id, s.col,
            btrim(c.now, ' ') AS now, btrim(c.becomes, ' ') AS becomes FROM tieout_change c JOIN tieout_said s
            ON (s.said_tbl, s.said_col, s.said_action, s.said_pick) = (c.tbl, c.col, c.action, c.pick) OFFSET 0) c
    JOIN tieout_repair r USING (no, pick);
    INSERT INTO tieout_use SELECT DISTINCT tbl, col, action FROM tieout_said s
    WHERE (SELECT true FROM tieout_wanted w WHERE (w.tbl, w.col, w.action) = (s.tbl, s.col, s.action) LIMIT 1);
    UPDATE tieout_repair r SET skipped = 'done', since = d.since
    FROM (SELECT finding, min(applied_at) AS since FROM tieout_log WHERE stands GROUP BY finding) d
    WHERE d.finding = r.finding;
    UPDATE tieout_repair SET skipped = 'unpicked' WHERE pick IS NULL AND skipped IS NULL;
    CALL pg_temp.tieout_follow();
    ANALYZE tieout_wanted;
END $$;

-- Adds to the figures that the script puts right what other repairs of the run, applied before, have moved them by.
-- What several of one part do together is known by the list of all of them; a list that the script does not have has
-- moved on, and so has what a trigger made otherwise than its script said. A repair that adds nothing then is none.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_follow() LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM tieout_move) THEN
        RETURN;
    END IF;
    CREATE TEMP TABLE tieout_made ON COMMIT DROP AS
    WITH moves AS (SELECT no::integer AS no, pg_temp.tieout_value(col) AS col, part::integer AS part,
            btrim(applied, ' ') AS applied, nullif(btrim(more, ' '), 'null')::numeric AS more FROM tieout_move),
        made AS (SELECT finding, concat(finding, '=' || pick, ' ' || min(substring(remark FROM 'made otherwise')))
            AS name FROM tieout_log WHERE stands GROUP BY finding, pick),
        parts AS (SELECT m.no, m.col, m.part,
            string_agg(DISTINCT d.name COLLATE "C", ' ' ORDER BY d.name COLLATE "C") AS applied
            FROM moves m CROSS JOIN LATERAL unnest(string_to_array(m.applied, ' ')) a (name) JOIN made d
                ON d.finding = split_part(a.name, '=', 1) GROUP BY m.no, m.col, m.part)
    SELECT w.no, w.tbl, w.row_id, w.col, p.applied, m.more FROM parts p JOIN tieout_wanted f USING (no, col)
    JOIN tieout_wanted w ON (w.no, w.row_id, w.new) = (f.no, f.row_id, f.new) -- What goes by as much goes along.
    LEFT JOIN moves m ON (m.no, m.col, m.part) = (p.no, p.col, p.part) AND m.applied = p.applied COLLATE "C";
    INSERT INTO tieout_moved (no, tbl, row_id, col, code, kind, expected, found)
    SELECT no, tbl, row_id, col, 'moved', 'text', 'one of the lists in the script', applied
    FROM tieout_made WHERE more IS NULL;
    UPDATE tieout_wanted w SET new = (w.new::numeric + s.more)::text
    FROM (SELECT no, col, sum(more) AS more FROM tieout_made GROUP BY no, col) s WHERE (w.no, w.col) = (s.no, s.col);
    UPDATE tieout_repair r SET what = format('%s, moved by %s by other repairs of this run', r.what, s.more)
    FROM (SELECT no, sum(more) AS more FROM tieout_made GROUP BY no, col) s WHERE r.no = s.no;
    DELETE FROM tieout_wanted WHERE no IN (SELECT no FROM tieout_wanted JOIN tieout_repair r USING (no) GROUP BY no
            HAVING bool_and(action = 'add' AND new::numeric = 0 AND r.skipped IS NULL))
        AND no NOT IN (SELECT no FROM tieout_made WHERE more IS NULL);
    DELETE FROM tieout_repair r WHERE r.pick = '' AND r.no NOT IN (SELECT no FROM tieout_wanted);
    DROP TABLE tieout_made;
END $$;

-- Looks up the columns that are changed: what they hold, and whether they can be written.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_know_columns() LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    INSERT INTO tieout_column
    SELECT w.tbl, w.col, w.action, a.attnum,
        CASE y.typcategory WHEN 'N' THEN 'number' WHEN 'B' THEN 'truth' WHEN 'D' THEN 'moment' ELSE 'text' END,
        b.base, format_type(a.atttypid, a.atttypmod),
        CASE WHEN b.base = 'numeric'::regtype AND b.modifier >= 4 THEN ((b.modifier - 4) >> 16) & 65535 END,
        CASE WHEN b.base = 'numeric'::regtype AND b.modifier >= 4 THEN (((b.modifier - 4) & 2047) # 1024) - 1024 END,
        a.attnotnull, a.attgenerated <> '', a.attgenerated = '' AND CASE
            WHEN w.action = 'insert' THEN pg_relation_is_updatable(a.attrelid, true) & 8 > 0
            WHEN pg_relation_is_updatable(a.attrelid, false) & 4 > 0
                THEN pg_column_is_updatable(a.attrelid, a.attnum, false)
            ELSE pg_relation_is_updatable(a.attrelid, true) & 4 > 0 END,
        1::bigint << (row_number() OVER (PARTITION BY w.tbl ORDER BY w.col, w.action) - 1)::integer
    FROM (SELECT * FROM tieout_use WHERE col <> '*' UNION SELECT label, touched, 'set' FROM tieout_table
        WHERE touched IS NOT NULL AND current_setting('tieout.direction') = 'undo') w
    JOIN tieout_table t ON t.label = w.tbl
    JOIN pg_attribute a ON a.attrelid = t.rel::regclass AND a.attname = w.col AND NOT a.attisdropped
    JOIN pg_type p ON p.oid = a.atttypid
    CROSS JOIN LATERAL (SELECT CASE p.typtype WHEN 'd' THEN p.typbasetype ELSE a.atttypid END AS base,
        CASE p.typtype WHEN 'd' THEN p.typtypmod ELSE a.atttypmod END AS modifier) b JOIN pg_type y ON y.oid = b.base;
    SELECT format('%s.%s', w.tbl, w.col) INTO found FROM tieout_use w LEFT JOIN tieout_column k USING (tbl, col, action)
    WHERE w.col <> '*' AND k.tbl IS NULL LIMIT 1;
    CALL pg_temp.tieout_stop('TO016', 'there is no column ' || found, 'Run this script where the run has read.');
    -- What the server computes is not written but looked at afterwards, where the repair writes something else there.
    IF EXISTS (SELECT FROM tieout_column WHERE computed) THEN
        UPDATE tieout_wanted w SET action = 'computed' FROM tieout_column k
        WHERE (k.tbl, k.col, k.action) = (w.tbl, w.col, w.action) AND k.computed AND w.action = 'set' AND EXISTS (
            SELECT FROM tieout_wanted o JOIN tieout_column c USING (tbl, col, action)
            WHERE (o.no, o.tbl, o.row_id) = (w.no, w.tbl, w.row_id) AND c.writable);
    END IF;
    INSERT INTO tieout_moved (no, tbl, row_id, col, code, expected, found)
    SELECT w.no, w.tbl, w.row_id, w.col, 'unwritable', w.new, NULL
    FROM (SELECT u.* FROM tieout_use u JOIN tieout_table t ON t.label = u.tbl WHERE NOT coalesce(
        (SELECT k.writable FROM tieout_column k WHERE (k.tbl, k.col, k.action) = (u.tbl, u.col, u.action)),
        pg_relation_is_updatable(t.rel::regclass, true) & CASE u.action WHEN 'restore' THEN 8 ELSE 16 END > 0)
        OFFSET 0) d
    JOIN tieout_wanted w USING (tbl, col, action);
    CALL pg_temp.tieout_skip('unwritable');
END $$;

-- Gives the repairs that a reason was found for, and that nothing else is the matter with, its code.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_skip(reason text) LANGUAGE sql AS $$
    UPDATE tieout_repair r SET skipped = reason FROM tieout_moved m
    WHERE m.no = r.no AND m.code = reason AND r.skipped IS NULL
$$;

-- Locks the rows, batches first, by ascending id: what is changed FOR UPDATE; what a repair rests on FOR SHARE, where
-- the role may, unless the repair only adds, which is right beside whatever else happens. No lock is waited for: a
-- row in use is tried again until the lock timeout, and the others are let go in between, so that this script is part
-- of no deadlock. What was not had in time is busy; what exists and can be seen but not locked, because a policy
-- keeps it back, is hidden.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_take_locks() LANGUAGE plpgsql AS $$
DECLARE
    deadline timestamptz := clock_timestamp() + current_setting('lock_timeout')::interval;
    moment timestamptz;
    complete boolean;
    t record;
BEGIN
    INSERT INTO tieout_lock (tbl, row_id, target, no)
    SELECT tbl, row_id, bool_or(target), min(no) FILTER (WHERE action = 'set') FROM (
        SELECT tbl, row_id, true AS target, no, action FROM tieout_wanted
        WHERE action <> 'insert' AND no NOT IN (SELECT no FROM tieout_repair WHERE skipped IS NOT NULL)
        UNION ALL
        SELECT tbl, row_id, false, NULL, NULL FROM pg_temp.tieout_rows_of_evidence()
        WHERE current_setting('tieout.direction') = 'repair' AND basis IN (SELECT basis FROM tieout_repair
            WHERE skipped IS NULL AND (NOT EXISTS (SELECT FROM tieout_use WHERE action = 'add')
                OR no IN (SELECT no FROM tieout_wanted WHERE action <> 'add')))) l GROUP BY tbl, row_id;
    -- Who alters a table is waited for here, until the lock timeout; later statements find it free.
    FOR t IN SELECT * FROM tieout_table LOOP
        EXECUTE format('SELECT t.%I FROM %s t LIMIT 0', t.key, t.rel);
    END LOOP;
    DELETE FROM tieout_lock l USING tieout_table o WHERE o.label = l.tbl AND NOT l.target
        AND NOT has_any_column_privilege(o.rel, 'UPDATE');
    ANALYZE tieout_lock;
    LOOP
        BEGIN
            moment := clock_timestamp() + interval '300 milliseconds';
            LOOP
                complete := pg_temp.tieout_try_locks();
                EXIT WHEN complete OR clock_timestamp() >= moment;
                PERFORM pg_sleep(0.02);
            END LOOP;
            EXIT WHEN complete OR clock_timestamp() >= deadline;
            RAISE EXCEPTION USING ERRCODE = 'TO001';
        EXCEPTION WHEN SQLSTATE 'TO001' THEN
            PERFORM pg_sleep(0.05);
        END;
    END LOOP;
    IF NOT complete THEN
        CALL pg_temp.tieout_name_unlocked();
    END IF;
END $$;

-- The query that locks the rows of a table, as far as nobody else has.
CREATE OR REPLACE FUNCTION pg_temp.tieout_locking(label text, rel text, key text, target boolean) RETURNS text
    LANGUAGE sql STABLE AS $$
    SELECT format('SELECT t.%2$I AS row_id FROM %3$s t WHERE t.%2$I IN (SELECT row_id FROM tieout_lock
        WHERE (tbl, target) = (%1$L, %4$L)) ORDER BY t.%2$I FOR %5$s SKIP LOCKED', label, key, rel, target,
        CASE WHEN target THEN 'UPDATE' ELSE 'SHARE' END)
$$;

-- One attempt at every row; one that is gone needs no lock. Answers whether all others are locked.
CREATE OR REPLACE FUNCTION pg_temp.tieout_try_locks() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    t record;
    had bigint; present bigint;
    complete boolean := true;
BEGIN
    FOR t IN SELECT o.*, l.target, l.count FROM tieout_table o JOIN (SELECT tbl, target, count(*) FROM tieout_lock
            GROUP BY tbl, target) l ON l.tbl = o.label ORDER BY o.ctid, l.target DESC LOOP
        EXECUTE format('SELECT count(DISTINCT row_id) FROM (%s) l',
            pg_temp.tieout_locking(t.label, t.rel, t.key, t.target)) INTO had;
        IF had < t.count THEN
            EXECUTE format('SELECT count(DISTINCT t.%1$I) FROM %2$s t WHERE t.%1$I IN (SELECT row_id FROM tieout_lock
                WHERE (tbl, target) = (%3$L, %4$L))', t.key, t.rel, t.label, t.target) INTO present;
            complete := complete AND had = present;
        END IF;
    END LOOP;
    RETURN complete;
END $$;

-- Says of each row that was not had whether somebody uses it or a policy hides it.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_name_unlocked() LANGUAGE plpgsql AS $$
DECLARE
    l record;
    is_hidden boolean;
BEGIN
    FOR l IN SELECT DISTINCT t.label, t.rel, t.key, m.target
            FROM tieout_lock m JOIN tieout_table t ON t.label = m.tbl LOOP
        EXECUTE format('WITH had AS (%s) UPDATE tieout_lock l SET reason = ''busy'' WHERE (l.tbl, l.target) = (%L, %L)
            AND l.row_id NOT IN (SELECT row_id FROM had) AND EXISTS (SELECT FROM %s t WHERE t.%I = l.row_id)',
            pg_temp.tieout_locking(l.label, l.rel, l.key, l.target), l.label, l.target, l.rel, l.key);
    END LOOP;
    FOR l IN SELECT m.*, t.rel, t.key FROM tieout_lock m JOIN tieout_table t ON t.label = m.tbl
            WHERE m.reason = 'busy' AND row_security_active(t.rel) LOOP
        BEGIN
            EXECUTE format('SELECT count(*) = 0 FROM (SELECT FROM %s t WHERE t.%I = %s FOR %s NOWAIT) k', l.rel, l.key,
                l.row_id, CASE WHEN l.target THEN 'UPDATE' ELSE 'SHARE' END) INTO is_hidden;
            UPDATE tieout_lock SET reason = 'hidden' WHERE is_hidden AND (tbl, row_id) = (l.tbl, l.row_id);
        EXCEPTION WHEN lock_not_available THEN
            NULL; -- It is busy.
        END;
    END LOOP;
    INSERT INTO tieout_moved (no, tbl, row_id, col, code)
    SELECT DISTINCT u.no, m.tbl, m.row_id, '(row)', m.reason FROM tieout_lock m JOIN (
        SELECT no, tbl, row_id FROM tieout_wanted UNION ALL
        SELECT no, tbl, row_id FROM pg_temp.tieout_rows_of_evidence() JOIN tieout_repair USING (basis)) u
        USING (tbl, row_id) WHERE m.reason IS NOT NULL;
    CALL pg_temp.tieout_skip('hidden');
    CALL pg_temp.tieout_skip('busy');
END $$;

-- The rows that the repairs rest on.
CREATE OR REPLACE FUNCTION pg_temp.tieout_rows_of_evidence() RETURNS TABLE (basis integer, tbl text, row_id bigint)
LANGUAGE sql STABLE AS $$
    SELECT e.no::integer, h.row_id, e.row_id::bigint
    FROM tieout_evidence e JOIN tieout_head h USING (shape)
$$;

-- Notes what each cell that is to be changed holds now; of a row that is deleted, all of it. A cell that holds
-- already what it is to become has no bit, and is left as it is.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_read() LANGUAGE plpgsql AS $$
DECLARE
    t record;
BEGIN
    FOR t IN SELECT o.label, o.rel, o.key,
            (SELECT string_agg(DISTINCT format('WHEN %L THEN t.%I::text', w.col, w.col), ' ') FROM tieout_column w
                WHERE w.tbl = o.label AND w.action <> 'insert') AS cells,
            EXISTS (SELECT FROM tieout_use u WHERE u.tbl = o.label AND u.col = '*') AS whole
        FROM tieout_table o WHERE EXISTS (SELECT FROM tieout_use u WHERE u.tbl = o.label) LOOP
        EXECUTE format('INSERT INTO tieout_cell SELECT c.*, CASE c.action
                WHEN ''set'' THEN CASE WHEN NOT pg_temp.tieout_same(k.kind, c.now, c.new) THEN k.bit END
                WHEN ''delete'' THEN CASE WHEN c.present THEN 0 END ELSE coalesce(k.bit, 0) END
            FROM (SELECT w.*, t.%2$I IS NOT NULL AS present, CASE w.col %4$s END AS now FROM tieout_wanted w
                LEFT JOIN %3$s t ON t.%2$I = w.row_id WHERE w.tbl = %1$L OFFSET 0) c
            LEFT JOIN tieout_column k ON k.tbl = %1$L AND (k.col, k.action) = (c.col, c.action)', t.label, t.key, t.rel,
            concat_ws(' ', t.cells, CASE WHEN t.whole THEN 'WHEN ''*'' THEN row_to_json(t)::text' END,
                CASE WHEN t.cells IS NULL AND NOT t.whole THEN 'WHEN '''' THEN ''''' END));
    END LOOP;
    ANALYZE tieout_cell;
END $$;

-- What has moved on since the run read it: the cells that are changed, the rows that repairs rest on, and rows that
-- have come or gone, but for what this run has changed itself. A repair all of which is there already is settled.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_look() LANGUAGE plpgsql AS $$
BEGIN
    UPDATE tieout_repair r SET skipped = 'settled'
    FROM (SELECT c.no FROM tieout_cell c LEFT JOIN tieout_column k USING (tbl, col)
        WHERE c.no IN (SELECT no FROM tieout_cell WHERE bit IS NULL) GROUP BY c.no
        HAVING bool_or(c.action IN ('set', 'delete')) AND bool_and(CASE
            WHEN c.action IN ('set', 'computed') THEN c.present AND pg_temp.tieout_same(k.kind, c.now, c.new)
            WHEN c.action = 'delete' THEN NOT c.present ELSE c.action = 'add' END)) d
    WHERE d.no = r.no AND r.skipped IS NULL;
    CALL pg_temp.tieout_look_at_cells();
    CALL pg_temp.tieout_look_at_rows();
    CALL pg_temp.tieout_look_at_members();
    CALL pg_temp.tieout_skip('hidden');
    CALL pg_temp.tieout_look_at_references();
    -- What earlier scripts of the run have changed is no foreign change: what a cell was at first, and is since.
    DELETE FROM tieout_moved m USING (
        SELECT tbl, row_id, col, first_old, last_new FROM (
            SELECT tbl, row_id, col, old, row_number() OVER history AS step, lag(new) OVER history AS before,
                first_value(old) OVER history AS first_old, last_value(new) OVER history AS last_new
            FROM tieout_log WINDOW history AS (PARTITION BY tbl, row_id, col ORDER BY log_id
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)) steps
        GROUP BY tbl, row_id, col, first_old, last_new HAVING bool_and(step = 1 OR before IS NOT DISTINCT FROM old)) o
    WHERE m.code = 'moved' AND (o.tbl, o.row_id, o.col) = (m.tbl, m.row_id, m.col)
        AND pg_temp.tieout_same(m.kind, o.first_old, m.expected) AND pg_temp.tieout_same(m.kind, o.last_new, m.found);
    CALL pg_temp.tieout_skip('moved');
    CALL pg_temp.tieout_part();
END $$;

-- Of repairs that set a cell which others change, too, or keep it, or delete its row, one alone is right, because none knows of
-- the others: the first, or what an earlier script of the run has made. Those that only add are right beside each other.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_part() LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tieout_moved
    SELECT DISTINCT c.no, c.tbl, c.row_id, c.col, 'taken', 'text', c.old, c.now
    FROM tieout_live c JOIN tieout_log l ON (l.tbl, l.row_id) = (c.tbl, c.row_id)
        AND (c.action = 'set' AND l.col = c.col OR c.action = 'delete')
    WHERE l.stands OR l.action = 'keep' AND c.bit IS NOT NULL AND l.finding IN (SELECT finding FROM tieout_log WHERE stands);
    LOOP
        CALL pg_temp.tieout_skip('taken');
        INSERT INTO tieout_moved
        WITH live AS (SELECT *, CASE WHEN bool_or(action = 'delete') OVER (PARTITION BY tbl, row_id) THEN '*' ELSE col END AS part
                FROM tieout_live WHERE action IN ('set', 'add', 'delete')
                -- By numbers first, because most often there is none.
                AND row_id IN (SELECT row_id FROM tieout_cell GROUP BY row_id HAVING min(no) <> max(no))),
            shared AS (SELECT tbl, row_id, part FROM live
                GROUP BY tbl, row_id, part HAVING min(no) <> max(no) AND bool_or(action <> 'add') AND bool_or(bit IS NOT NULL)),
            cell AS MATERIALIZED (SELECT l.*, min(no) OVER (PARTITION BY tbl, row_id, part) AS first
                FROM live l JOIN shared USING (tbl, row_id, part))
        SELECT DISTINCT ON (c.no, c.tbl, c.row_id, c.col) c.no, c.tbl, c.row_id, c.col, 'taken', 'text', c.old, f.new
        FROM cell c JOIN cell f ON (f.tbl, f.row_id, f.part, f.no) = (c.tbl, c.row_id, c.part, c.first)
        WHERE c.no > c.first AND c.first NOT IN (SELECT no FROM cell WHERE no > first)
        ORDER BY c.no, c.tbl, c.row_id, c.col, f.col;
        EXIT WHEN NOT FOUND;
    END LOOP;
END $$;

-- Compares what the cells hold, and which rows there are, with what the script or the log says. What is only added to
-- may hold any number; of several changes of one cell that are taken back each must have ended where the next began.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_look_at_cells() LANGUAGE sql AS $$
    INSERT INTO tieout_moved
    SELECT no, tbl, row_id, CASE WHEN action IN ('restore', 'delete') OR NOT present THEN '(row)' ELSE col END,
        'moved', coalesce(kind, 'text'), CASE WHEN action = 'restore' THEN 'missing' WHEN NOT present THEN 'present'
            WHEN was = 'add' THEN 'a number' ELSE old END,
        CASE WHEN action = 'restore' THEN 'present' WHEN NOT present THEN 'missing' ELSE found END
    FROM (SELECT c.*, coalesce(c.made, c.action) AS was, k.kind,
            CASE WHEN s.next IS NULL THEN c.now ELSE s.began END AS found
        FROM tieout_cell c LEFT JOIN tieout_series s USING (undoes) LEFT JOIN tieout_column k
            ON (k.tbl, k.col, k.action) = (c.tbl, c.col, 'set') AND c.present
            AND coalesce(c.made, c.action) IN ('set', 'computed') OFFSET 0) c
    WHERE CASE WHEN action = 'insert' THEN false
        WHEN action = 'restore' OR NOT present THEN present = (action = 'restore')
        WHEN action = 'delete' THEN undoes IS NOT NULL AND now IS DISTINCT FROM old
        WHEN was = 'add' THEN now IS NULL OR now IN ('NaN', 'Infinity', '-Infinity')
        ELSE NOT pg_temp.tieout_same(kind, found, old) END;
$$;

-- The table, or what a query may take for it: with the rows that this run has deleted from it.
CREATE OR REPLACE FUNCTION pg_temp.tieout_rows(label text, rel text, cols text[]) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN CASE WHEN EXISTS (SELECT FROM tieout_log l WHERE l.tbl = label AND l.action = 'delete' AND l.stands) THEN
        (SELECT format('(SELECT %1$s FROM %2$s UNION ALL SELECT %1$s FROM (SELECT d.* FROM tieout_log g,
            json_populate_record(NULL::%2$s, g.old::json) d
            WHERE g.tbl = %3$L AND g.action = ''delete'' AND g.stands) d)',
            string_agg(DISTINCT quote_ident(c), ', '), rel, label) FROM unnest(cols) c)
    ELSE rel END;
END $$;

-- Compares the rows that repairs rest on, column by column, with what is there. "not null" stands for any value, "naming x" for
-- a text that names x.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_look_at_rows() LANGUAGE plpgsql AS $$
DECLARE
    s record;
    cols text[];
    tests text; differing text;
BEGIN
    FOR s IN SELECT h.*, t.label, t.rel, t.key FROM tieout_head h JOIN tieout_table t ON t.label = h.row_id LOOP
        SELECT array_agg(pg_temp.tieout_value(e.value) ORDER BY substr(e.key, 2)::integer) INTO cols
        FROM jsonb_each_text(to_jsonb(s)) e WHERE e.key ~ '^v[0-9]+$' AND e.value IS NOT NULL;
        SELECT string_agg(format('(%L, %L, pg_temp.tieout_plain(e.v%s), t.%I::text, %s)',
            c.col, c.kind, c.n, c.col, c.test), ', '), string_agg(c.test, ' OR ') INTO tests, differing
        FROM (SELECT c.col, c.n, k.kind, format(CASE k.kind
                WHEN 'number' THEN 'nullif(e.v%1$s, ''null'')::numeric IS DISTINCT FROM t.%2$I::numeric'
                WHEN 'truth' THEN '(nullif(e.v%1$s, ''null'') = ''1'') IS DISTINCT FROM t.%2$I'
                WHEN 'moment' THEN 'CASE WHEN e.v%1$s = ''not null'' THEN t.%2$I IS NULL '
                    || 'ELSE nullif(e.v%1$s, ''null'')::timestamptz IS DISTINCT FROM t.%2$I::timestamptz END'
                ELSE 'CASE WHEN e.v%1$s LIKE ''naming %%'' '
                    || 'THEN (t.%2$I::text COLLATE "C" ~ (substr(e.v%1$s, 8) || ''([^0-9A-Za-z-]|$)'')) IS NOT TRUE '
                    || 'ELSE pg_temp.tieout_plain(e.v%1$s) IS DISTINCT FROM t.%2$I::text COLLATE "C" END' END, c.n, c.col) AS test
            FROM unnest(cols) WITH ORDINALITY AS c (col, n)
            CROSS JOIN LATERAL (SELECT pg_temp.tieout_kind(s.rel, c.col) AS kind) k) c;
        EXECUTE format('INSERT INTO tieout_moved
            SELECT r.no, %1$L, m.row_id, m.col, ''moved'', m.kind, m.expected, m.found
            FROM (SELECT e.basis, e.row_id, d.*
                FROM (SELECT no::integer AS basis, row_id::bigint AS row_id%7$s FROM tieout_evidence
                    WHERE shape = %5$L OFFSET 0) e
                LEFT JOIN %2$s t ON t.%3$I = e.row_id
                CROSS JOIN LATERAL (VALUES (''(row)'', ''text'', ''present'', ''missing'', t.%3$I IS NULL)%4$s)
                    AS d (col, kind, expected, found, differs)
                WHERE e.basis IN (SELECT basis FROM tieout_repair WHERE skipped IS NULL)
                    AND (t.%3$I IS NULL%6$s) AND d.differs AND (t.%3$I IS NULL) = (d.col = ''(row)'') OFFSET 0) m
            JOIN tieout_repair r USING (basis) WHERE r.skipped IS NULL',
            s.label, pg_temp.tieout_rows(s.label, s.rel, cols || s.key), s.key, coalesce(', ' || tests, ''), s.shape,
            coalesce(' OR ' || differing, ''), (SELECT string_agg(format(', btrim(v%1$s, '' '') AS v%1$s', n), '')
                FROM generate_series(1, cardinality(cols)) n));
    END LOOP;
END $$;

-- What a column of the site holds: a number, a truth value, a moment or text.
CREATE OR REPLACE FUNCTION pg_temp.tieout_kind(rel text, col text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    category "char";
BEGIN
    SELECT coalesce(b.typcategory, p.typcategory) INTO category FROM pg_attribute a JOIN pg_type p ON p.oid = a.atttypid
    LEFT JOIN pg_type b ON b.oid = p.typbasetype
    WHERE a.attrelid = rel::regclass AND a.attname = col AND NOT a.attisdropped;
    IF NOT FOUND THEN
        CALL pg_temp.tieout_stop('TO016', format('there is no column %s.%s', rel, col),
            'Run this script where the run has read.');
    END IF;
    RETURN CASE category WHEN 'N' THEN 'number' WHEN 'B' THEN 'truth' WHEN 'D' THEN 'moment' ELSE 'text' END;
END $$;

-- Looks whether the rows that share a value are those that the run read, and no others. Where a note is said, a row that has
-- no value is one of them, too, when the first such words in its note are these; they end in letters, digits and hyphens.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_look_at_members() LANGUAGE plpgsql AS $$
DECLARE s record; shared text; named text;
BEGIN
    FOR s IN SELECT m.*, t.label, t.key, t.rel, pg_temp.tieout_value(m.col) AS value, pg_temp.tieout_value(m.note) AS noted,
                (SELECT regexp_replace(min(pg_temp.tieout_value(n.names)), '[0-9A-Za-z-]+$', '') FROM tieout_member n
                    WHERE (n.tbl, n.col, n.note) = (m.tbl, m.col, m.note)) AS words
            FROM (SELECT DISTINCT tbl, col, note FROM tieout_member) m
            JOIN tieout_table t ON t.label = pg_temp.tieout_value(m.tbl) LOOP
        shared := CASE WHEN s.value IS NULL THEN 'false' ELSE format('t.%I = m.value', s.value) END;
        named := CASE WHEN s.noted IS NULL THEN 'false' ELSE concat('t.' || quote_ident(s.value) || ' IS NULL AND ',
            format('CASE WHEN strpos(%1$s, %2$L) > 0 THEN substring(%1$s FROM %3$L) END = m.names',
                format('t.%I::text COLLATE "C"', s.noted), s.words, s.words || '[0-9A-Za-z-]{1,64}')) END;
        -- Whom a policy keeps rows from does not know which there are.
        IF row_security_active(s.rel::regclass) THEN
            INSERT INTO tieout_moved (no, tbl, code) SELECT r.no, s.label, 'hidden' FROM tieout_repair r
            WHERE basis IN (SELECT no::integer FROM tieout_member WHERE (tbl, col, note) = (s.tbl, s.col, s.note));
        END IF;
        EXECUTE format('WITH read AS (
                SELECT no::integer AS basis, value::bigint AS value, string_to_array(btrim(ids, '' ''), '' '') AS ids,
                    pg_temp.tieout_value(names) AS names
                FROM tieout_member WHERE (tbl, col, note) = (%4$L, %5$L, %9$L)
                    AND no::integer IN (SELECT basis FROM tieout_repair WHERE skipped IS NULL)),
            member AS (SELECT basis, value, names, unnest(ids)::bigint AS row_id FROM read),
            moved AS MATERIALIZED (
                SELECT m.basis, m.row_id, ''no such row'' AS expected, m.found, m.col FROM (
                    SELECT m.basis, m.value, t.%2$I AS row_id, m.value::text AS found, %3$L AS col FROM read m JOIN %6$s t ON %7$s
                    UNION ALL SELECT m.basis, m.value, t.%2$I, m.names, %10$L FROM read m JOIN %6$s t ON %8$s) m
                WHERE NOT EXISTS (SELECT FROM member k WHERE (k.basis, k.value, k.row_id) = (m.basis, m.value, m.row_id))
                    AND NOT EXISTS (SELECT FROM tieout_log c
                        WHERE c.action = ''insert'' AND c.stands AND (c.tbl, c.row_id) = (%1$L, m.row_id))
                UNION ALL
                SELECT m.basis, m.row_id, CASE WHEN %3$L IS NULL THEN m.names ELSE m.value::text END,
                    CASE WHEN t.%2$I IS NULL THEN ''no such row'' ELSE t.%11$I::text END, %11$L
                FROM member m LEFT JOIN %6$s t ON t.%2$I = m.row_id WHERE (%7$s OR %8$s) IS NOT TRUE)
            INSERT INTO tieout_moved
            SELECT r.no, %1$L, m.row_id, m.col, ''moved'', ''text'', m.expected, m.found
            FROM moved m JOIN tieout_repair r USING (basis) WHERE r.skipped IS NULL',
            s.label, s.key, s.value, s.tbl, s.col, pg_temp.tieout_rows(s.label, s.rel, ARRAY[s.key, s.value, s.noted]),
            shared, named, s.note, s.noted, coalesce(s.value, s.noted));
    END LOOP;
END $$;

-- Leaves out the deletion of rows with which others would go, or that others would forget: what a foreign key does by itself is
-- not logged, and cannot be taken back. What this role may not read may hold such rows.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_look_at_references() LANGUAGE plpgsql AS $$
DECLARE f record;
BEGIN
    FOR f IN SELECT r.label, r.rel, r.key, c.conname, format('%I.%I', n.nspname, k.relname) AS other,
                (SELECT string_agg(format('o.%I = t.%I', a.attname, b.attname), ' AND ')
                    FROM unnest(c.conkey, c.confkey) AS p (own, its)
                    JOIN pg_attribute a ON (a.attrelid, a.attnum) = (c.conrelid, p.own)
                    JOIN pg_attribute b ON (b.attrelid, b.attnum) = (c.confrelid, p.its)
                    LEFT JOIN pg_attribute v ON (v.attrelid, v.attname) = (r.rel::regclass, b.attname)
                    HAVING bool_and(v.attname IS NOT NULL AND has_column_privilege(c.conrelid, p.own, 'SELECT')
                        AND NOT row_security_active(c.conrelid))) AS same
            FROM tieout_table r CROSS JOIN pg_temp.tieout_below(r.rel) AS b (id)
            JOIN pg_constraint c ON c.confrelid = b.id AND c.contype = 'f' AND c.conparentid = 0
            JOIN pg_class k ON k.oid = c.conrelid JOIN pg_namespace n ON n.oid = k.relnamespace
            WHERE c.confdeltype IN ('c', 'n', 'd') AND r.label IN (SELECT tbl FROM tieout_cell WHERE action = 'delete') LOOP
        EXECUTE format('INSERT INTO tieout_moved
            SELECT DISTINCT c.no, %1$L, c.row_id, %2$L, ''held'', ''text'', ''no row'', %3$L FROM tieout_cell c
            JOIN tieout_repair r USING (no) JOIN %4$s t ON t.%5$I = c.row_id
            WHERE r.skipped IS NULL AND (c.action, c.tbl) = (''delete'', %1$L) AND %6$s', f.label, f.conname,
            concat(f.other, CASE WHEN f.same IS NULL THEN ', which this role may not read' END), f.rel, f.key,
            coalesce('EXISTS (SELECT FROM ' || f.other || ' o WHERE ' || f.same || ')', 'true'));
    END LOOP;
    CALL pg_temp.tieout_skip('held');
END $$;

-- Leaves out what its column cannot hold.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_fit() LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tieout_moved
    SELECT c.no, c.tbl, c.row_id, c.col, 'unfit', 'text', n.type, c.new
    FROM (SELECT d.*, k.type FROM (SELECT DISTINCT tbl, col, action, new FROM tieout_cell
        WHERE action IN ('set', 'insert') AND col <> '*') d
        JOIN tieout_column k USING (tbl, col, action)
        WHERE NOT pg_temp.tieout_fits(d.new, k.kind, k.base, k.type, k.digits, k.scale, k.not_null)) n
    JOIN tieout_live c ON (c.tbl, c.col, c.action) = (n.tbl, n.col, n.action) AND c.new IS NOT DISTINCT FROM n.new;
    CALL pg_temp.tieout_skip('unfit');
    CALL pg_temp.tieout_add_up();
END $$;

-- Adds up the additions to each cell, in order; the first that does not fit is left out, and the rest added again.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_add_up() LANGUAGE plpgsql AS $$
BEGIN
    WHILE EXISTS (SELECT FROM tieout_cell WHERE action = 'add') LOOP
        UPDATE tieout_cell c SET becomes = s.value::text, before = coalesce(s.earlier::text, c.now), last = s.last
        FROM (SELECT *, lag(value) OVER cell AS earlier, lead(no) OVER cell IS NULL AS last
            FROM (SELECT a.id, a.no, a.tbl, a.row_id, a.col, a.now::numeric
                    + sum(a.new::numeric) OVER (PARTITION BY a.tbl, a.row_id, a.col ORDER BY a.no) AS value
                FROM tieout_live a WHERE a.action = 'add') sums
            WINDOW cell AS (PARTITION BY tbl, row_id, col ORDER BY no)) s WHERE s.id = c.id;
        INSERT INTO tieout_moved
        SELECT DISTINCT ON (c.tbl, c.row_id, c.col) c.no, c.tbl, c.row_id, c.col, 'unfit', 'text', k.type, c.becomes
        FROM tieout_live c JOIN tieout_column k USING (tbl, col, action)
        WHERE c.action = 'add'
            AND NOT pg_temp.tieout_fits(c.becomes, k.kind, k.base, k.type, k.digits, k.scale, k.not_null)
        ORDER BY c.tbl, c.row_id, c.col, c.no;
        EXIT WHEN NOT FOUND;
        CALL pg_temp.tieout_skip('unfit');
    END LOOP;
    UPDATE tieout_cell c SET before = round(c.before::numeric, k.scale)::text,
        becomes = round(c.becomes::numeric, k.scale)::text
    FROM tieout_column k
    WHERE (k.tbl, k.col, k.action) = (c.tbl, c.col, 'add') AND c.action = 'add' AND k.scale IS NOT NULL;
END $$;

-- Runs a statement on rows of the site, in which everything is qualified, with the search path its triggers know.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_write(statement text) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_catalog.set_config('search_path', pg_catalog.current_setting('tieout.path'), true);
    EXECUTE statement;
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
END $$;

-- Makes the changes of the repairs with numbers from a to b; reads back what then stands there, and logs that.
-- Returns the repairs of which a change did not happen: the caller takes everything back and leaves them out.
CREATE OR REPLACE FUNCTION pg_temp.tieout_make(a integer, b integer) RETURNS integer[] LANGUAGE plpgsql AS $$
DECLARE
    t record;
    unmade integer[];
BEGIN
    TRUNCATE tieout_touch;
    EXECUTE format('CREATE OR REPLACE TEMP VIEW tieout_todo AS
        SELECT * FROM tieout_live WHERE bit IS NOT NULL AND no BETWEEN %s AND %s', a, b);
    CREATE OR REPLACE TEMP VIEW tieout_written AS
    SELECT * FROM tieout_todo WHERE action IN ('set', 'add', 'computed') UNION ALL SELECT * FROM tieout_touch;
    FOR t IN SELECT * FROM tieout_table o
            WHERE label IN (SELECT tbl FROM tieout_use WHERE action IN ('set', 'add')) ORDER BY o.ctid LOOP
        CALL pg_temp.tieout_update(t.label, t.rel, t.key, t.touched, t.counted);
    END LOOP;
    FOR t IN SELECT o.*, u.action
            FROM tieout_table o JOIN (SELECT DISTINCT tbl, action FROM tieout_use) u ON u.tbl = o.label
            WHERE u.action IN ('delete', 'restore', 'insert')
                AND (SELECT true FROM tieout_todo d WHERE (d.tbl, d.action) = (u.tbl, u.action) LIMIT 1)
            ORDER BY u.action DESC LOOP
        unmade := unmade || CASE t.action WHEN 'delete' THEN pg_temp.tieout_delete(t.label, t.rel, t.key)
            WHEN 'restore' THEN pg_temp.tieout_restore(t.label, t.rel, t.key)
            ELSE pg_temp.tieout_insert(t.label, t.rel, t.key) END;
    END LOOP;
    CALL pg_temp.tieout_write('SET CONSTRAINTS ALL IMMEDIATE');
    unmade := unmade || pg_temp.tieout_log_cells();
    -- What a repair leaves as it is, because it is right with the rest, is not for another of this run to change.
    EXECUTE pg_temp.tieout_into_log() || format('c.tbl, c.row_id, c.col, c.now, c.now, ''keep'', NULL
        FROM tieout_live c JOIN tieout_repair r USING (no)
        WHERE c.action = ''set'' AND c.bit IS NULL AND c.undoes IS NULL AND c.no BETWEEN %s AND %s', a, b);
    RETURN unmade;
END $$;

-- Gives rows of one table their new values, those that change in the same columns in one statement. They get a time
-- of change, and their versions are counted up, where there are such columns; an undo puts times back by itself.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_update(label text, rel text, key text, touched text, counted text)
LANGUAGE plpgsql AS $$
DECLARE
    undoing boolean := current_setting('tieout.direction') = 'undo';
    typed text; of_row text; settings text;
    mask bigint;
    x record;
BEGIN
    IF undoing THEN
        touched := NULL;
    END IF;
    -- What an undo puts back is in the column's own words; elsewhere a moment is one, whatever zone the column means.
    SELECT string_agg(format(CASE WHEN k.action = 'add' THEN 'sum(new::numeric) FILTER (WHERE bit = %1$s) AS c%1$s'
        WHEN k.base <> 'timestamp'::regtype OR undoing THEN '(max(new) FILTER (WHERE bit = %1$s))::%2$s AS c%1$s'
        ELSE '(max(new) FILTER (WHERE bit = %1$s))::timestamptz::%2$s AS c%1$s' END, k.bit, k.type), ', ') INTO typed
    FROM tieout_column k WHERE k.tbl = label AND k.action IN ('set', 'add');
    -- In the order of their ids the rows lie beside each other, more often than not, and so do their index entries.
    EXECUTE format('CREATE TEMP TABLE tieout_new ON COMMIT DROP AS
        SELECT row_id::%s AS row_id, min(no) AS no, bit_or(bit) AS mask, %s
        FROM %s WHERE tbl = %L AND action IN (''set'', ''add'') GROUP BY row_id ORDER BY row_id',
        pg_temp.tieout_type(rel, key), typed, CASE WHEN EXISTS (SELECT FROM tieout_series) THEN
            '(SELECT DISTINCT ON (tbl, row_id, col) * FROM tieout_todo ORDER BY tbl, row_id, col, undoes) todo'
        ELSE 'tieout_todo' END, label);
    ANALYZE tieout_new;
    FOR x IN SELECT * FROM (VALUES ('touch', touched), ('count', counted)) x (action, col) WHERE col IS NOT NULL LOOP
        EXECUTE format('INSERT INTO tieout_touch (id, no, action, tbl, row_id, col, last, bit, now)
            SELECT 0, n.no, %L, %L, n.row_id, %L, true, 0, t.%3$I::text
            FROM tieout_new n JOIN %4$s t ON t.%5$I = n.row_id',
            x.action, label, x.col, rel, key);
    END LOOP;
    of_row := CASE WHEN touched IS NULL THEN ''
        ELSE format(', %I = pg_catalog.now()::%s', touched, pg_temp.tieout_type(rel, touched)) END
        || CASE WHEN counted IS NULL THEN '' ELSE format(', %1$I = t.%1$I OPERATOR(pg_catalog.+) ''1''', counted) END;
    FOR mask IN SELECT DISTINCT n.mask FROM tieout_new n ORDER BY 1 LOOP
        SELECT string_agg(format(CASE k.action WHEN 'add' THEN '%1$I = t.%1$I OPERATOR(pg_catalog.+) n.c%2$s'
            ELSE '%1$I = n.c%2$s' END, k.col, k.bit), ', ') INTO settings
        FROM tieout_column k WHERE k.tbl = label AND k.bit & mask <> 0;
        CALL pg_temp.tieout_write(format('UPDATE %s AS t SET %s%s FROM pg_temp.tieout_new AS n
            WHERE t.%I OPERATOR(pg_catalog.=) n.row_id AND n.mask OPERATOR(pg_catalog.=) %s::bigint',
            rel, settings, of_row, key, mask));
    END LOOP;
    ANALYZE tieout_touch;
    DROP TABLE tieout_new;
END $$;

-- The type of a column of the site.
CREATE OR REPLACE FUNCTION pg_temp.tieout_type(rel text, col text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = rel::regclass AND attname = col
$$;

-- The beginning of each statement that writes the log; r is the repair, and a remark may be an expression.
CREATE OR REPLACE FUNCTION pg_temp.tieout_into_log(remark text DEFAULT 'NULL') RETURNS text LANGUAGE sql STABLE AS $$
    SELECT format('INSERT INTO %s (run_id, finding_id, rule, alternative, remark, table_name, row_id, column_name,
            old_value, new_value, action, undoes) SELECT %L, r.finding, r.rule, nullif(r.pick, ''''), %s, ',
        current_setting('tieout.log'), pg_temp.tieout_says('run'),
        CASE coalesce(current_setting('tieout.elsewhere', true), '') WHEN '' THEN remark
            ELSE format('concat_ws(''; '', %L, %s)', current_setting('tieout.elsewhere'), remark) END)
$$;

-- Deletes rows, and logs them whole; a line that an undo takes away is logged as that.
CREATE OR REPLACE FUNCTION pg_temp.tieout_delete(label text, rel text, key text) RETURNS integer[]
LANGUAGE plpgsql AS $$
DECLARE
    unmade integer[];
BEGIN
    EXECUTE format('CREATE TEMP TABLE tieout_new ON COMMIT DROP AS
        SELECT DISTINCT ON (row_id) no, row_id::%s AS row_id, now, undoes
        FROM tieout_todo WHERE tbl = %L AND action = ''delete'' ORDER BY row_id, no',
        pg_temp.tieout_type(rel, key), label);
    CALL pg_temp.tieout_write(format('DELETE FROM %s AS t USING pg_temp.tieout_new AS n
        WHERE t.%I OPERATOR(pg_catalog.=) n.row_id', rel, key));
    EXECUTE pg_temp.tieout_into_log() || format('%L, n.row_id, ''*'', n.now, NULL,
        CASE WHEN undoes IS NULL THEN ''delete'' ELSE ''undo'' END, n.undoes
        FROM tieout_new n JOIN tieout_repair r USING (no) ORDER BY n.no, n.row_id', label);
    EXECUTE format('SELECT array_agg(n.no) FROM tieout_new n JOIN %s t ON t.%I = n.row_id', rel, key) INTO unmade;
    DROP TABLE tieout_new;
    RETURN unmade;
END $$;

-- Puts rows back that were deleted, with every column that is not computed from others.
CREATE OR REPLACE FUNCTION pg_temp.tieout_restore(label text, rel text, key text) RETURNS integer[]
LANGUAGE plpgsql AS $$
DECLARE
    cols text;
    unmade integer[];
BEGIN
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO cols FROM pg_attribute
    WHERE attrelid = rel::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
    EXECUTE format('CREATE TEMP TABLE tieout_new ON COMMIT DROP AS SELECT f.*
        FROM tieout_todo c, json_populate_record(NULL::%s, c.new::json) f
        WHERE c.tbl = %L AND c.action = ''restore''', rel, label);
    CALL pg_temp.tieout_write(format('INSERT INTO %s (%2$s) OVERRIDING SYSTEM VALUE
        SELECT %2$s FROM pg_temp.tieout_new', rel, cols));
    EXECUTE pg_temp.tieout_into_log() || format('%L, c.row_id, ''*'', NULL, row_to_json(t)::text, ''undo'', c.undoes
        FROM tieout_todo c JOIN tieout_repair r USING (no) JOIN %s t ON t.%I = c.row_id
        WHERE c.tbl = %1$L AND c.action = ''restore'' ORDER BY c.id', label, rel, key);
    EXECUTE format('SELECT array_agg(c.no) FROM tieout_todo c LEFT JOIN %s t ON t.%I = c.row_id
        WHERE c.tbl = %L AND c.action = ''restore'' AND t.%2$I IS NULL', rel, key, label) INTO unmade;
    DROP TABLE tieout_new;
    RETURN unmade;
END $$;

-- Adds rows. Ids come from the column's identity or default, of a view from those of the table below it; where it has neither,
-- they follow the highest that there is or the log knows: one of a deleted row would be another's when that is put back.
CREATE OR REPLACE FUNCTION pg_temp.tieout_insert(label text, rel text, key text) RETURNS integer[]
LANGUAGE plpgsql AS $$
DECLARE
    source text; typed text; named text; cols text;
    unmade integer[];
BEGIN
    SELECT coalesce('nextval(' || quote_literal(pg_get_serial_sequence(a.attrelid::regclass::text, a.attname))
        || '::regclass)', pg_get_expr(d.adbin, d.adrelid)) INTO source
    FROM pg_temp.tieout_below(rel) AS b (id) JOIN pg_attribute a ON a.attrelid = b.id
    LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
    WHERE a.attname = key AND (d.adbin IS NOT NULL OR a.attidentity <> '') ORDER BY a.attrelid <> rel::regclass LIMIT 1;
    source := coalesce(source, format('l.place + coalesce(greatest((SELECT max(%I) FROM %s), (SELECT max(row_id) FROM %s
        WHERE table_name = %L)), 0)', key, rel, current_setting('tieout.log'), label));
    SELECT string_agg(format('(max(new) FILTER (WHERE bit = %1$s))::%2$s AS c%1$s', bit, type), ', '),
        string_agg(format('l.c%s AS %I', bit, col), ', '), string_agg(quote_ident(col), ', ') INTO typed, named, cols
    FROM tieout_column WHERE tbl = label AND action = 'insert';
    EXECUTE format('CREATE TEMP TABLE tieout_new ON COMMIT DROP AS SELECT l.no, l.place, (%s)::%s AS row_id, %s
        FROM (SELECT min(no) AS no, row_number() OVER (ORDER BY row_id DESC) AS place, %s
            FROM tieout_todo WHERE tbl = %L AND action = ''insert'' GROUP BY row_id) l',
        source, pg_temp.tieout_type(rel, key), named, typed, label);
    CALL pg_temp.tieout_write(format('INSERT INTO %s (%I, %s) OVERRIDING SYSTEM VALUE
        SELECT row_id, %3$s FROM pg_temp.tieout_new', rel, key, cols));
    EXECUTE pg_temp.tieout_into_log() || format('%L, n.row_id, ''*'', NULL, row_to_json(t)::text, ''insert'', NULL
        FROM tieout_new n JOIN tieout_repair r USING (no) JOIN %s t ON t.%I = n.row_id ORDER BY n.place',
        label, rel, key);
    EXECUTE format('SELECT array_agg(n.no) FROM tieout_new n LEFT JOIN %s t ON t.%I = n.row_id WHERE t.%2$I IS NULL',
        rel, key) INTO unmade;
    DROP TABLE tieout_new;
    RETURN unmade;
END $$;

-- Reads back what was written, and logs each cell with what stands there now: a trigger or the server itself may have
-- made something else of it. Returns the repairs of which a cell stands as before, or was computed otherwise.
CREATE OR REPLACE FUNCTION pg_temp.tieout_log_cells() RETURNS integer[] LANGUAGE plpgsql AS $$
DECLARE
    -- Where several changes of a cell may follow each other, the log has them in their order.
    ordered text := CASE WHEN EXISTS (SELECT FROM tieout_use WHERE action = 'add') OR EXISTS (SELECT FROM tieout_series)
        THEN ' ORDER BY c.id' END;
    t record;
    back text;
    unmade integer[];
    found integer[];
    logged bigint;
BEGIN
    FOR t IN SELECT o.*, (SELECT string_agg(DISTINCT format('WHEN %L THEN t.%I::text', c.col, c.col), ' ') FROM (
                SELECT k.col FROM tieout_column k WHERE k.tbl = o.label AND k.action IN ('set', 'add')
                UNION ALL VALUES (o.touched), (o.counted)) c WHERE c.col IS NOT NULL) AS cells
            FROM tieout_table o WHERE label IN (SELECT tbl FROM tieout_use WHERE action IN ('set', 'add')) LOOP
        back := format('FROM (SELECT c.*, CASE WHEN NOT there THEN false
                WHEN action = ''computed'' THEN pg_temp.tieout_same(''number'', after, new)
                WHEN action = ''add'' AND (row_id, col) IN (SELECT row_id, col FROM tieout_todo
                    WHERE (tbl, action) = (%1$L, ''add'') GROUP BY row_id, col HAVING sum(new::numeric) = 0) THEN true
                ELSE now IS DISTINCT FROM after END AS happened
            FROM (SELECT w.*, t.%2$I IS NOT NULL AS there, CASE w.col %4$s END AS after
                FROM tieout_written w LEFT JOIN %3$s t ON t.%2$I = w.row_id WHERE w.tbl = %1$L OFFSET 0) c) c',
            t.label, t.key, t.rel, t.cells);
        EXECUTE pg_temp.tieout_into_log('CASE WHEN c.action IN (''set'', ''add'') AND c.last AND c.undoes IS NULL
                AND k.kind IS DISTINCT FROM ''moment'' AND NOT pg_temp.tieout_same(coalesce(k.kind, ''number''), c.after,
                coalesce(c.becomes, c.new)) THEN ''made otherwise'' END')
            || format('c.tbl, c.row_id, c.col, coalesce(c.before, c.now),
                CASE WHEN c.last THEN c.after ELSE c.becomes END,
                CASE WHEN c.undoes IS NULL THEN c.action ELSE ''undo'' END, c.undoes
                %s JOIN tieout_repair r USING (no)
                LEFT JOIN tieout_column k ON (k.tbl, k.col, k.action) = (c.tbl, c.col, ''set'') WHERE c.happened%s',
            back, ordered);
        GET DIAGNOSTICS logged = ROW_COUNT;
        IF logged <> (SELECT count(*) FROM tieout_written WHERE tbl = t.label) THEN
            EXECUTE format('SELECT array_agg(DISTINCT no) %s
                WHERE NOT happened AND action IN (''set'', ''add'', ''computed'')', back) INTO found;
            unmade := unmade || found;
        END IF;
    END LOOP;
    RETURN unmade;
END $$;

-- Makes the changes, all at once. When the database refuses them, or one of them did not happen, everything is taken
-- back, these repairs are left out, and the rest is made. What became of a cell is what is listed.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_apply() LANGUAGE plpgsql AS $$
DECLARE
    live integer[];
    unmade integer[];
BEGIN
    LOOP
        live := ARRAY(SELECT no FROM tieout_repair WHERE skipped IS NULL ORDER BY no);
        EXIT WHEN cardinality(live) = 0;
        BEGIN
            unmade := pg_temp.tieout_make(live[1], live[cardinality(live)]);
            EXIT WHEN unmade IS NULL;
            RAISE EXCEPTION USING ERRCODE = 'TO002';
        EXCEPTION WHEN SQLSTATE 'TO002' THEN
            INSERT INTO tieout_moved (no, code) SELECT DISTINCT unnest(unmade), 'unmade';
            CALL pg_temp.tieout_skip('unmade');
        WHEN OTHERS THEN
            IF NOT pg_temp.tieout_is_refusal(SQLSTATE) THEN
                RAISE;
            END IF;
            CALL pg_temp.tieout_find_refused(live);
        END;
        CALL pg_temp.tieout_add_up();
        CALL pg_temp.tieout_subtract();
    END LOOP;
    EXECUTE format('UPDATE tieout_cell c SET becomes = l.new_value FROM %s l JOIN tieout_repair r ON r.finding = l.finding_id
        WHERE l.run_id = %L AND l.applied_at = now() AND l.remark LIKE ''%%made otherwise'' AND c.no = r.no AND c.last
            AND (l.table_name, l.row_id, l.column_name) = (c.tbl, c.row_id, c.col)',
        current_setting('tieout.log'), pg_temp.tieout_says('run'));
END $$;

-- Whether an error is about a repair's values, and not about the moment, the rights or the server.
CREATE OR REPLACE FUNCTION pg_temp.tieout_is_refusal(state text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT left(state, 2) NOT IN ('08', '25', '40', '42', '53', '54', '55', '57', '58', 'XX', 'TO')
$$;

-- Finds what the database refuses, by halves: each range beside those that went through before it, until the repairs
-- that cannot be made are known; then takes everything back. More than 100 refusals say that something else is wrong.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_find_refused(live integer[]) LANGUAGE plpgsql AS $$
DECLARE
    first integer[] := ARRAY[1];
    last integer[] := ARRAY[cardinality(live)]; a integer; b integer;
    refused pg_temp.tieout_moved[] := '{}';
    told_table text; told_rule text;
BEGIN
    CREATE INDEX ON tieout_cell (no);
    WHILE cardinality(first) > 0 LOOP
        a := first[cardinality(first)];
        b := last[cardinality(last)];
        first := first[1:cardinality(first) - 1];
        last := last[1:cardinality(last) - 1];
        BEGIN
            PERFORM pg_temp.tieout_make(live[a], live[b]);
        EXCEPTION WHEN OTHERS THEN
            IF NOT pg_temp.tieout_is_refusal(SQLSTATE) THEN
                RAISE;
            ELSIF a < b THEN
                first := first || ARRAY[(a + b) / 2 + 1, a];
                last := last || ARRAY[b, (a + b) / 2];
            ELSE
                GET STACKED DIAGNOSTICS told_table = TABLE_NAME, told_rule = CONSTRAINT_NAME;
                refused := refused || ROW(live[a], told_table, NULL, told_rule, 'refused', NULL, NULL,
                    SQLERRM)::pg_temp.tieout_moved;
                IF cardinality(refused) > 100 THEN
                    CALL pg_temp.tieout_stop('TO019', format('this database refuses more than 100 of these repairs, '
                        'the first with: %s', (refused[1]).found),
                        'What stopped it has to be put right first; then run this script again.');
                END IF;
            END IF;
        END;
    END LOOP;
    RAISE EXCEPTION USING ERRCODE = 'TO003';
EXCEPTION WHEN SQLSTATE 'TO003' THEN
    INSERT INTO tieout_moved SELECT * FROM unnest(refused);
    CALL pg_temp.tieout_skip('refused');
END $$;

-- What an undo takes back: every cell, row and line that the log has of the repairs, and that no undo has taken back.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_recall() LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tieout_wanted (id, no, action, tbl, row_id, col, old, new, undoes, made)
    SELECT -l.log_id, r.no, CASE l.action WHEN 'delete' THEN 'restore' WHEN 'insert' THEN 'delete' ELSE 'set' END,
        l.tbl, l.row_id, l.col, l.new, l.old, l.log_id, l.action
    FROM tieout_repair r JOIN tieout_log l USING (finding) WHERE l.stands;
    INSERT INTO tieout_use SELECT DISTINCT tbl, col, action FROM tieout_wanted;
    -- Of several changes of one cell the first says what it was.
    INSERT INTO tieout_series
    SELECT undoes, lag(undoes) OVER cell IS NULL, lead(undoes) OVER kin, lead(new) OVER kin FROM tieout_wanted
    JOIN (SELECT tbl, row_id, col FROM tieout_wanted GROUP BY tbl, row_id, col HAVING count(*) > 1) d
        USING (tbl, row_id, col)
    WINDOW cell AS (PARTITION BY tbl, row_id, col ORDER BY undoes),
        kin AS (PARTITION BY tbl, row_id, col, made = 'add' ORDER BY undoes);
    UPDATE tieout_wanted w SET last = s.first, before = w.old, becomes = w.new
    FROM tieout_series s WHERE s.undoes = w.undoes;
    ANALYZE tieout_series;
    UPDATE tieout_repair r SET skipped = 'nothing' WHERE NOT EXISTS (SELECT FROM tieout_wanted w WHERE w.no = r.no);
    ANALYZE tieout_wanted;
END $$;

-- What has moved on since it was applied: cells that do not hold what was written, rows that are gone or there again,
-- and rows whose time of change says that somebody has changed them since.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_look_back() LANGUAGE plpgsql AS $$
DECLARE
    o record;
BEGIN
    -- A row that was logged while the session had another zone is the same in this one.
    FOR o IN SELECT * FROM tieout_table WHERE label IN (SELECT tbl FROM tieout_use WHERE action = 'delete') LOOP
        EXECUTE format('UPDATE tieout_cell SET old = row_to_json(json_populate_record(NULL::%s, old::json))::text
            WHERE tbl = %L AND action = ''delete''', o.rel, o.label);
    END LOOP;
    CALL pg_temp.tieout_look_at_cells();
    -- The time of change tells whether anyone has changed a row since; what is only added to may have been.
    CREATE TEMP TABLE tieout_time (tbl text, row_id bigint, col text, bit bigint, first_id bigint, was text,
        written text, now text) ON COMMIT DROP;
    FOR o IN SELECT t.*, k.bit
            FROM tieout_table t JOIN tieout_column k ON (k.tbl, k.col, k.action) = (t.label, t.touched, 'set')
            WHERE t.label IN (SELECT tbl FROM tieout_use WHERE action = 'set') LOOP
        EXECUTE format('INSERT INTO tieout_time
            SELECT DISTINCT ON (c.row_id) %2$L, c.row_id, %1$L, %5$s, c.log_id, c.old,
                last_value(c.new) OVER changes, t.%1$I::text
            FROM tieout_log c JOIN %3$s t ON t.%4$I = c.row_id
            WHERE (c.action, c.tbl) = (''touch'', %2$L) AND NOT EXISTS (SELECT FROM tieout_log u
                WHERE (u.action, u.tbl, u.row_id, u.col) = (''undo'', %2$L, c.row_id, c.col) AND u.log_id > c.log_id)
            WINDOW changes AS (PARTITION BY c.row_id ORDER BY c.log_id
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
            ORDER BY c.row_id, c.log_id', o.touched, o.label, o.rel, o.key, o.bit);
    END LOOP;
    ANALYZE tieout_time;
    INSERT INTO tieout_moved
    SELECT DISTINCT b.no, b.tbl, b.row_id, t.col, 'moved', 'text', t.written, t.now
    FROM tieout_cell b JOIN tieout_time t ON (t.tbl, t.row_id) = (b.tbl, b.row_id)
    WHERE b.made = 'set' AND NOT pg_temp.tieout_same('moment', t.now, t.written);
    CALL pg_temp.tieout_skip('moved');
    CALL pg_temp.tieout_look_at_references();
    CALL pg_temp.tieout_subtract();
    -- A time of change comes back when nothing else of the run is left on the row.
    INSERT INTO tieout_cell (id, no, action, tbl, row_id, col, new, last, undoes, present, now, bit)
    SELECT 0, b.no, 'set', tbl, row_id, t.col,
        CASE WHEN pg_temp.tieout_same('moment', t.now, t.written) THEN t.was ELSE now()::text END,
        true, t.first_id, true, t.now, t.bit
    FROM tieout_lock b JOIN tieout_time t USING (tbl, row_id)
    WHERE b.no IS NOT NULL AND (tbl, row_id) NOT IN (SELECT tbl, row_id FROM tieout_log
        WHERE stands AND finding NOT IN (SELECT finding FROM tieout_repair WHERE skipped IS NULL)) ORDER BY t.first_id;
END $$;

-- Takes additions off, from the last to the first; where nothing else has moved the cell, what was there before comes
-- back to the last digit. One that does not fit is left, and the rest is added up again. What an undo leaves because
-- of another repair of the same cell that stays, stays with it.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_subtract() LANGUAGE plpgsql AS $$
DECLARE
    unfit boolean;
BEGIN
    WHILE EXISTS (SELECT FROM tieout_cell WHERE made = 'add' OR NOT last AND undoes IS NOT NULL) LOOP
        UPDATE tieout_cell c SET before = CASE WHEN s.before = s.new::numeric THEN s.new ELSE s.before::text END,
            new = CASE WHEN s.before = s.new::numeric THEN s.old ELSE s.after::text END,
            becomes = CASE WHEN s.before = s.new::numeric THEN s.old ELSE s.after::text END
        FROM (SELECT *, after + step AS before FROM (
                SELECT undoes, l.old, l.new, step, b.now::numeric - sum(step) OVER cell AS after
                FROM tieout_live b JOIN tieout_log l ON l.log_id = b.undoes
                CROSS JOIN LATERAL (SELECT l.new::numeric - l.old::numeric AS step) d WHERE b.made = 'add'
                WINDOW cell AS (PARTITION BY b.tbl, b.row_id, b.col ORDER BY b.undoes DESC)) sums) s
        WHERE s.undoes = c.undoes;
        INSERT INTO tieout_moved
        SELECT DISTINCT ON (b.tbl, b.row_id, b.col) b.no, b.tbl, b.row_id, b.col, 'unfit', 'text', k.type, b.new
        FROM tieout_live b JOIN tieout_column k ON (k.tbl, k.col, k.action) = (b.tbl, b.col, 'set')
        WHERE b.made = 'add' AND NOT pg_temp.tieout_fits(b.new, k.kind, k.base, k.type, k.digits, k.scale, k.not_null)
        ORDER BY b.tbl, b.row_id, b.col, b.undoes DESC;
        unfit := FOUND;
        CALL pg_temp.tieout_skip('unfit');
        UPDATE tieout_repair r SET skipped = 'moved' FROM tieout_cell c
            JOIN tieout_cell d ON (d.tbl, d.row_id, d.col) = (c.tbl, c.row_id, c.col) AND d.undoes > c.undoes
            JOIN tieout_repair o ON o.no = d.no
        WHERE r.no = c.no AND r.skipped IS NULL AND c.made <> 'add'
            AND o.skipped IN ('unfit', 'refused', 'unmade', 'unwritable');
        EXIT WHEN NOT FOUND AND NOT unfit;
    END LOOP;
END $$;

-- The one call: everything from the first look to the last entry in the log. Whatever stops it, it has changed
-- nothing and says so, with what to do; details are left out, because they hold rows.
CREATE OR REPLACE PROCEDURE pg_temp.tieout_run() LANGUAGE plpgsql AS $$
DECLARE
    undoing boolean := current_setting('tieout.direction') = 'undo';
    remedy text;
BEGIN
    BEGIN
        PERFORM pg_advisory_xact_lock(127996022191476); -- "tieout" in ASCII: one script at a time
    EXCEPTION WHEN lock_not_available THEN
        CALL pg_temp.tieout_stop('TO010', 'another repair script of tieout is at work',
            'Run this script again when the other has ended.');
    END;
    CALL pg_temp.tieout_take_heads();
    CALL pg_temp.tieout_resolve();
    CALL pg_temp.tieout_refuse();
    CALL pg_temp.tieout_open_log();
    CALL pg_temp.tieout_load();
    IF undoing THEN CALL pg_temp.tieout_recall(); END IF;
    CALL pg_temp.tieout_know_columns();
    CALL pg_temp.tieout_take_locks();
    CALL pg_temp.tieout_read();
    IF undoing THEN
        CALL pg_temp.tieout_look_back();
    ELSE
        CALL pg_temp.tieout_look();
        CALL pg_temp.tieout_fit();
    END IF;
    CALL pg_temp.tieout_apply();
EXCEPTION WHEN query_canceled OR assert_failure OR OTHERS THEN
    GET STACKED DIAGNOSTICS remedy = PG_EXCEPTION_HINT;
    RAISE EXCEPTION USING ERRCODE = SQLSTATE,
        MESSAGE = regexp_replace(SQLERRM, '(; nothing was changed)?$', '; nothing was changed'),
        HINT = CASE WHEN SQLSTATE LIKE 'TO%' THEN remedy
            WHEN SQLSTATE = '55P03' OR left(SQLSTATE, 2) = '40'
                THEN 'Others were at work on the same rows: run this script again.'
            WHEN SQLSTATE = '57014' THEN 'Run this script again; -v statement_timeout=1h gives it more time.'
            ELSE 'What stopped it has to be put right first; then run this script again.' END;
END $$;

-- What is changed, for people: one row a cell.
CREATE OR REPLACE FUNCTION pg_temp.tieout_changes()
    RETURNS TABLE (finding text, rule text, impact numeric, what text, "table" text,
    "row" text, "column" text, now text, becomes text) LANGUAGE sql STABLE AS $$
    SELECT r.finding, r.rule, r.money, r.what, c.tbl,
        CASE c.action WHEN 'insert' THEN 'new' ELSE c.row_id::text END, c.col,
        CASE c.action WHEN 'restore' THEN '(deleted)' ELSE coalesce(c.before, c.now) END,
        CASE c.action WHEN 'delete' THEN '(deleted)' ELSE coalesce(c.becomes, c.new) END
    FROM tieout_cell c JOIN tieout_repair r USING (no)
    WHERE r.skipped IS NULL AND c.id <> 0
        AND (c.action <> 'set' OR coalesce(c.before, c.now) IS DISTINCT FROM coalesce(c.becomes, c.new))
    ORDER BY r.no, abs(c.id)
$$;

-- What is not changed, and why: the code, the words for it, and each value that is not what the repair rests on.
CREATE OR REPLACE FUNCTION pg_temp.tieout_skips()
    RETURNS TABLE (finding text, rule text, impact numeric, code text, reason text,
    "table" text, "row" bigint, "column" text, expected text, found text) LANGUAGE sql STABLE AS $$
    SELECT r.finding, r.rule, r.money, r.skipped, CASE r.skipped
            WHEN 'done' THEN to_char(r.since AT TIME ZONE 'UTC',
                '"already applied by this run, "YYYY-MM-DD HH24:MI "UTC"')
            WHEN 'settled' THEN 'already as it should be' WHEN 'nothing' THEN 'nothing to take back'
            WHEN 'unpicked' THEN 'waits for a choice' WHEN 'busy' THEN 'in use by another transaction'
            WHEN 'hidden' THEN 'kept from this role by a policy' WHEN 'unwritable' THEN 'cannot be written here'
            WHEN 'moved' THEN CASE current_setting('tieout.direction') WHEN 'undo' THEN 'moved on since it was applied'
                ELSE 'moved on since the run read it' END
            WHEN 'held' THEN 'other rows refer to it, or may, and would go or be changed with it'
            WHEN 'taken' THEN 'another repair of this run changes the same: to be made after the next run'
            WHEN 'unfit' THEN 'does not fit' WHEN 'refused' THEN 'refused by the database'
            WHEN 'unmade' THEN 'did not happen: a trigger, a rule or a policy left the row as it was' END,
        m.tbl, m.row_id, m.col, m.expected, m.found
    FROM tieout_repair r LEFT JOIN (SELECT DISTINCT no, code, tbl, row_id, col, expected, found FROM tieout_moved) m
        ON m.no = r.no AND m.code = r.skipped
    WHERE r.skipped IS NOT NULL ORDER BY r.no, m.tbl, m.row_id, m.col
$$;
-- SQL: to here.
\else
CALL pg_temp.tieout_run();
SELECT current_setting('tieout.direction') = 'undo' AS tieout_undoes,
    EXISTS (SELECT FROM pg_temp.tieout_repair WHERE skipped = 'unpicked') AS tieout_waits,
    count(*) AS tieout_proposed, count(*) > 1000 AS tieout_many, count(skipped) AS tieout_skipped,
    count(*) - count(skipped) AS tieout_done, count(*) = count(skipped) AS tieout_nothing
FROM pg_temp.tieout_repair \gset
-- What nobody reads to its end is not aligned: that takes longer than many a change.
\if :tieout_many \pset format unaligned \pset fieldsep ' | ' \endif
\if :tieout_undoes
\set tieout_word undone
\echo 'To be put back:'
\else
\set tieout_word applied
\echo 'To be changed:'
\endif
SELECT * FROM pg_temp.tieout_changes();
\echo 'Skipped:'
SELECT finding, rule, impact, reason, "table", "row", "column", expected, found FROM pg_temp.tieout_skips()
    WHERE code NOT IN ('unpicked', 'nothing');
\if :tieout_waits
\echo 'Waiting for a choice, which the script says how to make:'
SELECT btrim(c.finding, ' ') AS finding, btrim(c.pick, ' ') AS pick, btrim(c.what, ' ') AS what,
    pg_temp.tieout_value(c.tbl) AS "table", btrim(c.row_id, ' ') AS "row", pg_temp.tieout_value(c.col) AS "column",
    pg_temp.tieout_value(c.now) AS now, pg_temp.tieout_value(c.becomes) AS becomes
FROM pg_temp.tieout_change c JOIN pg_temp.tieout_repair r ON r.finding = btrim(c.finding, ' ')
WHERE r.skipped = 'unpicked';
\endif
\pset format aligned
\echo 'Counts:'
\if :tieout_apply \else \set tieout_word 'would be ' :tieout_word \endif
SELECT concat(CASE WHEN :'tieout_undoes' THEN 'undo ' END, pg_temp.tieout_says('rule')) AS rule,
    CASE WHEN :'tieout_apply' = 't' THEN 'apply' ELSE 'dry run' END AS mode, count(*) AS proposed,
    count(*) - count(skipped) AS :"tieout_word", count(skipped) AS skipped,
    coalesce(sum(money) FILTER (WHERE skipped IS NULL), 0.00) AS impact FROM pg_temp.tieout_repair;
\if :{?tieout_all_proposed}
SELECT :tieout_all_proposed + :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done + :tieout_done AS tieout_all_done,
    :tieout_all_skipped + :tieout_skipped AS tieout_all_skipped \gset
\endif
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
\endif
