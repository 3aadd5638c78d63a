-- tieout: repairs of integrity.orphan-override: A price override without its session
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 0.00 at stake.
-- Dry run:    psql -f integrity.orphan-override.sql
-- Apply:      psql -v apply=1 -f integrity.orphan-override.sql
-- Take back:  psql -v apply=1 -f undo/integrity.orphan-override.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT, INSERT, DELETE, UPDATE ("updatedAt") ON "public"."sessionPriceOverrides" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule                      | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | integrity.orphan-override | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table                 | schema | name                  | key | touched   | counted | changed
sessionPriceOverrides | public | sessionPriceOverrides | id  | updatedAt | null    | yes
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what               | action | table                 | row | column | now | becomes | money
1  | f3556519044388d15 | A    | Delete override 38 | delete | sessionPriceOverrides | 38  | *      |     |         | 0.00
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4) FROM stdin (DELIMITER '|');
1 | no | sessionPriceOverrides | sessionId  | productId | overridePrice | updatedAt
1 | 1  | 38                    | 2000000000 | 317       | 9.90          | 2026-11-20T02:00:00.000000Z
\.

-- f3556519044388d15 integrity.orphan-override, 0.00 at stake
--  A: Delete override 38. It prices nothing.
--INSERT INTO pg_temp.tieout_pick VALUES ('f3556519044388d15', 'A');
\set tieout_begins false \ir tieout.sql
