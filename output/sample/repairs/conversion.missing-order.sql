-- tieout: repairs of conversion.missing-order: Converted, but there is no order
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 544.51 at stake.
-- Dry run:    psql -f conversion.missing-order.sql
-- Apply:      psql -v apply=1 -f conversion.missing-order.sql
-- Take back:  psql -v apply=1 -f undo/conversion.missing-order.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("id", "liveSessionId", "notes") ON "public"."orders" TO ROLE;
--   GRANT SELECT ("clientId", "deleted_at", "endedAt", "id", "status", "updatedAt"), UPDATE ("endedAt", "status", "updatedAt") ON "public"."liveShoppingSessions" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule                     | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | conversion.missing-order | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table                | schema | name                 | key | touched   | counted | changed
orders               | public | orders               | id  | null      | version | no
liveShoppingSessions | public | liveShoppingSessions | id  | updatedAt | null    | yes
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                                                                             | action | table                | row | column  | now                         | becomes | money
1  | fe27ee3f8bbadb8fa | A    | Reopen session 131 (room cho-MKBSEB) of Red Door Tea House (client 37) as PAUSED | set    | liveShoppingSessions | 131 | status  | CONVERTED                   | PAUSED  | 544.51
1  | fe27ee3f8bbadb8fa | A    |                                                                                  | set    | liveShoppingSessions | 131 | endedAt | 2026-11-06T16:50:00.000000Z | null    | 
1  | fe27ee3f8bbadb8fa | B    | Set session 131 (room cho-MKBSEB) of Red Door Tea House (client 37) to ENDED     | set    | liveShoppingSessions | 131 | status  | CONVERTED                   | ENDED   | 
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4) FROM stdin (DELIMITER '|');
1 | no | liveShoppingSessions | clientId | status    | endedAt                     | deleted_at
1 | 1  | 131                  | 37       | CONVERTED | 2026-11-06T16:50:00.000000Z | null
\.
-- And that the rows with a value, or that name it in a note where there is none, are these and no others.
COPY pg_temp.tieout_member FROM stdin (DELIMITER '|');
no | table  | column        | value | rows | note  | names
1  | orders | liveSessionId | 131   |      | notes | Live Shopping Session #cho-MKBSEB
\.

-- fe27ee3f8bbadb8fa conversion.missing-order, 544.51 at stake
--  A: Reopen session 131 (room cho-MKBSEB) of Red Door Tea House (client 37) as PAUSED. The cart of 544.51 counts as draft exposure and holds inventory again.
--       Red Door Tea House (client 37): draft exposure 0.00 -> 544.51, projected exposure 0.00 -> 544.51, available credit 3,000.00 -> 2,455.49
--       batch OIL-50053 (id 53): soft hold 0 -> 11, net available 40 -> 29
--       batch OIL-50052 (id 52): soft hold 0 -> 9, net available 40 -> 31
--       batch TEA-50055 (id 55): soft hold 0 -> 5, net available 40 -> 35
--       batch OIL-50054 (id 54): soft hold 0 -> 2, net available 40 -> 38
--       batch COF-50056 (id 56): sample hold 0 -> 1
--INSERT INTO pg_temp.tieout_pick VALUES ('fe27ee3f8bbadb8fa', 'A');
--  B: Set session 131 (room cho-MKBSEB) of Red Door Tea House (client 37) to ENDED. The sale of 544.51 is given up; nothing is held.
--INSERT INTO pg_temp.tieout_pick VALUES ('fe27ee3f8bbadb8fa', 'B');
\set tieout_begins false \ir tieout.sql
