-- tieout: repairs of price.negotiated: The price is not the one that was agreed on
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 10.00 at stake.
-- Dry run:    psql -f price.negotiated.sql
-- Apply:      psql -v apply=1 -f price.negotiated.sql
-- Take back:  psql -v apply=1 -f undo/price.negotiated.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("clientId", "deleted_at", "endedAt", "id", "status") ON "public"."liveShoppingSessions" TO ROLE;
--   GRANT SELECT ("batchId", "deleted_at", "id", "isSample", "itemStatus", "negotiationStatus", "productId", "quantity", "sessionId", "unitPrice", "updatedAt"), UPDATE ("unitPrice") ON "public"."sessionCartItems" TO ROLE;
--   GRANT SELECT ("id", "sessionId") ON "public"."sessionPriceOverrides" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule             | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | price.negotiated | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table                 | schema | name                  | key | touched   | counted | changed
liveShoppingSessions  | public | liveShoppingSessions  | id  | updatedAt | null    | no
sessionCartItems      | public | sessionCartItems      | id  | null      | null    | yes
sessionPriceOverrides | public | sessionPriceOverrides | id  | updatedAt | null    | no
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                                | action | table            | row  | column    | now   | becomes | money
1  | f43f320036ed83a6d | A    | Set the price of item 1154 to 17.50 | set    | sessionCartItems | 1154 | unitPrice | 20.00 | 17.50   | 10.00
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4) FROM stdin (DELIMITER '|');
1 | no | liveShoppingSessions | clientId | status | endedAt | deleted_at
1 | 1  | 163                  | 71       | ACTIVE | null    | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10) FROM stdin (DELIMITER '|');
2 | no | sessionCartItems | sessionId | batchId | productId | quantity | unitPrice | isSample | itemStatus  | negotiationStatus | deleted_at | updatedAt
2 | 1  | 1154             | 163       | 129     | 110       | 4.0000   | 20.00     | 0        | TO_PURCHASE | ACCEPTED          | null       | 2026-11-22T01:35:00.000000Z
\.
-- And that the rows with a value are these and no others.
COPY pg_temp.tieout_member (no, tbl, col, value, ids) FROM stdin (DELIMITER '|');
no | table                 | column    | value | rows
1  | sessionPriceOverrides | sessionId | 163   | 
\.

-- f43f320036ed83a6d price.negotiated, 10.00 at stake
--  A: Set the price of item 1154 to 17.50. The client pays what was agreed; the cart changes by 10.00.
--       Magpie Bakery (client 71): draft exposure 306.80 -> 296.80, projected exposure 306.80 -> 296.80, available credit 2,693.20 -> 2,703.20
--INSERT INTO pg_temp.tieout_pick VALUES ('f43f320036ed83a6d', 'A');
\set tieout_begins false \ir tieout.sql
