-- tieout: the way back from everything that the scripts of this run have changed, the last first
-- Run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z, as of 2026-11-22T02:00:00Z
--
-- Dry run:    psql -f apply-all.sql
-- Take back:  psql -v apply=1 -f apply-all.sql
--
-- Each script is a transaction of its own. If an ERROR stops one, that one has changed nothing.
\set ON_ERROR_STOP on
\set QUIET on
\set tieout_all_proposed 0
\set tieout_all_done 0
\set tieout_all_skipped 0

\echo
\echo '== credit.exposure'
\ir credit.exposure.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== hold.reserved'
\ir hold.reserved.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== integrity.duplicate-item'
\ir integrity.duplicate-item.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== integrity.orphan-override'
\ir integrity.orphan-override.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== integrity.orphan-item'
\ir integrity.orphan-item.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== integrity.quantity'
\ir integrity.quantity.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== lifecycle.open-with-end'
\ir lifecycle.open-with-end.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== lifecycle.no-start'
\ir lifecycle.no-start.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== invoice.unlinked'
\ir invoice.unlinked.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== invoice.duplicate'
\ir invoice.duplicate.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== hold.unsellable'
\ir hold.unsellable.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== hold.samples-oversold'
\ir hold.samples-oversold.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== hold.oversold'
\ir hold.oversold.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== price.margin'
\ir price.margin.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== price.negotiated'
\ir price.negotiated.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== line.sample-billed'
\ir line.sample-billed.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== line.quantity'
\ir line.quantity.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== line.extra'
\ir line.extra.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== line.missing'
\ir line.missing.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== conversion.missing-order'
\ir conversion.missing-order.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== conversion.cancelled-session'
\ir conversion.cancelled-session.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== lifecycle.no-end'
\ir lifecycle.no-end.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== lifecycle.no-show'
\ir lifecycle.no-show.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== lifecycle.abandoned'
\ir lifecycle.abandoned.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== hold.abandoned'
\ir hold.abandoned.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== conversion.ended-session'
\ir conversion.ended-session.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== conversion.open-session'
\ir conversion.open-session.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== order.total'
\ir order.total.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== order.subtotal'
\ir order.subtotal.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== line.total'
\ir line.total.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== line.price'
\ir line.price.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== conversion.duplicate-orders'
\ir conversion.duplicate-orders.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== integrity.product'
\ir integrity.product.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== integrity.duplicate-override'
\ir integrity.duplicate-override.sql
SELECT :tieout_all_proposed OPERATOR(pg_catalog.+) :tieout_proposed AS tieout_all_proposed,
    :tieout_all_done OPERATOR(pg_catalog.+) :tieout_done AS tieout_all_done,
    :tieout_all_skipped OPERATOR(pg_catalog.+) :tieout_skipped AS tieout_all_skipped \gset

\echo
\echo '== all together'
SELECT :tieout_all_proposed AS proposed, :tieout_all_done AS undone, :tieout_all_skipped AS skipped;
