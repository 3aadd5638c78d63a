-- tieout: repairs of conversion.open-session: The order exists, but its session is still open
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 1 automatic, 0 to choose; they settle 1 of this rule's findings; 543.45 at stake.
-- Dry run:    psql -f conversion.open-session.sql
-- Apply:      psql -v apply=1 -f conversion.open-session.sql
-- Take back:  psql -v apply=1 -f undo/conversion.open-session.sql
-- Besides these rows the automatic repairs move:
--   no client's exposure and no batch's availability
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("cash_payment", "client_id", "created_at", "deleted_at", "discount", "fulfillmentStatus", "id", "invoice_id", "is_draft", "liveSessionId", "notes", "orderType", "saleStatus", "shipping", "subtotal", "tax", "total") ON "public"."orders" TO ROLE;
--   GRANT SELECT ("clientId", "deleted_at", "endedAt", "id", "status", "updatedAt"), UPDATE ("endedAt", "status", "updatedAt") ON "public"."liveShoppingSessions" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule                    | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | conversion.open-session | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table                | schema | name                 | key | touched   | counted | changed
orders               | public | orders               | id  | null      | version | no
liveShoppingSessions | public | liveShoppingSessions | id  | updatedAt | null    | yes
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                                                                              | action | table                | row | column  | now    | becomes                     | money
1  | fb4618d1d039a4094 |      | Set session 121 (room cho-B6833H) of Weaver's Provisions (client 27) to CONVERTED | set    | liveShoppingSessions | 121 | status  | ACTIVE | CONVERTED                   | 543.45
1  | fb4618d1d039a4094 |      |                                                                                   | set    | liveShoppingSessions | 121 | endedAt | null   | 2026-11-22T01:35:00.000000Z | 
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4) FROM stdin (DELIMITER '|');
1 | no | liveShoppingSessions | clientId | status | endedAt | deleted_at
1 | 1  | 121                  | 27       | ACTIVE | null    | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15) FROM stdin (DELIMITER '|');
2 | no | orders | client_id | orderType | is_draft | subtotal | total  | tax  | discount | shipping | cash_payment | saleStatus | fulfillmentStatus | invoice_id | liveSessionId | created_at                  | deleted_at
2 | 1  | 123    | 27        | SALE      | 0        | 543.45   | 543.45 | null | null     | null     | null         | PENDING    | CONFIRMED         | null       | 121           | 2026-11-22T01:35:00.000000Z | null
\.
-- And that the rows with a value, or that name it in a note where there is none, are these and no others.
COPY pg_temp.tieout_member FROM stdin (DELIMITER '|');
no | table  | column        | value | rows | note  | names
1  | orders | liveSessionId | 121   | 123  | notes | Live Shopping Session #cho-B6833H
\.
\set tieout_begins false \ir tieout.sql
