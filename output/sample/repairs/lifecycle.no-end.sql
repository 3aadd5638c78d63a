-- tieout: repairs of lifecycle.no-end: It is over, but never ended
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 1 automatic, 0 to choose; they settle 1 of this rule's findings; 0.00 at stake.
-- Dry run:    psql -f lifecycle.no-end.sql
-- Apply:      psql -v apply=1 -f lifecycle.no-end.sql
-- Take back:  psql -v apply=1 -f undo/lifecycle.no-end.sql
-- Besides these rows the automatic repairs move:
--   no client's exposure and no batch's availability
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("id", "liveSessionId", "notes") ON "public"."orders" TO ROLE;
--   GRANT SELECT ("clientId", "deleted_at", "endedAt", "id", "scheduledAt", "startedAt", "status", "updatedAt"), UPDATE ("endedAt", "updatedAt") ON "public"."liveShoppingSessions" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule             | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | lifecycle.no-end | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table                | schema | name                 | key | touched   | counted | changed
orders               | public | orders               | id  | null      | version | no
liveShoppingSessions | public | liveShoppingSessions | id  | updatedAt | null    | yes
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                                                                                                 | action | table                | row | column  | now  | becomes                     | money
1  | f1a876e79cb8149b5 |      | Let session 208 (room cho-JGFFF6) of Linden Wine Bar (client 123) have ended at 2026-11-03T21:50:00Z | set    | liveShoppingSessions | 208 | endedAt | null | 2026-11-03T21:50:00.000000Z | 0.00
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6) FROM stdin (DELIMITER '|');
1 | no | liveShoppingSessions | clientId | status | endedAt | deleted_at | scheduledAt                 | startedAt
1 | 1  | 208                  | 123      | ENDED  | null    | null       | 2026-11-03T21:00:00.000000Z | 2026-11-03T21:00:00.000000Z
\.
-- And that the rows with a value, or that name it in a note where there is none, are these and no others.
COPY pg_temp.tieout_member FROM stdin (DELIMITER '|');
no | table  | column        | value | rows | note  | names
1  | orders | liveSessionId | 208   |      | notes | Live Shopping Session #cho-JGFFF6
\.
\set tieout_begins false \ir tieout.sql
