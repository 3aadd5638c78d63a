-- tieout: repairs of integrity.product: The item's product is not its batch's
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 1 automatic, 0 to choose; they settle 1 of this rule's findings; 0.00 at stake.
-- Dry run:    psql -f integrity.product.sql
-- Apply:      psql -v apply=1 -f integrity.product.sql
-- Take back:  psql -v apply=1 -f undo/integrity.product.sql
-- Besides these rows the automatic repairs move:
--   no client's exposure and no batch's availability
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("id", "productId") ON "public"."batches" TO ROLE;
--   GRANT SELECT ("batchId", "deleted_at", "id", "isSample", "itemStatus", "negotiationStatus", "productId", "quantity", "sessionId", "unitPrice"), UPDATE ("productId") ON "public"."sessionCartItems" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule              | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | integrity.product | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table            | schema | name             | key | touched   | counted | changed
batches          | public | batches          | id  | updatedAt | version | no
sessionCartItems | public | sessionCartItems | id  | null      | null    | yes
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                                | action | table            | row  | column    | now | becomes | money
1  | fa2c183734914c690 |      | Set the product of item 1660 to 292 | set    | sessionCartItems | 1660 | productId | 289 | 292     | 0.00
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9) FROM stdin (DELIMITER '|');
1 | no | sessionCartItems | sessionId | batchId | productId | quantity | unitPrice | isSample | itemStatus  | negotiationStatus | deleted_at
1 | 1  | 1660             | 222       | 311     | 289       | 12.0000  | 8.43      | 0        | TO_PURCHASE | null              | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1) FROM stdin (DELIMITER '|');
2 | no | batches | productId
2 | 1  | 311     | 292
\.
\set tieout_begins false \ir tieout.sql
