-- tieout: repairs of integrity.orphan-item: An item without its session or batch
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 0.00 at stake.
-- Dry run:    psql -f integrity.orphan-item.sql
-- Apply:      psql -v apply=1 -f integrity.orphan-item.sql
-- Take back:  psql -v apply=1 -f undo/integrity.orphan-item.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT, INSERT, DELETE, UPDATE ("id") ON "public"."sessionCartItems" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule                  | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | integrity.orphan-item | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table            | schema | name             | key | touched | counted | changed
sessionCartItems | public | sessionCartItems | id  | null    | null    | yes
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what             | action | table            | row  | column | now | becomes | money
1  | f378f41eb31909094 | A    | Delete item 1685 | delete | sessionCartItems | 1685 | *      |     |         | 0.00
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9) FROM stdin (DELIMITER '|');
1 | no | sessionCartItems | sessionId  | batchId | productId | quantity | unitPrice | isSample | itemStatus  | negotiationStatus | deleted_at
1 | 1  | 1685             | 2000000000 | 330     | 311       | 5.0000   | 13.15     | 0        | TO_PURCHASE | null              | null
\.

-- f378f41eb31909094 integrity.orphan-item, 0.00 at stake
--  A: Delete item 1685. Nothing refers to it.
--INSERT INTO pg_temp.tieout_pick VALUES ('f378f41eb31909094', 'A');
\set tieout_begins false \ir tieout.sql
