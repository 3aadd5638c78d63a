-- tieout: repairs of conversion.duplicate-orders: One session, several live orders
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 1 automatic, 0 to choose; they settle 1 of this rule's findings; 615.47 at stake.
-- Dry run:    psql -f conversion.duplicate-orders.sql
-- Apply:      psql -v apply=1 -f conversion.duplicate-orders.sql
-- Take back:  psql -v apply=1 -f undo/conversion.duplicate-orders.sql
-- Besides these rows the automatic repairs move:
--   Quayside Farm Shop (client 35): posted exposure 1,230.94 -> 615.47, projected exposure 1,230.94 -> 615.47, available credit 2,769.06 -> 3,384.53
--   batch WIN-50048 (id 48): reserved stored 12 -> 6, reserved expected 12 -> 6, available 40 -> 46, net available 40 -> 46
--   batch OIL-50049 (id 49): reserved stored 10 -> 5, reserved expected 10 -> 5, available 40 -> 45, net available 40 -> 45
--   2 batches in all: reserved stored -11, reserved expected -11, available +11, net available +11
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("id", "reservedQty", "updatedAt", "version"), UPDATE ("reservedQty", "updatedAt", "version") ON "public"."batches" TO ROLE;
--   GRANT SELECT ("cash_payment", "client_id", "created_at", "deleted_at", "discount", "fulfillmentStatus", "id", "invoice_id", "is_draft", "liveSessionId", "notes", "orderType", "saleStatus", "shipping", "subtotal", "tax", "total", "version"), UPDATE ("fulfillmentStatus", "saleStatus", "version") ON "public"."orders" TO ROLE;
--   GRANT SELECT ("batch_id", "deleted_at", "id", "is_sample", "line_total", "order_id", "quantity", "unit_price") ON "public"."order_line_items" TO ROLE;
--   GRANT SELECT ("clientId", "deleted_at", "endedAt", "id", "status") ON "public"."liveShoppingSessions" TO ROLE;
--   GRANT SELECT ("id", "referenceId") ON "public"."invoices" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule                        | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | conversion.duplicate-orders | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table                | schema | name                 | key | touched   | counted | changed
batches              | public | batches              | id  | updatedAt | version | yes
orders               | public | orders               | id  | null      | version | yes
order_line_items     | public | order_line_items     | id  | null      | null    | no
liveShoppingSessions | public | liveShoppingSessions | id  | updatedAt | null    | no
invoices             | public | invoices             | id  | null      | version | no
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                                 | action | table   | row | column            | now       | becomes   | money
1  | f1db253e73acba71c |      | Cancel order SO-2026-000132 (id 132) | set    | orders  | 132 | saleStatus        | PENDING   | CANCELLED | 615.47
1  | f1db253e73acba71c |      |                                      | set    | orders  | 132 | fulfillmentStatus | CONFIRMED | CANCELLED | 
1  | f1db253e73acba71c |      |                                      | add    | batches | 48  | reservedQty       |           | -6.0000   | 
1  | f1db253e73acba71c |      |                                      | add    | batches | 49  | reservedQty       |           | -5.0000   | 
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4) FROM stdin (DELIMITER '|');
1 | no | liveShoppingSessions | clientId | status    | endedAt                     | deleted_at
1 | 1  | 129                  | 35       | CONVERTED | 2026-11-06T23:50:00.000000Z | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15) FROM stdin (DELIMITER '|');
2 | no | orders | client_id | orderType | is_draft | subtotal | total  | tax  | discount | shipping | cash_payment | saleStatus | fulfillmentStatus | invoice_id | liveSessionId | created_at                  | deleted_at
2 | 1  | 131    | 35        | SALE      | 0        | 615.47   | 615.47 | null | null     | null     | null         | PENDING    | CONFIRMED         | null       | 129           | 2026-11-06T23:55:00.000000Z | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6) FROM stdin (DELIMITER '|');
3 | no | order_line_items | batch_id | quantity | unit_price | line_total | is_sample | deleted_at
3 | 1  | 661              | 48       | 6.0000   | 56.67      | 340.02     | 0         | null
3 | 1  | 662              | 49       | 5.0000   | 55.09      | 275.45     | 0         | null
3 | 1  | 663              | 48       | 6.0000   | 56.67      | 340.02     | 0         | null
3 | 1  | 664              | 49       | 5.0000   | 55.09      | 275.45     | 0         | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15, v16) FROM stdin (DELIMITER '|');
4 | no | orders | client_id | orderType | is_draft | subtotal | total  | tax  | discount | shipping | cash_payment | saleStatus | fulfillmentStatus | invoice_id | liveSessionId | created_at                  | deleted_at | notes
4 | 1  | 132    | 35        | SALE      | 0        | 615.47   | 615.47 | null | null     | null     | null         | PENDING    | CONFIRMED         | null       | null          | 2026-11-06T23:56:00.000000Z | null       | naming Live Shopping Session #cho-KAH266
\.
-- And that the rows with a value, or that name it in a note where there is none, are these and no others.
COPY pg_temp.tieout_member FROM stdin (DELIMITER '|');
no | table            | column        | value | rows    | note  | names
1  | order_line_items | order_id      | 131   | 661 662 | null  | null
1  | invoices         | referenceId   | 131   |         | null  | null
1  | order_line_items | order_id      | 132   | 663 664 | null  | null
1  | invoices         | referenceId   | 132   |         | null  | null
1  | orders           | liveSessionId | 129   | 131 132 | notes | Live Shopping Session #cho-KAH266
\.
\set tieout_begins false \ir tieout.sql
