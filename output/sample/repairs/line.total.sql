-- tieout: repairs of line.total: A line's total is not quantity x price
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 10.00 at stake.
-- Dry run:    psql -f line.total.sql
-- Apply:      psql -v apply=1 -f line.total.sql
-- Take back:  psql -v apply=1 -f undo/line.total.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("cash_payment", "client_id", "created_at", "deleted_at", "discount", "fulfillmentStatus", "id", "invoice_id", "is_draft", "liveSessionId", "notes", "orderType", "saleStatus", "shipping", "subtotal", "tax", "total", "version"), UPDATE ("subtotal", "total", "version") ON "public"."orders" TO ROLE;
--   GRANT SELECT ("batch_id", "deleted_at", "id", "is_sample", "line_total", "order_id", "quantity", "unit_price"), UPDATE ("line_total") ON "public"."order_line_items" TO ROLE;
--   GRANT SELECT ("id", "referenceId") ON "public"."invoices" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule       | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | line.total | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table            | schema | name             | key | touched | counted | changed
orders           | public | orders           | id  | null    | version | yes
order_line_items | public | order_line_items | id  | null    | null    | yes
invoices         | public | invoices         | id  | null    | version | no
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                                | action | table            | row | column     | now    | becomes | money
1  | f7a3f1f1c151c1262 | A    | Amend order SO-2026-000153 (id 153) | set    | order_line_items | 710 | line_total | 338.62 | 328.62  | 10.00
1  | f7a3f1f1c151c1262 | A    |                                     | set    | orders           | 153 | subtotal   | 588.63 | 578.63  | 
1  | f7a3f1f1c151c1262 | A    |                                     | set    | orders           | 153 | total      | 588.63 | 578.63  | 
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15, v16) FROM stdin (DELIMITER '|');
1 | no | orders | client_id | orderType | is_draft | subtotal | total  | tax  | discount | shipping | cash_payment | saleStatus | fulfillmentStatus | invoice_id | liveSessionId | created_at                  | deleted_at | notes
1 | 1  | 153    | 57        | SALE      | 0        | 588.63   | 588.63 | null | null     | null     | null         | PENDING    | CONFIRMED         | null       | null          | 2026-11-12T11:55:00.000000Z | null       | naming Live Shopping Session #tea-75QGVS
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6) FROM stdin (DELIMITER '|');
2 | no | order_line_items | batch_id | quantity | unit_price | line_total | is_sample | deleted_at
2 | 1  | 709              | 96       | 8.0000   | 7.27       | 58.16      | 0         | null
2 | 1  | 710              | 97       | 6.0000   | 54.77      | 338.62     | 0         | null
2 | 1  | 711              | 98       | 5.0000   | 38.37      | 191.85     | 0         | null
\.
-- And that the rows with a value are these and no others.
COPY pg_temp.tieout_member (no, tbl, col, value, ids) FROM stdin (DELIMITER '|');
no | table            | column      | value | rows
1  | order_line_items | order_id    | 153   | 709 710 711
1  | invoices         | referenceId | 153   | 
\.

-- f7a3f1f1c151c1262 line.total, 10.00 at stake
--  A: Amend order SO-2026-000153 (id 153).
--       Weaver's Roastery (client 57): posted exposure 588.63 -> 578.63, projected exposure 588.63 -> 578.63, available credit 2,411.37 -> 2,421.37
--INSERT INTO pg_temp.tieout_pick VALUES ('f7a3f1f1c151c1262', 'A');
\set tieout_begins false \ir tieout.sql
