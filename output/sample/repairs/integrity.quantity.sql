-- tieout: repairs of integrity.quantity: An item's quantity is not above zero
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 0.00 at stake.
-- Dry run:    psql -f integrity.quantity.sql
-- Apply:      psql -v apply=1 -f integrity.quantity.sql
-- Take back:  psql -v apply=1 -f undo/integrity.quantity.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("clientId", "deleted_at", "endedAt", "id", "status") ON "public"."liveShoppingSessions" TO ROLE;
--   GRANT SELECT ("batchId", "deleted_at", "id", "isSample", "itemStatus", "negotiationStatus", "productId", "quantity", "sessionId", "unitPrice"), UPDATE ("deleted_at", "quantity") ON "public"."sessionCartItems" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule               | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | integrity.quantity | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table                | schema | name                 | key | touched   | counted | changed
liveShoppingSessions | public | liveShoppingSessions | id  | updatedAt | null    | no
sessionCartItems     | public | sessionCartItems     | id  | null      | null    | yes
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                                    | action | table            | row  | column     | now    | becomes                     | money
1  | f88aefc3bfc68f094 | A    | Take item 1665 out of the cart          | set    | sessionCartItems | 1665 | deleted_at | null   | 2026-11-22T02:00:00.000000Z | 0.00
1  | f88aefc3bfc68f094 | B    | Set the quantity of item 1665 to 1.0000 | set    | sessionCartItems | 1665 | quantity   | 0.0000 | 1.0000                      | 
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9) FROM stdin (DELIMITER '|');
1 | no | sessionCartItems | sessionId | batchId | productId | quantity | unitPrice | isSample | itemStatus  | negotiationStatus | deleted_at
1 | 1  | 1665             | 224       | 316     | 297       | 0.0000   | 20.04     | 0        | TO_PURCHASE | null              | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4) FROM stdin (DELIMITER '|');
2 | no | liveShoppingSessions | clientId | status | endedAt                     | deleted_at
2 | 1  | 224                  | 136      | ENDED  | 2026-11-14T21:50:00.000000Z | null
\.

-- f88aefc3bfc68f094 integrity.quantity, 0.00 at stake
--  A: Take item 1665 out of the cart. It no longer counts in the cart.
--INSERT INTO pg_temp.tieout_pick VALUES ('f88aefc3bfc68f094', 'A');
--  B: Set the quantity of item 1665 to 1.0000. It counts as one, at 20.04.
--INSERT INTO pg_temp.tieout_pick VALUES ('f88aefc3bfc68f094', 'B');
\set tieout_begins false \ir tieout.sql
