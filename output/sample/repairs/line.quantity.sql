-- tieout: repairs of line.quantity: Cart and order differ in quantity
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 49.07 at stake.
-- Dry run:    psql -f line.quantity.sql
-- Apply:      psql -v apply=1 -f line.quantity.sql
-- Take back:  psql -v apply=1 -f undo/line.quantity.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("cash_payment", "client_id", "created_at", "deleted_at", "discount", "fulfillmentStatus", "id", "invoice_id", "is_draft", "liveSessionId", "orderType", "saleStatus", "shipping", "subtotal", "tax", "total", "version"), UPDATE ("subtotal", "total", "version") ON "public"."orders" TO ROLE;
--   GRANT SELECT ("batch_id", "deleted_at", "id", "is_sample", "line_total", "order_id", "quantity", "unit_price"), UPDATE ("line_total", "quantity") ON "public"."order_line_items" TO ROLE;
--   GRANT SELECT ("batchId", "deleted_at", "id", "isSample", "itemStatus", "negotiationStatus", "productId", "quantity", "sessionId", "unitPrice"), UPDATE ("quantity") ON "public"."sessionCartItems" TO ROLE;
--   GRANT SELECT ("id", "referenceId") ON "public"."invoices" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule          | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | line.quantity | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table            | schema | name             | key | touched | counted | changed
orders           | public | orders           | id  | null    | version | yes
order_line_items | public | order_line_items | id  | null    | null    | yes
sessionCartItems | public | sessionCartItems | id  | null    | null    | yes
invoices         | public | invoices         | id  | null    | version | no
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                                              | action | table            | row  | column     | now    | becomes | money
1  | f3eaf943d9955c58b | A    | Let order SO-2026-000149 (id 149) follow the cart | set    | order_line_items | 699  | quantity   | 5.0000 | 4.0000  | 49.07
1  | f3eaf943d9955c58b | A    |                                                   | set    | order_line_items | 699  | line_total | 245.35 | 196.28  | 
1  | f3eaf943d9955c58b | A    |                                                   | add    | orders           | 149  | subtotal   |        | -49.07  | 
1  | f3eaf943d9955c58b | A    |                                                   | add    | orders           | 149  | total      |        | -49.07  | 
1  | f3eaf943d9955c58b | B    | Let the cart follow order SO-2026-000149 (id 149) | set    | sessionCartItems | 1113 | quantity   | 4.0000 | 5.0000  | 
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15) FROM stdin (DELIMITER '|');
1 | no | orders | client_id | orderType | is_draft | subtotal | total  | tax  | discount | shipping | cash_payment | saleStatus | fulfillmentStatus | invoice_id | liveSessionId | created_at                  | deleted_at
1 | 1  | 149    | 53        | SALE      | 0        | 537.50   | 537.50 | null | null     | null     | null         | PENDING    | CONFIRMED         | null       | 145           | 2026-11-14T11:55:00.000000Z | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6) FROM stdin (DELIMITER '|');
2 | no | order_line_items | batch_id | quantity | unit_price | line_total | is_sample | deleted_at
2 | 1  | 699              | 87       | 5.0000   | 49.07      | 245.35     | 0         | null
2 | 1  | 700              | 88       | 5.0000   | 58.43      | 292.15     | 0         | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9) FROM stdin (DELIMITER '|');
3 | no | sessionCartItems | sessionId | batchId | productId | quantity | unitPrice | isSample | itemStatus  | negotiationStatus | deleted_at
3 | 1  | 1113             | 145       | 87      | 68        | 4.0000   | 49.07     | 0        | TO_PURCHASE | null              | null
3 | 1  | 1114             | 145       | 88      | 69        | 5.0000   | 58.43     | 0        | TO_PURCHASE | null              | null
\.
-- And that the rows with a value are these and no others.
COPY pg_temp.tieout_member (no, tbl, col, value, ids) FROM stdin (DELIMITER '|');
no | table            | column      | value | rows
1  | order_line_items | order_id    | 149   | 699 700
1  | invoices         | referenceId | 149   | 
1  | sessionCartItems | sessionId   | 145   | 1113 1114
\.

-- f3eaf943d9955c58b line.quantity, 49.07 at stake
--  A: Let order SO-2026-000149 (id 149) follow the cart. The client gets what is in the cart; mind the reservation. The order's total goes from 537.50 to 488.43.
--       Meridian Roastery (client 53): posted exposure 537.50 -> 488.43, projected exposure 537.50 -> 488.43, available credit 2,462.50 -> 2,511.57
--       batch CHO-50087 (id 87): reserved expected 5 -> 4
--INSERT INTO pg_temp.tieout_pick VALUES ('f3eaf943d9955c58b', 'A');
--  B: Let the cart follow order SO-2026-000149 (id 149). The order stays as it is; the cart's record of what was agreed changes.
--INSERT INTO pg_temp.tieout_pick VALUES ('f3eaf943d9955c58b', 'B');
\set tieout_begins false \ir tieout.sql
