-- tieout: repairs of integrity.duplicate-item: The same batch twice in one cart
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 0.00 at stake.
-- Dry run:    psql -f integrity.duplicate-item.sql
-- Apply:      psql -v apply=1 -f integrity.duplicate-item.sql
-- Take back:  psql -v apply=1 -f undo/integrity.duplicate-item.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("clientId", "deleted_at", "endedAt", "id", "status") ON "public"."liveShoppingSessions" TO ROLE;
--   GRANT SELECT ("batchId", "deleted_at", "id", "isSample", "itemStatus", "negotiationStatus", "productId", "quantity", "sessionId", "unitPrice"), UPDATE ("deleted_at") ON "public"."sessionCartItems" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule                     | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | integrity.duplicate-item | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table                | schema | name                 | key | touched   | counted | changed
liveShoppingSessions | public | liveShoppingSessions | id  | updatedAt | null    | no
sessionCartItems     | public | sessionCartItems     | id  | null      | null    | yes
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                                         | action | table            | row  | column     | now  | becomes                     | money
1  | fadf00bbba38e400e | A    | Take the later 1 item (1679) out of the cart | set    | sessionCartItems | 1679 | deleted_at | null | 2026-11-22T02:00:00.000000Z | 0.00
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4) FROM stdin (DELIMITER '|');
1 | no | liveShoppingSessions | clientId | status | endedAt | deleted_at
1 | 1  | 231                  | 142      | ACTIVE | null    | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9) FROM stdin (DELIMITER '|');
2 | no | sessionCartItems | sessionId | batchId | productId | quantity | unitPrice | isSample | itemStatus  | negotiationStatus | deleted_at
2 | 1  | 1678             | 231       | 328     | 309       | 3.0000   | 17.37     | 0        | TO_PURCHASE | null              | null
2 | 1  | 1679             | 231       | 328     | 309       | 5.0000   | 17.37     | 0        | TO_PURCHASE | null              | null
\.

-- fadf00bbba38e400e integrity.duplicate-item, 0.00 at stake
--  A: Take the later 1 item (1679) out of the cart. The first stays as it is; the cart is smaller by the others.
--       Fig Tree Deli (client 142): draft exposure 138.96 -> 52.11, projected exposure 138.96 -> 52.11, available credit 2,861.04 -> 2,947.89
--       batch COF-50328 (id 328): soft hold 8 -> 3, net available 40 -> 45
--INSERT INTO pg_temp.tieout_pick VALUES ('fadf00bbba38e400e', 'A');
\set tieout_begins false \ir tieout.sql
