-- tieout: the way back from everything that the scripts of this run have changed, the last first
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
--
-- Dry run:    psql -f apply-all.sql
-- Take back:  psql -v apply=1 -f apply-all.sql
--
-- Each script is a transaction of its own. If an ERROR stops one, nothing of it was changed.
\set ON_ERROR_STOP on
\set QUIET on
\set tieout_all_proposed 0
\set tieout_all_done 0
\set tieout_all_skipped 0
-- The functions, which stay with this connection; the tables go at once.
\set ON_ERROR_STOP on
\set tieout_begins true \ir ../tieout.sql
COMMIT;
\echo \echo == credit.exposure \ir credit.exposure.sql
\echo \echo == hold.reserved \ir hold.reserved.sql
\echo \echo == integrity.duplicate-item \ir integrity.duplicate-item.sql
\echo \echo == integrity.orphan-override \ir integrity.orphan-override.sql
\echo \echo == integrity.orphan-item \ir integrity.orphan-item.sql
\echo \echo == integrity.quantity \ir integrity.quantity.sql
\echo \echo == lifecycle.open-with-end \ir lifecycle.open-with-end.sql
\echo \echo == lifecycle.no-start \ir lifecycle.no-start.sql
\echo \echo == invoice.unlinked \ir invoice.unlinked.sql
\echo \echo == invoice.duplicate \ir invoice.duplicate.sql
\echo \echo == hold.unsellable \ir hold.unsellable.sql
\echo \echo == hold.samples-oversold \ir hold.samples-oversold.sql
\echo \echo == hold.oversold \ir hold.oversold.sql
\echo \echo == price.margin \ir price.margin.sql
\echo \echo == price.negotiated \ir price.negotiated.sql
\echo \echo == line.sample-billed \ir line.sample-billed.sql
\echo \echo == line.quantity \ir line.quantity.sql
\echo \echo == line.extra \ir line.extra.sql
\echo \echo == line.missing \ir line.missing.sql
\echo \echo == conversion.missing-order \ir conversion.missing-order.sql
\echo \echo == conversion.cancelled-session \ir conversion.cancelled-session.sql
\echo \echo == lifecycle.no-end \ir lifecycle.no-end.sql
\echo \echo == lifecycle.no-show \ir lifecycle.no-show.sql
\echo \echo == lifecycle.abandoned \ir lifecycle.abandoned.sql
\echo \echo == hold.abandoned \ir hold.abandoned.sql
\echo \echo == conversion.ended-session \ir conversion.ended-session.sql
\echo \echo == conversion.open-session \ir conversion.open-session.sql
\echo \echo == order.total \ir order.total.sql
\echo \echo == order.subtotal \ir order.subtotal.sql
\echo \echo == line.total \ir line.total.sql
\echo \echo == line.price \ir line.price.sql
\echo \echo == conversion.duplicate-orders \ir conversion.duplicate-orders.sql
\echo \echo == integrity.product \ir integrity.product.sql
\echo \echo == integrity.duplicate-override \ir integrity.duplicate-override.sql

\echo \echo == all together
SELECT :tieout_all_proposed AS proposed, :tieout_all_done AS undone, :tieout_all_skipped AS skipped;
\unset tieout_all_proposed
