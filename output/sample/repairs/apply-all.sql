-- tieout: all automatic repairs, one script after the other
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
--
-- Dry run:    psql -f apply-all.sql
-- Apply:      psql -v apply=1 -f apply-all.sql
-- Take back:  psql -v apply=1 -f undo/apply-all.sql
--
-- Besides the rows that they change, all automatic repairs together move:
--   Quayside Farm Shop (client 35): stored exposure 1,230.94 -> 615.47, posted exposure 1,230.94 -> 615.47, projected exposure 1,230.94 -> 615.47, available credit 2,769.06 -> 3,384.53
--   Three Cranes Wine Bar (client 96): draft exposure 411.51 -> 0.00, projected exposure 411.51 -> 0.00, available credit 2,588.49 -> 3,000.00
--   Pine & Salt Farm Shop (client 79): stored exposure 1,550.44 -> 1,550.45
--   3 clients in all: stored exposure -615.46, posted exposure -615.47, draft exposure -411.51, projected exposure -1,026.98, available credit +1,026.98
--   batch TEA-50173 (id 173): soft hold 11 -> 0, net available 40 -> 51
--   batch WIN-50048 (id 48): reserved stored 12 -> 6, reserved expected 12 -> 6, available 40 -> 46, net available 40 -> 46
--   batch OIL-50049 (id 49): reserved stored 10 -> 5, reserved expected 10 -> 5, available 40 -> 45, net available 40 -> 45
--   batch CHS-50172 (id 172): soft hold 3 -> 0, net available 40 -> 43
--   batch TEA-50166 (id 166): reserved stored 9.5 -> 7, available 40 -> 42.5, net available 40 -> 42.5
--   5 batches in all: reserved stored -13.5, reserved expected -11, available +13.5, soft hold -14, net available +27.5
--
-- Each script is a transaction of its own. If an ERROR stops one, nothing of it was changed; those
-- before it are committed, and running this again skips them. In a dry run each script starts from the
-- database as it is, not from what the one before it would have made of it.
\set ON_ERROR_STOP on
\set QUIET on
\set tieout_all_proposed 0
\set tieout_all_done 0
\set tieout_all_skipped 0
-- The functions, which stay with this connection; the tables go at once.
\set ON_ERROR_STOP on
\set tieout_begins true \ir tieout.sql
COMMIT;
\echo \echo == integrity.duplicate-override \ir integrity.duplicate-override.sql
\echo \echo == integrity.product \ir integrity.product.sql
\echo \echo == conversion.duplicate-orders \ir conversion.duplicate-orders.sql
\echo \echo == conversion.open-session \ir conversion.open-session.sql
\echo \echo == conversion.ended-session \ir conversion.ended-session.sql
\echo \echo == hold.abandoned \ir hold.abandoned.sql
\echo \echo == lifecycle.abandoned \ir lifecycle.abandoned.sql
\echo \echo == lifecycle.no-show \ir lifecycle.no-show.sql
\echo \echo == lifecycle.no-end \ir lifecycle.no-end.sql
\echo \echo == hold.reserved \ir hold.reserved.sql
\echo \echo == credit.exposure \ir credit.exposure.sql

\echo \echo == all together
SELECT :tieout_all_proposed AS proposed, :tieout_all_done AS applied, :tieout_all_skipped AS skipped;
\unset tieout_all_proposed
