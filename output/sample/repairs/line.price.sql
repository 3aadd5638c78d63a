-- tieout: repairs of line.price: Cart and order differ in price
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 5.03 at stake.
-- Dry run:    psql -f line.price.sql
-- Apply:      psql -v apply=1 -f line.price.sql
-- Take back:  psql -v apply=1 -f undo/line.price.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("cash_payment", "client_id", "created_at", "deleted_at", "discount", "fulfillmentStatus", "id", "invoice_id", "is_draft", "liveSessionId", "orderType", "saleStatus", "shipping", "subtotal", "tax", "total", "version"), UPDATE ("subtotal", "total", "version") ON "public"."orders" TO ROLE;
--   GRANT SELECT ("batch_id", "deleted_at", "id", "is_sample", "line_total", "order_id", "quantity", "unit_price"), UPDATE ("line_total", "unit_price") ON "public"."order_line_items" TO ROLE;
--   GRANT SELECT ("batchId", "deleted_at", "id", "isSample", "itemStatus", "negotiationStatus", "productId", "quantity", "sessionId", "unitPrice") ON "public"."sessionCartItems" TO ROLE;
--   GRANT SELECT ("id", "referenceId") ON "public"."invoices" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule       | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | line.price | public     | UTC
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
no | finding           | pick | what                                | action | table            | row | column     | now    | becomes | money
1  | f0135881e274eb328 | A    | Amend order SO-2026-000151 (id 151) | set    | order_line_items | 705 | unit_price | 29.98  | 31.99   | 5.03
1  | f0135881e274eb328 | A    |                                     | set    | order_line_items | 705 | line_total | 74.95  | 79.98   | 
1  | f0135881e274eb328 | A    |                                     | set    | orders           | 151 | subtotal   | 535.11 | 540.14  | 
1  | f0135881e274eb328 | A    |                                     | set    | orders           | 151 | total      | 535.11 | 540.14  | 
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15) FROM stdin (DELIMITER '|');
1 | no | orders | client_id | orderType | is_draft | subtotal | total  | tax  | discount | shipping | cash_payment | saleStatus | fulfillmentStatus | invoice_id | liveSessionId | created_at                  | deleted_at
1 | 1  | 151    | 55        | SALE      | 0        | 535.11   | 535.11 | null | null     | null     | null         | PENDING    | CONFIRMED         | null       | 147           | 2026-11-17T18:55:00.000000Z | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6) FROM stdin (DELIMITER '|');
2 | no | order_line_items | batch_id | quantity | unit_price | line_total | is_sample | deleted_at
2 | 1  | 704              | 92       | 8.0000   | 57.52      | 460.16     | 0         | null
2 | 1  | 705              | 93       | 2.5000   | 29.98      | 74.95      | 0         | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9) FROM stdin (DELIMITER '|');
3 | no | sessionCartItems | sessionId | batchId | productId | quantity | unitPrice | isSample | itemStatus  | negotiationStatus | deleted_at
3 | 1  | 1118             | 147       | 92      | 73        | 8.0000   | 57.52     | 0        | TO_PURCHASE | null              | null
3 | 1  | 1119             | 147       | 93      | 74        | 2.5000   | 31.99     | 0        | TO_PURCHASE | null              | null
\.
-- And that the rows with a value are these and no others.
COPY pg_temp.tieout_member (no, tbl, col, value, ids) FROM stdin (DELIMITER '|');
no | table            | column      | value | rows
1  | order_line_items | order_id    | 151   | 704 705
1  | invoices         | referenceId | 151   | 
1  | sessionCartItems | sessionId   | 147   | 1118 1119
\.

-- f0135881e274eb328 line.price, 5.03 at stake
--  A: Amend order SO-2026-000151 (id 151).
--       Marigold Hotel (client 55): posted exposure 535.11 -> 540.14, projected exposure 535.11 -> 540.14, available credit 2,464.89 -> 2,459.86
--INSERT INTO pg_temp.tieout_pick VALUES ('f0135881e274eb328', 'A');
\set tieout_begins false \ir tieout.sql
