-- tieout: repairs of hold.reserved: The reserved quantity is not what orders reserve
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 1 automatic, 0 to choose; they settle 1 of this rule's findings; 21.00 at stake.
-- 4 more are of figures that are right, and follow other repairs of the run once those are applied.
-- Dry run:    psql -f hold.reserved.sql
-- Apply:      psql -v apply=1 -f hold.reserved.sql
-- Take back:  psql -v apply=1 -f undo/hold.reserved.sql
-- Besides these rows the automatic repairs move:
--   batch TEA-50166 (id 166): reserved stored 9.5 -> 7, available 40 -> 42.5, net available 40 -> 42.5
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("id", "reservedQty", "updatedAt", "version"), UPDATE ("reservedQty", "updatedAt", "version") ON "public"."batches" TO ROLE;
--   GRANT SELECT ("deleted_at", "fulfillmentStatus", "id", "is_draft", "orderType", "saleStatus") ON "public"."orders" TO ROLE;
--   GRANT SELECT ("batch_id", "deleted_at", "id", "is_sample", "line_total", "quantity", "unit_price") ON "public"."order_line_items" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule          | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | hold.reserved | public     | UTC
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
2  | fea34ea7cd66e89dd |      | Reservation of Batch TEA-50077 (id 77)     | add    | batches | 77  | reservedQty |     | 0.0000  | 0.00
3  | f18c64cae314af3d3 |      | Reservation of Batch CHS-50083 (id 83)     | add    | batches | 83  | reservedQty |     | 0.0000  | 0.00
4  | ff3d4314f138e6c32 |      | Reservation of Batch CHO-50087 (id 87)     | add    | batches | 87  | reservedQty |     | 0.0000  | 0.00
5  | f0497633cc349e707 |      | Reservation of Batch COF-50104 (id 104)    | add    | batches | 104 | reservedQty |     | 0.0000  | 0.00
\.
-- Where these repairs of the run were applied before, the figure becomes so much more.
COPY pg_temp.tieout_move FROM stdin (DELIMITER '|');
no | column      | part | applied             | more
2  | reservedQty | 16   | f0e2cee8f05f71292=A | 9.0000
2  | reservedQty | 16   | f0e2cee8f05f71292=B | 0.0000
3  | reservedQty | 17   | fab82ff5b8edeb971=A | -1.5000
4  | reservedQty | 18   | f3eaf943d9955c58b=A | -1.0000
4  | reservedQty | 18   | f3eaf943d9955c58b=B | 0.0000
5  | reservedQty | 19   | f84bb2746a68bb9e6=A | 0.0000
5  | reservedQty | 19   | f84bb2746a68bb9e6=B | 1.0000
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1) FROM stdin (DELIMITER '|');
1 | no | batches | reservedQty
1 | 1  | 166     | 9.5000
1 | 2  | 77      | 0.0000
1 | 3  | 83      | 1.5000
1 | 4  | 87      | 5.0000
1 | 5  | 104     | 0.0000
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6) FROM stdin (DELIMITER '|');
2 | no | order_line_items | batch_id | quantity | unit_price | line_total | is_sample | deleted_at
2 | 1  | 743              | 166      | 7.0000   | 15.27      | 106.89     | 0         | null
2 | 3  | 695              | 83       | 1.5000   | 10.01      | 15.02      | 0         | null
2 | 4  | 699              | 87       | 5.0000   | 49.07      | 245.35     | 0         | null
2 | 5  | 717              | 104      | 1.0000   | 0.00       | 7.20       | 1         | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5) FROM stdin (DELIMITER '|');
3 | no | orders | orderType | is_draft | saleStatus | fulfillmentStatus | deleted_at
3 | 1  | 175    | SALE      | 0        | PENDING    | CONFIRMED         | null
3 | 3  | 147    | SALE      | 0        | PENDING    | CONFIRMED         | null
3 | 4  | 149    | SALE      | 0        | PENDING    | CONFIRMED         | null
3 | 5  | 155    | SALE      | 0        | PENDING    | CONFIRMED         | null
\.
-- And that the rows with a value are these and no others.
COPY pg_temp.tieout_member (no, tbl, col, value, ids) FROM stdin (DELIMITER '|');
no | table            | column   | value | rows
1  | order_line_items | batch_id | 166   | 743
2  | order_line_items | batch_id | 77    | 
3  | order_line_items | batch_id | 83    | 695
4  | order_line_items | batch_id | 87    | 699
5  | order_line_items | batch_id | 104   | 717
\.
\set tieout_begins false \ir tieout.sql
