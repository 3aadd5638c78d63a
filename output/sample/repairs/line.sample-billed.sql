-- tieout: repairs of line.sample-billed: A sample is billed
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 7.20 at stake.
-- Dry run:    psql -f line.sample-billed.sql
-- Apply:      psql -v apply=1 -f line.sample-billed.sql
-- Take back:  psql -v apply=1 -f undo/line.sample-billed.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("cash_payment", "client_id", "created_at", "deleted_at", "discount", "fulfillmentStatus", "id", "invoice_id", "is_draft", "liveSessionId", "orderType", "saleStatus", "shipping", "subtotal", "tax", "total", "version"), UPDATE ("subtotal", "total", "version") ON "public"."orders" TO ROLE;
--   GRANT SELECT ("batch_id", "deleted_at", "id", "is_sample", "line_total", "order_id", "quantity", "unit_price"), UPDATE ("is_sample", "line_total", "unit_price") ON "public"."order_line_items" TO ROLE;
--   GRANT SELECT ("id", "referenceId") ON "public"."invoices" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule               | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | line.sample-billed | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table            | schema | name             | key | touched | counted | changed
orders           | public | orders           | id  | null    | version | yes
order_line_items | public | order_line_items | id  | null    | null    | yes
invoices         | public | invoices         | id  | null    | version | no
\.
-- The changes. What is added is added to whatever is there by then; what is kept is right with the rest.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                         | action | table            | row | column     | now  | becomes | money
1  | f84bb2746a68bb9e6 | A    | Take the amount off the line | set    | order_line_items | 717 | line_total | 7.20 | 0.00    | 7.20
1  | f84bb2746a68bb9e6 | A    |                              | add    | orders           | 155 | subtotal   |      | -7.20   | 
1  | f84bb2746a68bb9e6 | A    |                              | add    | orders           | 155 | total      |      | -7.20   | 
1  | f84bb2746a68bb9e6 | B    | Mark the line as bought      | set    | order_line_items | 717 | is_sample  | 1    | 0       | 
1  | f84bb2746a68bb9e6 | B    |                              | set    | order_line_items | 717 | unit_price | 0.00 | 7.20    | 
1  | f84bb2746a68bb9e6 | B    |                              | keep   | order_line_items | 717 | line_total | 7.20 | 7.20    | 
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15) FROM stdin (DELIMITER '|');
1 | no | orders | client_id | orderType | is_draft | subtotal | total  | tax  | discount | shipping | cash_payment | saleStatus | fulfillmentStatus | invoice_id | liveSessionId | created_at                  | deleted_at
1 | 1  | 155    | 59        | SALE      | 0        | 500.10   | 500.10 | null | null     | null     | null         | PENDING    | CONFIRMED         | null       | 151           | 2026-11-10T18:55:00.000000Z | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6) FROM stdin (DELIMITER '|');
2 | no | order_line_items | batch_id | quantity | unit_price | line_total | is_sample | deleted_at
2 | 1  | 715              | 102      | 11.0000  | 43.38      | 477.18     | 0         | null
2 | 1  | 716              | 103      | 4.0000   | 3.93       | 15.72      | 0         | null
2 | 1  | 717              | 104      | 1.0000   | 0.00       | 7.20       | 1         | null
\.
-- And that the rows with a value are these and no others.
COPY pg_temp.tieout_member (no, tbl, col, value, ids) FROM stdin (DELIMITER '|');
no | table            | column      | value | rows
1  | order_line_items | order_id    | 155   | 715 716 717
1  | invoices         | referenceId | 155   | 
\.

-- f84bb2746a68bb9e6 line.sample-billed, 7.20 at stake
--  A: Take the amount off the line. The sample is free. The order's total goes from 500.10 to 492.90.
--       Old Mill Canteen (client 59): posted exposure 500.10 -> 492.90, projected exposure 500.10 -> 492.90, available credit 2,499.90 -> 2,507.10
--INSERT INTO pg_temp.tieout_pick VALUES ('f84bb2746a68bb9e6', 'A');
--  B: Mark the line as bought. The client pays 7.20; it counts as reserved inventory, not as a sample.
--       batch COF-50104 (id 104): reserved expected 0 -> 1
--INSERT INTO pg_temp.tieout_pick VALUES ('f84bb2746a68bb9e6', 'B');
\set tieout_begins false \ir tieout.sql
