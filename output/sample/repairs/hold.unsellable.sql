-- tieout: repairs of hold.unsellable: In a cart, but not for sale
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 277.56 at stake.
-- Dry run:    psql -f hold.unsellable.sql
-- Apply:      psql -v apply=1 -f hold.unsellable.sql
-- Take back:  psql -v apply=1 -f undo/hold.unsellable.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("batchStatus", "cogsMode", "deleted_at", "holdQty", "id", "onHandQty", "productId", "quarantineQty", "reservedQty", "sampleQty", "unitCogs", "unitCogsMax", "unitCogsMin") ON "public"."batches" TO ROLE;
--   GRANT SELECT ("clientId", "deleted_at", "endedAt", "id", "status") ON "public"."liveShoppingSessions" TO ROLE;
--   GRANT SELECT ("batchId", "deleted_at", "id", "isSample", "itemStatus", "negotiationStatus", "productId", "quantity", "sessionId", "unitPrice"), UPDATE ("deleted_at") ON "public"."sessionCartItems" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule            | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | hold.unsellable | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table                | schema | name                 | key | touched   | counted | changed
batches              | public | batches              | id  | updatedAt | version | no
liveShoppingSessions | public | liveShoppingSessions | id  | updatedAt | null    | no
sessionCartItems     | public | sessionCartItems     | id  | null      | null    | yes
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                           | action | table            | row  | column     | now  | becomes                     | money
1  | fe5309270fd6194a7 | A    | Take item 1192 out of the cart | set    | sessionCartItems | 1192 | deleted_at | null | 2026-11-22T02:00:00.000000Z | 277.56
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4) FROM stdin (DELIMITER '|');
1 | no | liveShoppingSessions | clientId | status | endedAt | deleted_at
1 | 1  | 186                  | 98       | ACTIVE | null    | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9) FROM stdin (DELIMITER '|');
2 | no | sessionCartItems | sessionId | batchId | productId | quantity | unitPrice | isSample | itemStatus  | negotiationStatus | deleted_at
2 | 1  | 1192             | 186       | 176     | 157       | 9.0000   | 30.84     | 0        | TO_PURCHASE | null              | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12) FROM stdin (DELIMITER '|');
3 | no | batches | productId | onHandQty | sampleQty | reservedQty | quarantineQty | holdQty | unitCogs | cogsMode | unitCogsMin | unitCogsMax | batchStatus | deleted_at
3 | 1  | 176     | 157       | 49.0000   | 10.0000   | 0.0000      | 0.0000        | 0.0000  | 18.1161  | FIXED    | null        | null        | SOLD_OUT    | null
\.

-- fe5309270fd6194a7 hold.unsellable, 277.56 at stake
--  A: Take item 1192 out of the cart. It leaves the cart; nothing is held for it any more.
--       Bellweather Tea House (client 98): draft exposure 333.33 -> 55.77, projected exposure 333.33 -> 55.77, available credit 2,666.67 -> 2,944.23
--       batch CHO-50176 (id 176): soft hold 9 -> 0, net available 40 -> 49
--INSERT INTO pg_temp.tieout_pick VALUES ('fe5309270fd6194a7', 'A');
\set tieout_begins false \ir tieout.sql
