-- tieout: repairs of line.missing: In the cart, not on the order
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 0 automatic, 1 to choose; they settle 1 of this rule's findings; 261.81 at stake.
-- Dry run:    psql -f line.missing.sql
-- Apply:      psql -v apply=1 -f line.missing.sql
-- Take back:  psql -v apply=1 -f undo/line.missing.sql
-- Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("cash_payment", "client_id", "created_at", "deleted_at", "discount", "fulfillmentStatus", "id", "invoice_id", "is_draft", "liveSessionId", "orderType", "saleStatus", "shipping", "subtotal", "tax", "total", "version"), UPDATE ("subtotal", "total", "version") ON "public"."orders" TO ROLE;
--   GRANT SELECT, INSERT, DELETE, UPDATE ("id") ON "public"."order_line_items" TO ROLE; -- and USAGE on the sequence of its ids, where it has one
--   GRANT SELECT ("batchId", "deleted_at", "id", "isSample", "itemStatus", "negotiationStatus", "productId", "quantity", "sessionId", "unitPrice"), UPDATE ("itemStatus") ON "public"."sessionCartItems" TO ROLE;
--   GRANT SELECT ("id", "referenceId") ON "public"."invoices" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule         | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | line.missing | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table            | schema | name             | key | touched | counted | changed
orders           | public | orders           | id  | null    | version | yes
order_line_items | public | order_line_items | id  | null    | null    | yes
sessionCartItems | public | sessionCartItems | id  | null    | null    | yes
invoices         | public | invoices         | id  | null    | version | no
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                                    | action | table            | row  | column     | now         | becomes    | money
1  | f0e2cee8f05f71292 | A    | Add it to order SO-2026-000145 (id 145) | insert | order_line_items | -1   | order_id   | null        | 145        | 261.81
1  | f0e2cee8f05f71292 | A    |                                         | insert | order_line_items | -1   | batch_id   | null        | 77         | 
1  | f0e2cee8f05f71292 | A    |                                         | insert | order_line_items | -1   | quantity   | null        | 9.0000     | 
1  | f0e2cee8f05f71292 | A    |                                         | insert | order_line_items | -1   | unit_price | null        | 29.09      | 
1  | f0e2cee8f05f71292 | A    |                                         | insert | order_line_items | -1   | line_total | null        | 261.81     | 
1  | f0e2cee8f05f71292 | A    |                                         | insert | order_line_items | -1   | is_sample  | null        | 0          | 
1  | f0e2cee8f05f71292 | A    |                                         | add    | orders           | 145  | subtotal   |             | 261.81     | 
1  | f0e2cee8f05f71292 | A    |                                         | add    | orders           | 145  | total      |             | 261.81     | 
1  | f0e2cee8f05f71292 | B    | Mark it in the cart as not bought       | set    | sessionCartItems | 1105 | itemStatus | TO_PURCHASE | INTERESTED | 
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15) FROM stdin (DELIMITER '|');
1 | no | orders | client_id | orderType | is_draft | subtotal | total  | tax  | discount | shipping | cash_payment | saleStatus | fulfillmentStatus | invoice_id | liveSessionId | created_at                  | deleted_at
1 | 1  | 145    | 49        | SALE      | 0        | 340.10   | 340.10 | null | null     | null     | null         | PENDING    | CONFIRMED         | null       | 141           | 2026-11-15T03:55:00.000000Z | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6) FROM stdin (DELIMITER '|');
2 | no | order_line_items | batch_id | quantity | unit_price | line_total | is_sample | deleted_at
2 | 1  | 687              | 75       | 11.0000  | 3.37       | 37.07      | 0         | null
2 | 1  | 688              | 76       | 9.0000   | 33.67      | 303.03     | 0         | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9) FROM stdin (DELIMITER '|');
3 | no | sessionCartItems | sessionId | batchId | productId | quantity | unitPrice | isSample | itemStatus  | negotiationStatus | deleted_at
3 | 1  | 1103             | 141       | 75      | 56        | 11.0000  | 3.37      | 0        | TO_PURCHASE | null              | null
3 | 1  | 1104             | 141       | 76      | 57        | 9.0000   | 33.67     | 0        | TO_PURCHASE | null              | null
3 | 1  | 1105             | 141       | 77      | 58        | 9.0000   | 29.09     | 0        | TO_PURCHASE | null              | null
\.
-- And that the rows with a value are these and no others.
COPY pg_temp.tieout_member (no, tbl, col, value, ids) FROM stdin (DELIMITER '|');
no | table            | column      | value | rows
1  | order_line_items | order_id    | 145   | 687 688
1  | invoices         | referenceId | 145   | 
1  | sessionCartItems | sessionId   | 141   | 1103 1104 1105
\.

-- f0e2cee8f05f71292 line.missing, 261.81 at stake
--  A: Add it to order SO-2026-000145 (id 145). The client gets and pays what is in the cart; reserve the inventory as well. The order's total goes from 340.10 to 601.91.
--       Morning Glory Tea House (client 49): posted exposure 340.10 -> 601.91, projected exposure 340.10 -> 601.91, available credit 2,659.90 -> 2,398.09
--       batch TEA-50077 (id 77): reserved expected 0 -> 9
--INSERT INTO pg_temp.tieout_pick VALUES ('f0e2cee8f05f71292', 'A');
--  B: Mark it in the cart as not bought. The order stays as it is; the cart no longer says that it was bought.
--INSERT INTO pg_temp.tieout_pick VALUES ('f0e2cee8f05f71292', 'B');
\set tieout_begins false \ir tieout.sql
