-- tieout: repairs of line.extra: On the order, not in the cart
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 15.02 at stake.
-- Dry run:    psql -f line.extra.sql
-- Apply:      psql -v apply=1 -f line.extra.sql
-- Take back:  psql -v apply=1 -f undo/line.extra.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("cash_payment", "client_id", "created_at", "deleted_at", "discount", "fulfillmentStatus", "id", "invoice_id", "is_draft", "liveSessionId", "orderType", "saleStatus", "shipping", "subtotal", "tax", "total", "version"), UPDATE ("subtotal", "total", "version") ON "public"."orders" TO ROLE;
--   GRANT SELECT, INSERT, DELETE, UPDATE ("id") ON "public"."order_line_items" TO ROLE;
--   GRANT SELECT ("batchId", "deleted_at", "id", "isSample", "itemStatus", "negotiationStatus", "productId", "quantity", "sessionId", "unitPrice") ON "public"."sessionCartItems" TO ROLE;
--   GRANT SELECT ("id", "referenceId") ON "public"."invoices" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule       | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | line.extra | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table            | schema | name             | key | touched | counted | changed
orders           | public | orders           | id  | null    | version | yes
order_line_items | public | order_line_items | id  | null    | null    | yes
sessionCartItems | public | sessionCartItems | id  | null    | null    | no
invoices         | public | invoices         | id  | null    | version | no
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                                      | action | table            | row | column   | now | becomes | money
1  | fab82ff5b8edeb971 | A    | Take it off order SO-2026-000147 (id 147) | delete | order_line_items | 695 | *        |     |         | 15.02
1  | fab82ff5b8edeb971 | A    |                                           | add    | orders           | 147 | subtotal |     | -15.02  | 
1  | fab82ff5b8edeb971 | A    |                                           | add    | orders           | 147 | total    |     | -15.02  | 
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15) FROM stdin (DELIMITER '|');
1 | no | orders | client_id | orderType | is_draft | subtotal | total  | tax  | discount | shipping | cash_payment | saleStatus | fulfillmentStatus | invoice_id | liveSessionId | created_at                  | deleted_at
1 | 1  | 147    | 51        | SALE      | 0        | 404.09   | 404.09 | null | null     | null     | null         | PENDING    | CONFIRMED         | null       | 143           | 2026-11-10T18:55:00.000000Z | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6) FROM stdin (DELIMITER '|');
2 | no | order_line_items | batch_id | quantity | unit_price | line_total | is_sample | deleted_at
2 | 1  | 693              | 81       | 7.0000   | 46.77      | 327.39     | 0         | null
2 | 1  | 694              | 82       | 3.0000   | 20.56      | 61.68      | 0         | null
2 | 1  | 695              | 83       | 1.5000   | 10.01      | 15.02      | 0         | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9) FROM stdin (DELIMITER '|');
3 | no | sessionCartItems | sessionId | batchId | productId | quantity | unitPrice | isSample | itemStatus  | negotiationStatus | deleted_at
3 | 1  | 1109             | 143       | 81      | 62        | 7.0000   | 46.77     | 0        | TO_PURCHASE | null              | null
3 | 1  | 1110             | 143       | 82      | 63        | 3.0000   | 20.56     | 0        | TO_PURCHASE | null              | null
\.
-- And that the rows with a value are these and no others.
COPY pg_temp.tieout_member (no, tbl, col, value, ids) FROM stdin (DELIMITER '|');
no | table            | column      | value | rows
1  | order_line_items | order_id    | 147   | 693 694 695
1  | invoices         | referenceId | 147   | 
1  | sessionCartItems | sessionId   | 143   | 1109 1110
\.

-- fab82ff5b8edeb971 line.extra, 15.02 at stake
--  A: Take it off order SO-2026-000147 (id 147). The client neither gets nor pays it; give its reservation back as well. The order's total goes from 404.09 to 389.07.
--       Juniper Bakery (client 51): posted exposure 404.09 -> 389.07, projected exposure 404.09 -> 389.07, available credit 2,595.91 -> 2,610.93
--       batch CHS-50083 (id 83): reserved expected 1.5 -> 0
--INSERT INTO pg_temp.tieout_pick VALUES ('fab82ff5b8edeb971', 'A');
\set tieout_begins false \ir tieout.sql
