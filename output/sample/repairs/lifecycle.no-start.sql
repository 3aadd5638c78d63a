-- tieout: repairs of lifecycle.no-start: It ran, but never started
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 0.00 at stake.
-- Dry run:    psql -f lifecycle.no-start.sql
-- Apply:      psql -v apply=1 -f lifecycle.no-start.sql
-- Take back:  psql -v apply=1 -f undo/lifecycle.no-start.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("clientId", "deleted_at", "endedAt", "id", "scheduledAt", "startedAt", "status", "updatedAt"), UPDATE ("startedAt", "updatedAt") ON "public"."liveShoppingSessions" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule               | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | lifecycle.no-start | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table                | schema | name                 | key | touched   | counted | changed
liveShoppingSessions | public | liveShoppingSessions | id  | updatedAt | null    | yes
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                                                      | action | table                | row | column    | now  | becomes                     | money
1  | f5b73ba97a01c9cef | A    | Let it have started at its creation, 2026-11-21T22:50:00Z | set    | liveShoppingSessions | 206 | startedAt | null | 2026-11-21T22:50:00.000000Z | 0.00
1  | f5b73ba97a01c9cef | B    | Let it have started at its schedule, 2026-11-22T00:50:00Z | set    | liveShoppingSessions | 206 | startedAt | null | 2026-11-22T00:50:00.000000Z | 
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6) FROM stdin (DELIMITER '|');
1 | no | liveShoppingSessions | clientId | status | endedAt | deleted_at | scheduledAt                 | startedAt
1 | 1  | 206                  | 121      | ACTIVE | null    | null       | 2026-11-22T00:50:00.000000Z | null
\.

-- f5b73ba97a01c9cef lifecycle.no-start, 0.00 at stake
--  A: Let it have started at its creation, 2026-11-21T22:50:00Z. No money is moved.
--INSERT INTO pg_temp.tieout_pick VALUES ('f5b73ba97a01c9cef', 'A');
--  B: Let it have started at its schedule, 2026-11-22T00:50:00Z. No money is moved.
--INSERT INTO pg_temp.tieout_pick VALUES ('f5b73ba97a01c9cef', 'B');
\set tieout_begins false \ir tieout.sql
