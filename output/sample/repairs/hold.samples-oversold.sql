-- tieout: repairs of hold.samples-oversold: Carts promise more samples than the batch has
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 0.00 at stake.
-- Dry run:    psql -f hold.samples-oversold.sql
-- Apply:      psql -v apply=1 -f hold.samples-oversold.sql
-- Take back:  psql -v apply=1 -f undo/hold.samples-oversold.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("batchStatus", "cogsMode", "deleted_at", "holdQty", "id", "onHandQty", "productId", "quarantineQty", "reservedQty", "sampleQty", "unitCogs", "unitCogsMax", "unitCogsMin") ON "public"."batches" TO ROLE;
--   GRANT SELECT ("clientId", "deleted_at", "endedAt", "id", "status", "updatedAt"), UPDATE ("status", "updatedAt") ON "public"."liveShoppingSessions" TO ROLE;
--   GRANT SELECT ("batchId", "deleted_at", "id", "isSample", "itemStatus", "negotiationStatus", "productId", "quantity", "sessionId", "unitPrice"), UPDATE ("deleted_at") ON "public"."sessionCartItems" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule                  | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | hold.samples-oversold | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table                | schema | name                 | key | touched   | counted | changed
batches              | public | batches              | id  | updatedAt | version | no
liveShoppingSessions | public | liveShoppingSessions | id  | updatedAt | null    | yes
sessionCartItems     | public | sessionCartItems     | id  | null      | null    | yes
\.
-- The changes. What is added is added to whatever is there by then; what is kept is right with the rest.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what | action | table                | row  | column     | now    | becomes                     | money
1  | f437913efe5b62e33 | A    | Cut the latest: cut 1.0000 of item 1179, 0.00 (session 178 (room win-L85ACP) of Quayside Bistro (client 90)) | set | sessionCartItems | 1179 | deleted_at | null | 2026-11-22T02:00:00.000000Z | 0.00
1  | f437913efe5b62e33 | A    |      | keep   | liveShoppingSessions | 178  | status     | ACTIVE | ACTIVE                      | 
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12) FROM stdin (DELIMITER '|');
1 | no | batches | productId | onHandQty | sampleQty | reservedQty | quarantineQty | holdQty | unitCogs | cogsMode | unitCogsMin | unitCogsMax | batchStatus | deleted_at
1 | 1  | 164     | 145       | 43.0000   | 0.0000    | 0.0000      | 0.0000        | 0.0000  | 10.0695  | FIXED    | null        | null        | LIVE        | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9) FROM stdin (DELIMITER '|');
2 | no | sessionCartItems | sessionId | batchId | productId | quantity | unitPrice | isSample | itemStatus     | negotiationStatus | deleted_at
2 | 1  | 1179             | 178       | 164     | 145       | 1.0000   | 0.00      | 1        | SAMPLE_REQUEST | null              | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4) FROM stdin (DELIMITER '|');
3 | no | liveShoppingSessions | clientId | status | endedAt | deleted_at
3 | 1  | 178                  | 90       | ACTIVE | null    | null
\.

-- f437913efe5b62e33 hold.samples-oversold, 0.00 at stake
--  A: Cut the latest: cut 1.0000 of item 1179, 0.00 (session 178 (room win-L85ACP) of Quayside Bistro (client 90)). The carts are smaller by 0.00; tell their hosts.
--       batch OIL-50164 (id 164): sample hold 1 -> 0
--INSERT INTO pg_temp.tieout_pick VALUES ('f437913efe5b62e33', 'A');
\set tieout_begins false \ir tieout.sql
