-- tieout: repairs of hold.oversold: Carts promise more than the batch has
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 2.50 at stake.
-- Dry run:    psql -f hold.oversold.sql
-- Apply:      psql -v apply=1 -f hold.oversold.sql
-- Take back:  psql -v apply=1 -f undo/hold.oversold.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("batchStatus", "cogsMode", "deleted_at", "holdQty", "id", "onHandQty", "productId", "quarantineQty", "reservedQty", "sampleQty", "unitCogs", "unitCogsMax", "unitCogsMin") ON "public"."batches" TO ROLE;
--   GRANT SELECT ("clientId", "deleted_at", "endedAt", "id", "status", "updatedAt"), UPDATE ("status", "updatedAt") ON "public"."liveShoppingSessions" TO ROLE;
--   GRANT SELECT ("batchId", "deleted_at", "id", "isSample", "itemStatus", "negotiationStatus", "productId", "quantity", "sessionId", "unitPrice"), UPDATE ("quantity") ON "public"."sessionCartItems" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule          | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | hold.oversold | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table                | schema | name                 | key | touched   | counted | changed
batches              | public | batches              | id  | updatedAt | version | no
liveShoppingSessions | public | liveShoppingSessions | id  | updatedAt | null    | yes
sessionCartItems     | public | sessionCartItems     | id  | null      | null    | yes
\.
-- The changes. What is added is added to whatever is there by then; what is kept is right with the rest.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what | action | table                | row  | column   | now    | becomes | money
1  | f9c21cba9626ca984 | A    | Cut the latest: cut 0.1250 of item 1175, 2.50 (session 175 (room chs-ZSD6FX) of Orchard Bakery (client 87)) | set | sessionCartItems | 1175 | quantity | 5.0000 | 4.8750 | 2.50
1  | f9c21cba9626ca984 | A    |      | keep   | liveShoppingSessions | 175  | status   | ACTIVE | ACTIVE  | 
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12) FROM stdin (DELIMITER '|');
1 | no | batches | productId | onHandQty | sampleQty | reservedQty | quarantineQty | holdQty | unitCogs | cogsMode | unitCogsMin | unitCogsMax | batchStatus | deleted_at
1 | 1  | 162     | 143       | 4.8750    | 10.0000   | 0.0000      | 0.0000        | 0.0000  | 11.0000  | FIXED    | null        | null        | LIVE        | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9) FROM stdin (DELIMITER '|');
2 | no | sessionCartItems | sessionId | batchId | productId | quantity | unitPrice | isSample | itemStatus  | negotiationStatus | deleted_at
2 | 1  | 1175             | 175       | 162     | 143       | 5.0000   | 20.00     | 0        | TO_PURCHASE | null              | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4) FROM stdin (DELIMITER '|');
3 | no | liveShoppingSessions | clientId | status | endedAt | deleted_at
3 | 1  | 175                  | 87       | ACTIVE | null    | null
\.

-- f9c21cba9626ca984 hold.oversold, 2.50 at stake
--  A: Cut the latest: cut 0.1250 of item 1175, 2.50 (session 175 (room chs-ZSD6FX) of Orchard Bakery (client 87)). The carts are smaller by 2.50; tell their hosts.
--       Orchard Bakery (client 87): draft exposure 100.00 -> 97.50, projected exposure 100.00 -> 97.50, available credit 2,900.00 -> 2,902.50
--       batch OIL-50162 (id 162): soft hold 5 -> 4.875, net available -0.125 -> 0
--INSERT INTO pg_temp.tieout_pick VALUES ('f9c21cba9626ca984', 'A');
\set tieout_begins false \ir tieout.sql
