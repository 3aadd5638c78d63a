-- tieout: repairs of credit.exposure: The stored credit exposure is not what the client owes
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
-- 1 automatic, 0 to choose; they settle 1 of this rule's findings; 0.01 at stake.
-- 10 more are of figures that are right, and follow other repairs of the run once those are applied.
-- Dry run:    psql -f credit.exposure.sql
-- Apply:      psql -v apply=1 -f credit.exposure.sql
-- Take back:  psql -v apply=1 -f undo/credit.exposure.sql
-- Besides these rows the automatic repairs move:
--   Pine & Salt Farm Shop (client 79): stored exposure 1,550.44 -> 1,550.45
-- Rights, beside those that README.txt says all scripts need:
--   GRANT SELECT ("cash_payment", "client_id", "created_at", "deleted_at", "discount", "fulfillmentStatus", "id", "invoice_id", "is_draft", "liveSessionId", "orderType", "saleStatus", "shipping", "subtotal", "tax", "total") ON "public"."orders" TO ROLE;
--   GRANT SELECT ("client_id", "current_exposure"), UPDATE ("current_exposure") ON "public"."client_credit_limits" TO ROLE;
--   GRANT SELECT ("amountDue", "amountPaid", "customerId", "deleted_at", "id", "referenceId", "referenceType", "status", "totalAmount") ON "public"."invoices" TO ROLE;
-- How it is done, and guarded: tieout.sql, SHA-256 9d267b1d29c25c67a63a7f787c9aec03ba7c99e6f5292af2b3885cd2fc4e17f2.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COPY pg_temp.tieout_fact (run, rule, log_schema, time_zone) FROM stdin (DELIMITER '|');
run                                                 | rule            | log_schema | time_zone
2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z | credit.exposure | public     | UTC
\.
COPY pg_temp.tieout_table FROM stdin (DELIMITER '|');
table                | schema | name                 | key       | touched | counted | changed
orders               | public | orders               | id        | null    | version | no
client_credit_limits | public | client_credit_limits | client_id | null    | null    | yes
invoices             | public | invoices             | id        | null    | version | no
\.
-- The changes. What is added is added to whatever is there by then.
COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
no | finding           | pick | what                                                               | action | table                | row | column           | now     | becomes | money
1  | fea111a2c8ca5e0ab |      | Store 1550.45 as the exposure of Pine & Salt Farm Shop (client 79) | set    | client_credit_limits | 79  | current_exposure | 1550.44 | 1550.45 | 0.01
2  | f80ca6cacf9046bc8 |      | Exposure of Golden Hare Café (client 31)                           | add    | client_credit_limits | 31  | current_exposure |         | 0.00    | 0.00
3  | f4a45324ac7678f04 |      | Exposure of Quayside Farm Shop (client 35)                         | add    | client_credit_limits | 35  | current_exposure |         | 0.00    | 0.00
4  | f1f0df1a45f7bfb5e |      | Exposure of Morning Glory Tea House (client 49)                    | add    | client_credit_limits | 49  | current_exposure |         | 0.00    | 0.00
5  | fead1d556746f8848 |      | Exposure of Juniper Bakery (client 51)                             | add    | client_credit_limits | 51  | current_exposure |         | 0.00    | 0.00
6  | fd0142b086ee9f442 |      | Exposure of Meridian Roastery (client 53)                          | add    | client_credit_limits | 53  | current_exposure |         | 0.00    | 0.00
7  | fa7d0c7911d17c529 |      | Exposure of Marigold Hotel (client 55)                             | add    | client_credit_limits | 55  | current_exposure |         | 0.00    | 0.00
8  | f9888baa902721170 |      | Exposure of Weaver's Roastery (client 57)                          | add    | client_credit_limits | 57  | current_exposure |         | 0.00    | 0.00
9  | f6d92f21bdf94a532 |      | Exposure of Old Mill Canteen (client 59)                           | add    | client_credit_limits | 59  | current_exposure |         | 0.00    | 0.00
10 | f42586d24caa8c689 |      | Exposure of Red Door Canteen (client 61)                           | add    | client_credit_limits | 61  | current_exposure |         | 0.00    | 0.00
11 | f7d6c77ebbfd2e822 |      | Exposure of Morning Glory Café (client 63)                         | add    | client_credit_limits | 63  | current_exposure |         | 0.00    | 0.00
\.
-- Where these repairs of the run were applied before, the figure becomes so much more.
COPY pg_temp.tieout_move FROM stdin (DELIMITER '|');
no | column           | part | applied             | more
2  | current_exposure | 14   | fce619c5697c3277f=A | 0.00
2  | current_exposure | 14   | fce619c5697c3277f=B | -757.73
3  | current_exposure | 3    | f1db253e73acba71c   | -615.47
4  | current_exposure | 16   | f0e2cee8f05f71292=A | 261.81
4  | current_exposure | 16   | f0e2cee8f05f71292=B | 0.00
5  | current_exposure | 17   | fab82ff5b8edeb971=A | -15.02
6  | current_exposure | 18   | f3eaf943d9955c58b=A | -49.07
6  | current_exposure | 18   | f3eaf943d9955c58b=B | 0.00
7  | current_exposure | 4    | f0135881e274eb328=A | 5.03
8  | current_exposure | 5    | f7a3f1f1c151c1262=A | -10.00
9  | current_exposure | 19   | f84bb2746a68bb9e6=A | -7.20
9  | current_exposure | 19   | f84bb2746a68bb9e6=B | 0.00
10 | current_exposure | 6    | f55c102d6a71cf092=A | 0.01
11 | current_exposure | 7    | f11652a3594fd0f2e=A | 19.00
\.
-- What they rest on: rows that must still hold what the run read.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1) FROM stdin (DELIMITER '|');
1 | no | client_credit_limits | current_exposure
1 | 1  | 79                   | 1550.44
1 | 2  | 31                   | 757.73
1 | 3  | 35                   | 1230.94
1 | 4  | 49                   | 340.10
1 | 5  | 51                   | 404.09
1 | 6  | 53                   | 537.50
1 | 7  | 55                   | 535.11
1 | 8  | 57                   | 588.63
1 | 9  | 59                   | 500.10
1 | 10 | 61                   | 763.67
1 | 11 | 63                   | 499.12
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15) FROM stdin (DELIMITER '|');
2 | no | orders | client_id | orderType | is_draft | subtotal | total  | tax   | discount | shipping | cash_payment | saleStatus | fulfillmentStatus | invoice_id | liveSessionId | created_at                  | deleted_at
2 | 1  | 162    | 79        | SALE      | 0        | 250.00   | 250.00 | null  | null     | null     | null         | PENDING    | CONFIRMED         | null       | null          | 2026-11-11T07:00:00.000000Z | null
2 | 1  | 163    | 79        | SALE      | 0        | 99.95    | 99.95  | null  | null     | null     | null         | PENDING    | CONFIRMED         | null       | null          | 2026-11-14T07:00:00.000000Z | null
2 | 2  | 127    | 31        | SALE      | 0        | 757.73   | 757.73 | null  | null     | null     | null         | PENDING    | CONFIRMED         | null       | 125           | 2026-11-20T23:55:00.000000Z | null
2 | 3  | 131    | 35        | SALE      | 0        | 615.47   | 615.47 | null  | null     | null     | null         | PENDING    | CONFIRMED         | null       | 129           | 2026-11-06T23:55:00.000000Z | null
2 | 3  | 132    | 35        | SALE      | 0        | 615.47   | 615.47 | null  | null     | null     | null         | PENDING    | CONFIRMED         | null       | null          | 2026-11-06T23:56:00.000000Z | null
2 | 4  | 145    | 49        | SALE      | 0        | 340.10   | 340.10 | null  | null     | null     | null         | PENDING    | CONFIRMED         | null       | 141           | 2026-11-15T03:55:00.000000Z | null
2 | 5  | 147    | 51        | SALE      | 0        | 404.09   | 404.09 | null  | null     | null     | null         | PENDING    | CONFIRMED         | null       | 143           | 2026-11-10T18:55:00.000000Z | null
2 | 6  | 149    | 53        | SALE      | 0        | 537.50   | 537.50 | null  | null     | null     | null         | PENDING    | CONFIRMED         | null       | 145           | 2026-11-14T11:55:00.000000Z | null
2 | 7  | 151    | 55        | SALE      | 0        | 535.11   | 535.11 | null  | null     | null     | null         | PENDING    | CONFIRMED         | null       | 147           | 2026-11-17T18:55:00.000000Z | null
2 | 8  | 153    | 57        | SALE      | 0        | 588.63   | 588.63 | null  | null     | null     | null         | PENDING    | CONFIRMED         | null       | null          | 2026-11-12T11:55:00.000000Z | null
2 | 9  | 155    | 59        | SALE      | 0        | 500.10   | 500.10 | null  | null     | null     | null         | PENDING    | CONFIRMED         | null       | 151           | 2026-11-10T18:55:00.000000Z | null
2 | 10 | 157    | 61        | SALE      | 0        | 759.87   | 763.67 | 3.80  | null     | null     | null         | PENDING    | CONFIRMED         | null       | 153           | 2026-11-05T01:55:00.000000Z | null
2 | 11 | 159    | 63        | SALE      | 0        | 499.12   | 499.12 | 19.00 | null     | null     | null         | PENDING    | CONFIRMED         | null       | 155           | 2026-11-15T05:55:00.000000Z | null
\.
COPY pg_temp.tieout_evidence (shape, no, row_id, v1, v2, v3, v4, v5, v6, v7, v8) FROM stdin (DELIMITER '|');
3 | no | invoices | customerId | amountDue | status | deleted_at | totalAmount | amountPaid | referenceType | referenceId
3 | 1  | 85       | 79         | 1200.50   | SENT   | null       | 1200.50     | 0.00       | null          | null
\.
-- And that the rows with a value are these and no others.
COPY pg_temp.tieout_member (no, tbl, col, value, ids) FROM stdin (DELIMITER '|');
no | table    | column     | value | rows
1  | orders   | client_id  | 79    | 162 163
1  | invoices | customerId | 79    | 85
2  | orders   | client_id  | 31    | 127
2  | invoices | customerId | 31    | 
3  | orders   | client_id  | 35    | 131 132
3  | invoices | customerId | 35    | 
4  | orders   | client_id  | 49    | 145
4  | invoices | customerId | 49    | 
5  | orders   | client_id  | 51    | 147
5  | invoices | customerId | 51    | 
6  | orders   | client_id  | 53    | 149
6  | invoices | customerId | 53    | 
7  | orders   | client_id  | 55    | 151
7  | invoices | customerId | 55    | 
8  | orders   | client_id  | 57    | 153
8  | invoices | customerId | 57    | 
9  | orders   | client_id  | 59    | 155
9  | invoices | customerId | 59    | 
10 | orders   | client_id  | 61    | 157
10 | invoices | customerId | 61    | 
11 | orders   | client_id  | 63    | 159
11 | invoices | customerId | 63    | 
\.
\set tieout_begins false \ir tieout.sql
