-- tieout: the way back from the repairs of conversion.duplicate-orders, run 2026-11-22T020000Z read 2026-11-22T02:00:00.000000Z
-- Dry run: psql -f conversion.duplicate-orders.sql    Take back: psql -v apply=1 -f conversion.duplicate-orders.sql
\set ON_ERROR_STOP on
\set tieout_undo true \ir ../conversion.duplicate-orders.sql \unset tieout_undo
