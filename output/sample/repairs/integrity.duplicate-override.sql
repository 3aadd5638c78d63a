-- tieout: repairs of integrity.duplicate-override: Several price overrides for one product
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 1 automatic, 0 to choose; they settle 1 of this rule's findings; 0.00 at stake.
-- Dry run:    psql -f integrity.duplicate-override.sql
-- Apply:      psql -v apply=1 -f integrity.duplicate-override.sql
-- Take back:  psql -v apply=1 -f undo/integrity.duplicate-override.sql
-- Besides these rows the automatic repairs move:
--   no client's exposure and no batch's availability
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT, INSERT, DELETE, UPDATE ("updatedAt") ON "public"."sessionPriceOverrides" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule                         | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | integrity.duplicate-override | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table                 | schema | name                  | key | touched   | counted | changed
sessionPriceOverrides | public | sessionPriceOverrides | id  | updatedAt | null    | yes
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                         | action | table                 | row | column | now | becomes | money
1  | fa12e712329006cc9 |      | Delete 1 superseded override | delete | sessionPriceOverrides | 35  | *      |     |         | 0.00
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4) FROM stdin (DELIMITER '|');
1 | no | sessionPriceOverrides | sessionId | productId | overridePrice | updatedAt
1 | 1  | 34                    | 228       | 307       | 18.00         | 2026-11-20T16:20:00.000000Z
1 | 1  | 35                    | 228       | 307       | 17.00         | 2026-11-20T16:15:00.000000Z
\.
-- And that the rows with a value are these and no others.
COPY pg_temp.tieout_member (no, tbl, col, value, ids) FROM stdin (DELIMITER '|');
no | table                 | column    | value | rows
1  | sessionPriceOverrides | sessionId | 228   | 34 35
\.
\set tieout_begins false \ir tieout.sql
