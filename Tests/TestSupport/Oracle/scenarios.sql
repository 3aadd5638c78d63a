-- One small scenario a rule, around settings' boundaries; for schema-loose.sql. T is 2026-11-22T02:00:00Z and
-- the cart limit 3. The findings worked out by hand are in scenarios.expected.csv; scenarios.sh compares.
\set ON_ERROR_STOP 1
\set QUIET 1
SET timezone = 'UTC';
TRUNCATE users, clients, client_credit_limits, products, batches, pricing_defaults, range_pricing_channel_settings,
    "liveShoppingSessions", "sessionCartItems", "sessionPriceOverrides", orders, order_line_items, invoices;

-- A session of its own client, which has a credit row without a limit.
CREATE FUNCTION pg_temp.sess(s int, st text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO clients VALUES (s, 'Client ' || s);
    INSERT INTO client_credit_limits VALUES (s, 0, 0);
    INSERT INTO "liveShoppingSessions" (id, "hostUserId", "clientId", status, "roomCode", "startedAt", "endedAt", "createdAt", "updatedAt")
    VALUES (s, 1, s, st, 'R' || s, CASE WHEN st <> 'SCHEDULED' THEN timestamptz '2026-11-20T02:00:00Z' END,
            CASE WHEN st IN ('ENDED', 'CONVERTED', 'CANCELLED') THEN timestamptz '2026-11-22T01:00:00Z' END, '2026-11-20T02:00:00Z', '2026-11-22T01:00:00Z');
$$;
CREATE FUNCTION pg_temp.item(i int, s int, b int, q numeric, p numeric DEFAULT 10, sample boolean DEFAULT false) RETURNS void LANGUAGE sql AS $$
    INSERT INTO "sessionCartItems" (id, "sessionId", "batchId", "productId", quantity, "unitPrice", "addedByRole", "isSample", "itemStatus", "negotiationStatus",
        "createdAt", "updatedAt", deleted_at) VALUES (i, s, b, (SELECT "productId" FROM batches WHERE id = b), q, p, 'HOST', sample, 'TO_PURCHASE', NULL,
        '2026-11-22T00:30:00Z', '2026-11-22T00:30:00Z', NULL);
$$;
-- A paid and shipped order (neither open, nor amendable, nor a reservation); money = Σ line_total.
CREATE FUNCTION pg_temp.ord(o int, s int, money numeric) RETURNS void LANGUAGE sql AS $$
    INSERT INTO orders (id, client_id, order_number, "orderType", is_draft, subtotal, total, tax, discount, shipping, cash_payment, "saleStatus", "fulfillmentStatus",
        invoice_id, notes, "liveSessionId", origin, created_at, deleted_at) VALUES (o, s, 'SO-' || o, 'SALE', false, money, money, NULL, NULL, NULL, NULL, 'PAID', 'SHIPPED', NULL, NULL, s, NULL,
        '2026-11-22T01:00:00Z', NULL);
$$;
CREATE FUNCTION pg_temp.line(l int, o int, b int, q numeric, p numeric DEFAULT 10, sample boolean DEFAULT false, total numeric DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
    INSERT INTO order_line_items (id, order_id, batch_id, quantity, unit_price, line_total, is_sample) VALUES (l, o, b, q, p, coalesce(total, round(q * p, 2)), sample);
$$;
CREATE FUNCTION pg_temp.batch(b int, p int DEFAULT 1, onhand numeric DEFAULT 1000) RETURNS void LANGUAGE sql AS $$
    INSERT INTO batches (id, "productId", code, "onHandQty", "sampleQty", "reservedQty", "quarantineQty", "holdQty", "unitCogs", "cogsMode", "unitCogsMin",
        "unitCogsMax", "batchStatus", "updatedAt", deleted_at) VALUES (b, p, 'B' || b, onhand, 1000, 0, 0, 0, 5, 'FIXED', NULL, NULL, 'LIVE', '2026-01-01', NULL);
$$;
\o /dev/null

INSERT INTO users VALUES (1, 'Host', 'HOST');
INSERT INTO products VALUES (1, 'One', 'X'), (2, 'Two', 'Y');
INSERT INTO pricing_defaults VALUES ('X', 50, '2026-01-01');   -- cost 5 → price 10; category Y has no margin at all
SELECT pg_temp.batch(b) FROM unnest(ARRAY[1, 2, 3, 5, 50, 51, 52, 53, 54, 57, 58]) b;
SELECT pg_temp.batch(4, 2);

-- conversion
SELECT pg_temp.sess(1, 'ACTIVE'), pg_temp.item(1, 1, 1, 2), pg_temp.ord(1, 1, 20), pg_temp.line(1, 1, 1, 2);
SELECT pg_temp.sess(2, 'ENDED'), pg_temp.item(2, 2, 1, 3), pg_temp.ord(2, 2, 30), pg_temp.line(2, 2, 1, 3);
SELECT pg_temp.sess(3, 'ACTIVE'), pg_temp.ord(3, 3, 0);
UPDATE orders SET created_at = '2026-11-22T01:45:00Z' WHERE id = 3;             -- not before T − grace
SELECT pg_temp.sess(4, 'CANCELLED'), pg_temp.item(4, 4, 1, 1), pg_temp.ord(4, 4, 10), pg_temp.line(4, 4, 1, 1),
       pg_temp.ord(1004, 4, 20), pg_temp.line(1004, 1004, 1, 2);
UPDATE orders SET created_at = '2026-11-22T01:00:00.000001Z' WHERE id = 1004;
SELECT pg_temp.sess(5, 'ENDED'), pg_temp.ord(5, 5, 10), pg_temp.line(5, 5, 1, 1);
UPDATE "liveShoppingSessions" SET deleted_at = '2026-11-21' WHERE id = 5;
SELECT pg_temp.sess(6, 'CONVERTED'), pg_temp.item(6, 6, 1, 1), pg_temp.ord(6, 6, 10), pg_temp.line(6, 6, 1, 1),
       pg_temp.ord(1006, 6, 10), pg_temp.line(1006, 1006, 1, 1.00);
UPDATE orders SET "saleStatus" = 'PENDING', "fulfillmentStatus" = 'DRAFT' WHERE id = 1006;   -- the kept one is 6: same time, lower id
UPDATE client_credit_limits SET current_exposure = 10 WHERE client_id = 6;
SELECT pg_temp.sess(7, 'CONVERTED'), pg_temp.item(7, 7, 1, 1.2345);              -- 12.345, half up
SELECT pg_temp.sess(8, 'CONVERTED'), pg_temp.item(8, 8, 1, 1), pg_temp.ord(8, 8, 10);
UPDATE orders SET "fulfillmentStatus" = 'CANCELLED' WHERE id = 8;
SELECT pg_temp.sess(9, 'CONVERTED'), pg_temp.ord(9, 9, 10);
UPDATE orders SET is_draft = true WHERE id = 9;
SELECT pg_temp.sess(10, 'CONVERTED'), pg_temp.ord(10, 10, 10);
UPDATE orders SET "orderType" = 'QUOTE' WHERE id = 10;
SELECT pg_temp.sess(11, 'CONVERTED'), pg_temp.ord(11, 11, NULL);                 -- unreadable: not without an order
SELECT pg_temp.sess(12, 'CONVERTED'), pg_temp.ord(12, 12, 0);
UPDATE orders SET client_id = 1 WHERE id = 12;
SELECT pg_temp.sess(13, 'CONVERTED'), pg_temp.ord(13, 13, 0), pg_temp.sess(14, 'CONVERTED'), pg_temp.ord(14, 14, 0);
UPDATE orders SET notes = 'x Live Shopping Session #R14, thanks' WHERE id = 13;
SELECT pg_temp.ord(15, NULL, 7), pg_temp.ord(16, NULL, 0), pg_temp.line(15, 15, 1, 1, 7);
UPDATE orders SET client_id = 1, notes = 'Live Shopping Session #NOPE' WHERE id = 15;
UPDATE orders SET client_id = 1, notes = 'Live Shopping Session # R1' WHERE id = 16;

-- line
SELECT pg_temp.sess(20, 'CONVERTED'), pg_temp.item(200, 20, 1, 2), pg_temp.item(201, 20, 2, 1.005), pg_temp.ord(20, 20, 20), pg_temp.line(20, 20, 1, 2);
SELECT pg_temp.sess(21, 'CONVERTED'), pg_temp.item(210, 21, 1, 2), pg_temp.ord(21, 21, 50), pg_temp.line(210, 21, 1, 2), pg_temp.line(211, 21, 2, 3);
SELECT pg_temp.sess(22, 'CONVERTED'), pg_temp.item(220, 22, 1, 3), pg_temp.ord(22, 22, 20), pg_temp.line(220, 22, 1, 2);
SELECT pg_temp.sess(23, 'CONVERTED'), pg_temp.item(230, 23, 1, 2), pg_temp.ord(23, 23, 18), pg_temp.line(230, 23, 1, 2, 9);
UPDATE orders SET "saleStatus" = NULL, "fulfillmentStatus" = 'DRAFT' WHERE id = 23;
UPDATE client_credit_limits SET current_exposure = 18 WHERE client_id = 23;
SELECT pg_temp.sess(24, 'CONVERTED'), pg_temp.item(240, 24, 1, 1), pg_temp.item(241, 24, 1, 1, 12), pg_temp.ord(24, 24, 20), pg_temp.line(240, 24, 1, 2);
UPDATE "sessionCartItems" SET "negotiationStatus" = 'ACCEPTED' WHERE id = 241;
SELECT pg_temp.sess(25, 'CONVERTED'), pg_temp.item(250, 25, 1, 2), pg_temp.ord(25, 25, 21), pg_temp.line(250, 25, 1, 2, 10, false, 21);
SELECT pg_temp.sess(26, 'CONVERTED'), pg_temp.item(260, 26, 1, 1, 10, true), pg_temp.ord(26, 26, 5), pg_temp.line(260, 26, 1, 1, 5, true);
SELECT pg_temp.sess(27, 'CONVERTED'), pg_temp.item(270, 27, 1, 2), pg_temp.ord(27, 27, 25), pg_temp.line(270, 27, 1, 2);
SELECT pg_temp.sess(28, 'CONVERTED'), pg_temp.item(280, 28, 1, 2), pg_temp.ord(28, 28, 20), pg_temp.line(280, 28, 1, 2);
UPDATE orders SET tax = 1.5, shipping = 2, discount = 0.5, total = 24 WHERE id = 28;

-- price
SELECT pg_temp.sess(30, 'ENDED'), pg_temp.item(300, 30, 1, 1.5), pg_temp.sess(31, 'ACTIVE'), pg_temp.item(310, 31, 1, 1);
INSERT INTO "sessionPriceOverrides" VALUES (300, 30, 1, 8.005, '2026-11-20', '2026-11-20'), (310, 31, 1, 7, '2026-11-20', '2026-11-20');
SELECT pg_temp.sess(32, 'ENDED'), pg_temp.item(320, 32, 1, 1, 11), pg_temp.sess(33, 'ACTIVE'), pg_temp.item(330, 33, 3, 1, 11);
UPDATE batches SET "updatedAt" = '2026-11-22T00:30:00.000001Z' WHERE id = 3;
SELECT pg_temp.sess(34, 'ENDED'), pg_temp.item(340, 34, 4, 1, 6);
SELECT pg_temp.sess(35, 'ENDED'), pg_temp.item(350, 35, 1, 1, 4), pg_temp.item(351, 35, 2, 2, 4);
UPDATE "sessionCartItems" SET "negotiationStatus" = 'ACCEPTED' WHERE id = 350;
SELECT pg_temp.sess(36, 'ENDED'), pg_temp.item(360, 36, 1, 1, 0);
SELECT pg_temp.sess(37, 'ENDED'), pg_temp.item(370, 37, 5, 1), pg_temp.sess(38, 'ENDED'), pg_temp.item(380, 38, 1, 1), pg_temp.sess(39, 'ENDED'), pg_temp.item(390, 39, 1, 1);
UPDATE batches SET "unitCogs" = NULL WHERE id = 5;
UPDATE clients SET pricing_profile_id = 1 WHERE id = 38;
UPDATE clients SET custom_pricing_rules = '{"defaultMarginPercent": "1e2"}' WHERE id = 39;

-- credit
INSERT INTO clients VALUES (40, 'Client 40'), (41, 'Client 41');
INSERT INTO client_credit_limits VALUES (40, 0, 5), (41, 10, 11);
INSERT INTO invoices (id, "customerId", "amountDue", status, deleted_at) VALUES (41, 41, 11, 'SENT', NULL), (410, 41, 5, 'VOID', NULL), (42, 42, 10, NULL, NULL), (43, 43, 10, 'OVERDUE', NULL);
SELECT pg_temp.sess(42, 'ACTIVE'), pg_temp.item(420, 42, 1, 1), pg_temp.sess(43, 'ACTIVE'), pg_temp.item(430, 43, 1, 1);
UPDATE client_credit_limits SET credit_limit = 24.99, current_exposure = 10 WHERE client_id = 42;
UPDATE client_credit_limits SET credit_limit = 25, current_exposure = 10 WHERE client_id = 43;
SELECT pg_temp.sess(44, 'ACTIVE'), pg_temp.item(440, 44, 1, 1);
DELETE FROM client_credit_limits WHERE client_id = 44;

-- hold
SELECT pg_temp.sess(50, 'ACTIVE'), pg_temp.item(500, 50, 50, 2), pg_temp.item(501, 50, 50, 2.5), pg_temp.item(502, 50, 51, 1, 10, true);
UPDATE "sessionCartItems" SET "itemStatus" = NULL WHERE id = 501;
UPDATE batches SET "onHandQty" = 3 WHERE id = 50;
UPDATE batches SET "sampleQty" = 0 WHERE id = 51;
SELECT pg_temp.ord(52, NULL, 30), pg_temp.line(520, 52, 52, 2), pg_temp.line(521, 52, 53, 1);
UPDATE orders SET client_id = 1, "fulfillmentStatus" = NULL WHERE id = 52;
UPDATE batches SET "reservedQty" = 3 WHERE id = 52;
UPDATE batches SET "reservedQty" = 1.005 WHERE id = 53;                          -- within 0.005 × 1 line
UPDATE batches SET "onHandQty" = 1, "holdQty" = 2 WHERE id = 54;
SELECT pg_temp.sess(55, 'ACTIVE'), pg_temp.item(550, 55, 1, 1), pg_temp.sess(56, 'ACTIVE'), pg_temp.item(560, 56, 1, 1);
UPDATE "liveShoppingSessions" SET "updatedAt" = '2026-11-21T23:59:59.999999Z' WHERE id = 55;
UPDATE "liveShoppingSessions" SET "updatedAt" = '2026-11-22T00:00:00Z' WHERE id = 56;
UPDATE "sessionCartItems" SET "createdAt" = '2026-11-21T23:00:00Z', "updatedAt" = '2026-11-21T23:00:00Z' WHERE id IN (550, 560);
SELECT pg_temp.sess(57, 'ACTIVE'), pg_temp.item(570, 57, 57, 1), pg_temp.item(571, 57, 58, 1, 10, true);
UPDATE batches SET "batchStatus" = NULL WHERE id = 57;
UPDATE batches SET deleted_at = '2026-11-01' WHERE id = 58;

-- lifecycle
SELECT pg_temp.sess(60, 'PAUSED'), pg_temp.sess(61, 'SCHEDULED'), pg_temp.sess(62, 'SCHEDULED'), pg_temp.sess(63, 'ENDED'), pg_temp.sess(64, 'ENDED'),
       pg_temp.sess(65, 'ENDED'), pg_temp.sess(66, 'ACTIVE'), pg_temp.sess(67, 'ENDED'), pg_temp.sess(68, 'ACTIVE'), pg_temp.sess(69, 'PAUSED'), pg_temp.sess(70, 'ENDED');
UPDATE "liveShoppingSessions" SET "expiresAt" = '2026-11-22T01:59:59.999999Z' WHERE id = 60;
UPDATE "liveShoppingSessions" SET "scheduledAt" = '2026-11-21T01:59:59.999999Z' WHERE id = 61;
UPDATE "liveShoppingSessions" SET "scheduledAt" = '2026-11-21T02:00:00Z' WHERE id = 62;
UPDATE "liveShoppingSessions" SET "startedAt" = NULL WHERE id = 63;
UPDATE "liveShoppingSessions" SET "endedAt" = NULL WHERE id = 64;
UPDATE "liveShoppingSessions" SET "endedAt" = '2026-11-20T01:59:59.999999Z' WHERE id = 65;
UPDATE "liveShoppingSessions" SET "endedAt" = '2026-11-22T01:00:00Z' WHERE id = 66;
UPDATE "liveShoppingSessions" SET "createdAt" = '2026-11-22T02:05:00.000001Z' WHERE id = 67;
UPDATE "liveShoppingSessions" SET "clientId" = 68, "expiresAt" = '2026-11-22T02:00:00Z' WHERE id = 69;   -- exactly T: not abandoned
SELECT pg_temp.item(700 + k, 70, k, 1, CASE k WHEN 4 THEN 5 ELSE 10 END) FROM generate_series(1, 4) k;

-- integrity
SELECT pg_temp.sess(80, 'ENDED'), pg_temp.item(800, 80, 1, 1), pg_temp.sess(81, 'ENDED'), pg_temp.item(810, 81, 1, -1), pg_temp.item(811, 81, 2, 'NaN'),
       pg_temp.sess(82, 'ENDED'), pg_temp.item(820, 82, 1, 1, -1, true);
UPDATE "sessionCartItems" SET "productId" = 2 WHERE id = 800;
SELECT pg_temp.sess(83, 'ENDED'), pg_temp.item(830, 999, 1, 1), pg_temp.item(831, 83, 1, 1);
UPDATE "sessionCartItems" SET "batchId" = 999 WHERE id = 831;
SELECT pg_temp.sess(84, 'ENDED'), pg_temp.item(840, 84, 1, 1), pg_temp.line(860, 999, 1, 1);
UPDATE "liveShoppingSessions" SET "clientId" = 999 WHERE id = 84;
SELECT pg_temp.sess(87, 'ENDED');
INSERT INTO "sessionPriceOverrides" VALUES (850, 999, 1, 1, '2026-11-20', '2026-11-20'), (870, 87, 1, 'NaN', '2026-11-20', '2026-11-20'), (871, 87, 1, 3, '2026-11-20', '2026-11-20');
SELECT pg_temp.sess(88, 'ENDED'), pg_temp.item(880, 88, 1, 1), pg_temp.item(881, 88, 1, 1), pg_temp.item(882, 88, 1, 1);
UPDATE "sessionCartItems" SET "itemStatus" = 'INTERESTED' WHERE id = 882;
SELECT pg_temp.sess(89, 'ENDED'), pg_temp.sess(90, 'ENDED'), pg_temp.sess(91, '=FOO');
UPDATE "liveShoppingSessions" SET "roomCode" = 'R,89' WHERE id IN (89, 90);
UPDATE "liveShoppingSessions" SET deleted_at = '2026-11-01' WHERE id = 90;

-- ---------------------------------------------------------------- second edition

-- An ended session with one plain item at a price, of quantity 1.
CREATE FUNCTION pg_temp.priced(s int, b int, price numeric, status text DEFAULT 'ENDED', q numeric DEFAULT 1) RETURNS void LANGUAGE sql AS $$
    SELECT pg_temp.sess(s, status); SELECT pg_temp.item(s * 10, s, b, q, price);
$$;
-- The same, accepted, with what was negotiated, beside an override of 9 (none without a time).
CREATE FUNCTION pg_temp.deal(s int, price numeric, data jsonb, override_at timestamptz DEFAULT NULL, status text DEFAULT 'ENDED', q numeric DEFAULT 1) RETURNS void LANGUAGE sql AS $$
    SELECT pg_temp.priced(s, 1, price, status, q);
    UPDATE "sessionCartItems" SET "negotiationStatus" = 'ACCEPTED', "negotiationData" = data WHERE id = s * 10;
    INSERT INTO "sessionPriceOverrides" SELECT s * 10, s, 1, 9, override_at, override_at WHERE override_at IS NOT NULL;
$$;
-- A converted session with one item of 10.00 and a paid and shipped order that says the same.
CREATE FUNCTION pg_temp.sale(s int, status text DEFAULT 'CONVERTED') RETURNS void LANGUAGE sql AS $$
    SELECT pg_temp.priced(s, 1, 10, status); SELECT pg_temp.ord(s, s, 10); SELECT pg_temp.line(s * 10, s, 1, 1);
$$;
-- An order without a session of a client of its own.
CREATE FUNCTION pg_temp.other(o int, money numeric, sale text, fs text, exposure numeric) RETURNS void LANGUAGE sql AS $$
    INSERT INTO clients VALUES (o, 'Client ' || o);
    INSERT INTO client_credit_limits VALUES (o, 0, exposure);
    SELECT pg_temp.ord(o, NULL, money);
    UPDATE orders SET client_id = o, "saleStatus" = sale, "fulfillmentStatus" = fs WHERE id = o;
$$;
CREATE FUNCTION pg_temp.bill(i int, customer int, paper numeric, due numeric, status text, reference text DEFAULT NULL, names int DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
    INSERT INTO invoices (id, "customerId", "totalAmount", "amountDue", "amountPaid", status, "referenceType", "referenceId")
    VALUES (i, customer, paper, due, paper - due, status, reference, names);
$$;
SELECT pg_temp.batch(b) FROM generate_series(60, 70) b;

-- negotiated before, at and after the override
SELECT pg_temp.deal(100, 8, '{"finalPrice": 8, "acceptedAt": "2026-11-21T23:59:59.999999Z"}', '2026-11-22T00:00:00Z'),
       pg_temp.deal(101, 8, '{"finalPrice": 8, "acceptedAt": "2026-11-22T01:00:00+01:00"}', '2026-11-22T00:00:00Z'),
       pg_temp.deal(102, 10, '{"finalPrice": "8.005"}', NULL, 'ACTIVE', 2),
       pg_temp.deal(103, 10, '{"finalPrice": 0}', NULL, 'ACTIVE'),
       pg_temp.deal(104, 7, '{"finalPrice": "abc", "acceptedAt": "2026-02-30T10:00:00Z"}', '2026-11-22T00:30:00Z'),            -- no time: the item's
       pg_temp.deal(105, 7, '{"finalPrice": "abc", "acceptedAt": "2026-02-30T10:00:00Z"}', '2026-11-22T00:30:00.000001Z'),
       pg_temp.deal(106, 10, '{"finalPrice": 8}'),
       pg_temp.deal(107, 7, '[{"finalPrice": 8}]'), pg_temp.deal(108, 7, '"{\"finalPrice\": 8}"');
UPDATE "sessionCartItems" SET "negotiationStatus" = 'COUNTER_OFFERED' WHERE id = 1060;

-- pricing rules as an array
SELECT pg_temp.priced(110, 1, 12), pg_temp.priced(111, 1, 10), pg_temp.priced(112, 1, 12), pg_temp.priced(113, 1, 10), pg_temp.priced(114, 5, 12);
UPDATE clients SET custom_pricing_rules = '[{"ruleId": 7}]' WHERE id IN (110, 112, 114);
UPDATE clients SET custom_pricing_rules = '[]' WHERE id = 111;
UPDATE clients SET custom_pricing_rules = '"[{\"ruleId\": 7}]"' WHERE id = 113;       -- a text, neither object nor array
UPDATE clients SET pricing_profile_id = 1 WHERE id = 112;

-- cost rounded before the margin; a midpoint on half a cent; deleted settings, defaults and products
UPDATE batches SET "unitCogs" = 5.005 WHERE id = 60;
UPDATE batches SET "cogsMode" = 'RANGE', "unitCogs" = NULL, "unitCogsMin" = 5, "unitCogsMax" = 5.01 WHERE id = 61;
UPDATE batches SET "cogsMode" = 'RANGE', "unitCogs" = NULL, "unitCogsMin" = 5.005 WHERE id = 62;
INSERT INTO range_pricing_channel_settings VALUES ('LIVE_SHOPPING', 'HIGH', '2026-11-01');
SELECT pg_temp.priced(115, 60, 10.02), pg_temp.priced(116, 60, 10.01), pg_temp.priced(117, 60, 10), pg_temp.priced(118, 61, 10.02), pg_temp.priced(119, 61, 10),
       pg_temp.priced(120, 61, 10.01), pg_temp.priced(121, 62, 10), pg_temp.priced(122, 60, 5.01), pg_temp.priced(123, 60, 5), pg_temp.priced(124, 61, 5), pg_temp.priced(125, 61, 4.99);
UPDATE "sessionCartItems" SET "negotiationStatus" = 'ACCEPTED' WHERE id BETWEEN 1220 AND 1250;
INSERT INTO products VALUES (3, 'Three', 'Z', NULL), (4, 'Four', 'X', '2026-11-01');
INSERT INTO pricing_defaults VALUES ('Z', 20, '2026-01-01', '2026-11-01');
UPDATE batches SET "productId" = 3 WHERE id = 63;
UPDATE batches SET "productId" = 4 WHERE id = 64;
SELECT pg_temp.priced(126, 63, 5), pg_temp.priced(127, 64, 11);

-- what is owed: goods that came back, orders that an invoice names
SELECT pg_temp.other(130, 50, 'PENDING', 'RETURNED', 0), pg_temp.other(131, 50, 'PENDING', 'DELIVERED', 50), pg_temp.other(132, 50, 'PENDING', 'RESTOCKED', 50),
       pg_temp.other(133, 50, 'PENDING', 'RETURNED_TO_VENDOR', 0), pg_temp.other(134, 50, 'PENDING', 'DELIVERED', 50), pg_temp.other(135, 50, 'PENDING', 'DELIVERED', 50),
       pg_temp.other(136, 50, 'PENDING', 'DELIVERED', 50);
SELECT pg_temp.bill(134, 134, 50, 50, 'SENT', 'SALE', 134), pg_temp.bill(135, 135, 50, 50, 'VOID', 'ORDER', 135), pg_temp.bill(136, 136, 50, 50, 'SENT', 'order', 136);

-- older words for a status; unknown ones
SELECT pg_temp.other(140, 20, 'PAID', 'PENDING', 0), pg_temp.line(1400, 140, 65, 2);
SELECT pg_temp.priced(141, 66, 10, 'CONVERTED', 2), pg_temp.ord(141, 141, 18), pg_temp.line(1410, 141, 66, 2, 9);
UPDATE orders SET "saleStatus" = NULL, "fulfillmentStatus" = 'PENDING' WHERE id = 141;
UPDATE batches SET "reservedQty" = 2 WHERE id IN (65, 66);
UPDATE client_credit_limits SET current_exposure = 18 WHERE client_id = 141;
SELECT pg_temp.priced(142, 67, 10, 'CONVERTED', 2), pg_temp.ord(142, 142, 18), pg_temp.line(1420, 142, 67, 2, 9);
UPDATE orders SET "fulfillmentStatus" = 'LOST' WHERE id = 142;
UPDATE batches SET "reservedQty" = 3 WHERE id = 67;
UPDATE client_credit_limits SET current_exposure = 5 WHERE client_id = 142;
SELECT pg_temp.sess(143, 'CONVERTED'), pg_temp.ord(143, 143, 0), pg_temp.sess(144, 'CONVERTED'), pg_temp.ord(144, 144, 0), pg_temp.other(145, 0, 'X', 'Y', 0), pg_temp.sess(146, 'ODD');
UPDATE orders SET "saleStatus" = '' WHERE id = 143;
UPDATE orders SET "saleStatus" = 'X', "fulfillmentStatus" = '-Y' WHERE id = 144;
UPDATE "liveShoppingSessions" SET deleted_at = '2026-11-01' WHERE id = 146;

-- an order without created_at is the earliest, and old; deleted lines
SELECT pg_temp.sess(147, 'ACTIVE'), pg_temp.ord(147, 147, 0), pg_temp.ord(1147, 147, 0);
UPDATE orders SET tax = 10, total = 10, created_at = '-infinity' WHERE id = 147;
UPDATE orders SET tax = 30, total = 30, created_at = NULL WHERE id = 1147;
SELECT pg_temp.sale(148), pg_temp.line(1481, 148, 2, 5), pg_temp.line(1482, 999, 2, 5);
UPDATE order_line_items SET deleted_at = '2026-11-22' WHERE id IN (1481, 1482);

-- a line that lost two places of the quantity, and was billed by all four
SELECT pg_temp.priced(149, 1, 10, 'CONVERTED', 1.2345), pg_temp.ord(149, 149, 12.35), pg_temp.line(1490, 149, 1, 1.23, 10, false, 12.35);
SELECT pg_temp.priced(150, 1, 10, 'CONVERTED', 1.2345), pg_temp.ord(150, 150, 12.34), pg_temp.line(1500, 150, 1, 1.23, 10, false, 12.34);
SELECT pg_temp.priced(151, 1, 10, 'CONVERTED', 1.2345), pg_temp.ord(151, 151, 12.35), pg_temp.line(1510, 151, 1, 1.24, 10, false, 12.35);

-- a reservation of what has left
SELECT pg_temp.other(155, 20, 'PAID', 'DELIVERED', 0), pg_temp.line(1550, 155, 68, 2), pg_temp.other(156, 20, 'PAID', 'SHIPPED', 0), pg_temp.line(1560, 156, 69, 2),
       pg_temp.other(157, 30, 'PAID', 'CONFIRMED', 0), pg_temp.line(1570, 157, 69, 3);
UPDATE batches SET "reservedQty" = 2 WHERE id IN (68, 69);

-- invoice
SELECT pg_temp.sale(s) FROM unnest(ARRAY[160, 161, 162, 163, 164, 165, 166, 167, 168, 169, 170, 171, 176, 177, 178, 179, 180, 181]) s;
SELECT pg_temp.sale(s, 'ENDED') FROM unnest(ARRAY[172, 173, 174]) s;
SELECT pg_temp.bill(161, 161, 10, 10, 'VOID'), pg_temp.bill(162, 162, 10, 10, 'VOID'), pg_temp.bill(163, 163, 10, 0, NULL),
       pg_temp.bill(164, 163, 10, 0, 'PAID'), pg_temp.bill(165, NULL, 10, 0, 'PAID'),
       pg_temp.bill(166, 166, 12, 0, 'PAID', 'ORDER', 166), pg_temp.bill(1166, 166, 10, 0, 'PAID'),
       pg_temp.bill(167, 167, 3, 0, 'PAID', 'SALE', 167), pg_temp.bill(1167, 167, 10, 0, 'PAID', 'ORDER', 167),
       pg_temp.bill(168, 168, 10, 0, 'PAID', 'ORDER', 168), pg_temp.bill(1168, 168, 10, 0, 'VOID', 'ORDER', 168),
       pg_temp.bill(169, 169, NULL, 0, 'PAID', 'ORDER', 169), pg_temp.bill(170, 170, 9.99, 0, 'PAID'), pg_temp.bill(171, 171, 10, 0, 'PAID', 'ORDER', 171),
       pg_temp.bill(172, 172, 4, 4, 'SENT'), pg_temp.bill(1172, 172, 6, 6, NULL, 'ORDER', 172),
       pg_temp.bill(173, 173, 5, 5, NULL, 'SALE', 173), pg_temp.bill(174, 174, 10, 0, 'SENT'),
       pg_temp.bill(175, 175, 1, 0.01, 'PAID', 'MANUAL', 1), pg_temp.bill(1175, 175, 1, 1, 'PAID'), pg_temp.bill(2175, 175, 1, -5, 'PAID'), pg_temp.bill(3175, 175, 1, 0, 'PAID'),
       pg_temp.bill(179, 179, 10, 0, 'PAID', 'SALE', 179),
       pg_temp.bill(180, 180, 3, 0, 'PAID', 'SALE', 180), pg_temp.bill(1180, 180, NULL, 0, 'PAID', 'SALE', 180), pg_temp.bill(2180, 180, 5, 0, 'PAID', 'ORDER', 180);
UPDATE invoices SET deleted_at = '2026-11-20' WHERE id IN (161, 1175);
UPDATE orders SET invoice_id = id WHERE id IN (161, 162, 163, 164, 165, 170, 171, 172, 174);
UPDATE orders SET invoice_id = 1000 + id WHERE id IN (166, 180);
UPDATE orders SET invoice_id = 16000 WHERE id = 160;
UPDATE orders SET invoice_id = 18100, tax = 'NaN' WHERE id = 181;
UPDATE orders SET cash_payment = 4 WHERE id = 162;
UPDATE orders SET "saleStatus" = 'CANCELLED' WHERE id IN (172, 174);
UPDATE orders SET deleted_at = '2026-11-22' WHERE id = 173;
UPDATE client_credit_limits SET current_exposure = 10 WHERE client_id = 172;
UPDATE client_credit_limits SET current_exposure = 5 WHERE client_id = 173;
UPDATE client_credit_limits SET current_exposure = 5 WHERE client_id = 163;       -- manual: the other customer
UPDATE client_credit_limits SET current_exposure = 7 WHERE client_id = 164;       -- manual: the session's client
INSERT INTO clients VALUES (175, 'Client 175');
INSERT INTO client_credit_limits VALUES (175, 0, 3);                              -- a warning takes nothing from the class
UPDATE orders SET created_at = '2026-11-21T01:59:59.999999Z', "saleStatus" = 'PENDING', cash_payment = 3 WHERE id = 176;
UPDATE client_credit_limits SET current_exposure = 7 WHERE client_id = 176;
UPDATE orders SET created_at = '2026-11-21T02:00:00Z' WHERE id = 177;
UPDATE orders SET created_at = NULL WHERE id = 178;                               -- paid, and never invoiced
UPDATE orders SET created_at = '2026-11-01' WHERE id = 179;                       -- invoiced by reference
\o
