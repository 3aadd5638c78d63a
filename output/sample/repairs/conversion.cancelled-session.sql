-- tieout: repairs of conversion.cancelled-session: The session is cancelled, its order is not
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 757.73 at stake.
-- Dry run:    psql -f conversion.cancelled-session.sql
-- Apply:      psql -v apply=1 -f conversion.cancelled-session.sql
-- Take back:  psql -v apply=1 -f undo/conversion.cancelled-session.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("id", "reservedQty", "updatedAt", "version"), UPDATE ("reservedQty", "updatedAt", "version") ON "public"."batches" TO ROLE;
--   GRANT SELECT ("cash_payment", "client_id", "created_at", "deleted_at", "discount", "fulfillmentStatus", "id", "invoice_id", "is_draft", "liveSessionId", "notes", "orderType", "saleStatus", "shipping", "subtotal", "tax", "total", "version"), UPDATE ("fulfillmentStatus", "saleStatus", "version") ON "public"."orders" TO ROLE;
--   GRANT SELECT ("batch_id", "deleted_at", "id", "is_sample", "line_total", "order_id", "quantity", "unit_price") ON "public"."order_line_items" TO ROLE;
--   GRANT SELECT ("clientId", "deleted_at", "endedAt", "id", "status", "updatedAt"), UPDATE ("status", "updatedAt") ON "public"."liveShoppingSessions" TO ROLE;
--   GRANT SELECT ("id", "referenceId") ON "public"."invoices" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule                         | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | conversion.cancelled-session | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table                | schema | name                 | key | touched   | counted | changed
batches              | public | batches              | id  | updatedAt | version | yes
orders               | public | orders               | id  | null      | version | yes
order_line_items     | public | order_line_items     | id  | null      | null    | no
liveShoppingSessions | public | liveShoppingSessions | id  | updatedAt | null    | yes
invoices             | public | invoices             | id  | null      | version | no
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                                                                           | action | table                | row | column            | now       | becomes   | money
1  | fce619c5697c3277f | A    | Set session 125 (room cho-FQUJLT) of Golden Hare Café (client 31) to CONVERTED | set    | liveShoppingSessions | 125 | status            | CANCELLED | CONVERTED | 757.73
1  | fce619c5697c3277f | B    | Cancel order SO-2026-000127 (id 127)                                           | set    | orders               | 127 | saleStatus        | PENDING   | CANCELLED | 
1  | fce619c5697c3277f | B    |                                                                                | set    | orders               | 127 | fulfillmentStatus | CONFIRMED | CANCELLED | 
1  | fce619c5697c3277f | B    |                                                                                | add    | batches              | 40  | reservedQty       |           | -5.0000   | 
1  | fce619c5697c3277f | B    |                                                                                | add    | batches              | 41  | reservedQty       |           | -8.0000   | 
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4) FROM stdin (DELIMITER '|');
1 | no | liveShoppingSessions | clientId | status    | endedAt                     | deleted_at
1 | 1  | 125                  | 31       | CANCELLED | 2026-11-20T23:50:00.000000Z | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15) FROM stdin (DELIMITER '|');
2 | no | orders | client_id | orderType | is_draft | subtotal | total  | tax  | discount | shipping | cash_payment | saleStatus | fulfillmentStatus | invoice_id | liveSessionId | created_at                  | deleted_at
2 | 1  | 127    | 31        | SALE      | 0        | 757.73   | 757.73 | null | null     | null     | null         | PENDING    | CONFIRMED         | null       | 125           | 2026-11-20T23:55:00.000000Z | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6) FROM stdin (DELIMITER '|');
3 | no | order_line_items | batch_id | quantity | unit_price | line_total | is_sample | deleted_at
3 | 1  | 653              | 40       | 5.0000   | 66.25      | 331.25     | 0         | null
3 | 1  | 654              | 41       | 8.0000   | 53.31      | 426.48     | 0         | null
\.
-- And that the rows with a value, or that name it in a note where there is none, are these and no others.
COPY pg_temp.tieout_member FROM stdin (DELIMITER '|');
no | table            | column        | value | rows    | note  | names
1  | order_line_items | order_id      | 127   | 653 654 | null  | null
1  | invoices         | referenceId   | 127   |         | null  | null
1  | orders           | liveSessionId | 125   | 127     | notes | Live Shopping Session #cho-FQUJLT
\.

-- fce619c5697c3277f conversion.cancelled-session, 757.73 at stake
--  A: Set session 125 (room cho-FQUJLT) of Golden Hare Café (client 31) to CONVERTED. The sale stands: 757.73 stay billed, inventory stays reserved.
--INSERT INTO pg_temp.tieout_pick VALUES ('fce619c5697c3277f', 'A');
--  B: Cancel order SO-2026-000127 (id 127). 757.73 are no longer sold, and what these orders hold is free again.
--       Golden Hare Café (client 31): posted exposure 757.73 -> 0.00, projected exposure 757.73 -> 0.00, available credit 2,242.27 -> 3,000.00
--       batch CHO-50041 (id 41): reserved stored 8 -> 0, reserved expected 8 -> 0, available 40 -> 48, net available 40 -> 48
--       batch CHO-50040 (id 40): reserved stored 5 -> 0, reserved expected 5 -> 0, available 40 -> 45, net available 40 -> 45
--INSERT INTO pg_temp.tieout_pick VALUES ('fce619c5697c3277f', 'B');
\set tieout_begins false \ir tieout.sql
