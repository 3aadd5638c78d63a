-- tieout: repairs of order.subtotal: An order's subtotal is not the sum of its lines
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 0.01 at stake.
-- Dry run:    psql -f order.subtotal.sql
-- Apply:      psql -v apply=1 -f order.subtotal.sql
-- Take back:  psql -v apply=1 -f undo/order.subtotal.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("cash_payment", "client_id", "created_at", "deleted_at", "discount", "fulfillmentStatus", "id", "invoice_id", "is_draft", "liveSessionId", "orderType", "saleStatus", "shipping", "subtotal", "tax", "total", "version"), UPDATE ("subtotal", "total", "version") ON "public"."orders" TO ROLE;
--   GRANT SELECT ("batch_id", "deleted_at", "id", "is_sample", "line_total", "order_id", "quantity", "unit_price") ON "public"."order_line_items" TO ROLE;
--   GRANT SELECT ("id", "referenceId") ON "public"."invoices" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule           | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | order.subtotal | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table            | schema | name             | key | touched | counted | changed
orders           | public | orders           | id  | null    | version | yes
order_line_items | public | order_line_items | id  | null    | null    | no
invoices         | public | invoices         | id  | null    | version | no
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                                | action | table  | row | column   | now    | becomes | money
1  | f55c102d6a71cf092 | A    | Amend order SO-2026-000157 (id 157) | set    | orders | 157 | subtotal | 759.87 | 759.88  | 0.01
1  | f55c102d6a71cf092 | A    |                                     | set    | orders | 157 | total    | 763.67 | 763.68  | 
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15) FROM stdin (DELIMITER '|');
1 | no | orders | client_id | orderType | is_draft | subtotal | total  | tax  | discount | shipping | cash_payment | saleStatus | fulfillmentStatus | invoice_id | liveSessionId | created_at                  | deleted_at
1 | 1  | 157    | 61        | SALE      | 0        | 759.87   | 763.67 | 3.80 | null     | null     | null         | PENDING    | CONFIRMED         | null       | 153           | 2026-11-05T01:55:00.000000Z | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6) FROM stdin (DELIMITER '|');
2 | no | order_line_items | batch_id | quantity | unit_price | line_total | is_sample | deleted_at
2 | 1  | 721              | 108      | 11.0000  | 36.52      | 401.72     | 0         | null
2 | 1  | 722              | 109      | 11.0000  | 32.56      | 358.16     | 0         | null
\.
-- And that the rows with a value are these and no others.
COPY pg_temp.tieout_member (no, tbl, col, value, ids) FROM stdin (DELIMITER '|');
no | table            | column      | value | rows
1  | order_line_items | order_id    | 157   | 721 722
1  | invoices         | referenceId | 157   | 
\.

-- f55c102d6a71cf092 order.subtotal, 0.01 at stake
--  A: Amend order SO-2026-000157 (id 157).
--       Red Door Canteen (client 61): posted exposure 763.67 -> 763.68, projected exposure 763.67 -> 763.68, available credit 2,236.33 -> 2,236.32
--INSERT INTO pg_temp.tieout_pick VALUES ('f55c102d6a71cf092', 'A');
\set tieout_begins false \ir tieout.sql
