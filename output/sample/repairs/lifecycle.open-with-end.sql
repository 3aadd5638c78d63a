-- tieout: repairs of lifecycle.open-with-end: It has an end, but is still open
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 0.00 at stake.
-- Dry run:    psql -f lifecycle.open-with-end.sql
-- Apply:      psql -v apply=1 -f lifecycle.open-with-end.sql
-- Take back:  psql -v apply=1 -f undo/lifecycle.open-with-end.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("clientId", "deleted_at", "endedAt", "id", "scheduledAt", "startedAt", "status", "updatedAt"), UPDATE ("endedAt", "status", "updatedAt") ON "public"."liveShoppingSessions" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule                    | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | lifecycle.open-with-end | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table                | schema | name                 | key | touched   | counted | changed
liveShoppingSessions | public | liveShoppingSessions | id  | updatedAt | null    | yes
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what              | action | table                | row | column  | now                         | becomes | money
1  | f7f644bc42f988a20 | A    | Set it to ENDED   | set    | liveShoppingSessions | 211 | status  | ACTIVE                      | ENDED   | 0.00
1  | f7f644bc42f988a20 | B    | Take its end away | set    | liveShoppingSessions | 211 | endedAt | 2026-11-22T01:30:00.000000Z | null    | 
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6) FROM stdin (DELIMITER '|');
1 | no | liveShoppingSessions | clientId | status | endedAt                     | deleted_at | scheduledAt                 | startedAt
1 | 1  | 211                  | 126      | ACTIVE | 2026-11-22T01:30:00.000000Z | null       | 2026-11-22T00:50:00.000000Z | 2026-11-22T00:50:00.000000Z
\.

-- f7f644bc42f988a20 lifecycle.open-with-end, 0.00 at stake
--  A: Set it to ENDED. Its cart holds nothing any more.
--       Marigold Tea House (client 126): draft exposure 350.73 -> 0.00, projected exposure 350.73 -> 0.00, available credit 2,649.27 -> 3,000.00
--       batch CHO-50222 (id 222): soft hold 11 -> 0, net available 40 -> 51
--       batch TEA-50223 (id 223): soft hold 4 -> 0, net available 40 -> 44
--INSERT INTO pg_temp.tieout_pick VALUES ('f7f644bc42f988a20', 'A');
--  B: Take its end away. It goes on; its cart keeps holding inventory.
--INSERT INTO pg_temp.tieout_pick VALUES ('f7f644bc42f988a20', 'B');
\set tieout_begins false \ir tieout.sql
