-- tieout: repairs of hold.reserved: The reserved quantity is not what orders reserve
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
--
-- 1 automatic, 0 to choose; they settle 1 of this rule's findings; 21.00 at stake.
-- Dry run:    psql -f hold.reserved.sql
-- Apply:      psql -v apply=1 -f hold.reserved.sql
-- Take back:  psql -v apply=1 -f undo/hold.reserved.sql
--
-- Besides these rows the automatic repairs move:
--   batch TEA-50166 (id 166): reserved stored 9.5000 -> 7.0000, available 40.0000 -> 42.5000, net available 40.0000 -> 42.5000
--
-- Rights, beside TEMPORARY on the database:
--   GRANT USAGE ON SCHEMA "public" TO ROLE;
--   GRANT SELECT ("id", "reservedQty", "updatedAt", "version"), UPDATE ("reservedQty", "updatedAt", "version") ON "public"."batches" TO ROLE;
--   GRANT SELECT ("deleted_at", "fulfillmentStatus", "id", "is_draft", "orderType", "saleStatus") ON "public"."orders" TO ROLE;
--   GRANT SELECT ("batch_id", "deleted_at", "id", "is_sample", "line_total", "quantity", "unit_price") ON "public"."order_line_items" TO ROLE;
--   GRANT SELECT, INSERT ON "public"."tieout_repair_log" TO ROLE; -- and CREATE on its schema for the first script of all
--
-- How it is done, and guarded: tieout.sql, SHA-256 28500f790406ab36f4a128134ea1f8f964f0b2d2ac917175c575a3e51b9f285f; README.txt has it in words.
\set tieout_begins true
\ir tieout.sql

-- The run, and what the site calls its tables.
COPY pg_temp.tieout_fact FROM stdin (DELIMITER '|');
name       | value
run        | 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z
rule       | hold.reserved
direction  | repair
log schema | public
time zone  | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table            | schema | name             | key | touched   | counted | changed
batches          | public | batches          | id  | updatedAt | version | yes
orders           | public | orders           | id  | null      | version | no
order_line_items | public | order_line_items | id  | null      | null    | no
\.

-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                                       | action | table   | row | column      | now | becomes | money
1  | f798cba4bb3ebd2e7 |      | Batch TEA-50166 (id 166): -2.5000 reserved | add    | batches | 166 | reservedQty |     | -2.5000 | 21.00
\.

-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1) FROM stdin (DELIMITER '|');
1 | no | batches | reservedQty
1 | 1  | 166     | 9.5000
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6) FROM stdin (DELIMITER '|');
2 | no | order_line_items | batch_id | quantity | unit_price | line_total | is_sample | deleted_at
2 | 1  | 743              | 166      | 7.0000   | 15.27      | 106.89     | 0         | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5) FROM stdin (DELIMITER '|');
3 | no | orders | orderType | is_draft | saleStatus | fulfillmentStatus | deleted_at
3 | 1  | 175    | SALE      | 0        | PENDING    | CONFIRMED         | null
\.

-- And that the rows with a value are these and no others.
COPY pg_temp.tieout_member FROM stdin (DELIMITER '|');
no | table            | column   | value | rows
1  | order_line_items | batch_id | 166   | 743
\.

\set tieout_begins false
\ir tieout.sql
