-- tieout: repairs of invoice.duplicate: One order, several invoices
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 500.67 at stake.
-- Dry run:    psql -f invoice.duplicate.sql
-- Apply:      psql -v apply=1 -f invoice.duplicate.sql
-- Take back:  psql -v apply=1 -f undo/invoice.duplicate.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("cash_payment", "client_id", "created_at", "deleted_at", "discount", "fulfillmentStatus", "id", "invoice_id", "is_draft", "liveSessionId", "notes", "orderType", "saleStatus", "shipping", "subtotal", "tax", "total") ON "public"."orders" TO ROLE;
--   GRANT SELECT ("amountDue", "amountPaid", "customerId", "deleted_at", "id", "referenceId", "referenceType", "status", "totalAmount", "version"), UPDATE ("status", "version") ON "public"."invoices" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule              | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | invoice.duplicate | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table    | schema | name     | key | touched | counted | changed
orders   | public | orders   | id  | null    | version | no
invoices | public | invoices | id  | null    | version | yes
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what            | action | table    | row | column | now  | becomes | money
1  | f4844504a4837d524 | A    | Void invoice 98 | set    | invoices | 98  | status | SENT | VOID    | 500.67
1  | f4844504a4837d524 | B    | Void invoice 99 | set    | invoices | 99  | status | SENT | VOID    | 
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15, v16) FROM stdin (DELIMITER '|');
1 | no | orders | client_id | orderType | is_draft | subtotal | total  | tax  | discount | shipping | cash_payment | saleStatus | fulfillmentStatus | invoice_id | liveSessionId | created_at                  | deleted_at | notes
1 | 1  | 184    | 105       | SALE      | 0        | 495.77   | 495.77 | null | null     | null     | null         | PENDING    | CONFIRMED         | 98         | null          | 2026-11-10T16:55:00.000000Z | null       | naming Live Shopping Session #chs-28VG9U
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8) FROM stdin (DELIMITER '|');
2 | no | invoices | customerId | amountDue | status | deleted_at | totalAmount | amountPaid | referenceType | referenceId
2 | 1  | 98       | 105        | 495.77    | SENT   | null       | 495.77      | 0.00       | ORDER         | 184
2 | 1  | 99       | 105        | 495.77    | SENT   | null       | 500.67      | 0.00       | SALE          | 184
\.
-- And that the rows with a value are these and no others.
COPY pg_temp.tieout_member (no, tbl, col, value, ids) FROM stdin (DELIMITER '|');
no | table    | column      | value | rows
1  | invoices | referenceId | 184   | 98 99
\.

-- f4844504a4837d524 invoice.duplicate, 500.67 at stake
--  A: Void invoice 98. 495.77 are no longer asked for; nothing was paid on it.
--       Three Cranes Provisions (client 105): posted exposure 991.54 -> 495.77, projected exposure 991.54 -> 495.77, available credit 2,008.46 -> 2,504.23
--INSERT INTO pg_temp.tieout_pick VALUES ('f4844504a4837d524', 'A');
--  B: Void invoice 99. 495.77 are no longer asked for; nothing was paid on it.
--       Three Cranes Provisions (client 105): posted exposure 991.54 -> 495.77, projected exposure 991.54 -> 495.77, available credit 2,008.46 -> 2,504.23
--INSERT INTO pg_temp.tieout_pick VALUES ('f4844504a4837d524', 'B');
\set tieout_begins false \ir tieout.sql
