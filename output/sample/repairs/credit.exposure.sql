-- tieout: repairs of credit.exposure: The stored credit exposure is not what the client owes
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
--
-- 1 automatic, 0 to choose; they settle 1 of this rule's findings; 0.01 at stake.
-- Dry run:    psql -f credit.exposure.sql
-- Apply:      psql -v apply=1 -f credit.exposure.sql
-- Take back:  psql -v apply=1 -f undo/credit.exposure.sql
--
-- Besides these rows the automatic repairs move:
--   Pine & Salt Farm Shop (client 79): stored exposure 1550.44 -> 1550.45
--
-- Rights, beside TEMPORARY on the database:
--   GRANT USAGE ON SCHEMA "public" TO ROLE;
--   GRANT SELECT ("cash_payment", "client_id", "created_at", "deleted_at", "discount", "fulfillmentStatus", "id", "invoice_id", "is_draft", "liveSessionId", "orderType", "saleStatus", "shipping", "subtotal", "tax", "total") ON "public"."orders" TO ROLE;
--   GRANT SELECT ("client_id", "current_exposure"), UPDATE ("current_exposure") ON "public"."client_credit_limits" TO ROLE;
--   GRANT SELECT ("amountDue", "amountPaid", "customerId", "deleted_at", "id", "referenceId", "referenceType", "status", "totalAmount") ON "public"."invoices" TO ROLE;
--   GRANT SELECT, INSERT ON "public"."tieout_repair_log" TO ROLE; -- and CREATE on its schema for the first script of all
--
-- How it is done, and guarded: tieout.sql, SHA-256 28500f790406ab36f4a128134ea1f8f964f0b2d2ac917175c575a3e51b9f285f; README.txt has it in words.
\set tieout_begins true
\ir tieout.sql

-- The run, and what the site calls its tables.
COPY pg_temp.tieout_fact FROM stdin (DELIMITER '|');
name       | value
run        | 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z
rule       | credit.exposure
direction  | repair
log schema | public
time zone  | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table                | schema | name                 | key       | touched | counted | changed
orders               | public | orders               | id        | null    | version | no
client_credit_limits | public | client_credit_limits | client_id | null    | null    | yes
invoices             | public | invoices             | id        | null    | version | no
\.

-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                                             | action | table                | row | column           | now     | becomes | money
1  | fea111a2c8ca5e0ab |      | Store 1550.45 as the exposure of Pine & Salt Farm Shop (client 79)| set    | client_credit_limits | 79  | current_exposure | 1550.44 | 1550.45 | 0.01
\.

-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1) FROM stdin (DELIMITER '|');
1 | no | client_credit_limits | current_exposure
1 | 1  | 79                   | 1550.44
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15) FROM stdin (DELIMITER '|');
2 | no | orders | client_id | orderType | is_draft | subtotal | total  | tax  | discount | shipping | cash_payment | saleStatus | fulfillmentStatus | invoice_id | liveSessionId | created_at                  | deleted_at
2 | 1  | 162    | 79        | SALE      | 0        | 250.00   | 250.00 | null | null     | null     | null         | PENDING    | CONFIRMED         | null       | null          | 2026-11-11T07:00:00.000000Z | null
2 | 1  | 163    | 79        | SALE      | 0        | 99.95    | 99.95  | null | null     | null     | null         | PENDING    | CONFIRMED         | null       | null          | 2026-11-14T07:00:00.000000Z | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8) FROM stdin (DELIMITER '|');
3 | no | invoices | customerId | amountDue | status | deleted_at | totalAmount | amountPaid | referenceType | referenceId
3 | 1  | 85       | 79         | 1200.50   | SENT   | null       | 1200.50     | 0.00       | null          | null
\.

-- And that the rows with a value are these and no others.
COPY pg_temp.tieout_member FROM stdin (DELIMITER '|');
no | table    | column     | value | rows
1  | orders   | client_id  | 79    | 162 163
1  | invoices | customerId | 79    | 85
\.

\set tieout_begins false
\ir tieout.sql
