-- tieout: repairs of order.total: An order's total is not subtotal + tax + shipping - discount
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 19.00 at stake.
-- Dry run:    psql -f order.total.sql
-- Apply:      psql -v apply=1 -f order.total.sql
-- Take back:  psql -v apply=1 -f undo/order.total.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("cash_payment", "client_id", "created_at", "deleted_at", "discount", "fulfillmentStatus", "id", "invoice_id", "is_draft", "liveSessionId", "orderType", "saleStatus", "shipping", "subtotal", "tax", "total", "version"), UPDATE ("total", "version") ON "public"."orders" TO ROLE;
--   GRANT SELECT ("batch_id", "deleted_at", "id", "is_sample", "line_total", "order_id", "quantity", "unit_price") ON "public"."order_line_items" TO ROLE;
--   GRANT SELECT ("id", "referenceId") ON "public"."invoices" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule        | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | order.total | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table            | schema | name             | key | touched | counted | changed
orders           | public | orders           | id  | null    | version | yes
order_line_items | public | order_line_items | id  | null    | null    | no
invoices         | public | invoices         | id  | null    | version | no
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                                | action | table  | row | column | now    | becomes | money
1  | f11652a3594fd0f2e | A    | Amend order SO-2026-000159 (id 159) | set    | orders | 159 | total  | 499.12 | 518.12  | 19.00
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15) FROM stdin (DELIMITER '|');
1 | no | orders | client_id | orderType | is_draft | subtotal | total  | tax   | discount | shipping | cash_payment | saleStatus | fulfillmentStatus | invoice_id | liveSessionId | created_at                  | deleted_at
1 | 1  | 159    | 63        | SALE      | 0        | 499.12   | 499.12 | 19.00 | null     | null     | null         | PENDING    | CONFIRMED         | null       | 155           | 2026-11-15T05:55:00.000000Z | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6) FROM stdin (DELIMITER '|');
2 | no | order_line_items | batch_id | quantity | unit_price | line_total | is_sample | deleted_at
2 | 1  | 723              | 111      | 8.0000   | 56.76      | 454.08     | 0         | null
2 | 1  | 724              | 112      | 8.0000   | 5.63       | 45.04      | 0         | null
\.
-- And that the rows with a value are these and no others.
COPY pg_temp.tieout_member (no, tbl, col, value, ids) FROM stdin (DELIMITER '|');
no | table            | column      | value | rows
1  | order_line_items | order_id    | 159   | 723 724
1  | invoices         | referenceId | 159   | 
\.

-- f11652a3594fd0f2e order.total, 19.00 at stake
--  A: Amend order SO-2026-000159 (id 159).
--       Morning Glory Café (client 63): posted exposure 499.12 -> 518.12, projected exposure 499.12 -> 518.12, available credit 2,500.88 -> 2,481.88
--INSERT INTO pg_temp.tieout_pick VALUES ('f11652a3594fd0f2e', 'A');
\set tieout_begins false \ir tieout.sql
