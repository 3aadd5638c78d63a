-- An independent oracle for tieout: the specification (second edition), said again in SQL.
-- psql -v out=DIR [-v as_of=… -v grace=… …] -f oracle.sql; see README.md.
\set ON_ERROR_STOP 1
\set QUIET 1
\if :{?as_of} \else \set as_of '2026-11-22T02:00:00Z' \endif
\if :{?grace} \else \set grace 900 \endif
\if :{?session_timeout} \else \set session_timeout 7200 \endif
\if :{?no_show} \else \set no_show 86400 \endif
\if :{?clock_skew} \else \set clock_skew 300 \endif
\if :{?cart_limit} \else \set cart_limit 200 \endif
\if :{?price_tolerance} \else \set price_tolerance 0.00 \endif
\if :{?exposure_tolerance} \else \set exposure_tolerance 0.00 \endif
\if :{?price_window} \else \set price_window 3024000 \endif
\if :{?exposure_basis} \else \set exposure_basis auto \endif
\if :{?fulfillment_aliases} \else \set fulfillment_aliases 'PENDING=READY_FOR_PACKING' \endif
\if :{?time_zone} \else \set time_zone UTC \endif
\if :{?max_rule_share} \else \set max_rule_share 20 \endif
-- What the configuration says `none` of: tables and table.column, with spaces or commas between.
\if :{?none} \else \set none '' \endif
-- Reading switch: 1 = an unreadable session gives its items and orders no session at all (see README.md).
\if :{?strictly_absent} \else \set strictly_absent 0 \endif
\if :{?out} \else \set out . \endif

\pset format unaligned
\pset tuples_only on
\pset pager off
\pset null ''
\pset footer off
SET client_min_messages = warning;
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET max_parallel_workers_per_gather = 0;
SET jit = off;
SET work_mem = '64MB';
\o /dev/null
SELECT set_config('oracle.time_zone', :'time_zone', false);
\o

CREATE TEMP TABLE cfg AS
SELECT :'as_of'::timestamptz                                              AS t,
       :'as_of'::timestamptz - :grace * interval '1 second'               AS t_grace,
       :'as_of'::timestamptz - :no_show * interval '1 second'             AS t_noshow,
       :'as_of'::timestamptz + :clock_skew * interval '1 second'          AS t_skew,
       CASE WHEN :price_window = 0 THEN '-infinity'::timestamptz
            ELSE :'as_of'::timestamptz - :price_window * interval '1 second' END AS t_window,
       (:session_timeout)::bigint     AS timeout_s,
       (:cart_limit)::bigint          AS cart_limit,
       (:price_tolerance)::numeric    AS ptol,
       (:exposure_tolerance)::numeric AS etol,
       (:max_rule_share)::numeric     AS max_share,
       :'as_of'::timestamptz - interval '24 hours' AS t_late,
       :'exposure_basis'::text        AS basis,
       (:strictly_absent)::int = 1    AS absent;

-- Older words for an order's fulfillmentStatus.
CREATE TEMP TABLE alias AS
SELECT trim(split_part(x, '=', 1)) AS word, trim(split_part(x, '=', 2)) AS meaning
FROM regexp_split_to_table(:'fulfillment_aliases', ',') x WHERE x LIKE '%=%';

-- ---------------------------------------------------------------- the source, as the specification sees it

-- need: R required, O optional; type: id, num, text, bool, time, json (kept as text; parsed where it is read).
CREATE TEMP TABLE src (tab text, tord int, col text, ord serial, type text, need text);
INSERT INTO src (tab, tord, col, type, need)
SELECT t.tab, t.tord, split_part(c.c, ':', 1), split_part(c.c, ':', 2), CASE WHEN c.c LIKE '%:O' THEN 'O' ELSE 'R' END
FROM (VALUES
    (1, 'users', 'id:id name:text:O role:text:O'),
    (2, 'clients', 'id:id name:text pricing_profile_id:id:O custom_pricing_rules:json:O deleted_at:time:O'),
    (3, 'client_credit_limits', 'client_id:id credit_limit:num current_exposure:num'),
    (4, 'products', 'id:id nameCanonical:text category:text deleted_at:time:O'),
    (5, 'batches', 'id:id productId:id code:text onHandQty:num sampleQty:num reservedQty:num quarantineQty:num holdQty:num '
        'unitCogs:num cogsMode:text:O unitCogsMin:num:O unitCogsMax:num:O batchStatus:text:O version:id:O updatedAt:time:O deleted_at:time:O'),
    (6, 'pricing_defaults', 'product_category:text default_margin_percent:num updated_at:time:O deleted_at:time:O'),
    (7, 'range_pricing_channel_settings', 'channel:text:O default_basis:text:O deleted_at:time:O'),
    (8, 'liveShoppingSessions', 'id:id hostUserId:id clientId:id status:text roomCode:text scheduledAt:time startedAt:time endedAt:time '
        'title:text:O timeoutSeconds:id:O expiresAt:time:O lastActivityAt:time:O createdAt:time updatedAt:time deleted_at:time:O'),
    (9, 'sessionCartItems', 'id:id sessionId:id batchId:id productId:id quantity:num unitPrice:num addedByRole:text:O isSample:bool '
        'itemStatus:text:O negotiationStatus:text:O negotiationData:json:O createdAt:time updatedAt:time deleted_at:time:O'),
    (10, 'sessionPriceOverrides', 'id:id sessionId:id productId:id overridePrice:num createdAt:time updatedAt:time'),
    (11, 'orders', 'id:id client_id:id order_number:text orderType:text is_draft:bool subtotal:num total:num tax:num:O discount:num:O '
        'shipping:num:O cash_payment:num:O saleStatus:text fulfillmentStatus:text invoice_id:id notes:text liveSessionId:id:O origin:text:O '
        'created_at:time items:json:O version:id:O deleted_at:time:O'),
    (12, 'order_line_items', 'id:id order_id:id batch_id:id quantity:num unit_price:num line_total:num is_sample:bool deleted_at:time:O'),
    (13, 'invoices', 'id:id:O customerId:id:O amountDue:num:O totalAmount:num:O amountPaid:num:O status:text:O referenceType:text:O '
        'referenceId:id:O version:id:O deleted_at:time:O')) t (tord, tab, cols),
    LATERAL unnest(string_to_array(t.cols, ' ')) WITH ORDINALITY c (c, n) ORDER BY t.tord, c.n;

-- have: it is there and not declared none; lack: it is not there, and nobody said that the site has none.
CREATE TEMP TABLE got AS
SELECT s.*, a.attname IS NOT NULL AND NOT d.none AS have, a.attname IS NULL AND NOT d.none AS lack,
       a.atttypid::regtype::text AS kind, t.rel
FROM src s
CROSS JOIN LATERAL (SELECT to_regclass(quote_ident(s.tab)) AS oid) r
CROSS JOIN LATERAL (SELECT s.tab = ANY (x) OR s.tab || '.' || s.col = ANY (x) AS none
                    FROM regexp_split_to_array(:'none', '[\s,]+') x) d
LEFT JOIN pg_attribute a ON a.attrelid = r.oid AND a.attname = s.col AND NOT a.attisdropped
LEFT JOIN LATERAL (SELECT format('%I.%I', n.nspname, c.relname) AS rel
                   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = r.oid) t ON true;

CREATE FUNCTION pg_temp.have(t text, c text) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT coalesce((SELECT have FROM got WHERE tab = t AND col = c), false) $$;
CREATE FUNCTION pg_temp.lack(t text, VARIADIC c text[]) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT coalesce(bool_or(lack), false) FROM got WHERE tab = t AND col = ANY (c) $$;

-- A view for each table, in front of the real one: every column, null where it is not there or not to be read,
-- the types made alike, times without zone taken as times of the zone (an offset as an interval: ISO's sign).
DO $views$
DECLARE
    t record; zone text := current_setting('oracle.time_zone');
BEGIN
    IF zone ~ '^[+-]\d\d:?\d\d$' THEN zone := format('interval %L', zone); ELSE zone := quote_literal(zone); END IF;
    FOR t IN SELECT tab, max(rel) AS rel, bool_or(have) AS have, string_agg(
            CASE WHEN NOT have AND need = 'R' THEN format('%I', col)      -- the server's own message
                 WHEN type = 'bool' AND kind = 'boolean' THEN format('%I', col)
                 WHEN type = 'bool' THEN format('(%I <> 0) AS %I', col, col)
                 WHEN type = 'time' AND have AND kind = 'timestamp without time zone' THEN format('(%I AT TIME ZONE %s) AS %I', col, zone, col)
                 ELSE format('(%s)::%s AS %I', CASE WHEN have THEN quote_ident(col) ELSE 'NULL' END,
                     CASE type WHEN 'id' THEN 'bigint' WHEN 'num' THEN 'numeric' WHEN 'time' THEN 'timestamptz' ELSE 'text' END, col) END,
            ', ' ORDER BY ord) AS list
        FROM got GROUP BY tab LOOP
        EXECUTE format('CREATE TEMP VIEW %I AS SELECT %s %s', t.tab, t.list,
                       CASE WHEN t.have THEN 'FROM ' || t.rel ELSE 'WHERE false' END);
    END LOOP;
END $views$;

-- ---------------------------------------------------------------- helpers

CREATE FUNCTION pg_temp.odd(x numeric) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$ SELECT coalesce(x IN ('NaN', 'Infinity', '-Infinity'), false) $$;

CREATE FUNCTION pg_temp.m2(x numeric) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT round(x, 2)::text $$;
CREATE FUNCTION pg_temp.q4(x numeric) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT round(x, 4)::text $$;

-- At least two places, more when the value has more.
CREATE FUNCTION pg_temp.pct(x numeric) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN min_scale(x) < 2 THEN round(x, 2) ELSE trim_scale(x) END::text $$;

CREATE FUNCTION pg_temp.iso(x timestamptz) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT CASE WHEN isfinite(x) THEN to_char(date_trunc('second', x), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') ELSE x::text END $$;

-- round2(cost ÷ (1 − margin ÷ 100)), exactly; margin < 100. Half away from zero by integer division.
CREATE FUNCTION pg_temp.with_margin(cost numeric, margin numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN cost < 0 THEN -1 ELSE 1 END
        * div(20000 * abs(cost) + (100 - margin), 2 * (100 - margin)) * 0.01 $$;

-- A number in text as decimal.js takes it, within numeric's range; null otherwise.
CREATE FUNCTION pg_temp.decimal_text(s text) RETURNS numeric LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF s COLLATE "C" ~ '^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$' THEN
        RETURN s::numeric;
    END IF;
    RETURN NULL;
EXCEPTION WHEN data_exception THEN   -- 22xxx: overflow and its kin
    RETURN NULL;
END $$;

-- The number under a key of a JSON object: a number, or a string that is one; null otherwise.
CREATE FUNCTION pg_temp.json_number(j jsonb, key text) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN jsonb_typeof(j) <> 'object' THEN NULL
                WHEN jsonb_typeof(j -> key) = 'number' THEN (j ->> key)::numeric
                WHEN jsonb_typeof(j -> key) = 'string' THEN pg_temp.decimal_text(j ->> key) END $$;

-- YYYY-MM-DDThh:mm[:ss[.f…]] with Z or ±hh:mm in a JSON object, to the microsecond (the rest is cut off); null when it is no such time.
CREATE FUNCTION pg_temp.json_time(j jsonb, key text) RETURNS timestamptz LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE m text[];
BEGIN
    IF jsonb_typeof(j) IS DISTINCT FROM 'object' OR jsonb_typeof(j -> key) IS DISTINCT FROM 'string' THEN RETURN NULL; END IF;
    m := regexp_match((j ->> key) COLLATE "C", '^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?(?:Z|([+-])([0-9]{2}):([0-9]{2}))$');
    IF m IS NULL OR m[4]::int > 23 OR m[5]::int > 59 OR coalesce(m[6], '0')::int > 59
       OR coalesce(m[9], '0')::int > 23 OR coalesce(m[10], '0')::int > 59 THEN RETURN NULL; END IF;
    RETURN (make_timestamp(m[1]::int, m[2]::int, m[3]::int, m[4]::int, m[5]::int, coalesce(m[6], '0')::int)
            + left(rpad(coalesce(m[7], '0'), 6, '0'), 6)::int * interval '1 microsecond'
            - coalesce(m[8] || '1', '0')::int * (coalesce(m[9], '0')::int * 60 + coalesce(m[10], '0')::int) * interval '1 minute') AT TIME ZONE 'UTC';
EXCEPTION WHEN data_exception THEN   -- no such day
    RETURN NULL;
END $$;

-- One CSV cell: the formula prefix, then quotes only where needed.
CREATE FUNCTION pg_temp.cell(s text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF s IS NULL OR s = '' THEN RETURN ''; END IF;
    IF s ~ E'^[-=+@\t\r]' AND s !~ '^[+-]?[0-9]+(\.[0-9]+)?$' THEN s := '''' || s; END IF;
    IF s ~ E'[",\r\n]' THEN RETURN '"' || replace(s, '"', '""') || '"'; END IF;
    RETURN s;
END $$;
CREATE FUNCTION pg_temp.csv(VARIADIC cells text[]) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT string_agg(pg_temp.cell(c), ',' ORDER BY n) || E'\r' FROM unnest(cells) WITH ORDINALITY AS u (c, n) $$;

-- ---------------------------------------------------------------- unreadable rows

-- kind: null (in a required column), nan (NaN or an infinity), range.
-- lim: 1 money, 2 quantity and cost, 0 any number.
CREATE TEMP TABLE un (tab text, tord int, id bigint, idtext text, ord int, col text, kind text);

CREATE FUNCTION pg_temp.fault(missing boolean, x numeric, lim int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN missing THEN 'null'
                WHEN x IS NULL THEN NULL
                WHEN x IN ('NaN', 'Infinity', '-Infinity') THEN 'nan'
                WHEN lim = 1 AND abs(x) > 92233720368547758.07 THEN 'range'
                WHEN lim = 2 AND abs(x) > 922337203685477.5807 THEN 'range' END $$;

INSERT INTO un
SELECT 'users', 1, id, id::text, 1, 'id', 'null' FROM users WHERE id IS NULL
UNION ALL
SELECT 'clients', 2, id, id::text, v.ord, v.col, k.kind
FROM clients, LATERAL (VALUES
    (1, 'id', id IS NULL, NULL::numeric, 0),
    (2, 'name', name IS NULL, NULL, 0)) v (ord, col, missing, x, lim),
    LATERAL pg_temp.fault(v.missing, v.x, v.lim) k (kind) WHERE k.kind IS NOT NULL
UNION ALL
SELECT 'client_credit_limits', 3, client_id, client_id::text, v.ord, v.col, k.kind
FROM client_credit_limits, LATERAL (VALUES
    (1, 'client_id', client_id IS NULL, NULL::numeric, 0),
    (2, 'credit_limit', credit_limit IS NULL, credit_limit, 1),
    (3, 'current_exposure', current_exposure IS NULL, current_exposure, 1)) v (ord, col, missing, x, lim),
    LATERAL pg_temp.fault(v.missing, v.x, v.lim) k (kind) WHERE k.kind IS NOT NULL
UNION ALL
SELECT 'products', 4, id, id::text, v.ord, v.col, k.kind
FROM products, LATERAL (VALUES
    (1, 'id', id IS NULL, NULL::numeric, 0),
    (2, 'nameCanonical', "nameCanonical" IS NULL, NULL, 0),
    (3, 'category', category IS NULL, NULL, 0)) v (ord, col, missing, x, lim),
    LATERAL pg_temp.fault(v.missing, v.x, v.lim) k (kind) WHERE k.kind IS NOT NULL
UNION ALL
SELECT 'batches', 5, id, id::text, v.ord, v.col, k.kind
FROM batches, LATERAL (VALUES
    (1, 'id', id IS NULL, NULL::numeric, 0),
    (2, 'productId', "productId" IS NULL, NULL, 0),
    (3, 'code', code IS NULL, NULL, 0),
    (4, 'onHandQty', "onHandQty" IS NULL, "onHandQty", 2),
    (5, 'sampleQty', "sampleQty" IS NULL, "sampleQty", 2),
    (6, 'reservedQty', "reservedQty" IS NULL, "reservedQty", 2),
    (7, 'quarantineQty', "quarantineQty" IS NULL, "quarantineQty", 2),
    (8, 'holdQty', "holdQty" IS NULL, "holdQty", 2),
    (9, 'unitCogs', false, "unitCogs", 2),
    (10, 'unitCogsMin', false, "unitCogsMin", 2),
    (11, 'unitCogsMax', false, "unitCogsMax", 2)) v (ord, col, missing, x, lim),
    LATERAL pg_temp.fault(v.missing, v.x, v.lim) k (kind) WHERE k.kind IS NOT NULL
UNION ALL
SELECT 'pricing_defaults', 6, NULL, product_category, v.ord, v.col, k.kind
FROM pricing_defaults, LATERAL (VALUES
    (1, 'product_category', product_category IS NULL, NULL::numeric, 0),
    (2, 'default_margin_percent', default_margin_percent IS NULL, default_margin_percent, 0)) v (ord, col, missing, x, lim),
    LATERAL pg_temp.fault(v.missing, v.x, v.lim) k (kind) WHERE k.kind IS NOT NULL
UNION ALL
SELECT 'liveShoppingSessions', 7, id, id::text, v.ord, v.col, k.kind
FROM "liveShoppingSessions", LATERAL (VALUES
    (1, 'id', id IS NULL, NULL::numeric, 0),
    (2, 'hostUserId', "hostUserId" IS NULL, NULL, 0),
    (3, 'clientId', "clientId" IS NULL, NULL, 0),
    (4, 'status', status IS NULL, NULL, 0),
    (5, 'roomCode', "roomCode" IS NULL, NULL, 0),
    (6, 'createdAt', "createdAt" IS NULL, NULL, 0),
    (7, 'updatedAt', "updatedAt" IS NULL, NULL, 0)) v (ord, col, missing, x, lim),
    LATERAL pg_temp.fault(v.missing, v.x, v.lim) k (kind) WHERE k.kind IS NOT NULL
UNION ALL
SELECT 'sessionCartItems', 8, id, id::text, v.ord, v.col, k.kind
FROM "sessionCartItems", LATERAL (VALUES
    (1, 'id', id IS NULL, NULL::numeric, 0),
    (2, 'sessionId', "sessionId" IS NULL, NULL, 0),
    (3, 'batchId', "batchId" IS NULL, NULL, 0),
    (4, 'productId', "productId" IS NULL, NULL, 0),
    (5, 'quantity', quantity IS NULL, quantity, 2),
    (6, 'unitPrice', "unitPrice" IS NULL, "unitPrice", 1),
    (7, 'isSample', "isSample" IS NULL, NULL, 0),
    (8, 'createdAt', "createdAt" IS NULL, NULL, 0),
    (9, 'updatedAt', "updatedAt" IS NULL, NULL, 0)) v (ord, col, missing, x, lim),
    LATERAL pg_temp.fault(v.missing, v.x, v.lim) k (kind) WHERE k.kind IS NOT NULL
UNION ALL
SELECT 'sessionPriceOverrides', 9, id, id::text, v.ord, v.col, k.kind
FROM "sessionPriceOverrides", LATERAL (VALUES
    (1, 'id', id IS NULL, NULL::numeric, 0),
    (2, 'sessionId', "sessionId" IS NULL, NULL, 0),
    (3, 'productId', "productId" IS NULL, NULL, 0),
    (4, 'overridePrice', "overridePrice" IS NULL, "overridePrice", 1),
    (5, 'createdAt', "createdAt" IS NULL, NULL, 0),
    (6, 'updatedAt', "updatedAt" IS NULL, NULL, 0)) v (ord, col, missing, x, lim),
    LATERAL pg_temp.fault(v.missing, v.x, v.lim) k (kind) WHERE k.kind IS NOT NULL
UNION ALL
SELECT 'orders', 10, id, id::text, v.ord, v.col, k.kind
FROM orders, LATERAL (VALUES
    (1, 'id', id IS NULL, NULL::numeric, 0),
    (2, 'client_id', client_id IS NULL, NULL, 0),
    (3, 'order_number', order_number IS NULL, NULL, 0),
    (4, 'orderType', "orderType" IS NULL, NULL, 0),
    (5, 'is_draft', is_draft IS NULL, NULL, 0),
    (6, 'subtotal', subtotal IS NULL, subtotal, 1),
    (7, 'total', total IS NULL, total, 1),
    (8, 'tax', false, tax, 1),
    (9, 'discount', false, discount, 1),
    (10, 'shipping', false, shipping, 1),
    (11, 'cash_payment', false, cash_payment, 1)) v (ord, col, missing, x, lim),
    LATERAL pg_temp.fault(v.missing, v.x, v.lim) k (kind) WHERE k.kind IS NOT NULL
UNION ALL
SELECT 'order_line_items', 11, id, id::text, v.ord, v.col, k.kind
FROM order_line_items, LATERAL (VALUES
    (1, 'id', id IS NULL, NULL::numeric, 0),
    (2, 'order_id', order_id IS NULL, NULL, 0),
    (3, 'batch_id', batch_id IS NULL, NULL, 0),
    (4, 'quantity', quantity IS NULL, quantity, 2),
    (5, 'unit_price', unit_price IS NULL, unit_price, 1),
    (6, 'line_total', line_total IS NULL, line_total, 1),
    (7, 'is_sample', is_sample IS NULL, NULL, 0)) v (ord, col, missing, x, lim),
    LATERAL pg_temp.fault(v.missing, v.x, v.lim) k (kind) WHERE k.kind IS NOT NULL
UNION ALL
SELECT 'invoices', 12, id, id::text, v.ord, v.col, k.kind
FROM invoices, LATERAL (VALUES
    (1, 'amountDue', false, "amountDue", 1),
    (2, 'totalAmount', false, "totalAmount", 1),
    (3, 'amountPaid', false, "amountPaid", 1)) v (ord, col, missing, x, lim),
    LATERAL pg_temp.fault(v.missing, v.x, v.lim) k (kind) WHERE k.kind IS NOT NULL
UNION ALL   -- a null in an amount that invoice.* compares or sums: listed, and no more
SELECT 'invoices', 12, id, id::text, v.ord, v.col, 'blank'
FROM invoices, LATERAL (VALUES (1, 'amountDue', "amountDue"), (2, 'totalAmount', "totalAmount")) v (ord, col, x)
WHERE v.x IS NULL AND pg_temp.have('invoices', v.col);

-- dead = with a null or out of range (takes part in nothing, but exists); nan = only NaN or infinity.
CREATE TEMP TABLE unr AS
SELECT tab, id, bool_or(kind IN ('null', 'range')) AS dead FROM un WHERE id IS NOT NULL GROUP BY tab, id;
ANALYZE unr;

-- ---------------------------------------------------------------- rows

-- Every session that exists; ss = the readable ones that are not deleted.
CREATE TEMP TABLE s_all AS
SELECT s.*, u.id IS NOT NULL AS dead
FROM "liveShoppingSessions" s LEFT JOIN unr u ON u.tab = 'liveShoppingSessions' AND u.id = s.id
WHERE s.id IS NOT NULL;
CREATE INDEX ON s_all (id);
ANALYZE s_all;

-- The session that a room code names: the lowest id that is not deleted, or else the lowest id.
CREATE TEMP TABLE room AS
SELECT DISTINCT ON ("roomCode" COLLATE "C") "roomCode" AS code, id
FROM s_all WHERE "roomCode" IS NOT NULL
ORDER BY "roomCode" COLLATE "C", dead, (deleted_at IS NOT NULL), id;
CREATE INDEX ON room (code);
ANALYZE room;

CREATE TEMP TABLE o0 AS
SELECT o.*, coalesce(u.dead, false) AS dead, u.id IS NOT NULL AND NOT u.dead AS nan,
       substring(o.notes COLLATE "C" FROM 'Live Shopping Session #([0-9A-Za-z-]{1,64})') AS note_code,
       coalesce(a.meaning, o."fulfillmentStatus") AS fs   -- as it is read; printed as it is stored
FROM orders o LEFT JOIN unr u ON u.tab = 'orders' AND u.id = o.id LEFT JOIN alias a ON a.word = o."fulfillmentStatus"
WHERE o.id IS NOT NULL;

CREATE TEMP TABLE inv AS   -- the invoices that take part; due and paper: amounts that are numbers
SELECT x.*, CASE WHEN NOT pg_temp.odd("amountDue") THEN "amountDue" END AS due,
       CASE WHEN NOT pg_temp.odd("totalAmount") THEN "totalAmount" END AS paper,
       deleted_at IS NULL AND status IS DISTINCT FROM 'VOID' AS stands,
       CASE WHEN "referenceType" IN ('ORDER', 'SALE') AND (SELECT pg_temp.have('invoices', 'referenceId')) THEN "referenceId" END AS names
FROM invoices x
WHERE pg_temp.fault(false, "amountDue", 1) IS DISTINCT FROM 'range' AND pg_temp.fault(false, "totalAmount", 1) IS DISTINCT FROM 'range'
  AND pg_temp.fault(false, "amountPaid", 1) IS DISTINCT FROM 'range';
CREATE INDEX ON inv (id);
CREATE INDEX ON inv (names);
ANALYZE inv;

CREATE TEMP TABLE l AS
SELECT x.*, coalesce(u.dead, false) AS dead, u.id IS NULL AS ok
FROM order_line_items x LEFT JOIN unr u ON u.tab = 'order_line_items' AND u.id = x.id
WHERE x.id IS NOT NULL AND x.deleted_at IS NULL;
CREATE INDEX ON l (order_id);
CREATE INDEX ON l (id);
ANALYZE l;

CREATE TEMP TABLE o AS
SELECT o.*, room.id AS note_sid,
       CASE WHEN o."liveSessionId" IS NOT NULL THEN s.id ELSE room.id END AS link,
       NOT o.dead AND o.deleted_at IS NULL
           AND o."saleStatus" IS DISTINCT FROM 'CANCELLED'
           AND o.fs IS DISTINCT FROM 'CANCELLED'                        AS live,
       NOT o.dead AND o."orderType" = 'SALE' AND NOT o.is_draft         AS conv,
       CASE WHEN o.nan OR o.dead THEN 0 ELSE o.total END                AS money,
       NOT o.dead AND NOT o.nan
           AND NOT EXISTS (SELECT FROM l WHERE l.order_id = o.id AND NOT l.ok)
           AND NOT v.invoiced
           AND coalesce(o.cash_payment, 0) = 0
           AND (o."saleStatus" IS NULL OR o."saleStatus" = 'PENDING')
           AND (o.fs IS NULL OR o.fs IN ('DRAFT', 'CONFIRMED', 'READY_FOR_PACKING')) AS amendable,
       v.invoiced, v.sale_known, v.fs_known
FROM o0 o
CROSS JOIN LATERAL (SELECT
    o.invoice_id IS NOT NULL OR EXISTS (SELECT FROM inv WHERE inv.stands AND inv.names = o.id) AS invoiced,
    coalesce(o."saleStatus" IN ('PENDING', 'PARTIAL', 'PAID', 'OVERDUE', 'CANCELLED'), true) AS sale_known,
    coalesce(o.fs IN ('DRAFT', 'CONFIRMED', 'READY_FOR_PACKING', 'PACKED', 'SHIPPED', 'DELIVERED', 'RETURNED', 'RESTOCKED',
                      'RETURNED_TO_VENDOR', 'CANCELLED'), true) AS fs_known) v
LEFT JOIN s_all s ON s.id = o."liveSessionId"
LEFT JOIN room ON room.code = o.note_code;
CREATE INDEX ON o (id);
CREATE INDEX ON o (link);
ANALYZE o;

-- Every cart item that exists and is readable but for NaN (nan), with its session.
CREATE TEMP TABLE i AS
SELECT x.*, u.id IS NOT NULL AS nan, s.id IS NOT NULL AS has_session,
       x.deleted_at IS NULL AND s.id IS NOT NULL AND s.deleted_at IS NULL
           AND NOT (s.dead AND (SELECT absent FROM cfg)) AS live,
       x."itemStatus" IS NOT DISTINCT FROM 'TO_PURCHASE' OR NOT (SELECT pg_temp.have('sessionCartItems', 'itemStatus')) AS convertible,
       CASE WHEN u.id IS NULL THEN round(x.quantity * x."unitPrice", 2) ELSE 0 END AS value
FROM "sessionCartItems" x
LEFT JOIN unr u ON u.tab = 'sessionCartItems' AND u.id = x.id
LEFT JOIN s_all s ON s.id = x."sessionId"
WHERE x.id IS NOT NULL AND NOT coalesce(u.dead, false);
CREATE INDEX ON i (id);
CREATE INDEX ON i ("sessionId");
CREATE INDEX ON i ("batchId");
ANALYZE i;

-- Known batches. qnan: one of the five quantities is NaN or infinite.
CREATE TEMP TABLE b AS
SELECT x.*,
       pg_temp.odd("onHandQty") OR pg_temp.odd("sampleQty") OR pg_temp.odd("reservedQty")
           OR pg_temp.odd("quarantineQty") OR pg_temp.odd("holdQty") AS qnan,
       CASE WHEN pg_temp.odd(c.cost) THEN NULL ELSE c.cost END AS cost,
       CASE WHEN pg_temp.odd(c.cost) THEN NULL ELSE round(c.cost, 2) END AS base,
       -- the midpoint of a range on half a cent: the other neighbour is right too
       CASE WHEN x."cogsMode" = 'RANGE' AND r.basis = 'MID' AND NOT pg_temp.odd(c.cost) AND abs(c.cost * 100) % 1 = 0.5
            THEN round(c.cost, 2) - sign(c.cost) * 0.01 END AS other_base
FROM batches x
CROSS JOIN (SELECT coalesce((SELECT CASE WHEN default_basis IN ('LOW', 'HIGH') THEN default_basis END
                             FROM range_pricing_channel_settings WHERE channel = 'LIVE_SHOPPING' AND deleted_at IS NULL), 'MID') AS basis) r
CROSS JOIN LATERAL (SELECT CASE
        WHEN "cogsMode" IS DISTINCT FROM 'RANGE' THEN "unitCogs"
        WHEN "unitCogsMin" IS NULL OR pg_temp.odd("unitCogsMin") THEN NULL
        WHEN "unitCogsMax" IS NULL OR r.basis = 'LOW' THEN "unitCogsMin"
        WHEN r.basis = 'HIGH' THEN "unitCogsMax"
        ELSE ("unitCogsMin" + "unitCogsMax") * 0.5 END AS cost) c
WHERE x.id IS NOT NULL
  AND NOT EXISTS (SELECT FROM unr u WHERE u.tab = 'batches' AND u.id = x.id AND u.dead);
CREATE INDEX ON b (id);
ANALYZE b;

-- ---------------------------------------------------------------- per session

CREATE TEMP TABLE so AS   -- facts from the linked orders
SELECT link AS id,
       count(*) FILTER (WHERE live AND conv)                         AS n_live,
       coalesce(sum(money) FILTER (WHERE live AND conv), 0)          AS live_money,
       (array_agg(id ORDER BY created_at NULLS FIRST, id) FILTER (WHERE live AND conv))[1] AS kept_id,
       -- an unreadable order that is not deleted: the session is not without one
       bool_or(dead AND deleted_at IS NULL)                          AS dark,
       bool_or(deleted_at IS NULL)                                   AS any_undeleted,
       bool_or(dead AND deleted_at IS NOT NULL)                      AS dark_deleted,
       bool_or(conv AND deleted_at IS NULL)                          AS conv_undeleted,
       bool_or(conv AND deleted_at IS NOT NULL)                      AS conv_deleted,
       bool_or(NOT dead AND deleted_at IS NULL AND "orderType" = 'SALE') AS sale_undeleted
FROM o WHERE link IS NOT NULL GROUP BY link;
CREATE INDEX ON so (id);
ANALYZE so;

CREATE TEMP TABLE si AS   -- facts from the live items
SELECT "sessionId" AS id,
       count(*)                                     AS live_items,
       count(*) FILTER (WHERE "isSample")           AS sample_items,
       coalesce(sum(value) FILTER (WHERE NOT "isSample"), 0) AS cart_value,
       coalesce(sum(value) FILTER (WHERE NOT "isSample" AND convertible), 0) AS convertible_value,
       greatest(max("createdAt"), max("updatedAt")) AS last_item
FROM i WHERE live GROUP BY "sessionId";
CREATE INDEX ON si (id);
ANALYZE si;

CREATE TEMP TABLE ss0 AS  -- readable sessions, deleted ones too
SELECT s.*,
       coalesce(so.n_live, 0)            AS n_live,
       coalesce(so.live_money, 0)        AS live_money,
       so.kept_id,
       k.created_at                      AS kept_at,
       k.money                           AS kept_money,
       k.nan                             AS kept_nan,
       coalesce(so.n_live, 0) = 0 AND NOT coalesce(so.dark, false) AS without,
       coalesce(si.live_items, 0)        AS live_items,
       coalesce(si.sample_items, 0)      AS sample_items,
       coalesce(si.cart_value, 0)        AS cart_value,
       coalesce(si.convertible_value, 0) AS convertible_value,
       s.status IN ('ACTIVE', 'PAUSED')                AS open,
       s.status IN ('ENDED', 'CONVERTED', 'CANCELLED') AS closed,
       s.status IN ('ACTIVE', 'PAUSED') AND
       CASE WHEN s."expiresAt" IS NOT NULL THEN s."expiresAt" < cfg.t
            ELSE coalesce(s."timeoutSeconds", cfg.timeout_s) <> 0
                 AND greatest(s."lastActivityAt", s."updatedAt", si.last_item)   -- greatest() skips nulls
                     < cfg.t - coalesce(s."timeoutSeconds", cfg.timeout_s) * interval '1 second' END AS abandoned
FROM s_all s
CROSS JOIN cfg
LEFT JOIN so ON so.id = s.id
LEFT JOIN si ON si.id = s.id
LEFT JOIN o k ON k.id = so.kept_id
WHERE NOT s.dead;
CREATE INDEX ON ss0 (id);
ANALYZE ss0;
CREATE TEMP TABLE ss AS SELECT * FROM ss0 WHERE deleted_at IS NULL;
CREATE INDEX ON ss (id);
ANALYZE ss;

-- ---------------------------------------------------------------- findings

CREATE TEMP TABLE catalogue (ord serial, rule text);
INSERT INTO catalogue (rule) SELECT unnest(string_to_array(
    'conversion.open-session conversion.ended-session conversion.cancelled-session conversion.deleted-session '
    'conversion.duplicate-orders conversion.missing-order conversion.dead-order conversion.not-a-sale '
    'conversion.client-mismatch conversion.link-conflict conversion.unlinked '
    'line.missing line.extra line.quantity line.price line.total line.sample-billed order.subtotal order.total '
    'price.override price.negotiated price.margin price.cost price.below-cost price.zero price.cost-fallback price.unverifiable '
    'credit.exposure credit.over-limit credit.approaching credit.no-limit '
    'hold.oversold hold.samples-oversold hold.reserved hold.negative hold.abandoned hold.unsellable '
    'invoice.missing invoice.client-mismatch invoice.duplicate invoice.unlinked invoice.total invoice.not-void invoice.paid invoice.late '
    'lifecycle.abandoned lifecycle.no-show lifecycle.no-start lifecycle.no-end lifecycle.end-before-start '
    'lifecycle.open-with-end lifecycle.future lifecycle.concurrent lifecycle.cart-limit '
    'integrity.product integrity.quantity integrity.price integrity.orphan-item integrity.orphan-session '
    'integrity.orphan-override integrity.orphan-line integrity.duplicate-override integrity.duplicate-item '
    'integrity.room-code integrity.status integrity.order-status', ' '));

CREATE TEMP TABLE f (
    rule text, severity text,
    session bigint, "order" bigint, client bigint, line bigint, item bigint, override bigint,
    batch bigint, product bigint, sample int, room text, invoice bigint,
    expected text, actual text, impact numeric, repair text);

-- conversion.*

INSERT INTO f (rule, severity, session, expected, actual, impact, repair)
SELECT CASE WHEN status = 'ENDED' THEN 'conversion.ended-session' ELSE 'conversion.open-session' END,
       CASE WHEN status = 'ENDED' THEN 'error' ELSE 'critical' END,
       id, 'CONVERTED', status, kept_money, 'automatic'
FROM ss, cfg
WHERE n_live > 0 AND status IN ('SCHEDULED', 'ACTIVE', 'PAUSED', 'ENDED') AND (kept_at IS NULL OR kept_at < t_grace);

INSERT INTO f (rule, severity, session, expected, actual, impact, repair)
SELECT 'conversion.cancelled-session', 'critical', id, '0', n_live::text, live_money, 'choice'
FROM ss WHERE n_live > 0 AND status = 'CANCELLED';

INSERT INTO f (rule, severity, session, expected, actual, impact, repair)
SELECT 'conversion.deleted-session', 'error', id, '0', n_live::text, live_money, 'manual'
FROM ss0 WHERE n_live > 0 AND deleted_at IS NOT NULL;

-- The lines of an order as a multiset of (batch, sample, quantity, unit_price); null when one is unreadable.
CREATE TEMP TABLE bag AS
SELECT o.id, CASE WHEN bool_and(coalesce(l.ok, true)) THEN
           coalesce(array_agg(concat_ws('|', l.batch_id, l.is_sample, trim_scale(l.quantity), trim_scale(l.unit_price))
                     ORDER BY concat_ws('|', l.batch_id, l.is_sample, trim_scale(l.quantity), trim_scale(l.unit_price)) COLLATE "C")
                    FILTER (WHERE l.id IS NOT NULL), '{}') END AS lines
FROM o JOIN ss ON ss.id = o.link AND ss.n_live >= 2 LEFT JOIN l ON l.order_id = o.id
WHERE o.live AND o.conv GROUP BY o.id;

INSERT INTO f (rule, severity, session, expected, actual, impact, repair)
SELECT 'conversion.duplicate-orders', 'critical', ss.id, '1', ss.n_live::text, ss.live_money - ss.kept_money,
       CASE WHEN bool_and(x.amendable AND x.client_id = k.client_id AND coalesce(xb.lines = kb.lines, false))
            THEN 'automatic' ELSE 'choice' END
FROM ss
JOIN o k ON k.id = ss.kept_id
JOIN bag kb ON kb.id = k.id
JOIN o x ON x.link = ss.id AND x.live AND x.conv AND x.id <> k.id
JOIN bag xb ON xb.id = x.id
WHERE ss.n_live >= 2
GROUP BY ss.id, ss.n_live, ss.live_money, ss.kept_money;

-- CONVERTED without a live conversion order: the linked orders that are not deleted, or the deleted
-- ones when all are; with an unreadable one among them the session is not without an order.
INSERT INTO f (rule, severity, session, expected, actual, impact, repair)
SELECT CASE c.what WHEN 'dead' THEN 'conversion.dead-order' WHEN 'sale' THEN 'conversion.not-a-sale'
                   ELSE 'conversion.missing-order' END,
       CASE c.what WHEN 'dead' THEN 'warning' WHEN 'sale' THEN 'error' ELSE 'critical' END,
       ss.id,
       CASE c.what WHEN 'sale' THEN 'SALE' ELSE '1' END,
       CASE c.what WHEN 'sale' THEN CASE WHEN so.sale_undeleted THEN 'DRAFT' ELSE 'QUOTE' END ELSE '0' END,
       ss.cart_value,
       CASE c.what WHEN 'missing' THEN 'choice' ELSE 'manual' END
FROM ss LEFT JOIN so ON so.id = ss.id
CROSS JOIN LATERAL (SELECT CASE
        WHEN so.id IS NULL THEN 'missing'
        WHEN so.any_undeleted AND so.dark THEN NULL
        WHEN so.any_undeleted AND so.conv_undeleted THEN 'dead'
        WHEN so.any_undeleted THEN 'sale'
        WHEN so.dark_deleted THEN NULL
        WHEN so.conv_deleted THEN 'dead'
        ELSE 'missing' END AS what) c
WHERE ss.status = 'CONVERTED' AND ss.n_live = 0 AND c.what IS NOT NULL;

INSERT INTO f (rule, severity, session, "order", expected, actual, impact, repair)
SELECT 'conversion.client-mismatch', 'critical', ss.id, o.id, ss."clientId"::text, o.client_id::text, o.money, 'manual'
FROM ss JOIN o ON o.link = ss.id AND o.live AND o.conv
WHERE o.client_id <> ss."clientId";

INSERT INTO f (rule, severity, "order", expected, actual, impact, repair)
SELECT 'conversion.link-conflict', 'error', o.id, a.id::text, n.id::text, o.money, 'manual'
FROM o JOIN ss a ON a.id = o."liveSessionId" JOIN ss n ON n.id = o.note_sid
WHERE o.live AND a.id <> n.id;

INSERT INTO f (rule, severity, "order", expected, actual, impact, repair)
SELECT 'conversion.unlinked', 'warning', o.id, 'session', 'none', o.money, 'manual'
FROM o
WHERE o.live AND o.conv AND o.link IS NULL
  AND (o."liveSessionId" IS NOT NULL OR o.origin = 'live_shopping' OR o.note_code IS NOT NULL);

-- line.*: the cart against the kept order, by (batch, sample)

CREATE TEMP TABLE g AS
WITH cart AS (
    SELECT i."sessionId" AS session, i."batchId" AS batch, i."isSample"::int AS sample,
           round(sum(i.quantity), 2) AS qty, sum(i.value) AS amount,
           count(DISTINCT i."unitPrice") AS prices, min(i."unitPrice") AS price,
           (array_agg(i."unitPrice" ORDER BY i.id))[1] AS first_price
    FROM i JOIN ss ON ss.id = i."sessionId" AND ss.kept_id IS NOT NULL
    WHERE i.live AND i.convertible AND NOT i.nan
    GROUP BY 1, 2, 3),
lines AS (
    SELECT ss.id AS session, l.batch_id AS batch, l.is_sample::int AS sample,
           sum(l.quantity) AS qty, sum(round(l.quantity * l.unit_price, 2)) AS amount, sum(l.line_total) AS billed,
           count(DISTINCT l.unit_price) AS prices, min(l.unit_price) AS price
    FROM ss JOIN l ON l.order_id = ss.kept_id AND l.ok
    GROUP BY 1, 2, 3)
SELECT session, batch, sample, ss.kept_id, k.amendable,
       c.session IS NOT NULL AS in_cart, x.session IS NOT NULL AS on_order,
       c.qty AS cqty, c.amount AS camount, c.prices AS cprices, c.price AS cprice, c.first_price,
       x.qty AS oqty, x.amount AS oamount, x.billed, x.prices AS oprices, x.price AS oprice
FROM (SELECT session, batch, sample FROM cart UNION SELECT session, batch, sample FROM lines) u
LEFT JOIN cart c USING (session, batch, sample)
LEFT JOIN lines x USING (session, batch, sample)
JOIN ss ON ss.id = session
JOIN o k ON k.id = ss.kept_id;

INSERT INTO f (rule, severity, session, "order", batch, sample, expected, actual, impact, repair)
SELECT 'line.missing', 'error', session, kept_id, batch, sample, pg_temp.q4(cqty), '0.0000',
       CASE WHEN sample = 1 THEN 0 ELSE camount END, 'choice'
FROM g WHERE in_cart AND NOT on_order AND cqty <> 0
UNION ALL
SELECT 'line.extra', 'error', session, kept_id, batch, sample, '0.0000', pg_temp.q4(oqty), billed, 'choice'
FROM g WHERE on_order AND NOT in_cart
UNION ALL
SELECT 'line.quantity', 'error', session, kept_id, batch, sample, pg_temp.q4(cqty), pg_temp.q4(oqty),
       round(abs(cqty - oqty) * first_price, 2), 'choice'
FROM g WHERE in_cart AND on_order AND cqty <> oqty
UNION ALL
SELECT 'line.price', 'error', session, kept_id, batch, sample, pg_temp.m2(cprice), pg_temp.m2(oprice),
       round(abs(cprice - oprice) * oqty, 2), CASE WHEN amendable THEN 'automatic' ELSE 'choice' END
FROM g WHERE sample = 0 AND in_cart AND on_order AND cprices = 1 AND oprices = 1 AND cprice <> oprice
UNION ALL
SELECT 'line.price', 'error', session, kept_id, batch, sample, pg_temp.m2(camount), pg_temp.m2(oamount),
       abs(camount - oamount), 'choice'
FROM g WHERE sample = 0 AND in_cart AND on_order AND (cprices > 1 OR oprices > 1)
         AND camount <> oamount AND cqty = oqty;

-- "Any live conversion order": of a session that is not deleted, whatever its status.
CREATE TEMP TABLE lo AS
SELECT o.*, o.subtotal + coalesce(o.tax, 0) + coalesce(o.shipping, 0) - coalesce(o.discount, 0) AS due
FROM o JOIN s_all s ON s.id = o.link
WHERE o.live AND o.conv AND s.deleted_at IS NULL AND NOT (s.dead AND (SELECT absent FROM cfg));
CREATE INDEX ON lo (id);
ANALYZE lo;

INSERT INTO f (rule, severity, "order", line, expected, actual, impact, repair)
SELECT 'line.total', 'error', lo.id, l.id, pg_temp.m2(round(l.quantity * l.unit_price, 2)), pg_temp.m2(l.line_total),
       abs(l.line_total - round(l.quantity * l.unit_price, 2)),
       CASE WHEN lo.amendable THEN 'automatic' ELSE 'choice' END
FROM lo JOIN l ON l.order_id = lo.id AND l.ok
WHERE NOT l.is_sample AND l.line_total <> round(l.quantity * l.unit_price, 2)
  AND NOT EXISTS (   -- it lost two places of the quantity, and was billed by all four
      SELECT FROM i WHERE i."sessionId" = lo.link AND i.live AND i.convertible AND NOT i."isSample" AND NOT i.nan
          AND i."batchId" = l.batch_id AND i."unitPrice" = l.unit_price AND round(i.quantity, 2) = l.quantity AND i.value = l.line_total)
UNION ALL
SELECT 'line.sample-billed', 'warning', lo.id, l.id, '0.00', pg_temp.m2(l.line_total), l.line_total, 'choice'
FROM lo JOIN l ON l.order_id = lo.id AND l.ok
WHERE l.is_sample AND l.line_total <> 0;

INSERT INTO f (rule, severity, "order", expected, actual, impact, repair)
SELECT 'order.subtotal', 'error', lo.id, pg_temp.m2(x.total), pg_temp.m2(lo.subtotal), lo.subtotal - x.total,
       CASE WHEN lo.amendable THEN 'automatic' ELSE 'choice' END
FROM lo CROSS JOIN LATERAL (SELECT coalesce(sum(l.line_total), 0) AS total FROM l WHERE l.order_id = lo.id AND l.ok) x
WHERE NOT lo.nan AND lo.subtotal <> x.total
UNION ALL
SELECT 'order.total', 'error', lo.id, pg_temp.m2(lo.due), pg_temp.m2(lo.total), lo.total - lo.due,
       CASE WHEN lo.amendable THEN 'automatic' ELSE 'choice' END
FROM lo WHERE NOT lo.nan AND lo.total <> lo.due;

-- price.*

CREATE TEMP TABLE ov AS   -- readable overrides, NaN ones too
SELECT x.*, u.id IS NOT NULL AS nan
FROM "sessionPriceOverrides" x LEFT JOIN unr u ON u.tab = 'sessionPriceOverrides' AND u.id = x.id
WHERE x.id IS NOT NULL AND NOT coalesce(u.dead, false);

CREATE TEMP TABLE ov1 AS  -- the one that counts
SELECT DISTINCT ON ("sessionId", "productId") "sessionId" AS session, "productId" AS product, round("overridePrice", 2) AS price, "updatedAt" AS at
FROM ov WHERE NOT nan ORDER BY "sessionId", "productId", "updatedAt" DESC, id DESC;
CREATE INDEX ON ov1 (session, product);
ANALYZE ov1;

CREATE TEMP TABLE cl AS
SELECT c.id, c.name, c.pricing_profile_id IS NOT NULL AS profile, pg_temp.json_number(r.j, 'defaultMarginPercent') AS margin,
       coalesce(jsonb_typeof(r.j) = 'array' AND r.j <> '[]', false) AS rules
FROM clients c CROSS JOIN LATERAL (SELECT c.custom_pricing_rules::jsonb AS j) r
WHERE c.id IS NOT NULL AND NOT EXISTS (SELECT FROM unr u WHERE u.tab = 'clients' AND u.id = c.id);
CREATE INDEX ON cl (id);
ANALYZE cl;

CREATE TEMP TABLE pd AS
SELECT product_category, default_margin_percent AS margin, updated_at FROM pricing_defaults
WHERE product_category IS NOT NULL AND default_margin_percent IS NOT NULL AND NOT pg_temp.odd(default_margin_percent)
  AND deleted_at IS NULL;

CREATE TEMP TABLE pr AS
SELECT id, category FROM products p
WHERE p.id IS NOT NULL AND NOT EXISTS (SELECT FROM unr u WHERE u.tab = 'products' AND u.id = p.id);
CREATE INDEX ON pr (id);
ANALYZE pr;

CREATE TEMP TABLE p AS
SELECT x.*,
       CASE x.source WHEN 'OVERRIDE' THEN x.override_price
                     WHEN 'NEGOTIATED' THEN round(x.agreed, 2)
                     WHEN 'MARGIN' THEN pg_temp.with_margin(x.base, x.margin)
                     WHEN 'COST' THEN x.base END AS expected,
       CASE x.source WHEN 'MARGIN' THEN pg_temp.with_margin(x.other_base, x.margin)
                     WHEN 'COST' THEN x.other_base END AS or_else,
       -- the inputs changed since
       coalesce(x.batch_updated > x.item_updated, false)
           OR x.source = 'MARGIN' AND coalesce(x.margin_updated > x.item_updated, false) AS stale
FROM (
    SELECT i.id, i."sessionId" AS session, i."batchId" AS batch, i."productId" AS product, i.quantity,
           i."unitPrice" AS price, i."updatedAt" AS item_updated, b."updatedAt" AS batch_updated,
           b.cost, b.base, b.other_base, deal.agreed, ov1.price AS override_price, m.margin, m.updated_at AS margin_updated,
           ss.open, ss.without, why.reason,
           CASE WHEN deal.at IS NOT NULL AND (ov1.session IS NULL OR deal.at >= ov1.at) THEN 'NEGOTIATED'
                WHEN ov1.session IS NOT NULL THEN 'OVERRIDE'
                WHEN why.reason IS NOT NULL THEN 'UNVERIFIABLE'
                WHEN m.margin IS NOT NULL THEN 'MARGIN'
                ELSE 'COST' END AS source
    FROM i
    JOIN ss ON ss.id = i."sessionId"
    JOIN b ON b.id = i."batchId"
    CROSS JOIN cfg
    LEFT JOIN LATERAL (   -- accepted: when, and at what price
        SELECT coalesce(pg_temp.json_time(n.j, 'acceptedAt'), i."updatedAt") AS at, pg_temp.json_number(n.j, 'finalPrice') AS agreed
        FROM (SELECT i."negotiationData"::jsonb AS j) n WHERE i."negotiationStatus" = 'ACCEPTED') deal ON true
    LEFT JOIN ov1 ON ov1.session = ss.id AND ov1.product = b."productId"
    LEFT JOIN cl ON cl.id = ss."clientId"
    LEFT JOIN pr ON pr.id = b."productId"
    LEFT JOIN LATERAL (
        SELECT margin, updated_at FROM (
            SELECT 0 AS n, cl.margin, NULL::timestamptz AS updated_at WHERE cl.margin IS NOT NULL
            UNION ALL SELECT 1, pd.margin, pd.updated_at FROM pd WHERE pd.product_category = pr.category
            UNION ALL SELECT 2, pd.margin, pd.updated_at FROM pd WHERE pd.product_category = 'OTHER'
            UNION ALL SELECT 3, pd.margin, pd.updated_at FROM pd WHERE pd.product_category = 'DEFAULT') y
        ORDER BY n LIMIT 1) m ON true
    CROSS JOIN LATERAL (SELECT CASE WHEN cl.profile THEN 'pricing-profile'
                                    WHEN cl.rules THEN 'pricing-rules'
                                    WHEN b.cost IS NULL THEN 'no-cost'
                                    WHEN m.margin >= 100 THEN 'margin-too-high' END AS reason) why
    WHERE i.live AND NOT i.nan AND NOT i."isSample"
      AND i."updatedAt" >= cfg.t_window
      AND (ss.status IN ('ACTIVE', 'PAUSED', 'ENDED', 'CONVERTED') OR ss.status = 'SCHEDULED' AND NOT ss.without)
) x;
CREATE INDEX ON p (id);
ANALYZE p;

INSERT INTO f (rule, severity, item, expected, actual, impact, repair)
SELECT 'price.override', 'error', id, pg_temp.m2(expected), pg_temp.m2(price), round(abs(price - expected) * quantity, 2),
       CASE WHEN open AND without AND expected > 0 THEN 'automatic' ELSE 'manual' END
FROM p, cfg WHERE source = 'OVERRIDE' AND abs(price - expected) > ptol
UNION ALL
SELECT 'price.negotiated', 'error', id, pg_temp.m2(expected), pg_temp.m2(price), round(abs(price - expected) * quantity, 2),
       CASE WHEN open AND without AND expected > 0 THEN 'choice' ELSE 'manual' END
FROM p, cfg WHERE source = 'NEGOTIATED' AND abs(price - expected) > ptol
UNION ALL
SELECT CASE source WHEN 'MARGIN' THEN 'price.margin' ELSE 'price.cost' END,
       CASE WHEN stale THEN 'notice' ELSE 'warning' END, id, pg_temp.m2(expected), pg_temp.m2(price),
       round(abs(price - expected) * quantity, 2), CASE WHEN open THEN 'choice' ELSE 'manual' END
FROM p, cfg WHERE source IN ('MARGIN', 'COST') AND abs(price - expected) > ptol AND coalesce(abs(price - or_else) > ptol, true)
UNION ALL
SELECT 'price.below-cost', CASE WHEN source IN ('OVERRIDE', 'NEGOTIATED') THEN 'warning' ELSE 'error' END,
       id, pg_temp.q4(cost), pg_temp.m2(price), round((cost - price) * quantity, 2), 'manual'
FROM p WHERE cost IS NOT NULL AND price <> 0 AND price < least(base, other_base)
UNION ALL
SELECT 'price.zero', 'error', id, '>0', '0.00', 0, 'manual' FROM p WHERE price = 0
UNION ALL
SELECT 'price.cost-fallback', 'notice', id, 'margin', 'none', 0, 'manual' FROM p WHERE source = 'COST'
UNION ALL
SELECT 'price.unverifiable', 'notice', id, 'verifiable', reason, 0, 'manual' FROM p WHERE source = 'UNVERIFIABLE';

-- credit.*

CREATE TEMP TABLE c AS
WITH cr AS (
    SELECT x.*, EXISTS (SELECT FROM unr u WHERE u.tab = 'client_credit_limits' AND u.id = x.client_id) AS bad
    FROM client_credit_limits x WHERE x.client_id IS NOT NULL),
opened AS (
    SELECT "clientId" AS client, coalesce(sum(cart_value) FILTER (WHERE without), 0) AS draft
    FROM ss WHERE open GROUP BY 1),
owed AS (
    SELECT "customerId" AS client, sum(due) AS due FROM inv WHERE stands AND status IS DISTINCT FROM 'PAID' GROUP BY 1),
ord AS (
    SELECT client_id AS client, sum(greatest(0, total - coalesce(cash_payment, 0))) AS due FROM o
    WHERE live AND conv AND NOT nan AND NOT invoiced AND "saleStatus" IS DISTINCT FROM 'PAID'
      AND coalesce(fs NOT IN ('RETURNED', 'RESTOCKED', 'RETURNED_TO_VENDOR'), true)
    GROUP BY 1)
SELECT x.*, x.receivables + x.open_orders AS posted, x.receivables + x.open_orders + x.draft AS projected
FROM (
    SELECT u.client, cl.name, cr.client_id IS NOT NULL AS has_row, cr.credit_limit, cr.current_exposure AS stored,
           opened.client IS NOT NULL AS has_open,
           coalesce(owed.due, 0) AS receivables, coalesce(ord.due, 0) AS open_orders, coalesce(opened.draft, 0) AS draft
    FROM (SELECT client_id AS client FROM cr WHERE NOT bad
          UNION SELECT client FROM opened WHERE NOT EXISTS (SELECT FROM cr WHERE cr.client_id = opened.client AND cr.bad)) u
    LEFT JOIN cr ON cr.client_id = u.client
    LEFT JOIN cl ON cl.id = u.client
    LEFT JOIN opened ON opened.client = u.client
    LEFT JOIN owed ON owed.client = u.client
    LEFT JOIN ord ON ord.client = u.client) x;

-- What the stored exposure should equal: the basis by which fewer clients differ.
CREATE TEMP TABLE basis AS
SELECT by_orders, by_invoices,
       CASE WHEN cfg.basis = 'auto' THEN CASE WHEN by_invoices < by_orders THEN 'invoices' ELSE 'orders' END ELSE cfg.basis END AS basis
FROM cfg, (SELECT count(*) FILTER (WHERE abs(stored - posted) > etol) AS by_orders,
                  count(*) FILTER (WHERE abs(stored - receivables) > etol) AS by_invoices FROM c, cfg WHERE has_row) n;

INSERT INTO f (rule, severity, client, expected, actual, impact, repair)
SELECT 'credit.exposure', 'error', client, pg_temp.m2(b.due), pg_temp.m2(stored), stored - b.due, 'automatic'
FROM c CROSS JOIN cfg CROSS JOIN basis
CROSS JOIN LATERAL (SELECT CASE basis.basis WHEN 'invoices' THEN receivables ELSE posted END AS due) b
WHERE has_row AND abs(stored - b.due) > etol
UNION ALL
SELECT 'credit.over-limit', 'critical', client, pg_temp.m2(credit_limit), pg_temp.m2(projected),
       projected - credit_limit, 'manual'
FROM c WHERE has_row AND credit_limit > 0 AND projected > credit_limit
UNION ALL
SELECT 'credit.approaching', 'notice', client, pg_temp.m2(credit_limit), pg_temp.m2(projected), 0, 'manual'
FROM c WHERE has_row AND credit_limit > 0 AND projected <= credit_limit AND draft > 0
         AND credit_limit - posted < 1.5 * draft
UNION ALL
SELECT 'credit.no-limit', 'notice', client, 'limit', 'none', draft, 'manual'
FROM c WHERE NOT has_row AND has_open;

-- hold.*

CREATE TEMP TABLE hi AS   -- the items in a soft or a sample hold
SELECT i.id, i."batchId" AS batch, i."sessionId" AS session, i."isSample" AS sample, i.quantity, i."unitPrice" AS price, i."createdAt" AS at
FROM i JOIN ss ON ss.id = i."sessionId" AND ss.open AND ss.without
WHERE i.live AND NOT i.nan;

CREATE TEMP TABLE h AS
SELECT b.*, b."onHandQty" - b."reservedQty" - b."quarantineQty" - b."holdQty" AS available,
       coalesce(x.soft, 0) AS soft, coalesce(x.samples, 0) AS samples, coalesce(x.sessions, 0) AS sessions,
       coalesce(r.reserved, 0) AS reserved, coalesce(r.lines, 0) AS lines
FROM b
LEFT JOIN (SELECT batch, sum(quantity) FILTER (WHERE NOT sample) AS soft, sum(quantity) FILTER (WHERE sample) AS samples,
                  count(DISTINCT session) AS sessions
           FROM hi GROUP BY batch) x ON x.batch = b.id
LEFT JOIN (SELECT l.batch_id, sum(l.quantity) AS reserved, count(*) AS lines
           FROM l JOIN o ON o.id = l.order_id
           WHERE l.ok AND NOT l.is_sample AND o.live AND o.conv
             AND (o.fs IS NULL OR o.fs IN ('CONFIRMED', 'READY_FOR_PACKING', 'PACKED'))
           GROUP BY l.batch_id) r ON r.batch_id = b.id
WHERE NOT b.qnan;

CREATE TEMP TABLE cut AS  -- the latest items first, until it fits
SELECT batch, sum(round(greatest(0, least(quantity, excess - before)) * price, 2)) AS money
FROM (SELECT hi.batch, hi.quantity, hi.price, h.soft - greatest(0, h.available) AS excess,
             sum(hi.quantity) OVER (PARTITION BY hi.batch ORDER BY hi.at DESC, hi.id DESC) - hi.quantity AS before
      FROM hi JOIN h ON h.id = hi.batch
      WHERE NOT hi.sample AND hi.quantity > 0 AND h.soft > 0 AND h.soft > greatest(0, h.available)) y
GROUP BY batch;

INSERT INTO f (rule, severity, batch, expected, actual, impact, repair)
SELECT 'hold.oversold', 'critical', h.id, pg_temp.q4(greatest(0, available)), pg_temp.q4(soft), cut.money, 'choice'
FROM h JOIN cut ON cut.batch = h.id WHERE soft > 0 AND soft > greatest(0, available)
UNION ALL
SELECT 'hold.samples-oversold', 'warning', id, pg_temp.q4(greatest(0, "sampleQty")), pg_temp.q4(samples), 0, 'choice'
FROM h WHERE samples > 0 AND samples > greatest(0, "sampleQty")
UNION ALL
SELECT 'hold.reserved', 'error', id, pg_temp.q4(reserved), pg_temp.q4("reservedQty"),
       coalesce(round(abs("reservedQty" - reserved) * cost, 2), 0),
       CASE WHEN "reservedQty" > reserved AND EXISTS (SELECT FROM l JOIN o ON o.id = l.order_id
                WHERE l.batch_id = h.id AND NOT l.dead AND o.live AND o.fs IN ('SHIPPED', 'DELIVERED')) THEN 'choice' ELSE 'automatic' END
FROM h WHERE abs("reservedQty" - reserved) > 0.005 * lines
UNION ALL
SELECT 'hold.negative', 'error', id, '0.0000', pg_temp.q4(available), 0, 'manual'
FROM h WHERE available < 0;

INSERT INTO f (rule, severity, session, expected, actual, impact, repair)
SELECT 'hold.abandoned', 'error', id, 'ENDED', status, cart_value, 'automatic'
FROM ss WHERE abandoned AND live_items > 0 AND without;

INSERT INTO f (rule, severity, item, expected, actual, impact, repair)
SELECT 'hold.unsellable', 'warning', i.id, 'LIVE',
       CASE WHEN b.deleted_at IS NOT NULL THEN 'DELETED' ELSE coalesce(b."batchStatus", 'none') END,
       CASE WHEN i."isSample" THEN 0 ELSE i.value END, 'choice'
FROM i JOIN ss ON ss.id = i."sessionId" AND ss.open JOIN b ON b.id = i."batchId"
WHERE i.live AND (b.deleted_at IS NOT NULL OR b."batchStatus" IS DISTINCT FROM 'LIVE' AND (SELECT pg_temp.have('batches', 'batchStatus')));

-- invoice.*: the live and the cancelled conversion orders of sessions that are not deleted

CREATE TEMP TABLE col AS   -- a rule is off without the columns that it needs
SELECT pg_temp.have('invoices', 'id') AND pg_temp.have('invoices', 'status') AS base,
       pg_temp.have('invoices', 'customerId') AS customer,
       pg_temp.have('invoices', 'referenceType') AND pg_temp.have('invoices', 'referenceId') AS reference,
       pg_temp.have('invoices', 'totalAmount') AS total, pg_temp.have('invoices', 'amountDue') AS due,
       pg_temp.have('orders', 'cash_payment') AS cash;

CREATE TEMP TABLE io AS   -- deleted orders too, for invoice.not-void alone
SELECT o.*, o.deleted_at IS NULL AND NOT o.live AS cancelled
FROM o JOIN s_all s ON s.id = o.link AND s.deleted_at IS NULL AND NOT (s.dead AND (SELECT absent FROM cfg))
WHERE o.conv;
CREATE INDEX ON io (id);
ANALYZE io;

CREATE TEMP TABLE ni AS   -- the invoices of an order: its own, and those that name it; worth: what it is about
SELECT io.id AS order_id, v.*, v.id = io.invoice_id IS TRUE AS own,
       CASE WHEN col.total THEN v.paper WHEN col.due THEN v.due ELSE 0 END AS worth
FROM io CROSS JOIN col JOIN inv v ON v.id = io.invoice_id OR v.names = io.id
WHERE v.id IS NOT NULL AND v.stands;

INSERT INTO f (rule, severity, "order", expected, actual, impact, repair)
SELECT 'invoice.missing', 'critical', io.id, 'invoice',
       CASE WHEN x.id IS NULL THEN 'none' WHEN x.deleted_at IS NOT NULL THEN 'DELETED' ELSE 'VOID' END,
       CASE WHEN io.nan THEN 0 ELSE greatest(0, io.total - coalesce(io.cash_payment, 0)) END, 'manual'
FROM io JOIN col ON col.base LEFT JOIN invoices x ON x.id = io.invoice_id LEFT JOIN inv ON inv.id = io.invoice_id
WHERE io.live AND io.invoice_id IS NOT NULL AND (x.id IS NULL OR NOT inv.stands)
UNION ALL
SELECT 'invoice.client-mismatch', 'critical', io.id, io.client_id::text, inv."customerId"::text, io.money, 'manual'
FROM io JOIN col ON col.base AND col.customer JOIN inv ON inv.id = io.invoice_id AND inv.stands
WHERE io.live AND inv."customerId" <> io.client_id
UNION ALL
SELECT 'invoice.duplicate', 'critical', ni.order_id, '1', count(*)::text,
       sum(worth) - (array_agg(worth ORDER BY own DESC, ni.id))[1], 'choice'
FROM ni JOIN io ON io.id = ni.order_id JOIN col ON col.base AND col.reference
WHERE io.deleted_at IS NULL AND worth IS NOT NULL GROUP BY ni.order_id HAVING count(*) >= 2
UNION ALL
SELECT 'invoice.total', 'error', io.id, pg_temp.m2(io.total), pg_temp.m2(inv.paper), io.total - inv.paper, 'manual'
FROM io JOIN col ON col.base AND col.total JOIN inv ON inv.id = io.invoice_id AND inv.stands
WHERE io.live AND NOT io.nan AND inv.paper <> io.total
UNION ALL
SELECT 'invoice.not-void', 'error', ni.order_id, 'VOID', coalesce((array_agg(ni.status ORDER BY ni.id))[1], 'none'), sum(ni.due), 'manual'
FROM ni JOIN io ON io.id = ni.order_id JOIN col ON col.base AND col.due
WHERE (io.cancelled OR io.deleted_at IS NOT NULL) AND ni.due > 0 GROUP BY ni.order_id
UNION ALL
SELECT 'invoice.late', 'warning', io.id, 'invoice', 'none', io.total - coalesce(io.cash_payment, 0), 'manual'
FROM io JOIN col ON col.cash CROSS JOIN cfg
WHERE io.live AND io.fs IN ('SHIPPED', 'DELIVERED') AND NOT io.invoiced AND NOT io.nan
  AND (io.created_at IS NULL OR io.created_at < cfg.t_late) AND io.total - coalesce(io.cash_payment, 0) > 0;

INSERT INTO f (rule, severity, invoice, expected, actual, impact, repair)
SELECT 'invoice.unlinked', 'error', ni.id, io.id::text, 'none', worth,
       CASE WHEN count(*) OVER (PARTITION BY io.id) > 1 THEN 'manual' ELSE 'choice' END
FROM ni JOIN io ON io.id = ni.order_id JOIN col ON col.base AND col.reference
WHERE io.live AND io.invoice_id IS NULL AND worth IS NOT NULL
UNION ALL
SELECT 'invoice.paid', 'warning', id, '0.00', pg_temp.m2(inv.due), inv.due, 'manual'
FROM inv JOIN col ON col.base AND col.due WHERE id IS NOT NULL AND stands AND status = 'PAID' AND inv.due <> 0;

-- lifecycle.*

INSERT INTO f (rule, severity, session, expected, actual, impact, repair)
SELECT 'lifecycle.abandoned', 'warning', id, 'ENDED', status, 0, 'automatic'
FROM ss WHERE abandoned AND live_items = 0 AND without
UNION ALL
SELECT 'lifecycle.no-show', 'notice', id, 'CANCELLED', 'SCHEDULED', 0, 'automatic'
FROM ss, cfg WHERE status = 'SCHEDULED' AND "startedAt" IS NULL AND "scheduledAt" < t_noshow AND without
UNION ALL
SELECT 'lifecycle.no-start', 'warning', id, 'startedAt', 'none', 0, 'choice'
FROM ss WHERE status IN ('ACTIVE', 'PAUSED', 'ENDED', 'CONVERTED') AND "startedAt" IS NULL
UNION ALL
SELECT 'lifecycle.no-end', 'warning', id, 'endedAt', 'none', 0, 'automatic'
FROM ss WHERE closed AND "endedAt" IS NULL
UNION ALL
SELECT 'lifecycle.end-before-start', 'warning', id, pg_temp.iso("startedAt"), pg_temp.iso("endedAt"), 0, 'manual'
FROM ss WHERE "endedAt" < "startedAt"
UNION ALL
SELECT 'lifecycle.open-with-end', 'warning', id, 'none', pg_temp.iso("endedAt"), 0, 'choice'
FROM ss WHERE (status = 'SCHEDULED' OR open) AND "endedAt" IS NOT NULL AND without AND NOT abandoned
UNION ALL
SELECT 'lifecycle.future', 'warning', id, pg_temp.iso(t), pg_temp.iso(greatest("createdAt", "startedAt", "endedAt")), 0, 'manual'
FROM ss, cfg WHERE greatest("createdAt", "startedAt", "endedAt") > t_skew
UNION ALL
SELECT 'lifecycle.cart-limit', 'warning', id, cart_limit::text, live_items::text, 0, 'manual'
FROM ss, cfg WHERE live_items > cart_limit;

INSERT INTO f (rule, severity, client, expected, actual, impact, repair)
SELECT 'lifecycle.concurrent', 'notice', "clientId", '1', count(*)::text, 0, 'manual'
FROM ss WHERE open AND NOT abandoned GROUP BY "clientId" HAVING count(*) >= 2;

-- integrity.*

INSERT INTO f (rule, severity, item, expected, actual, impact, repair)
SELECT 'integrity.product', 'error', i.id, b."productId"::text, i."productId"::text, 0, 'automatic'
FROM i JOIN b ON b.id = i."batchId" WHERE i.live AND i."productId" <> b."productId"
UNION ALL
SELECT 'integrity.quantity', 'error', id, '>0', pg_temp.q4(quantity), 0, 'choice'
FROM i WHERE live AND (quantity <= 0 OR pg_temp.odd(quantity))
UNION ALL
SELECT 'integrity.price', 'error', id, '>=0', pg_temp.m2("unitPrice"), 0, 'manual'
FROM i WHERE live AND ("unitPrice" < 0 OR pg_temp.odd("unitPrice"))
UNION ALL
SELECT 'integrity.orphan-item', 'error', i.id, CASE WHEN NOT has_session THEN 'session' ELSE 'batch' END, 'none', 0, 'choice'
FROM i WHERE deleted_at IS NULL
  AND (NOT has_session OR NOT EXISTS (SELECT FROM batches x WHERE x.id = i."batchId"));

INSERT INTO f (rule, severity, session, expected, actual, impact, repair)
SELECT 'integrity.orphan-session', 'error', id, 'client', 'none', cart_value, 'manual'
FROM ss WHERE NOT EXISTS (SELECT FROM clients x WHERE x.id = ss."clientId")
UNION ALL
SELECT 'integrity.status', 'error', id, 'known', status, 0, 'manual'
FROM ss0 WHERE status NOT IN ('SCHEDULED', 'ACTIVE', 'PAUSED', 'ENDED', 'CONVERTED', 'CANCELLED');

INSERT INTO f (rule, severity, override, expected, actual, impact, repair)
SELECT 'integrity.orphan-override', 'warning', id, 'session', 'none', 0, 'choice'
FROM ov WHERE NOT EXISTS (SELECT FROM s_all x WHERE x.id = ov."sessionId");

INSERT INTO f (rule, severity, line, expected, actual, impact, repair)
SELECT 'integrity.orphan-line', 'error', id, 'order', 'none', CASE WHEN pg_temp.odd(line_total) THEN 0 ELSE line_total END, 'manual'
FROM l WHERE NOT dead AND NOT EXISTS (SELECT FROM o WHERE o.id = l.order_id);

INSERT INTO f (rule, severity, session, product, expected, actual, impact, repair)
SELECT 'integrity.duplicate-override', 'warning', "sessionId", "productId", '1', count(*)::text, 0, 'automatic'
FROM ov GROUP BY "sessionId", "productId" HAVING count(*) >= 2;

INSERT INTO f (rule, severity, session, batch, sample, expected, actual, impact, repair)
SELECT 'integrity.duplicate-item', 'notice', "sessionId", "batchId", "isSample"::int, '1', max(n)::text, 0, 'choice'
FROM (SELECT "sessionId", "batchId", "isSample", "itemStatus", count(*) AS n
      FROM i WHERE live GROUP BY 1, 2, 3, 4 HAVING count(*) >= 2) y
GROUP BY 1, 2, 3, 4, 5, 6;

INSERT INTO f (rule, severity, room, expected, actual, impact, repair)
SELECT 'integrity.room-code', 'error', "roomCode", '1', count(*)::text, 0, 'manual'
FROM ss0 GROUP BY "roomCode" HAVING count(*) >= 2;

INSERT INTO f (rule, severity, "order", expected, actual, impact, repair)
SELECT 'integrity.order-status', 'error', id, 'known', CASE WHEN fs_known THEN "saleStatus" ELSE "fulfillmentStatus" END, 0, 'manual'
FROM lo WHERE NOT (sale_known AND fs_known);

-- ---------------------------------------------------------------- findings, decorated

CREATE TEMP TABLE unknown AS   -- what rests on an order of unknown status
SELECT o.id, o.link, o.client_id FROM o WHERE o.live AND o.conv AND NOT (o.sale_known AND o.fs_known);

-- What the columns that are there take from the class.
CREATE TEMP TABLE blind AS
SELECT pg_temp.lack('invoices', 'customerId', 'amountDue', 'status') OR pg_temp.lack('orders', 'cash_payment') AS credit,
       pg_temp.lack('orders', 'tax', 'discount', 'shipping') AS sums,
       pg_temp.lack('batches', 'cogsMode', 'unitCogsMin', 'unitCogsMax') AS costs,
       pg_temp.have('orders', 'items') AS copied;

CREATE FUNCTION pg_temp.class(rule text, repair text, session bigint, client bigint, batch bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN rule = 'credit.exposure' AND (credit OR EXISTS (SELECT FROM unknown u WHERE u.client_id = client)) THEN 'manual'
        WHEN rule = 'hold.reserved' AND EXISTS (SELECT FROM unknown u JOIN l ON l.order_id = u.id AND NOT l.dead WHERE l.batch_id = batch) THEN 'manual'
        WHEN rule ~ '^(conversion|line|order)\.' AND EXISTS (SELECT FROM unknown u WHERE u.link = session) THEN 'manual'
        WHEN rule IN ('price.margin', 'price.cost') AND costs THEN 'manual'
        WHEN rule = 'order.total' AND sums THEN 'manual'
        WHEN rule IN ('line.price', 'line.total', 'order.subtotal', 'order.total') AND repair = 'automatic'
            THEN CASE WHEN sums THEN 'manual' WHEN copied THEN 'choice' ELSE repair END
        ELSE repair END
    FROM blind $$;

CREATE TEMP TABLE findings AS
SELECT 'f' || left(encode(sha256(convert_to(f.rule || '|' || k.key, 'UTF8')), 'hex'), 16) AS finding_id,
       f.rule, f.severity, k.key,
       w.session AS session_id,
       CASE WHEN s.dead AND cfg.absent THEN NULL ELSE s."roomCode" END AS room_code,
       w.order_id,
       d.client_id,
       coalesce(f.batch, w.line_batch, w.item_batch) AS batch_id,
       f.item AS item_id,
       f.expected, f.actual, round(abs(f.impact), 2) AS impact,
       pg_temp.class(f.rule, f.repair, w.session, d.client_id, f.batch) AS repair,
       row_number() OVER (ORDER BY array_position(ARRAY['critical', 'error', 'warning', 'notice'], f.severity), catalogue.ord,
           f.session, f."order", f.client, f.line, f.item, f.override, f.batch, f.product, f.sample, f.room COLLATE "C", f.invoice) AS n
FROM f
CROSS JOIN cfg
LEFT JOIN catalogue ON catalogue.rule = f.rule
CROSS JOIN LATERAL (SELECT concat_ws(',', 'session=' || f.session, 'order=' || f."order", 'client=' || f.client,
    'line=' || f.line, 'item=' || f.item, 'override=' || f.override, 'batch=' || f.batch, 'product=' || f.product,
    'sample=' || f.sample, 'room=' || f.room, 'invoice=' || f.invoice) AS key) k
LEFT JOIN i ON i.id = f.item
LEFT JOIN l ON l.id = f.line
LEFT JOIN inv ON inv.id = f.invoice
CROSS JOIN LATERAL (SELECT coalesce(f."order", l.order_id, CASE f.rule WHEN 'invoice.unlinked' THEN inv.names END) AS id) a
LEFT JOIN o ON o.id = a.id
CROSS JOIN LATERAL (SELECT coalesce(f.session, i."sessionId", o.link) AS session,
    a.id AS order_id, o.client_id AS order_client,
    l.batch_id AS line_batch, i."batchId" AS item_batch) w
LEFT JOIN s_all s ON s.id = w.session
CROSS JOIN LATERAL (SELECT coalesce(f.client, CASE WHEN s.dead AND cfg.absent THEN NULL ELSE s."clientId" END, w.order_client,
    CASE f.rule WHEN 'invoice.paid' THEN inv."customerId" END) AS client_id) d;

-- What is owed is not settled before the invoices are.
UPDATE findings SET repair = 'manual' WHERE rule = 'credit.exposure' AND client_id IN (
    SELECT client_id FROM findings WHERE rule LIKE 'invoice.%' AND severity IN ('critical', 'error')
    UNION SELECT actual::bigint FROM findings WHERE rule = 'invoice.client-mismatch');

\set file :out '/findings.csv'
\o :file
SELECT line FROM (
SELECT 0::bigint AS n, pg_temp.csv('finding_id', 'rule', 'severity', 'key', 'session_id', 'room_code', 'order_id', 'client_id', 'batch_id',
                   'item_id', 'expected', 'actual', 'impact', 'repair') AS line
UNION ALL
SELECT row_number() OVER (ORDER BY n), pg_temp.csv(finding_id, rule, severity, key, session_id::text, room_code, order_id::text, client_id::text,
                   batch_id::text, item_id::text, expected, actual, pg_temp.m2(impact), repair)
FROM findings) y ORDER BY n;

\set file :out '/sessions.csv'
\o :file
SELECT line FROM (
SELECT 0::bigint AS n, pg_temp.csv('session_id', 'room_code', 'client_id', 'host_user_id', 'status', 'abandoned', 'started_at', 'ended_at',
                   'live_items', 'cart_value', 'convertible_value', 'sample_items', 'kept_order_id', 'live_orders',
                   'order_total', 'variance', 'findings') AS line
UNION ALL
SELECT row_number() OVER (ORDER BY id), pg_temp.csv(id::text, "roomCode", "clientId"::text, "hostUserId"::text, status, abandoned::int::text,
                   pg_temp.iso("startedAt"), pg_temp.iso("endedAt"), live_items::text, pg_temp.m2(cart_value),
                   pg_temp.m2(convertible_value), sample_items::text, kept_id::text, n_live::text,
                   CASE WHEN NOT kept_nan THEN pg_temp.m2(kept_money) END,
                   CASE WHEN NOT kept_nan THEN pg_temp.m2(kept_money - convertible_value) END,
                   coalesce(x.n, 0)::text)
FROM ss LEFT JOIN (SELECT session_id, count(*) AS n FROM findings GROUP BY 1) x ON x.session_id = ss.id
WHERE closed OR abandoned) y ORDER BY n;

CREATE TEMP TABLE prices AS
SELECT p.id, p.id IN (SELECT item FROM f WHERE rule LIKE 'price.%') AS fired,
       pg_temp.csv(p.id::text, session::text, batch::text, product::text, source, pg_temp.q4(cost),
                   CASE WHEN source IN ('MARGIN', 'UNVERIFIABLE') THEN pg_temp.pct(margin) END,
                   pg_temp.m2(expected), pg_temp.m2(price), pg_temp.m2(price - expected), pg_temp.q4(quantity),
                   pg_temp.m2((price - expected) * quantity)) AS row
FROM p;
CREATE TEMP TABLE prices_head AS SELECT pg_temp.csv('item_id', 'session_id', 'batch_id', 'product_id', 'source', 'cost', 'margin_percent',
                   'expected', 'actual', 'difference', 'quantity', 'extended_difference') AS line;
\set file :out '/prices.csv'
\o :file
SELECT line FROM (SELECT -9223372036854775808 AS id, line FROM prices_head UNION ALL SELECT id, row FROM prices WHERE fired) y ORDER BY id;
\set file :out '/prices-full.csv'
\o :file
SELECT line FROM (SELECT -9223372036854775808 AS id, line FROM prices_head UNION ALL SELECT id, row FROM prices) y ORDER BY id;

\set file :out '/credit.csv'
\o :file
SELECT line FROM (
SELECT 0::bigint AS n, pg_temp.csv('client_id', 'client_name', 'credit_limit', 'stored_exposure', 'receivables', 'open_orders',
                   'posted_exposure', 'draft_exposure', 'projected_exposure', 'available_credit', 'level') AS line
UNION ALL
SELECT row_number() OVER (ORDER BY client), pg_temp.csv(client::text, name, pg_temp.m2(credit_limit), pg_temp.m2(stored), pg_temp.m2(receivables),
                   pg_temp.m2(open_orders), pg_temp.m2(posted), pg_temp.m2(draft), pg_temp.m2(projected),
                   CASE WHEN credit_limit > 0 THEN pg_temp.m2(credit_limit - projected) END,
                   CASE WHEN NOT has_row OR credit_limit <= 0 THEN 'UNLIMITED'
                        WHEN projected > credit_limit THEN 'EXCEEDED'
                        WHEN draft > 0 AND credit_limit - posted < 1.5 * draft THEN 'APPROACHING'
                        ELSE 'NONE' END)
FROM c) y ORDER BY n;

\set file :out '/holds.csv'
\o :file
SELECT line FROM (
SELECT 0::bigint AS n, pg_temp.csv('batch_id', 'batch_code', 'on_hand', 'reserved_stored', 'reserved_expected', 'quarantine', 'hold',
                   'available', 'soft_hold', 'sample_qty', 'sample_hold', 'net_available', 'sessions_holding') AS line
UNION ALL
SELECT row_number() OVER (ORDER BY id), pg_temp.csv(id::text, code, pg_temp.q4("onHandQty"), pg_temp.q4("reservedQty"), pg_temp.q4(reserved),
                   pg_temp.q4("quarantineQty"), pg_temp.q4("holdQty"), pg_temp.q4(available), pg_temp.q4(soft),
                   pg_temp.q4("sampleQty"), pg_temp.q4(samples), pg_temp.q4(available - soft), sessions::text)
FROM h
WHERE soft <> 0 OR samples <> 0 OR "reservedQty" <> 0 OR reserved <> 0
   OR id IN (SELECT batch FROM f WHERE rule LIKE 'hold.%' AND batch IS NOT NULL)) y ORDER BY n;

\set file :out '/unreadable.csv'
\o :file
SELECT pg_temp.csv('table', 'id', 'column');
SELECT pg_temp.csv(tab, idtext, col) FROM un ORDER BY tord, id, idtext COLLATE "C", ord;

-- Doubt: a rule that fires on too much of what it judged (README.md says what that is).
CREATE TEMP TABLE judged AS
SELECT c.ord, c.rule, (SELECT count(*) FROM f WHERE f.rule = c.rule) AS fired, CASE
    WHEN c.rule = 'conversion.deleted-session' THEN (SELECT count(*) FROM ss0 WHERE deleted_at IS NOT NULL)
    WHEN c.rule = 'conversion.link-conflict' THEN (SELECT count(*) FROM o WHERE live AND "liveSessionId" IN (SELECT id FROM ss0)
        AND note_sid IS NOT NULL)
    WHEN c.rule = 'conversion.unlinked' THEN (SELECT count(*) FROM o WHERE live AND conv
        AND ("liveSessionId" IS NOT NULL OR origin = 'live_shopping' OR note_code IS NOT NULL))
    WHEN c.rule = 'invoice.duplicate' THEN (SELECT count(*) FROM io WHERE deleted_at IS NULL)
    WHEN c.rule = 'invoice.not-void' THEN (SELECT count(*) FROM io WHERE cancelled OR deleted_at IS NOT NULL)
    WHEN c.rule IN ('invoice.unlinked', 'invoice.paid') THEN (SELECT count(*) FROM inv WHERE stands AND id IS NOT NULL)
    WHEN c.rule IN ('line.total', 'line.sample-billed') THEN (SELECT count(*) FROM lo JOIN l ON l.order_id = lo.id AND NOT l.dead)
    WHEN c.rule LIKE 'line.%' THEN (SELECT count(*) FROM g)
    WHEN c.rule LIKE 'order.%' OR c.rule LIKE 'invoice.%' OR c.rule IN ('conversion.client-mismatch', 'integrity.order-status')
        THEN (SELECT count(*) FROM lo)
    WHEN c.rule LIKE 'price.%' THEN (SELECT count(*) FROM p)
    WHEN c.rule = 'credit.no-limit' THEN (SELECT count(*) FROM c WHERE has_open)
    WHEN c.rule = 'lifecycle.concurrent' THEN (SELECT count(DISTINCT "clientId") FROM ss WHERE open)
    WHEN c.rule LIKE 'credit.%' THEN (SELECT count(*) FROM c WHERE has_row)
    WHEN c.rule = 'hold.unsellable' OR c.rule IN ('integrity.product', 'integrity.quantity', 'integrity.price')
        THEN (SELECT count(*) FROM i WHERE live)
    WHEN c.rule LIKE 'hold.%' AND c.rule <> 'hold.abandoned' THEN (SELECT count(*) FROM h)
    WHEN c.rule = 'integrity.orphan-item' THEN (SELECT count(*) FROM i WHERE deleted_at IS NULL)
    WHEN c.rule = 'integrity.orphan-override' THEN (SELECT count(*) FROM ov)
    WHEN c.rule = 'integrity.orphan-line' THEN (SELECT count(*) FROM l WHERE NOT dead)
    WHEN c.rule = 'integrity.duplicate-override' THEN (SELECT count(*) FROM (SELECT DISTINCT "sessionId", "productId" FROM ov) x)
    WHEN c.rule = 'integrity.duplicate-item' THEN (SELECT count(*) FROM i WHERE live)
    WHEN c.rule = 'integrity.room-code' THEN (SELECT count(DISTINCT "roomCode") FROM ss0)
    WHEN c.rule = 'integrity.status' THEN (SELECT count(*) FROM ss0)
    ELSE (SELECT count(*) FROM ss) END AS judged
FROM catalogue c;

\set file :out '/doubts.csv'
\o :file
SELECT pg_temp.csv('rule', 'fired', 'judged', 'share');
SELECT pg_temp.csv(rule, fired::text, judged::text, pg_temp.m2(100.0 * fired / judged)) FROM judged, cfg
WHERE max_share < 100 AND fired >= 5 AND fired * 100 > max_share * judged ORDER BY ord;

-- Money told once: each subject with its largest finding; a finding without a subject is its own.
CREATE TEMP TABLE subject AS
SELECT severity, rule, impact, CASE
    WHEN rule LIKE 'credit.%' THEN 'client=' || client_id
    WHEN rule LIKE 'hold.%' AND key LIKE 'batch=%' THEN 'batch=' || batch_id
    ELSE coalesce('session=' || session_id, 'order=' || order_id, 'client=' || client_id, 'batch=' || batch_id,
                  CASE WHEN key LIKE 'room=%' THEN key END, 'finding=' || finding_id) END AS subject
FROM findings;
\set file :out '/money.csv'
\o :file
SELECT pg_temp.csv('findings_of', 'findings', 'impact', 'at_risk');
SELECT pg_temp.csv(of, sum(n)::text, pg_temp.m2(sum(impact)), pg_temp.m2(sum(largest)))
FROM (SELECT v.ord, v.of, count(*) AS n, sum(impact) AS impact, max(impact) AS largest
      FROM subject s LEFT JOIN catalogue USING (rule)
      CROSS JOIN LATERAL (VALUES (0, 'all'), (array_position(ARRAY['critical', 'error', 'warning', 'notice'], s.severity), s.severity),
                                 (10 + catalogue.ord, s.rule)) v (ord, of)
      GROUP BY v.ord, v.of, s.subject) x GROUP BY ord, of ORDER BY ord;

\o
SELECT 'exposure-basis ' || basis || ': ' || by_orders || ' clients differ by orders, ' || by_invoices || ' by invoices' FROM basis;
-- The counts per rule, for people.
SELECT catalogue.rule || ' ' || count(f.rule) FROM catalogue LEFT JOIN f USING (rule) GROUP BY catalogue.ord, catalogue.rule ORDER BY ord;
