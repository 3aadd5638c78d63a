-- Nasty random data, the same for the same seed and server version.
-- psql -v seed=0.42 -v sessions=300 [-v strict=0|1] [-v nulls=0|1] [-v huge=0|1] [-v items=0|1] -f chaos.sql
--   strict=1  fits schema.sql (no orphans where it has foreign keys, no nulls in required columns, room
--             codes unique, NaN but no infinities in numerics)
--   nulls     now and then a null in a required column (default 1, never with strict=1)
--   huge      now and then 1e30 in a numeric column (default 1, never with strict=1)
--   items=0   takes the column orders.items away at the end, so that amendments can be automatic
-- T is 2026-11-22T02:00:00Z; the default settings' boundaries are hit often. Empties the tables first.
\set ON_ERROR_STOP 1
\set QUIET 1
\if :{?seed} \else \set seed 0.42 \endif
\if :{?sessions} \else \set sessions 300 \endif
\if :{?strict} \else \set strict 0 \endif
\if :{?nulls} \else \set nulls 1 \endif
\if :{?huge} \else \set huge 1 \endif
\if :{?items} \else \set items 1 \endif

SET timezone = 'UTC';
SET max_parallel_workers_per_gather = 0;
SET client_min_messages = warning;
\o /dev/null
SELECT set_config('chaos.sessions', (:'sessions')::text, false), set_config('chaos.strict', (:'strict')::text, false),
       set_config('chaos.nulls', (CASE WHEN (:'strict')::int = 1 THEN 0 ELSE (:'nulls')::int END)::text, false),
       set_config('chaos.huge', (CASE WHEN (:'strict')::int = 1 THEN 0 ELSE (:'huge')::int END)::text, false);
\o

CREATE FUNCTION pg_temp.p(x float8) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$ BEGIN RETURN random() < x; END $$;
CREATE FUNCTION pg_temp.ri(a bigint, b bigint) RETURNS bigint LANGUAGE plpgsql VOLATILE AS
$$ BEGIN RETURN a + floor(random() * (b - a + 1))::bigint; END $$;
CREATE FUNCTION pg_temp.pick(VARIADIC x text[]) RETURNS text LANGUAGE plpgsql VOLATILE AS
$$ BEGIN RETURN x[1 + floor(random() * array_length(x, 1))::int]; END $$;
-- Rarely a null.
CREATE FUNCTION pg_temp.nz(x anyelement) RETURNS anyelement LANGUAGE plpgsql VOLATILE AS
$$ BEGIN IF random() < 0.0015 AND current_setting('chaos.nulls') = '1' THEN RETURN NULL; END IF; RETURN x; END $$;
-- Rarely no number, or a huge one, or one with more places than its column should have.
CREATE FUNCTION pg_temp.wn(x numeric) RETURNS numeric LANGUAGE plpgsql VOLATILE AS $$
DECLARE r float8 := random();
BEGIN
    IF x IS NULL OR r > 0.012 THEN RETURN x; END IF;
    IF r < 0.003 THEN RETURN 'NaN'; END IF;
    IF current_setting('chaos.strict') = '1' THEN RETURN x; END IF;
    IF r < 0.005 THEN RETURN CASE WHEN random() < 0.5 THEN 'Infinity' ELSE '-Infinity' END; END IF;
    IF r < 0.006 AND current_setting('chaos.huge') = '1' THEN RETURN CASE WHEN random() < 0.5 THEN 1e30 ELSE -1e30 END; END IF;
    IF r < 0.009 THEN RETURN x + pg_temp.pick('0.005', '-0.005', '0.001', '0.00001')::numeric; END IF;
    RETURN x;
END $$;
-- A moment at or near another.
CREATE FUNCTION pg_temp.near(x timestamptz) RETURNS timestamptz LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    RETURN x + CASE pg_temp.ri(0, 6) WHEN 0 THEN interval '0' WHEN 1 THEN interval '1 microsecond' WHEN 2 THEN interval '-1 microsecond'
        WHEN 3 THEN interval '0' WHEN 4 THEN pg_temp.ri(1, 3600) * interval '1 second'
        ELSE pg_temp.ri(1, 7200) * interval '-1.5 seconds' END;
END $$;
CREATE FUNCTION pg_temp.ago(days float8) RETURNS timestamptz LANGUAGE plpgsql VOLATILE AS
$$ BEGIN RETURN date_trunc('milliseconds', timestamptz '2026-11-22T02:00:00Z' - random() * days * interval '1 day'); END $$;
-- An id that exists, rarely (not in strict data) one that does not.
CREATE FUNCTION pg_temp.fk(x bigint, share float8) RETURNS bigint LANGUAGE plpgsql VOLATILE AS
$$ BEGIN IF random() < share AND current_setting('chaos.strict') <> '1' THEN RETURN 900000 + floor(random() * 20)::bigint; END IF; RETURN x; END $$;

TRUNCATE users, clients, client_credit_limits, products, batches, pricing_defaults, range_pricing_channel_settings,
    "liveShoppingSessions", "sessionCartItems", "sessionPriceOverrides", orders, order_line_items, invoices;
\o /dev/null
SELECT setseed((:'seed')::float8);
\o

DO $chaos$
DECLARE
    t0 CONSTANT timestamptz := '2026-11-22T02:00:00Z';
    n CONSTANT int := current_setting('chaos.sessions')::int;
    tidy CONSTANT boolean := current_setting('chaos.strict') = '1';
    n_users int := 3 + n / 60;
    n_clients int := 6 + n / 4;
    n_products int := 8 + n / 25;
    n_batches int := 14 + n / 7;
    k int; m int; x numeric; y numeric; q numeric; a text; c text; st text; b boolean;
    tm timestamptz; act timestamptz; created timestamptz; started timestamptz; ended timestamptz; upd timestamptz; lastact timestamptz;
    tmo int; span interval; exp timestamptz; item int := 0; ord int := 0; line int := 0; ovr int := 0; base int; prev_batch int; prev_sample boolean; prev_status text;
    batch_product int[]; rec record; r2 record; note text; lsid bigint; cl bigint; sub numeric; tot numeric; tx numeric; di numeric; sh numeric; lt numeric; up numeric;
    rooms text[] := '{}'; code text; first_order int; first_created timestamptz; first_client bigint; copied boolean; other text; disc boolean; margin numeric; cost numeric;
    basis text; days float8; by_invoices boolean; acc timestamptz; due numeric; paid numeric; own int; bill int := 0; base_cost numeric;
BEGIN
    -- users, clients
    FOR k IN 1..n_users LOOP
        INSERT INTO users VALUES (k, 'User ' || k, pg_temp.pick('HOST', 'ADMIN', NULL));
    END LOOP;
    FOR k IN 1..n_clients LOOP
        a := CASE WHEN pg_temp.p(0.55) THEN NULL
                  WHEN pg_temp.p(0.5) THEN pg_temp.pick('{"defaultMarginPercent": 50}', '{"defaultMarginPercent": 20.0}', '{"defaultMarginPercent": "35"}',
                      '{"defaultMarginPercent": 33.3333}', '{"defaultMarginPercent": "12.5", "x": [1]}', '{"defaultMarginPercent": 12.3456789}', '{"defaultMarginPercent": 0}')
                  ELSE pg_temp.pick('{"defaultMarginPercent": "5."}', '{"defaultMarginPercent": ".5"}', '{"defaultMarginPercent": "1e1"}',
                      '{"defaultMarginPercent": "-.5E+1"}', '{"defaultMarginPercent": "+7.50"}', '{"defaultMarginPercent": " 5"}', '{"defaultMarginPercent": "5 "}',
                      '{"defaultMarginPercent": "5\n"}', '{"defaultMarginPercent": "5%"}', '{"defaultMarginPercent": "abc"}', '{"defaultMarginPercent": ""}',
                      '{"defaultMarginPercent": "."}', '{"defaultMarginPercent": "1e"}', '{"defaultMarginPercent": "1e+"}', '{"defaultMarginPercent": "0x10"}',
                      '{"defaultMarginPercent": "NaN"}', '{"defaultMarginPercent": "Infinity"}', '{"defaultMarginPercent": "1_000"}', '{"defaultMarginPercent": "1,5"}',
                      '{"defaultMarginPercent": "1e999999"}', '{"defaultMarginPercent": "٥"}', '{"defaultMarginPercent": "--5"}', '{"defaultMarginPercent": "5e-2"}',
                      '{"defaultMarginPercent": null}', '{"defaultMarginPercent": true}', '{"defaultMarginPercent": {"value": 5}}', '{"defaultMarginPercent": [5]}',
                      '{"defaultmarginpercent": 5}', '{}', '[]', '[{"defaultMarginPercent": 5}]', '[{"ruleId": 7, "priority": 1}]', '[null]', '[[]]', '[3, 4]',
                      '"{\"defaultMarginPercent\": 50}"', '"[{\"ruleId\": 7}]"', '"[]"', 'null', '5', '"5"',
                      '{"defaultMarginPercent": 100}', '{"defaultMarginPercent": 99.99}', '{"defaultMarginPercent": "100.0000"}', '{"defaultMarginPercent": 150}',
                      '{"defaultMarginPercent": -20}', '{"defaultMarginPercent": -100}', '{"defaultMarginPercent": "-0"}', '{"defaultMarginPercent": 1e1}',
                      '{"defaultMarginPercent": 20.500}', '{"defaultMarginPercent": "1e-3"}', '{"defaultMarginPercent": "99.999999"}', '{"nested": {"defaultMarginPercent": 5}}')
             END;
        INSERT INTO clients VALUES (k, pg_temp.nz(pg_temp.pick('Client ' || k, 'Client ' || k, 'Cliënt "' || k || '"', 'Smith, ' || k, '=SUM(A' || k || ')', '-' || k, '-x' || k,
                      '@c' || k, E'\ttab', E'two\nlines', ' lead', '')),
            CASE WHEN pg_temp.p(0.06) THEN pg_temp.ri(0, 3) END, a::jsonb, CASE WHEN pg_temp.p(0.05) THEN pg_temp.ago(30) END);
    END LOOP;

    -- products, batches, pricing
    FOR k IN 1..n_products LOOP
        INSERT INTO products (id, "nameCanonical", category, deleted_at) VALUES (k, pg_temp.nz('Product ' || k),
            pg_temp.nz(pg_temp.pick('FLOWER', 'FLOWER', 'EDIBLE', 'VAPE', 'OTHER', 'DEFAULT', 'NONE', 'flower', '')), CASE WHEN pg_temp.p(0.06) THEN pg_temp.ago(30) END);
    END LOOP;
    FOREACH a IN ARRAY ARRAY['FLOWER', 'EDIBLE', 'VAPE', 'OTHER', 'DEFAULT', ''] LOOP
        IF pg_temp.p(CASE WHEN a IN ('OTHER', 'DEFAULT') THEN 0.4 ELSE 0.6 END) THEN
            INSERT INTO pricing_defaults (product_category, default_margin_percent, updated_at, deleted_at) VALUES (a,
                CASE WHEN pg_temp.p(0.06) THEN pg_temp.pick('NaN', '100', '150', '-100')::numeric
                     ELSE pg_temp.nz(pg_temp.pick('50', '20', '33.33', '0', '-20', '75', '99.99', '40.50')::numeric) END,
                CASE WHEN pg_temp.p(0.7) THEN pg_temp.ago(40) END, CASE WHEN pg_temp.p(0.15) THEN pg_temp.ago(20) END);
        END IF;
    END LOOP;
    IF NOT tidy AND pg_temp.p(0.1) AND current_setting('chaos.nulls') = '1' THEN
        INSERT INTO pricing_defaults (product_category, default_margin_percent) VALUES (NULL, 10);
    END IF;
    basis := pg_temp.pick('LOW', 'MID', 'HIGH', 'low', NULL, 'none');
    IF basis IS DISTINCT FROM 'none' THEN
        INSERT INTO range_pricing_channel_settings (channel, default_basis, deleted_at) VALUES
            ('LIVE_SHOPPING', basis, CASE WHEN pg_temp.p(0.15) THEN pg_temp.ago(20) END), ('RETAIL', 'HIGH', NULL);
        IF NOT tidy THEN INSERT INTO range_pricing_channel_settings (default_basis) VALUES ('LOW'); END IF;
        IF EXISTS (SELECT FROM range_pricing_channel_settings WHERE channel = 'LIVE_SHOPPING' AND deleted_at IS NOT NULL) THEN basis := 'none'; END IF;
    END IF;
    FOR k IN 1..n_batches LOOP
        batch_product[k] := pg_temp.ri(1, n_products);
        x := CASE WHEN pg_temp.p(0.05) THEN NULL WHEN pg_temp.p(0.03) THEN 0 WHEN pg_temp.p(0.02) THEN -1.2345
                  WHEN pg_temp.p(0.3) THEN pg_temp.ri(1, 400) * 0.0125 WHEN pg_temp.p(0.3) THEN pg_temp.ri(1, 400) * 0.005
                  ELSE pg_temp.ri(1, 500000) * 0.0001 END;
        y := coalesce(x, 3) + pg_temp.ri(0, 20000) * 0.0001;
        -- ranges whose midpoint is on half a cent, and beside it
        q := coalesce(x, 2);
        IF pg_temp.p(0.5) THEN q := round(q, 2); y := q + pg_temp.ri(0, 60) * 0.02 + pg_temp.pick('0.01', '0.01', '0.0102', '0.0098')::numeric; END IF;
        INSERT INTO batches (id, "productId", code, "onHandQty", "sampleQty", "reservedQty", "quarantineQty", "holdQty", "unitCogs", "cogsMode",
            "unitCogsMin", "unitCogsMax", "batchStatus", "updatedAt", deleted_at, version) VALUES (k, pg_temp.nz(batch_product[k]::bigint), pg_temp.nz(pg_temp.pick('B-' || k, 'B-' || k, '+B' || k, 'b,' || k)),
            pg_temp.nz(pg_temp.wn(pg_temp.ri(0, 4000) * 0.25)), pg_temp.nz(pg_temp.wn(pg_temp.pick('0', '1', '2', '3', '2.5', '10', '-1')::numeric)),
            pg_temp.nz(pg_temp.wn(0)), pg_temp.nz(pg_temp.wn(pg_temp.pick('0', '0', '0', '5', '1.25')::numeric)), pg_temp.nz(pg_temp.wn(pg_temp.pick('0', '0', '2', '0.0001')::numeric)),
            pg_temp.wn(x), pg_temp.pick('FIXED', 'FIXED', 'RANGE', 'RANGE', NULL, 'range', ''),
            CASE WHEN pg_temp.p(0.1) THEN NULL ELSE pg_temp.wn(q) END, CASE WHEN pg_temp.p(0.15) THEN NULL ELSE pg_temp.wn(y) END,
            CASE WHEN pg_temp.p(0.86) THEN 'LIVE' ELSE pg_temp.pick('live', 'SOLD_OUT', NULL, '', '=BAD', 'ON_HOLD') END,
            CASE WHEN pg_temp.p(0.9) THEN pg_temp.ago(60) WHEN pg_temp.p(0.1) THEN 'infinity' END, CASE WHEN pg_temp.p(0.05) THEN pg_temp.ago(20) END, CASE WHEN pg_temp.p(0.9) THEN pg_temp.ri(1, 9) END);
    END LOOP;

    -- sessions and their items
    FOR k IN 1..n LOOP
        st := CASE WHEN pg_temp.p(0.2) THEN 'ACTIVE' WHEN pg_temp.p(0.16) THEN 'PAUSED' WHEN pg_temp.p(0.2) THEN 'SCHEDULED'
                   WHEN pg_temp.p(0.32) THEN 'ENDED' WHEN pg_temp.p(0.72) THEN 'CONVERTED' WHEN pg_temp.p(0.75) THEN 'CANCELLED'
                   ELSE pg_temp.pick('active', 'DRAFT', '', '=1+1', '-x', ' ACTIVE', '-5', 'A,"B"') END;
        code := CASE WHEN pg_temp.p(0.6) THEN upper(substr(md5(random()::text), 1, 6)) || k
                     WHEN pg_temp.p(0.25) THEN 'r' || k WHEN pg_temp.p(0.3) THEN 'r' || k || '-x'
                     WHEN pg_temp.p(0.2) THEN '-' || k WHEN pg_temp.p(0.2) THEN '-' || k || '-'
                     WHEN pg_temp.p(0.2) THEN repeat('x', 60) || lpad(k::text, 4, '0')
                     WHEN pg_temp.p(0.2) AND NOT tidy THEN repeat('y', 64) || CASE WHEN pg_temp.p(0.5) THEN '' ELSE k::text END
                     ELSE pg_temp.pick('room_', 'r ', '=cmd|', 'é', 'a,b', 'q"', E'\t', 'Ω-', 'R' || k || '_', 'R' || k || '.', '@', E'l\n') || k END;
        IF NOT tidy AND k > 1 AND pg_temp.p(0.05) THEN code := rooms[pg_temp.ri(greatest(1, k - 20), k - 1)]; END IF;
        IF NOT tidy AND pg_temp.p(0.005) THEN code := ''; END IF;
        rooms[k] := code;
        tmo := CASE WHEN pg_temp.p(0.4) THEN NULL WHEN pg_temp.p(0.15) THEN 0 WHEN pg_temp.p(0.08) THEN -3600 ELSE pg_temp.pick('3600', '7200', '1', '86400')::int END;
        -- act: the last activity that the session should have
        days := CASE WHEN pg_temp.p(0.9) THEN 33 ELSE 60 END;
        act := CASE WHEN st IN ('ACTIVE', 'PAUSED') AND pg_temp.p(0.35) THEN t0 - coalesce(nullif(tmo, 0), 7200) * interval '1 second'
                        + CASE pg_temp.ri(0, 4) WHEN 0 THEN interval '0' WHEN 1 THEN interval '-1 microsecond' WHEN 2 THEN interval '1 microsecond'
                                                WHEN 3 THEN interval '-20 minutes' ELSE interval '20 minutes' END
                    WHEN st IN ('ACTIVE', 'PAUSED') AND pg_temp.p(0.5) THEN pg_temp.ago(0.05)
                    WHEN pg_temp.p(0.03) THEN pg_temp.near(t0 - interval '35 days')
                    ELSE pg_temp.ago(days) END;
        span := pg_temp.ri(0, 200000) * interval '1 second';
        created := act - span;
        started := CASE WHEN st = 'SCHEDULED' THEN CASE WHEN pg_temp.p(0.1) THEN created + interval '1 hour' END
                        WHEN pg_temp.p(0.05) THEN NULL ELSE act - span * (0.5 + random() * 0.5) END;
        ended := CASE WHEN st IN ('ENDED', 'CONVERTED', 'CANCELLED') THEN CASE WHEN NOT pg_temp.p(0.07) THEN act END
                      WHEN pg_temp.p(0.05) THEN act END;
        IF pg_temp.p(0.02) AND ended IS NOT NULL AND started IS NOT NULL THEN ended := started + pg_temp.pick('-1 microsecond', '0', '-2 hours')::interval; END IF;
        upd := CASE WHEN pg_temp.p(0.6) THEN act ELSE act - span * random() END;
        lastact := CASE WHEN pg_temp.p(0.3) THEN NULL WHEN pg_temp.p(0.5) THEN act ELSE act - span * random() END;
        exp := CASE WHEN pg_temp.p(0.8) THEN NULL ELSE CASE WHEN pg_temp.p(0.5) THEN pg_temp.near(t0) ELSE act + interval '7 hours' END END;
        -- impossible times
        IF pg_temp.p(0.02) THEN ended := pg_temp.near(t0 + interval '5 minutes'); END IF;
        IF pg_temp.p(0.01) THEN created := pg_temp.near(t0 + interval '5 minutes'); END IF;
        IF pg_temp.p(0.01) THEN started := pg_temp.near(t0 + interval '5 minutes'); END IF;
        IF pg_temp.p(0.01) THEN started := pg_temp.pick('infinity', '-infinity')::timestamptz; END IF;
        IF pg_temp.p(0.015) THEN ended := pg_temp.pick('infinity', '-infinity', '-infinity', '12345-06-07 08:09:10.5Z')::timestamptz; END IF;
        IF pg_temp.p(0.005) THEN created := pg_temp.pick('infinity', '-infinity')::timestamptz; END IF;
        IF pg_temp.p(0.01) THEN upd := pg_temp.pick('infinity', '-infinity')::timestamptz; END IF;
        IF pg_temp.p(0.01) THEN lastact := pg_temp.pick('infinity', '-infinity')::timestamptz; END IF;
        IF pg_temp.p(0.01) THEN exp := pg_temp.pick('infinity', '-infinity')::timestamptz; END IF;
        INSERT INTO "liveShoppingSessions" VALUES (k, pg_temp.nz(pg_temp.fk(pg_temp.ri(1, n_users), 0.005)), pg_temp.nz(pg_temp.fk(pg_temp.ri(1, n_clients), 0.02)),
            pg_temp.nz(st), pg_temp.nz(code),
            CASE WHEN st = 'SCHEDULED' THEN CASE WHEN pg_temp.p(0.1) THEN NULL WHEN pg_temp.p(0.5) THEN pg_temp.near(t0 - interval '24 hours')
                     WHEN pg_temp.p(0.05) THEN '-infinity' ELSE t0 + pg_temp.ri(-300000, 300000) * interval '1 second' END
                 WHEN pg_temp.p(0.7) THEN created END,
            started, ended, CASE WHEN pg_temp.p(0.8) THEN 'Session ' || k END, tmo, exp, lastact,
            pg_temp.nz(created), pg_temp.nz(upd), CASE WHEN pg_temp.p(0.06) THEN pg_temp.ago(10) END);

        prev_batch := NULL;
        FOR m IN 1..CASE WHEN pg_temp.p(0.14) THEN 0 WHEN pg_temp.p(0.04) THEN pg_temp.ri(9, 16) ELSE pg_temp.ri(1, 6) END LOOP
            item := item + 1;
            IF prev_batch IS NULL OR NOT pg_temp.p(0.12) THEN
                prev_batch := pg_temp.ri(1, n_batches);
                prev_sample := pg_temp.p(0.16);
                prev_status := CASE WHEN pg_temp.p(0.75) THEN 'TO_PURCHASE' ELSE pg_temp.pick('INTERESTED', 'SAMPLE_REQUEST', NULL, 'to_purchase') END;
            ELSIF pg_temp.p(0.2) THEN prev_sample := NOT prev_sample;
            END IF;
            q := CASE WHEN pg_temp.p(0.5) THEN pg_temp.ri(1, 12) WHEN pg_temp.p(0.3) THEN pg_temp.ri(1, 1200) * 0.01
                      WHEN pg_temp.p(0.4) THEN pg_temp.ri(1, 2400) * 0.005 WHEN pg_temp.p(0.9) THEN pg_temp.ri(1, 90000) * 0.0001
                      ELSE pg_temp.pick('0', '-1', '-2.5', '-0.005', '0.0001', '0.0049')::numeric END;
            IF prev_sample THEN q := CASE WHEN pg_temp.p(0.8) THEN 1 ELSE q END; END IF;
            tm := CASE WHEN pg_temp.p(0.1) THEN act ELSE act - span * random() END;
            IF pg_temp.p(0.03) THEN tm := pg_temp.near(t0 - interval '35 days'); END IF;
            INSERT INTO "sessionCartItems" (id, "sessionId", "batchId", "productId", quantity, "unitPrice", "addedByRole", "isSample", "itemStatus",
                "negotiationStatus", "createdAt", "updatedAt", deleted_at) VALUES (item, pg_temp.nz(pg_temp.fk(k, 0.01)), pg_temp.nz(pg_temp.fk(prev_batch, 0.01)),
                pg_temp.nz(CASE WHEN pg_temp.p(0.03) THEN pg_temp.ri(1, n_products) ELSE batch_product[prev_batch] END),
                pg_temp.nz(pg_temp.wn(q)), pg_temp.nz(pg_temp.wn(pg_temp.ri(1, 6000) * 0.01)),
                pg_temp.pick('HOST', 'CLIENT', NULL), pg_temp.nz(prev_sample), prev_status,
                CASE WHEN pg_temp.p(0.6) THEN NULL ELSE pg_temp.pick('PENDING', 'COUNTER_OFFERED', 'ACCEPTED', 'ACCEPTED', 'ACCEPTED', 'REJECTED', 'accepted') END,
                pg_temp.nz(CASE WHEN pg_temp.p(0.004) THEN pg_temp.pick('infinity', '-infinity')::timestamptz ELSE tm - interval '1 second' * pg_temp.pick('0', '0', '5', '600')::int END),
                pg_temp.nz(CASE WHEN pg_temp.p(0.004) THEN pg_temp.pick('infinity', '-infinity')::timestamptz ELSE tm END),
                CASE WHEN pg_temp.p(0.05) THEN pg_temp.ago(5) END);
        END LOOP;
    END LOOP;

    -- overrides, for the products of batches in carts
    FOR rec IN SELECT DISTINCT ON (i."sessionId", b."productId") i."sessionId" AS s, b."productId" AS p, i."unitPrice" AS price
               FROM "sessionCartItems" i JOIN batches b ON b.id = i."batchId" JOIN "liveShoppingSessions" s ON s.id = i."sessionId"
               WHERE b."productId" IS NOT NULL ORDER BY 1, 2, i.id LOOP
        IF pg_temp.p(0.16) THEN
            tm := pg_temp.ago(30);
            FOR m IN 1..pg_temp.pick('1', '1', '1', '2', '3')::int LOOP
                ovr := ovr + 1;
                IF pg_temp.p(0.5) THEN tm := pg_temp.ago(30); END IF;
                INSERT INTO "sessionPriceOverrides" VALUES (ovr, pg_temp.nz(pg_temp.fk(rec.s, 0.02)),
                    pg_temp.nz(CASE WHEN pg_temp.p(0.95) THEN rec.p ELSE pg_temp.ri(1, n_products) END),
                    pg_temp.nz(pg_temp.wn(CASE WHEN pg_temp.p(0.06) THEN 'NaN' WHEN pg_temp.p(0.06) THEN pg_temp.pick('0', '-1')::numeric
                        WHEN pg_temp.p(0.5) AND abs(rec.price) < 100000 THEN round(rec.price, 2) ELSE pg_temp.ri(1, 6000) * 0.01 END)),
                    pg_temp.nz(tm), pg_temp.nz(CASE WHEN pg_temp.p(0.02) THEN pg_temp.pick('infinity', '-infinity')::timestamptz ELSE tm END));
            END LOOP;
        END IF;
    END LOOP;

    -- what was negotiated, and when: before, at and after the override
    FOR rec IN SELECT i.id, i."unitPrice" AS price, i."negotiationStatus" AS status, i."updatedAt" AS upd, ov.at
               FROM "sessionCartItems" i LEFT JOIN batches b ON b.id = i."batchId"
               LEFT JOIN LATERAL (SELECT v."updatedAt" AS at FROM "sessionPriceOverrides" v WHERE v."sessionId" = i."sessionId" AND v."productId" = b."productId"
                    AND v."overridePrice" <> 'NaN' ORDER BY v."updatedAt" DESC, v.id DESC LIMIT 1) ov ON true
               WHERE i."negotiationStatus" IS NOT NULL ORDER BY i.id LOOP
        IF pg_temp.p(0.2) THEN CONTINUE; END IF;
        acc := CASE WHEN isfinite(rec.at) AND pg_temp.p(0.8) THEN pg_temp.near(rec.at) WHEN isfinite(rec.upd) THEN rec.upd - interval '1 minute' ELSE t0 END;
        a := to_char(acc, 'YYYY-MM-DD"T"HH24:MI:SS.US');
        c := CASE pg_temp.ri(0, 19) WHEN 0 THEN a || '+00:00' WHEN 1 THEN to_char(acc + interval '330 minutes', 'YYYY-MM-DD"T"HH24:MI:SS.US"+05:30"')
            WHEN 2 THEN to_char(acc - interval '480 minutes', 'YYYY-MM-DD"T"HH24:MI:SS.US"-08:00"') WHEN 3 THEN left(a, 19) || 'Z' WHEN 4 THEN left(a, 16) || 'Z'
            WHEN 5 THEN a || '9Z' WHEN 6 THEN left(a, 23) || 'Z'
            WHEN 7 THEN pg_temp.pick(a, left(a, 10), '2026-02-30T10:00:00Z', '2026-11-20T24:00:00Z', '2026-11-20T10:60Z', '2026-11-20T10:00:60Z', 'yesterday', '', ' ' || a || 'Z',
                a || 'z', '2026-11-20 10:00:00Z', '2026-11-20T10:00:00.Z', '2026-11-20T10:00:00+0200', '2026-11-20T10:00:00+02', '20261120T100000Z', '2026-11-20T10Z', '2026-13-01T00:00Z', 'infinity')
            ELSE a || 'Z' END;
        x := CASE WHEN abs(rec.price) < 1e6 AND pg_temp.p(0.6) THEN round(rec.price, 2) + pg_temp.pick('0', '0', '0', '0.01', '-0.5', '0.004', '0.005')::numeric ELSE pg_temp.ri(1, 6000) * 0.01 END;
        other := CASE WHEN pg_temp.p(0.6) THEN x::text WHEN pg_temp.p(0.5) THEN '"' || x::text || '"'
            ELSE pg_temp.pick('"abc"', '""', '" 5"', '"5,00"', 'null', 'true', '{"price": 5}', '[5]', '0', '-3', '"-3.5"', '"1e1"', '"5."', '".5"', '1e1', '9.995', '"0x10"', '"NaN"', '"$90"') END;
        IF pg_temp.p(0.02) AND NOT tidy AND current_setting('chaos.huge') = '1' THEN other := '1e30'; END IF;
        note := CASE pg_temp.ri(0, 11)
            WHEN 0 THEN format('{"finalPrice": %s}', other) WHEN 1 THEN format('{"acceptedAt": "%s"}', c)
            WHEN 2 THEN format('{"finalPrice": %s, "acceptedAt": %s}', other, pg_temp.pick('null', '1763740800', 'true', '["2026-11-20T10:00:00Z"]'))
            WHEN 3 THEN pg_temp.pick('{}', 'null', '[]', '5', '"x"', format('[{"finalPrice": %s}]', other), to_jsonb(format('{"finalPrice": %s}', other))::text,
                format('{"finalprice": %s}', other), format('{"deal": {"finalPrice": %s}}', other))
            ELSE format('{"status": "%s", "originalPrice": 100, "proposedPrice": 1, "finalPrice": %s, "acceptedAt": "%s"}', rec.status, other, c) END;
        UPDATE "sessionCartItems" SET "negotiationData" = note::jsonb WHERE id = rec.id;
    END LOOP;

    -- most prices are what the hierarchy gives, or nearly
    FOR rec IN SELECT i.id, i."unitPrice" AS price, b."unitCogs" AS fixed, b."unitCogsMin" AS lo, coalesce(b."unitCogsMax", b."unitCogsMin") AS hi, b."cogsMode" AS mode,
                      CASE WHEN i."negotiationStatus" = 'ACCEPTED' AND i."negotiationData" ->> 'finalPrice' ~ '^[0-9]+(\.[0-9]+)?$' AND (ov.price IS NULL OR pg_temp.p(0.6))
                           THEN (i."negotiationData" ->> 'finalPrice')::numeric END AS deal,
                      c.custom_pricing_rules AS j, ov.price AS override,
                      (SELECT d.default_margin_percent FROM pricing_defaults d
                        WHERE d.product_category IN (p.category, 'OTHER', 'DEFAULT') AND d.default_margin_percent <> 'NaN'
                        AND d.deleted_at IS NULL
                        ORDER BY (d.product_category = p.category) DESC, (d.product_category = 'OTHER') DESC LIMIT 1) AS dm
               FROM "sessionCartItems" i JOIN batches b ON b.id = i."batchId" JOIN "liveShoppingSessions" s ON s.id = i."sessionId"
               LEFT JOIN clients c ON c.id = s."clientId" LEFT JOIN products p ON p.id = b."productId"
               LEFT JOIN LATERAL (SELECT "overridePrice" AS price FROM "sessionPriceOverrides" v WHERE v."sessionId" = s.id AND v."productId" = b."productId"
                    AND v."overridePrice" <> 'NaN' ORDER BY v."updatedAt" DESC, v.id DESC LIMIT 1) ov ON true
               ORDER BY i.id LOOP
        IF rec.price IS NULL OR abs(rec.price) > 1e6 THEN CONTINUE; END IF;
        cost := CASE WHEN rec.mode = 'RANGE' THEN CASE basis WHEN 'LOW' THEN rec.lo WHEN 'HIGH' THEN rec.hi ELSE (rec.lo + rec.hi) / 2 END ELSE rec.fixed END;
        margin := CASE WHEN jsonb_typeof(rec.j) = 'object' AND rec.j ->> 'defaultMarginPercent' ~ '^[+-]?[0-9]*\.?[0-9]+$'
                           AND length(rec.j ->> 'defaultMarginPercent') < 20 THEN (rec.j ->> 'defaultMarginPercent')::numeric ELSE rec.dm END;
        IF pg_temp.p(0.72) THEN
            -- from the rounded cost, at half a cent from either neighbour, or wrongly from the unrounded one
            base_cost := CASE WHEN pg_temp.p(0.08) THEN cost WHEN abs(cost * 100) % 1 = 0.5 AND pg_temp.p(0.5) THEN round(cost, 2) - 0.01 ELSE round(cost, 2) END;
            x := CASE WHEN rec.deal IS NOT NULL THEN rec.deal WHEN rec.override IS NOT NULL THEN rec.override WHEN cost IS NULL OR margin >= 100 THEN NULL
                      WHEN margin IS NULL THEN base_cost ELSE base_cost / (1 - margin / 100) END;
            x := round(x, 2) + CASE WHEN pg_temp.p(0.9) THEN 0 ELSE pg_temp.pick('0.01', '-0.01', '1')::numeric END;
        ELSE
            x := CASE WHEN pg_temp.p(0.08) THEN pg_temp.pick('0', '0', '-1', '-0.01')::numeric WHEN pg_temp.p(0.15) THEN round(cost, 2)
                      WHEN pg_temp.p(0.1) THEN round(cost, 2) - 0.01 WHEN pg_temp.p(0.05) THEN trunc(cost, 2) END;
        END IF;
        IF x IS NOT NULL AND abs(x) < 1e6 THEN UPDATE "sessionCartItems" SET "unitPrice" = x WHERE id = rec.id; END IF;
    END LOOP;

    -- orders of sessions
    FOR rec IN SELECT * FROM "liveShoppingSessions" ORDER BY id LOOP
        first_order := NULL;
        FOR m IN 1..CASE WHEN rec.status = 'CONVERTED' THEN CASE WHEN pg_temp.p(0.07) THEN 0 WHEN pg_temp.p(0.18) THEN pg_temp.ri(2, 3) ELSE 1 END
                         WHEN pg_temp.p(0.78) THEN 0 WHEN pg_temp.p(0.2) THEN 2 ELSE 1 END LOOP
            ord := ord + 1;
            copied := first_order IS NOT NULL AND pg_temp.p(0.7);
            tm := CASE WHEN copied AND pg_temp.p(0.3) THEN first_created
                       WHEN pg_temp.p(0.3) THEN pg_temp.near(t0 - interval '15 minutes')
                       WHEN pg_temp.p(0.01) THEN pg_temp.pick('infinity', '-infinity')::timestamptz
                       ELSE coalesce(rec."endedAt", pg_temp.ago(20)) END;
            cl := CASE WHEN copied AND pg_temp.p(0.95) THEN first_client WHEN pg_temp.p(0.94) THEN rec."clientId" ELSE pg_temp.ri(1, n_clients) END;
            cl := pg_temp.fk(coalesce(cl, 1), 0.005);
            -- the link
            other := rooms[pg_temp.ri(1, n)];
            code := coalesce(rec."roomCode", 'none');
            lsid := NULL; note := CASE WHEN pg_temp.p(0.3) THEN 'Please call' END;
            x := random();
            IF x < 0.55 THEN lsid := rec.id;
            ELSIF x < 0.9 THEN
                note := CASE pg_temp.ri(0, 15)
                    WHEN 0 THEN 'Live Shopping Session #' || code || ' thanks'
                    WHEN 1 THEN 'From Live Shopping Session #' || code || '.'
                    WHEN 2 THEN 'Live Shopping Session #' || code || 'abc'
                    WHEN 3 THEN 'Live Shopping Session #' || code || E'\nLive Shopping Session #' || other
                    WHEN 4 THEN 'Live Shopping Session # Live Shopping Session #' || code
                    WHEN 5 THEN 'live shopping session #' || code
                    WHEN 6 THEN 'Live Shopping Session #' || lower(code)
                    WHEN 7 THEN 'Live Shopping Session #Live Shopping Session #' || code
                    WHEN 8 THEN 'Live Shopping Session #'
                    WHEN 9 THEN 'Live Shopping Session #' || code || code || code || repeat('z', 60)
                    ELSE 'Live Shopping Session #' || code END;
                IF pg_temp.p(0.08) THEN lsid := rec.id; END IF;
            ELSIF x < 0.94 THEN
                lsid := rec.id; note := 'Live Shopping Session #' || other;
            ELSIF x < 0.97 THEN
                lsid := 900000 + pg_temp.ri(0, 9); note := CASE WHEN pg_temp.p(0.5) THEN 'Live Shopping Session #' || code END;
            END IF;
            disc := pg_temp.p(0.3);
            tx := CASE WHEN disc THEN pg_temp.ri(0, 500) * 0.01 WHEN pg_temp.p(0.5) THEN 0 END;
            di := CASE WHEN disc THEN pg_temp.ri(0, 200) * 0.01 WHEN pg_temp.p(0.5) THEN 0 END;
            sh := CASE WHEN disc THEN pg_temp.ri(0, 20) WHEN pg_temp.p(0.5) THEN 0 END;
            -- the lines: the cart's, with faults
            sub := 0;
            IF copied THEN
                FOR r2 IN SELECT * FROM order_line_items WHERE order_id = first_order ORDER BY id LOOP
                    IF pg_temp.p(0.02) THEN CONTINUE; END IF;
                    line := line + 1;
                    INSERT INTO order_line_items (id, order_id, batch_id, quantity, unit_price, line_total, is_sample) VALUES (line, ord, r2.batch_id, r2.quantity,
                        CASE WHEN pg_temp.p(0.01) THEN r2.unit_price + 1 ELSE r2.unit_price END, r2.line_total, r2.is_sample);
                    IF abs(r2.line_total) < 1e9 THEN sub := sub + r2.line_total; END IF;
                END LOOP;
            ELSE
                FOR r2 IN SELECT i."batchId" AS batch, i."isSample" AS sample, i."unitPrice" AS price, sum(i.quantity) AS qty
                          FROM "sessionCartItems" i WHERE i."sessionId" = rec.id AND i.deleted_at IS NULL AND i."itemStatus" = 'TO_PURCHASE'
                            AND abs(i.quantity) < 1e6 AND abs(i."unitPrice") < 1e6 AND i."batchId" IS NOT NULL AND i."isSample" IS NOT NULL
                          GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 LOOP
                    IF pg_temp.p(0.03) THEN CONTINUE; END IF;
                    q := round(r2.qty, 2);
                    up := CASE WHEN r2.sample AND pg_temp.p(0.9) THEN 0 ELSE r2.price END;
                    IF pg_temp.p(0.03) THEN q := q + pg_temp.pick('1', '-1', '0.01', '-0.01')::numeric; END IF;
                    IF pg_temp.p(0.03) THEN up := up + pg_temp.pick('1', '-1', '0.01', '0.05')::numeric; END IF;
                    FOR base IN 1..CASE WHEN pg_temp.p(0.05) THEN 2 ELSE 1 END LOOP
                        IF base = 2 AND pg_temp.p(0.4) THEN up := up + 0.5; END IF;
                        x := CASE WHEN base = 2 THEN 1 ELSE q END;
                        lt := round(x * up, 2);
                        -- billed by all four places of the cart's quantity
                        IF base = 1 AND q = round(r2.qty, 2) AND pg_temp.p(0.7) THEN lt := round(r2.qty * up, 2); END IF;
                        IF pg_temp.p(0.03) THEN lt := lt + pg_temp.pick('0.01', '-0.01', '10')::numeric; END IF;
                        line := line + 1;
                        INSERT INTO order_line_items (id, order_id, batch_id, quantity, unit_price, line_total, is_sample) VALUES (line, pg_temp.nz(ord::bigint), pg_temp.nz(r2.batch), pg_temp.nz(pg_temp.wn(x)), pg_temp.nz(pg_temp.wn(up)),
                            pg_temp.nz(pg_temp.wn(lt)), pg_temp.nz(r2.sample));
                        sub := sub + lt;
                    END LOOP;
                END LOOP;
                IF pg_temp.p(0.06) THEN
                    line := line + 1; x := pg_temp.ri(1, 5); up := pg_temp.ri(1, 2000) * 0.01;
                    INSERT INTO order_line_items (id, order_id, batch_id, quantity, unit_price, line_total, is_sample)
                        VALUES (line, ord, pg_temp.ri(1, n_batches), x, up, round(x * up, 2), pg_temp.p(0.2));
                    sub := sub + round(x * up, 2);
                END IF;
            END IF;
            -- a line that was taken off the order again
            IF pg_temp.p(0.08) THEN
                line := line + 1; x := pg_temp.ri(1, 5); up := pg_temp.ri(1, 2000) * 0.01;
                INSERT INTO order_line_items VALUES (line, ord, pg_temp.ri(1, n_batches), pg_temp.wn(x), up, round(x * up, 2), pg_temp.p(0.2), pg_temp.ago(5));
            END IF;
            IF pg_temp.p(0.02) THEN UPDATE order_line_items SET deleted_at = pg_temp.ago(5) WHERE id = line AND order_id = ord; END IF;
            IF pg_temp.p(0.04) THEN sub := sub + pg_temp.pick('0.01', '-1', '100')::numeric; END IF;
            tot := sub + coalesce(tx, 0) + coalesce(sh, 0) - coalesce(di, 0);
            IF pg_temp.p(0.04) THEN tot := tot + pg_temp.pick('0.01', '-1', '100')::numeric; END IF;
            INSERT INTO orders (id, client_id, order_number, "orderType", is_draft, subtotal, total, tax, discount, shipping, cash_payment, "saleStatus", "fulfillmentStatus",
                invoice_id, notes, "liveSessionId", origin, created_at, deleted_at, items, version) VALUES (ord, pg_temp.nz(cl), pg_temp.nz('SO-' || ord), pg_temp.nz(CASE WHEN pg_temp.p(0.9) THEN 'SALE' WHEN pg_temp.p(0.9) THEN 'QUOTE' ELSE 'sale' END),
                pg_temp.nz(pg_temp.p(0.07)), pg_temp.nz(pg_temp.wn(sub)), pg_temp.nz(pg_temp.wn(tot)), pg_temp.wn(tx), pg_temp.wn(di), pg_temp.wn(sh),
                pg_temp.wn(CASE WHEN pg_temp.p(0.3) THEN NULL WHEN pg_temp.p(0.75) THEN 0 WHEN pg_temp.p(0.3) THEN tot + 5 WHEN pg_temp.p(0.1) THEN -5 ELSE round(tot / 2, 2) END),
                CASE WHEN copied AND pg_temp.p(0.7) THEN 'PENDING' ELSE pg_temp.pick(NULL, NULL, 'PENDING', 'PENDING', 'PENDING', 'PENDING', 'PENDING', 'PARTIAL', 'PAID', 'PAID', 'OVERDUE',
                    'CANCELLED', CASE WHEN pg_temp.p(0.3) THEN pg_temp.pick('pending', 'REFUNDED', '', '=PAID', 'CONFIRMED') END) END,
                CASE WHEN copied AND pg_temp.p(0.7) THEN 'CONFIRMED' ELSE pg_temp.pick(NULL, 'DRAFT', 'CONFIRMED', 'CONFIRMED', 'CONFIRMED', 'READY_FOR_PACKING', 'PACKED', 'SHIPPED', 'PENDING',
                    'DELIVERED', 'RETURNED', 'RESTOCKED', 'RETURNED_TO_VENDOR', 'CONFIRMED', 'DRAFT', 'CANCELLED', CASE WHEN pg_temp.p(0.3) THEN pg_temp.pick('packed', 'PARTIAL', '', '-x', 'PAID') END) END,
                NULL, note, lsid,
                CASE WHEN pg_temp.p(0.8) THEN 'live_shopping' ELSE pg_temp.pick(NULL, 'web', 'LIVE_SHOPPING') END, CASE WHEN pg_temp.p(0.97) THEN tm END,
                CASE WHEN pg_temp.p(0.06) THEN pg_temp.ago(5) END, CASE WHEN pg_temp.p(0.5) THEN '[]'::jsonb END, CASE WHEN pg_temp.p(0.9) THEN pg_temp.ri(1, 9) END);
            IF first_order IS NULL THEN first_order := ord; first_created := tm; first_client := cl; END IF;
        END LOOP;
    END LOOP;

    -- other orders
    FOR k IN 1..n / 3 + 2 LOOP
        ord := ord + 1; sub := 0;
        FOR m IN 1..pg_temp.ri(0, 3) LOOP
            line := line + 1; x := pg_temp.ri(1, 500) * 0.01; up := pg_temp.ri(1, 3000) * 0.01;
            INSERT INTO order_line_items (id, order_id, batch_id, quantity, unit_price, line_total, is_sample) VALUES (line, pg_temp.fk(ord, 0.02), pg_temp.fk(pg_temp.ri(1, n_batches), 0.02), pg_temp.wn(x), pg_temp.wn(up), pg_temp.wn(round(x * up, 2)), pg_temp.p(0.1));
            sub := sub + round(x * up, 2);
        END LOOP;
        INSERT INTO orders (id, client_id, order_number, "orderType", is_draft, subtotal, total, tax, discount, shipping, cash_payment, "saleStatus", "fulfillmentStatus",
            invoice_id, notes, "liveSessionId", origin, created_at, deleted_at) VALUES (ord, pg_temp.nz(pg_temp.fk(pg_temp.ri(1, n_clients), 0.02)), 'SO-' || ord, pg_temp.pick('SALE', 'SALE', 'SALE', 'QUOTE'), pg_temp.p(0.1), pg_temp.nz(sub), sub, NULL, 0, NULL,
            CASE WHEN pg_temp.p(0.5) THEN 0 END, pg_temp.pick('PENDING', 'PARTIAL', 'PAID', NULL, 'OVERDUE', 'CANCELLED', CASE WHEN pg_temp.p(0.1) THEN 'Paid' END),
            pg_temp.pick('CONFIRMED', 'PACKED', 'SHIPPED', NULL, 'DRAFT', 'CANCELLED', 'PENDING', 'RETURNED', 'RESTOCKED', 'RETURNED_TO_VENDOR', 'DELIVERED', CASE WHEN pg_temp.p(0.1) THEN 'LOST' END),
            NULL, CASE WHEN pg_temp.p(0.1) THEN 'Live Shopping Session #' || rooms[pg_temp.ri(1, n)] || '?' END, NULL,
            CASE WHEN pg_temp.p(0.06) THEN 'live_shopping' END, pg_temp.ago(60), CASE WHEN pg_temp.p(0.05) THEN pg_temp.ago(5) END);
    END LOOP;
    FOR k IN 1..2 + n / 200 LOOP
        line := line + 1;
        INSERT INTO order_line_items (id, order_id, batch_id, quantity, unit_price, line_total, is_sample) VALUES (line, 900000 + k, pg_temp.ri(1, n_batches), 1, 5, pg_temp.wn(pg_temp.pick('5', '-5')::numeric), pg_temp.p(0.5));
    END LOOP;

    -- invoices of orders: one or several, by invoice_id, by reference or both, right and wrong
    FOR rec IN SELECT o.id, o.client_id, o.total, o."saleStatus" AS sale, o.deleted_at FROM orders o ORDER BY o.id LOOP
        IF pg_temp.p(0.7) THEN CONTINUE; END IF;
        own := NULL;
        FOR m IN 1..pg_temp.pick('0', '1', '1', '1', '1', '1', '1', '2', '2', '3')::int LOOP
            bill := bill + 1;
            tot := CASE WHEN abs(rec.total) < 1e9 THEN round(rec.total, 2) ELSE 100 END + CASE WHEN pg_temp.p(0.85) THEN 0 ELSE pg_temp.pick('0.01', '-20', '5')::numeric END;
            st := CASE WHEN rec.sale = 'CANCELLED' OR rec.deleted_at IS NOT NULL THEN pg_temp.pick('VOID', 'VOID', 'SENT', 'PAID', NULL)
                       ELSE pg_temp.pick('DRAFT', 'SENT', 'SENT', 'VIEWED', 'PARTIAL', 'PAID', 'PAID', 'OVERDUE', 'VOID', CASE WHEN pg_temp.p(0.2) THEN 'paid' END) END;
            paid := CASE WHEN st = 'PAID' AND pg_temp.p(0.9) THEN tot WHEN st = 'PARTIAL' THEN round(tot / 3, 2) ELSE 0 END;
            INSERT INTO invoices (id, "customerId", "amountDue", status, deleted_at, "totalAmount", "amountPaid", "referenceType", "referenceId", version) VALUES (bill,
                CASE WHEN pg_temp.p(0.94) THEN rec.client_id WHEN pg_temp.p(0.7) THEN pg_temp.ri(1, n_clients + 3) END,
                pg_temp.wn(CASE WHEN pg_temp.p(0.97) THEN tot - paid END), st, CASE WHEN pg_temp.p(0.07) THEN pg_temp.ago(5) END,
                pg_temp.wn(CASE WHEN pg_temp.p(0.97) THEN tot END), pg_temp.wn(paid),
                CASE WHEN pg_temp.p(0.75) THEN pg_temp.pick('ORDER', 'ORDER', 'SALE') ELSE pg_temp.pick(NULL, 'MANUAL', 'order', '', 'QUOTE', 'ORDER') END,
                CASE WHEN pg_temp.p(0.9) THEN rec.id WHEN pg_temp.p(0.7) THEN pg_temp.ri(1, ord) END, pg_temp.ri(1, 3));
            IF own IS NULL OR pg_temp.p(0.5) THEN own := bill; END IF;
        END LOOP;
        IF own IS NULL OR pg_temp.p(0.04) THEN own := 800000 + pg_temp.ri(1, 9); END IF;     -- names nothing
        IF pg_temp.p(0.03) AND bill > 3 THEN own := pg_temp.ri(1, bill); END IF;             -- another order's
        IF pg_temp.p(0.75) THEN UPDATE orders SET invoice_id = own WHERE id = rec.id; END IF;
    END LOOP;
    -- other invoices
    FOR k IN 1..n / 4 + 3 LOOP
        bill := bill + 1; tot := pg_temp.ri(-500, 50000) * 0.01;
        INSERT INTO invoices (id, "customerId", "amountDue", status, deleted_at, "totalAmount", "amountPaid", "referenceType", "referenceId") VALUES (bill,
            CASE WHEN pg_temp.p(0.98) THEN pg_temp.ri(1, n_clients + 3) END, pg_temp.wn(CASE WHEN pg_temp.p(0.97) THEN tot END),
            pg_temp.pick('DRAFT', 'SENT', 'VIEWED', 'PARTIAL', 'OVERDUE', 'VOID', NULL, 'paid', CASE WHEN pg_temp.p(0.3) THEN 'PAID' ELSE 'SENT' END),
            CASE WHEN pg_temp.p(0.08) THEN pg_temp.ago(5) END, pg_temp.wn(tot), pg_temp.wn(0), pg_temp.pick(NULL, 'MANUAL', 'MANUAL', 'ORDER'), CASE WHEN pg_temp.p(0.5) THEN pg_temp.ri(1, 9) + 700000 END);
    END LOOP;

    -- credit rows: at, below and above the boundaries
    by_invoices := pg_temp.p(0.25);
    FOR rec IN
        WITH lnk AS (SELECT DISTINCT o."liveSessionId" AS id FROM orders o
                     WHERE o.deleted_at IS NULL AND o."orderType" = 'SALE' AND NOT o.is_draft AND o."saleStatus" IS DISTINCT FROM 'CANCELLED'
                       AND o."fulfillmentStatus" IS DISTINCT FROM 'CANCELLED'),
        dr AS (SELECT s."clientId" AS c, sum(round(i.quantity * i."unitPrice", 2)) AS draft
               FROM "liveShoppingSessions" s JOIN "sessionCartItems" i ON i."sessionId" = s.id
               WHERE s.status IN ('ACTIVE', 'PAUSED') AND s.deleted_at IS NULL AND i.deleted_at IS NULL AND NOT i."isSample"
                 AND abs(i.quantity) < 1e6 AND abs(i."unitPrice") < 1e6 AND NOT EXISTS (SELECT FROM lnk WHERE lnk.id = s.id) GROUP BY 1),
        po AS (SELECT o.client_id AS c, sum(greatest(0, o.total - coalesce(o.cash_payment, 0))) AS due FROM orders o
               WHERE o.deleted_at IS NULL AND o."orderType" = 'SALE' AND NOT o.is_draft AND o."saleStatus" IS DISTINCT FROM 'CANCELLED'
                 AND o."fulfillmentStatus" IS DISTINCT FROM 'CANCELLED' AND o."saleStatus" IS DISTINCT FROM 'PAID' AND o.invoice_id IS NULL
                 AND coalesce(o."fulfillmentStatus", '') NOT IN ('RETURNED', 'RESTOCKED', 'RETURNED_TO_VENDOR')
                 AND NOT EXISTS (SELECT FROM invoices v WHERE v."referenceType" IN ('ORDER', 'SALE') AND v."referenceId" = o.id AND v.deleted_at IS NULL AND v.status IS DISTINCT FROM 'VOID')
                 AND abs(o.total) < 1e9 AND abs(coalesce(o.cash_payment, 0)) < 1e9 AND abs(o.subtotal) < 1e9
                 AND abs(coalesce(o.tax, 0)) < 1e9 AND abs(coalesce(o.discount, 0)) < 1e9 AND abs(coalesce(o.shipping, 0)) < 1e9 GROUP BY 1),
        re AS (SELECT "customerId" AS c, sum("amountDue") AS due FROM invoices WHERE deleted_at IS NULL AND abs("amountDue") < 1e9
                 AND status IS DISTINCT FROM 'PAID' AND status IS DISTINCT FROM 'VOID' GROUP BY 1)
        SELECT c.id, coalesce(po.due, 0) + coalesce(re.due, 0) AS posted, coalesce(re.due, 0) AS receivables, coalesce(dr.draft, 0) AS draft
        FROM (SELECT id FROM clients UNION ALL SELECT n_clients + 2) c LEFT JOIN dr ON dr.c = c.id LEFT JOIN po ON po.c = c.id LEFT JOIN re ON re.c = c.id ORDER BY c.id LOOP
        IF rec.id IS NULL OR pg_temp.p(0.2) THEN CONTINUE; END IF;
        x := CASE pg_temp.ri(0, 12) WHEN 0 THEN 0 WHEN 1 THEN -5 WHEN 2 THEN rec.posted + rec.draft WHEN 3 THEN rec.posted + rec.draft - 0.01
                 WHEN 4 THEN rec.posted + rec.draft + 0.01 WHEN 5 THEN rec.posted + 1.5 * rec.draft WHEN 6 THEN rec.posted + 1.5 * rec.draft - 0.01
                 WHEN 7 THEN rec.posted + 1.5 * rec.draft + 0.01 WHEN 8 THEN rec.posted ELSE 2 * rec.posted + pg_temp.ri(1, 100000) END;
        y := CASE WHEN by_invoices AND pg_temp.p(0.9) THEN rec.receivables ELSE rec.posted END + CASE WHEN pg_temp.p(0.7) THEN 0 ELSE pg_temp.pick('0.01', '-0.01', '100', '-25.5')::numeric END;
        INSERT INTO client_credit_limits VALUES (rec.id, pg_temp.nz(pg_temp.wn(x)), pg_temp.nz(pg_temp.wn(y)));
    END LOOP;

    -- reservations and stock at, below and above what they should be
    FOR rec IN
        SELECT b.id, coalesce(r.q, 0) AS reserved, coalesce(r.n, 0) AS lines, coalesce(h.q, 0) AS soft
        FROM batches b
        LEFT JOIN (SELECT l.batch_id, sum(l.quantity) AS q, count(*) AS n FROM order_line_items l JOIN orders o ON o.id = l.order_id
                   WHERE abs(l.quantity) < 1e6 AND abs(l.unit_price) < 1e6 AND abs(l.line_total) < 1e6 AND NOT l.is_sample
                     AND o.deleted_at IS NULL AND o."orderType" = 'SALE' AND NOT o.is_draft AND o."saleStatus" IS DISTINCT FROM 'CANCELLED'
                     AND (o."fulfillmentStatus" IS NULL OR o."fulfillmentStatus" IN ('CONFIRMED', 'READY_FOR_PACKING', 'PACKED', 'PENDING')) AND l.deleted_at IS NULL GROUP BY 1) r ON r.batch_id = b.id
        LEFT JOIN (SELECT i."batchId", sum(i.quantity) AS q FROM "sessionCartItems" i JOIN "liveShoppingSessions" s ON s.id = i."sessionId"
                   WHERE s.status IN ('ACTIVE', 'PAUSED') AND s.deleted_at IS NULL AND i.deleted_at IS NULL AND NOT i."isSample" AND abs(i.quantity) < 1e6
                     AND abs(i."unitPrice") < 1e6 AND NOT EXISTS (SELECT FROM orders o WHERE o."liveSessionId" = s.id) GROUP BY 1) h ON h."batchId" = b.id
        ORDER BY b.id LOOP
        IF pg_temp.p(0.95) THEN
            x := rec.reserved + CASE pg_temp.ri(0, 9) WHEN 0 THEN 0.005 * rec.lines WHEN 1 THEN -0.005 * rec.lines WHEN 2 THEN 0.005 * rec.lines + 0.0001
                     WHEN 3 THEN -0.005 * rec.lines - 0.0001 WHEN 4 THEN 3 ELSE 0 END;
            UPDATE batches SET "reservedQty" = x WHERE id = rec.id AND abs("reservedQty") < 1e6;
            IF pg_temp.p(0.6) THEN
                UPDATE batches SET "onHandQty" = x + "quarantineQty" + "holdQty"
                    + CASE pg_temp.ri(0, 5) WHEN 0 THEN rec.soft WHEN 1 THEN rec.soft - 0.0001 WHEN 2 THEN -1 WHEN 3 THEN rec.soft / 2 ELSE rec.soft + 10 END
                WHERE id = rec.id AND abs("onHandQty") < 1e6 AND abs("quarantineQty") < 1e6 AND abs("holdQty") < 1e6;
            END IF;
        END IF;
    END LOOP;
END $chaos$;
\if :items
\else
ALTER TABLE orders DROP COLUMN items;
\endif
ANALYZE;
