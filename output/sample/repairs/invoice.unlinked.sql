-- tieout: repairs of invoice.unlinked: The order does not know its invoice
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 216.08 at stake.
-- Dry run:    psql -f invoice.unlinked.sql
-- Apply:      psql -v apply=1 -f invoice.unlinked.sql
-- Take back:  psql -v apply=1 -f undo/invoice.unlinked.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("cash_payment", "client_id", "created_at", "deleted_at", "discount", "fulfillmentStatus", "id", "invoice_id", "is_draft", "liveSessionId", "orderType", "saleStatus", "shipping", "subtotal", "tax", "total", "version"), UPDATE ("invoice_id", "version") ON "public"."orders" TO ROLE;
--   GRANT SELECT ("amountDue", "amountPaid", "customerId", "deleted_at", "id", "referenceId", "referenceType", "status", "totalAmount") ON "public"."invoices" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule             | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | invoice.unlinked | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table    | schema | name     | key | touched | counted | changed
orders   | public | orders   | id  | null    | version | yes
invoices | public | invoices | id  | null    | version | no
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                                               | action | table  | row | column     | now  | becomes | money
1  | f8fd66ed58f52a8f4 | A    | Let order SO-2026-000186 (id 186) name invoice 103 | set    | orders | 186 | invoice_id | null | 103     | 216.08
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15) FROM stdin (DELIMITER '|');
1 | no | orders | client_id | orderType | is_draft | subtotal | total  | tax  | discount | shipping | cash_payment | saleStatus | fulfillmentStatus | invoice_id | liveSessionId | created_at                  | deleted_at
1 | 1  | 186    | 107       | SALE      | 0        | 216.08   | 216.08 | null | null     | null     | null         | PENDING    | CONFIRMED         | null       | 194           | 2026-11-07T09:55:00.000000Z | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8) FROM stdin (DELIMITER '|');
2 | no | invoices | customerId | amountDue | status | deleted_at | totalAmount | amountPaid | referenceType | referenceId
2 | 1  | 103      | 107        | 216.08    | SENT   | null       | 216.08      | 0.00       | ORDER         | 186
\.
-- And that the rows with a value are these and no others.
COPY pg_temp.tieout_member (no, tbl, col, value, ids) FROM stdin (DELIMITER '|');
no | table    | column      | value | rows
1  | invoices | referenceId | 186   | 103
\.

-- f8fd66ed58f52a8f4 invoice.unlinked, 216.08 at stake
--  A: Let order SO-2026-000186 (id 186) name invoice 103. The order counts as billed; it is not billed again.
--INSERT INTO pg_temp.tieout_pick VALUES ('f8fd66ed58f52a8f4', 'A');
\set tieout_begins false \ir tieout.sql
