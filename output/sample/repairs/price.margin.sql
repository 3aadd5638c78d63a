-- tieout: repairs of price.margin: The cart's price is not cost and margin
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 3.00 at stake.
-- Dry run:    psql -f price.margin.sql
-- Apply:      psql -v apply=1 -f price.margin.sql
-- Take back:  psql -v apply=1 -f undo/price.margin.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("batchStatus", "cogsMode", "deleted_at", "holdQty", "id", "onHandQty", "productId", "quarantineQty", "reservedQty", "sampleQty", "unitCogs", "unitCogsMax", "unitCogsMin") ON "public"."batches" TO ROLE;
--   GRANT SELECT ("clientId", "deleted_at", "endedAt", "id", "status") ON "public"."liveShoppingSessions" TO ROLE;
--   GRANT SELECT ("batchId", "deleted_at", "id", "isSample", "itemStatus", "negotiationStatus", "productId", "quantity", "sessionId", "unitPrice"), UPDATE ("negotiationStatus", "unitPrice") ON "public"."sessionCartItems" TO ROLE;
--   GRANT SELECT ("id", "sessionId") ON "public"."sessionPriceOverrides" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule         | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | price.margin | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table                 | schema | name                  | key | touched   | counted | changed
batches               | public | batches               | id  | updatedAt | version | no
liveShoppingSessions  | public | liveShoppingSessions  | id  | updatedAt | null    | no
sessionCartItems      | public | sessionCartItems      | id  | null      | null    | yes
sessionPriceOverrides | public | sessionPriceOverrides | id  | updatedAt | null    | no
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                                | action | table            | row  | column            | now   | becomes  | money
1  | f5fc42035a8916f21 | A    | Set the price of item 1146 to 45.19 | set    | sessionCartItems | 1146 | unitPrice         | 45.69 | 45.19    | 3.00
1  | f5fc42035a8916f21 | B    | Keep 45.69 as the agreed price      | set    | sessionCartItems | 1146 | negotiationStatus | null  | ACCEPTED | 
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4) FROM stdin (DELIMITER '|');
1 | no | liveShoppingSessions | clientId | status | endedAt | deleted_at
1 | 1  | 159                  | 67       | PAUSED | null    | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9) FROM stdin (DELIMITER '|');
2 | no | sessionCartItems | sessionId | batchId | productId | quantity | unitPrice | isSample | itemStatus  | negotiationStatus | deleted_at
2 | 1  | 1146             | 159       | 121     | 102       | 6.0000   | 45.69     | 0        | TO_PURCHASE | null              | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12) FROM stdin (DELIMITER '|');
3 | no | batches | productId | onHandQty | sampleQty | reservedQty | quarantineQty | holdQty | unitCogs | cogsMode | unitCogsMin | unitCogsMax | batchStatus | deleted_at
3 | 1  | 121     | 102       | 46.0000   | 10.0000   | 0.0000      | 0.0000        | 0.0000  | 30.4992  | FIXED    | null        | null        | LIVE        | null
\.
-- And that the rows with a value are these and no others.
COPY pg_temp.tieout_member (no, tbl, col, value, ids) FROM stdin (DELIMITER '|');
no | table                 | column    | value | rows
1  | sessionPriceOverrides | sessionId | 159   | 
\.

-- f5fc42035a8916f21 price.margin, 3.00 at stake
--  A: Set the price of item 1146 to 45.19. The client sees the computed price; the cart changes by 3.00.
--       Blue Lantern Kitchen (client 67): draft exposure 357.06 -> 354.06, projected exposure 357.06 -> 354.06, available credit 2,642.94 -> 2,645.94
--INSERT INTO pg_temp.tieout_pick VALUES ('f5fc42035a8916f21', 'A');
--  B: Keep 45.69 as the agreed price. The cart keeps its value; the price counts as negotiated.
--INSERT INTO pg_temp.tieout_pick VALUES ('f5fc42035a8916f21', 'B');
\set tieout_begins false \ir tieout.sql
