-- tieout: repairs of hold.abandoned: An abandoned cart holds inventory
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 1 automatic, 0 to choose; they settle 1 of this rule's findings; 411.51 at stake.
-- Dry run:    psql -f hold.abandoned.sql
-- Apply:      psql -v apply=1 -f hold.abandoned.sql
-- Take back:  psql -v apply=1 -f undo/hold.abandoned.sql
-- Besides these rows the automatic repairs move:
--   Three Cranes Wine Bar (client 96): draft exposure 411.51 -> 0.00, projected exposure 411.51 -> 0.00, available credit 2,588.49 -> 3,000.00
--   batch TEA-50173 (id 173): soft hold 11 -> 0, net available 40 -> 51
--   batch CHS-50172 (id 172): soft hold 3 -> 0, net available 40 -> 43
--   2 batches in all: soft hold -14, net available +14
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("id", "liveSessionId", "notes") ON "public"."orders" TO ROLE;
--   GRANT SELECT ("clientId", "deleted_at", "endedAt", "expiresAt", "id", "lastActivityAt", "status", "timeoutSeconds", "updatedAt"), UPDATE ("endedAt", "status", "updatedAt") ON "public"."liveShoppingSessions" TO ROLE;
--   GRANT SELECT ("createdAt", "deleted_at", "id", "sessionId", "updatedAt") ON "public"."sessionCartItems" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule           | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | hold.abandoned | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table                | schema | name                 | key | touched   | counted | changed
orders               | public | orders               | id  | null      | version | no
liveShoppingSessions | public | liveShoppingSessions | id  | updatedAt | null    | yes
sessionCartItems     | public | sessionCartItems     | id  | null      | null    | no
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                                                                   | action | table                | row | column  | now    | becomes                     | money
1  | f3ca0081bc79b90ae |      | End session 184 (room cho-S3LH67) of Three Cranes Wine Bar (client 96) | set    | liveShoppingSessions | 184 | status  | ACTIVE | ENDED                       | 411.51
1  | f3ca0081bc79b90ae |      |                                                                        | set    | liveShoppingSessions | 184 | endedAt | null   | 2026-11-22T02:00:00.000000Z | 
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8) FROM stdin (DELIMITER '|');
1 | no | liveShoppingSessions | clientId | status | endedAt | deleted_at | timeoutSeconds | expiresAt | lastActivityAt              | updatedAt
1 | 1  | 184                  | 96       | ACTIVE | null    | null       | null           | null      | 2026-11-21T23:59:59.999999Z | 2026-11-21T23:56:59.999999Z
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3) FROM stdin (DELIMITER '|');
2 | no | sessionCartItems | createdAt                   | updatedAt                   | deleted_at
2 | 1  | 1188             | 2026-11-21T23:29:59.999999Z | 2026-11-21T23:58:59.999999Z | null
2 | 1  | 1189             | 2026-11-21T23:29:59.999999Z | 2026-11-21T23:57:59.999999Z | null
\.
-- And that the rows with a value, or that name it in a note where there is none, are these and no others.
COPY pg_temp.tieout_member FROM stdin (DELIMITER '|');
no | table            | column        | value | rows      | note  | names
1  | sessionCartItems | sessionId     | 184   | 1188 1189 | null  | null
1  | orders           | liveSessionId | 184   |           | notes | Live Shopping Session #cho-S3LH67
\.
\set tieout_begins false \ir tieout.sql
