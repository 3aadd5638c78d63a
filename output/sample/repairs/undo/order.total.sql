-- tieout: the way back from the repairs of order.total, run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z
-- Dry run: psql -f order.total.sql    Take back: psql -v apply=1 -f order.total.sql
\set ON_ERROR_STOP on
\set tieout_undo true \ir ../order.total.sql \unset tieout_undo
